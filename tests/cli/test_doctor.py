"""`kb doctor` says how everything is, and of what is not well what to do; it changes nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from kb.cli.doctor import WORDS
from tests.command import Said, kb_here

EXAMINING = Path(__file__).parents[2] / "kb" / "composing" / "examining.py"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))


def doctor(root: Path, *args: str, lang: str = "en") -> Said:
    return kb_here("--root", str(root), "--lang", lang, "doctor", *args)


def codes(said: Said) -> dict[str, str]:
    return {one["code"]: one["health"] for one in json.loads(said.out)["examined"]}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A base as `kb init` makes it, in Git."""
    kb_here("init", str(tmp_path / "own"), "--ci", "github")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path / "own", check=True)
    named(tmp_path / "own")
    return tmp_path / "own"


def named(root: Path) -> None:
    """Fill in what a new base leaves to its owner."""
    settings, script = root / "site_config/settings.toml", root / ".github/install-kb.sh"
    text = settings.read_text("utf-8").replace("maintainers = []", 'maintainers = ["@me"]')
    settings.write_text(
        text.replace('repo_url = ""', 'repo_url = "https://git.example.org/me/own"\nedit_path = "edit/main"'), "utf-8"
    )
    script.write_text(
        re.sub("^kb_comes_from=.*", 'kb_comes_from="lessonbook"', script.read_text("utf-8"), flags=re.M), "utf-8"
    )


@pytest.mark.parametrize("host", ["github", "gitlab"])
def test_what_only_its_owner_can_name_is_to_do_in_a_new_base_with_workflows(tmp_path: Path, host: str) -> None:
    kb_here("init", str(tmp_path / "new"), "--ci", host)
    script = tmp_path / f"new/.{host}/install-kb.sh"
    script.write_text(re.sub("^kb_comes_from=.*", 'kb_comes_from=""', script.read_text("utf-8"), flags=re.M), "utf-8")
    said = doctor(tmp_path / "new", "--format", "json")
    assert said.code == 1
    assert [codes(said).get(one) for one in ("no-maintainers", "no-address", "no-source")] == ["todo"] * 3
    assert f".{host}/install-kb.sh" in said.out


def test_a_base_without_workflows_need_not_name_a_code_host(tmp_path: Path) -> None:
    kb_here("init", str(tmp_path / "new"))
    assert (
        not {"no-maintainers", "no-address", "no-source"} & codes(doctor(tmp_path / "new", "--format", "json")).keys()
    )


def test_a_named_base_in_git_is_well(own: Path) -> None:
    said = doctor(own)
    assert (said.code, "!" in said.out, "✗" in said.out) == (0, False, False), said.out
    assert "nothing to mend" in said.out and "templates are up to date" in said.out


@pytest.mark.parametrize(("lang", "todo"), [("en", "`kb check` names each"), ("zh", "`kb check` 逐条列出")])
def test_what_is_wrong_is_told_with_what_to_do(own: Path, lang: str, todo: str) -> None:
    (own / "lessons/undated").mkdir()
    (own / "lessons/undated/late.md").write_text("---\ntitle: Late\ntags: [rsik]\n---\n\nText.\n")
    said = doctor(own, lang=lang)
    assert (said.code, todo in said.out) == (2, True)


def test_what_somebody_should_do_exits_with_one(own: Path) -> None:
    (own / ".gitignore").unlink()
    (own / ".github/PULL_REQUEST_TEMPLATE.md").write_text("Ours\n")
    (own / "site_config/templates/lesson.en.md.new").write_text("")
    said = doctor(own, "--format", "json")
    assert said.code == 1
    assert codes(said)["build-tracked"] == codes(said)["beside"] == "todo"


def test_outside_a_base_the_machine_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = kb_here("doctor", "--format", "json")
    assert codes(said).keys() >= {"python", "git", "cache", "version", "no-base"}
    assert doctor(tmp_path / "nowhere").code == 2


def test_a_cache_that_cannot_be_kept_is_told(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "file"))
    assert codes(doctor(own, "--format", "json"))["no-cache"] == "todo"


def test_without_git_it_says_so(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = codes(doctor(own, "--format", "json"))
    assert (found["no-git"], found["no-repository"]) == ("todo", "note")


def test_nothing_is_changed(own: Path) -> None:
    def state() -> list[tuple[str, int]]:
        return [(str(one), os.stat(one).st_mtime_ns) for one in sorted(own.rglob("*"))]  # noqa: PTH116

    before = state()
    doctor(own)
    assert state() == before


def test_every_finding_has_its_words_in_both_languages_and_every_word_a_finding() -> None:
    named = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', EXAMINING.read_text(encoding="utf-8")))
    assert set(WORDS) - {"better"} <= named
    for english, chinese in WORDS.values():
        assert [bool(one) for one in english] == [bool(one) for one in chinese]


def test_a_large_base_is_told_of_the_engine_that_serves_it_better(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "better" not in codes(doctor(own, "--format", "json"))
    monkeypatch.setattr("kb.cli.index.LARGE", 0)
    said = doctor(own)
    assert (said.code, 'search_engine = "sqlite"' in said.out) == (0, True)
