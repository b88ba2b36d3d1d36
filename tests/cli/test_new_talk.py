"""`kb new talk`: one more session of a salon, in its programme and its text, and the salon still passes the check."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_new import terminal
from tests.command import Said, kb_here

SALON = "content/salons/2026-05-27-spring.md"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def talk(base: Path, *args: str) -> Said:
    return kb_here("--root", str(base), "new", "talk", *args)


def salon(base: Path) -> str:
    assert kb_here("--root", str(base), "check", "--strict").out == ""
    return (base / SALON).read_text(encoding="utf-8")


def test_a_talk_goes_where_its_time_belongs_and_everything_else_stays(base: Path) -> None:
    before = (base / SALON).read_text(encoding="utf-8")
    said = talk(base, "--title", "A charter", "--speaker", "Li Na", "--speaker", "王芳", "--time", "14:05")
    assert (said.code, said.out) == (0, SALON + "\n")
    text = salon(base)
    item = '  - {time: "14:05", kind: session, id: a-charter, title: A charter, speakers: [content/people/li-na, content/people/wang-fang], session: talk}\n'
    assert text.replace(item, "").startswith(before.rstrip())
    assert text.index("14:00") < text.index("14:05") < text.index("14:10")
    assert text.endswith("## A charter\n\n<!-- Three things to take away. -->\n")


def test_a_talk_without_a_time_says_so_and_comes_last(base: Path) -> None:
    talk(base, "--title", "A charter", "--title-zh", "章程")
    text = salon(base)
    assert "title: {en: A charter, zh: 章程}" in text and "note: Time not settled yet" in text


def test_a_talk_may_bring_its_text(base: Path, tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text("# A charter\n\n## Three parts\n\nValue, border, people.\n", encoding="utf-8")
    assert talk(base, "--from", str(tmp_path / "talk.md")).code == 0
    assert salon(base).endswith("## A charter\n\n#### Three parts\n\nValue, border, people.\n")


def test_the_latest_salon_is_meant_unless_another_one_is_named(base: Path) -> None:
    older = (base / SALON).read_text(encoding="utf-8").replace("2026-05-27", "2025-05-27").replace("Spring", "Old")
    (base / "content/salons/2025-05-27-old.md").write_text(older, encoding="utf-8")
    assert talk(base, "--title", "A charter").out == SALON + "\n"
    assert talk(base, "--title", "A charter", "--salon", "Old salon").out == "content/salons/2025-05-27-old.md\n"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--title", "A", "--speaker", "Nobody Known"), 'kb new person --title "Nobody Known"'),
        (("--title", "A", "--time", "2pm"), "write hours and minutes"),
        (("--title", "A", "--salon", "sprng"), "there is no salon `sprng`"),
        (("--title", "First talk"), "has a session `first-talk` already"),
        ((), "it needs a title"),
    ],
)
def test_a_mistake_is_told_and_the_salon_stays(base: Path, args: tuple[str, ...], told: str) -> None:
    before = (base / SALON).read_bytes()
    said = talk(base, *args)
    assert (said.code, told in said.err, (base / SALON).read_bytes() == before) == (2, True, True), said.err


def test_five_questions_are_enough_for_a_talk(base: Path) -> None:
    code, said = terminal(base, ["A charter", "", "", "Li Na, 王芳", "14:30"], "talk", "--no-edit")
    assert code == 0, said
    assert 'time: "14:30"' in salon(base)
