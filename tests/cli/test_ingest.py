"""`kb ingest` as people use it: a folder in, entries out, an account that adds up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kb.adapters import skeleton
from kb.cli import run
from tests.leaks.canary_base import png

SHARED = Path(__file__).resolve().parents[3] / "shared"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    root = tmp_path / "base"
    skeleton.create(root)
    return root


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder of old posts in several dialects."""
    files = {
        "_posts/2019-02-03-late-vendor.md": "---\ntitle: 'Late vendor'\ntags: [risks, vendor]\nauthors: [Jane Doe]\nlayout: post\n---\n"
        "The vendor was late. See [the kickoff](2019-03-01-kickoff.md) and [nothing](gone.md).\n",
        "_posts/2019-03-01-kickoff.md": "+++\ntitle = 'Kickoff'\nauthor = 'jane doe'\n+++\n\nWe began.\n",
        "_posts/2019-04-01-hidden.md": "---\ntitle: Hidden\ndraft: true\n---\nNot yet for others.\n",
        "outage/index.md": "# The big outage\n\n## Timeline\n\nIt fell over.\n\n## Root cause\n\nA full disk.\n",
        "plan/index.md": "---\ntitle: 计划\n---\n我们做了计划。\n",
    }
    folder = tmp_path / "old"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def ingest(base: Path, capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = run(["--root", str(base), "--lang", "en", "ingest", *map(str, args), "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    assert said["files"] == said["written"] + said["unchanged"] + len(said["refused"])
    return code, said


def check(base: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    run(["--root", str(base), "check", "--format", "json"])
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def snapshot(base: Path) -> dict[str, bytes]:
    return {str(path.relative_to(base)): path.read_bytes() for path in sorted(base.rglob("*")) if path.is_file()}


def test_a_folder_goes_in_whole_and_what_was_written_passes_the_check(
    base: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = ingest(base, capsys, old)
    assert (code, said["files"], said["written"]) == (0, 5, 5)
    assert {one["id"] for one in said["entries"]} >= {
        "content/cases/late-vendor", "content/cases/kickoff", "lessons/undated/outage", "content/people/jane-doe",
    }  # fmt: skip
    report = check(base, capsys)
    assert (report["errors"], report["entries"]["person"]) == (0, 1)


def test_a_second_run_changes_nothing(base: Path, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ingest(base, capsys, old)
    before = snapshot(base)
    code, said = ingest(base, capsys, old)
    assert (code, said["unchanged"], said["entries"]) == (0, 5, [])
    assert snapshot(base) == before


def test_a_dry_run_says_the_same_and_writes_nothing(base: Path, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(base)
    _, said = ingest(base, capsys, old, "--dry-run")
    assert snapshot(base) == before
    assert ingest(base, capsys, old)[1]["entries"] == said["entries"]


def test_a_file_that_changed_outside_is_brought_up_to_date_in_its_place(
    base: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ingest(base, capsys, old)
    post = old / "_posts/2019-02-03-late-vendor.md"
    post.write_text(post.read_text().replace("'Late vendor'", "'Very late vendor'"))
    _, said = ingest(base, capsys, old)
    assert [one["path"] for one in said["entries"]] == ["content/cases/late-vendor.md"]
    assert "title: Very late vendor" in (base / "content/cases/late-vendor.md").read_text()


def test_what_a_person_edited_is_never_overwritten(base: Path, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ingest(base, capsys, old)
    entry = base / "content/cases/late-vendor.md"
    entry.write_text(entry.read_text() + "\nA remark of ours.\n")
    edited = entry.read_bytes()
    assert ingest(base, capsys, old)[1]["unchanged"] == 5
    post = old / "_posts/2019-02-03-late-vendor.md"
    post.write_text(post.read_text() + "\nMore from outside.\n")
    code, said = ingest(base, capsys, old)
    assert code == 1
    assert entry.read_bytes() == edited
    assert [note["code"] for note in said["warnings"]].count("edited") == 1
    beside = base / said["entries"][0]["path"]
    assert beside.name.startswith("_")
    assert "More from outside." in beside.read_text()
    assert check(base, capsys)["errors"] == 0
    assert ingest(base, capsys, old)[1]["unchanged"] == 5


def test_an_entry_that_was_deleted_here_does_not_come_back(
    base: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ingest(base, capsys, old)
    (base / "content/cases/kickoff.md").unlink()
    post = old / "_posts/2019-03-01-kickoff.md"
    post.write_text(post.read_text() + "\nMore.\n")
    ingest(base, capsys, old)
    assert not (base / "content/cases/kickoff.md").exists()
    _, said = ingest(base, capsys, old)
    assert [note["code"] for note in said["warnings"]] == ["deleted"]  # a silent “unchanged” would hide it


def test_another_collection_with_files_of_the_same_names_gets_entries_of_its_own(
    base: Path, old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ingest(base, capsys, old)
    other = tmp_path / "elsewhere" / "old"
    (other / "_posts").mkdir(parents=True)
    (other / "_posts/2019-03-01-kickoff.md").write_text("# Harbour lights\n\nWholly unrelated sentences about ships.\n")
    _, said = ingest(base, capsys, other)
    assert said["entries"][0]["id"] != "content/cases/kickoff"
    assert "We began." in (base / "content/cases/kickoff.md").read_text()


def test_what_was_hidden_stays_hidden(base: Path, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ingest(base, capsys, old)
    assert "audience: restricted" in (base / "content/cases/hidden.md").read_text()


def test_links_between_files_work_and_dead_ones_are_listed(
    base: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, said = ingest(base, capsys, old)
    text = (base / "content/cases/late-vendor.md").read_text()
    assert "[the kickoff](kickoff.md)" in text
    assert "nothing (`gone.md`)" in text
    assert any(note["code"] == "dead-links" and "gone.md" in note["message"] for note in said["warnings"])


def test_links_to_parts_are_kept_where_the_part_is_there(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "wiki"
    folder.mkdir()
    (folder / "one.md").write_text(
        "# One page\n\n[a](two.md#the-why) [b](two.md#gone) [c](#top) [d](#end)\n\n## Top\n\nx\n"
    )
    (folder / "two.md").write_text("# Two page\n\n## The why\n\nx\n")
    ingest(base, capsys, folder)
    text = (base / "lessons/undated/one.md").read_text()
    assert "[a](two.md#the-why) [b](two.md) [c](#top) d" in text
    assert check(base, capsys)["errors"] == 0


def test_unknown_keys_and_tags_are_kept_and_suggested(
    base: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, said = ingest(base, capsys, old)
    text = (base / "content/cases/late-vendor.md").read_text()
    assert "tags: [risk]" in text
    assert "x_tags: [vendor]" in text
    assert "x_layout: post" in text
    assert said["topics"] == ["vendor"]


def test_the_account_names_the_kind_and_why(base: Path, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--root", str(base), "--lang", "en", "ingest", str(old)])
    out = capsys.readouterr().out
    assert "old/outage/index.md → lessons/undated/outage.md (lesson: a postmortem or register of lessons)" in out


def test_the_account_speaks_chinese(base: Path, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--root", str(base), "--lang", "zh", "ingest", str(old)])
    said = capsys.readouterr()
    assert "没有日期" in said.out
    assert "读取 5 个文件" in said.err


def test_text_that_stood_in_front_matter_stands_in_the_body_under_its_heading(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cards = tmp_path / "cards"
    cards.mkdir()
    for name in ("one", "two"):
        (cards / f"{name}.md").write_text(
            f"---\ntitle: {name} card\nwhat: A way to see what people really do.\ncategory: Risk\n---\n"
        )
    _, said = ingest(base, capsys, cards, "--source", "method-cards")
    text = (base / said["entries"][0]["path"]).read_text()
    assert "## What\n\nA way to see what people really do." in text
    assert said["entries"][0]["kind"] == "practice"
    assert "source: method-cards" in text


@pytest.mark.parametrize(
    ("source", "path", "text", "entry", "holds"),
    [
        (
            "jekyll-posts", "p/2019-02-03-late.md",
            "---\ntitle: Late\nexcerpt: In short.\nauthors:\n- jane\ntags:\n- risk\n---\nWords.\n",
            "content/cases/late.md", "summary: In short.\ndate: 2019-02-03\ntags: [risk]",
        ),
        (
            "postmortems", "p/PM2021-001 - Full disk.md",
            "# Full disk\n\n## Timeline\n\n| Time | Event |\n| --- | --- |\n| 2021-04-05 10:00 | It stopped |\n",
            "lessons/2021/pm2021-001-full-disk.md", "title: Full disk\ndate: 2021-04-05",
        ),
        (
            "chinese-recaps", "blog/talk-4/index.md",
            "---\ntitle: 限流实践 | 直播回顾\nauthor: 周明\ndate: 2021-06-01T20:00:00+08:00\n---\n本文根据直播分享整理。\n",
            "content/salons/2021-06-01-talk-4.md", "title: 限流实践",
        ),
        (
            "method-cards", "_methods/card",
            "---\ntitle: Card\nwhat: A short text about it.\ntimeRequired: one hour\n---\n",
            "content/practices/card.md", "## What\n\nA short text about it.\n\n## Time required\n\none hour",
        ),
    ],
)  # fmt: skip
def test_the_sources_that_ship_fit_the_shapes_that_they_are_for(
    base: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    source: str,
    path: str,
    text: str,
    entry: str,
    holds: str,
) -> None:
    file = tmp_path / "in" / path
    file.parent.mkdir(parents=True)
    file.write_text(text)
    code, _ = ingest(base, capsys, tmp_path / "in", "--source", source)
    assert code == 0
    assert holds in (base / entry).read_text()


def test_a_source_that_is_not_there_is_an_error_that_names_the_nearest(
    base: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--root", str(base), "ingest", str(old), "--source", "metod-cards"]) == 2
    assert "method-cards" in capsys.readouterr().err


def test_the_guessed_mapping_can_be_saved_and_used(base: Path, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said = ingest(base, capsys, old, "--dry-run")
    (base / "site_config/sources/mine.yml").write_text(next(iter(said["guessed"].values())))
    assert ingest(base, capsys, old, "--source", "mine")[0] == 0


def test_bad_files_are_refused_one_by_one_and_the_rest_goes_in(
    base: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad: dict[str, bytes] = {
        "bin.md": bytes(range(256)) * 9,
        "big.md": b"x" * 2_500_000,
        "bomb.md": b"---\na: &a [1]\nb: *a\n---\n",
        "deep.md": b"---\na: " + b"[" * 9_000 + b"\n---\n",
        "empty.md": b"",
    }
    for name, data in bad.items():
        (old / name).write_bytes(data)
    (old / "out.md").symlink_to("/etc/hostname")
    os.mkfifo(old / "pipe.md")
    code, said = ingest(base, capsys, old)
    assert code == 1
    assert (said["files"], said["written"], len(said["refused"])) == (12, 5, 7)
    assert all(one["reason"] for one in said["refused"])
    assert check(base, capsys)["errors"] == 0


def test_a_file_that_is_named_is_read_whatever_its_ending(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "NOTES").write_text("# Notes of the day\n\nWords.\n")
    _, said = ingest(base, capsys, tmp_path / "NOTES")
    assert said["entries"][0]["id"] == "lessons/undated/notes-of-the-day"


def test_other_encodings_are_converted_and_said(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "enc"
    folder.mkdir()
    text = "---\ntitle: 项目复盘\n---\n供应商的接口文档到了最后一周才给，我们没有提前要求。\n"
    for name in ("gb18030", "utf-16", "utf-8-sig"):
        (folder / f"{name}.md").write_bytes(text.replace("\n", "\r\n").encode(name))
    _, said = ingest(base, capsys, folder)
    assert said["written"] == 3
    assert sum("供应商的接口文档" in (base / one["path"]).read_text("utf-8") for one in said["entries"]) == 3
    assert sum(note["code"] == "converted" for note in said["warnings"]) == 2


def test_pictures_beside_a_file_come_along(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "pics"
    folder.mkdir()
    (folder / "a.png").write_bytes(png(b"", 7))
    (folder / "post.md").write_text("# Chart of the day\n\n![A chart](a.png) ![Gone](b.png)\n")
    _, said = ingest(base, capsys, folder)
    text = (base / said["entries"][0]["path"]).read_text()
    assert "![A chart](pictures/chart-of-the-day-a.png) *Gone* (`b.png`)" in text
    assert (base / "lessons/undated/pictures/chart-of-the-day-a.png").is_file()
    assert check(base, capsys)["errors"] == 0


def test_a_register_gives_one_lesson_a_row(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "register.csv"
    file.write_text(
        "ID,Title,Description,Recommendation,Category\n1,Late,It was late.,Ask early.,Risk\n2,Dear,It cost more.,Count twice.,\n"
    )
    code, said = ingest(base, capsys, file)
    assert (code, said["files"], len(said["entries"])) == (0, 1, 2)
    assert "## Do this next time\n\nAsk early." in (base / "lessons/undated/late.md").read_text()
    assert ingest(base, capsys, file)[1]["unchanged"] == 1


def test_records_give_one_entry_a_line(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text(
        '{"title": "One", "body": "First words.", "tags": ["risk"]}\n{"title": "Two", "body": "More.", "colour": "red"}\n'
    )
    _, said = ingest(base, capsys, file, "--kind", "case")
    assert [one["kind"] for one in said["entries"]] == ["case", "case"]
    assert "x_colour: red" in (base / "content/cases/two.md").read_text()


def test_a_document_without_the_extra_is_refused_with_the_line_that_installs_it(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mammoth", None)
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    code, said = ingest(base, capsys, tmp_path / "a.docx")
    assert code == 1
    assert "pip install 'lessonbook[import]'" in said["refused"][0]["reason"]


def test_people_are_one_entry_across_files_and_runs(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    for number, name in enumerate(("Ma Ronglei (Xiao Ma)", "Ma Ronglei", "Xiao Ma")):
        (folder / f"{number}-post.md").write_text(f"---\ntitle: Post {number}\nauthor: {name}\n---\nWords {number}.\n")
    ingest(base, capsys, folder)
    (folder / "later.md").write_text("---\ntitle: Later\nauthor: xiao ma\n---\nMore.\n")
    ingest(base, capsys, folder)
    people = [path.name for path in sorted((base / "content/people").glob("*.md"))]
    assert people == ["ma-ronglei.md"]
    assert "aliases: [Xiao Ma]" in (base / "content/people/ma-ronglei.md").read_text()
    assert "authors: [content/people/ma-ronglei]" in (base / "content/cases/later.md").read_text()


def test_a_refused_file_leaves_no_link_and_no_person_behind(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.md").write_text("---\ntitle: A post\nauthor: Jane Doe\n---\n::: audience restricted\nnever closed\n")
    (folder / "b.md").write_text("---\ntitle: B post\nauthor: Jane Doe\n---\nSee [a](a.md).\n")
    code, said = ingest(base, capsys, folder)
    assert (code, said["written"], len(said["refused"])) == (1, 1, 1)
    assert check(base, capsys)["errors"] == 0


@pytest.mark.parametrize("kind", ["lesson", "practice", "case", "salon", "person", "project"])
def test_a_kind_that_is_asked_for_is_given(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    (tmp_path / "plain.md").write_text("# A plain page\n\nWords.\n")
    _, said = ingest(base, capsys, tmp_path / "plain.md", "--kind", kind)
    assert [one["kind"] for one in said["entries"]] == [kind]
    assert check(base, capsys)["errors"] == 0


def test_nothing_is_written_through_a_link_out_of_the_base(
    base: Path, old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for one in (base / "content/cases").iterdir():
        one.unlink()
    (base / "content/cases").rmdir()
    (base / "content/cases").symlink_to(outside)
    assert run(["--root", str(base), "ingest", str(old)]) == 2
    assert list(outside.iterdir()) == []


def test_a_path_that_is_not_there_is_an_error_with_a_way_out(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--root", str(base), "ingest", str(base / "nowhere")]) == 2
    assert "there is no file or folder" in capsys.readouterr().err


def test_a_ledger_that_somebody_bent_leads_nowhere_else(
    base: Path, old: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ingest(base, capsys, old)
    ledger = base / "site_config/ingested.json"
    ledger.write_text(
        ledger.read_text().replace("content/cases/kickoff.md", "content/cases/../../.git/hooks/x.md") + "broken\n"
    )
    (base / "content/cases/kickoff.md").unlink()
    post = old / "_posts/2019-03-01-kickoff.md"
    post.write_text(post.read_text() + "\nMore.\n")
    _, said = ingest(base, capsys, old)
    assert not (base / ".git").exists()
    assert "ledger-damaged" in {note["code"] for note in said["warnings"]}


def test_entries_of_the_base_itself_are_not_brought_in(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--root", str(base), "--lang", "en", "ingest", str(base / "content")]) == 2
    assert "belongs to this knowledge base already" in capsys.readouterr().err


def test_help_of_all_commands_does_not_load_what_ingest_needs() -> None:
    code = "import sys; from kb.cli import run; run(['--help']); print(sorted(m for m in sys.modules if 'importing' in m or 'charset' in m))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip().endswith("[]")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the sample collections are not here")
def test_the_sample_recap_gives_what_it_holds(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = next((SHARED / "seed").glob("*.txt"))
    _, said = ingest(base, capsys, file)
    found = said["found"]
    assert (found["salon"], found["session"], found["person"], found["number"], found["tag"], found["conflict"]) == (
        1,
        4,
        4,
        4,
        5,
        1,
    )
    assert found["lesson"] >= 6
    assert check(base, capsys)["errors"] == 0


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the sample collections are not here")
@pytest.mark.parametrize("source", ["", "own"])
@pytest.mark.parametrize(
    ("collection", "name"),
    [
        ("18f-methods", "method-cards"),
        ("18f-posts", "jekyll-posts"),
        ("dfds-postmortems", "postmortems"),
        ("sofastack-recaps-zh", "chinese-recaps"),
    ],
)
def test_every_sample_collection_goes_in_whole(
    base: Path, capsys: pytest.CaptureFixture[str], collection: str, name: str, source: str
) -> None:
    folder = SHARED / "corpora" / collection
    args = (folder, "--source", name) if source else (folder,)
    code, said = ingest(base, capsys, *args)
    assert (code, said["refused"]) == (0, [])
    assert said["written"] >= len(list(folder.rglob("*.md")))
    assert check(base, capsys)["errors"] == 0
    assert ingest(base, capsys, *args)[1]["unchanged"] == said["files"]
