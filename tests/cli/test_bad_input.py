"""What people really paste: a clear message with the way out, and nothing of it lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import kb_here

HEAD = "---\ntitle: Ask early\ndate: 2026-01-02\ntags: [risk]\n---\n\n"
NAME = "lessons/2026/late.md"


def checked(base: Path, data: bytes, name: str = NAME, *args: str, lang: str = "en") -> tuple[int, str]:
    (base / name).parent.mkdir(parents=True, exist_ok=True)
    (base / name).write_bytes(data)
    said = kb_here("--root", str(base), "--lang", lang, "check", *args)
    return said.code, said.out


PASTED = (
    "\ufeff"
    + HEAD.replace("Ask early", "“Ask” – early…")
    + "The vendor’s date\u00a0moved\u200b.\u2028Nobody\u00ad knew\u2026\r\n• one\r\n• two\r\n"
)


def test_a_paste_from_a_word_processor_is_told_and_mended_as_far_as_that_is_safe(base: Path) -> None:
    code, said = checked(base, PASTED.encode())
    assert code == 1
    assert "KB209" in said and "a byte order mark" in said
    checked(base, PASTED.replace("\u2028", "\r\n").encode(), NAME, "--fix")
    text = (base / NAME).read_text(encoding="utf-8")
    assert kb_here("--root", str(base), "check").code == 0
    for word in ("“Ask” – early…", "The vendor’s date", "Nobody", "one", "two"):
        assert word in text


def test_a_paste_becomes_a_lesson_without_losing_a_word(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "paste.txt").write_text(PASTED.split("---\n\n")[1], encoding="utf-8")
    said = kb_here("--root", str(base), "new", "lesson", "--from", str(tmp_path / "paste.txt"), "--title", "Late", "--tag", "risk", "--date", "2026-01-02")  # fmt: skip
    assert (said.code, kb_here("--root", str(base), "check", "--strict").out) == (0, "")
    text = (base / said.out.strip()).read_text(encoding="utf-8")
    for word in ("The vendor’s date", "moved", "Nobody", "knew", "one", "two"):
        assert word in text


@pytest.mark.parametrize(("lang", "way"), [("en", "bring it in with `kb ingest`"), ("zh", "`kb ingest`")])
def test_a_file_in_gb18030_is_told_what_it_is_and_comes_in_whole(
    base: Path, tmp_path: Path, lang: str, way: str
) -> None:
    text = HEAD.replace("Ask early", "早问") + "供应商的日期变了，没有人知道。\n"
    code, said = checked(base, text.encode("gb18030"), lang=lang)
    assert (code, "KB103" in said, way in said) == (1, True, True)
    assert (base / NAME).read_bytes() == text.encode("gb18030")
    (base / NAME).rename(tmp_path / "late.md")
    assert kb_here("--root", str(base), "ingest", str(tmp_path / "late.md"), "--kind", "lesson").code == 0
    assert kb_here("--root", str(base), "check").code == 0
    assert any("供应商的日期变了，没有人知道。" in one.read_text("utf-8") for one in base.rglob("lessons/**/*.md"))


CONFLICT = HEAD + "<<<<<<< HEAD\nMine.\n=======\nYours.\n>>>>>>> theirs\n"


@pytest.mark.parametrize(("lang", "way"), [("en", "settle the conflict and delete the marker lines"), ("zh", "冲突")])
def test_a_conflict_that_was_never_settled_is_told_and_both_sides_stay(base: Path, lang: str, way: str) -> None:
    code, said = checked(base, CONFLICT.encode(), NAME, "--fix", lang=lang)
    assert (code, "late.md:7: KB212" in said, way in said) == (1, True, True)
    assert (base / NAME).read_text(encoding="utf-8") == CONFLICT


def test_a_conflict_in_front_matter_is_told_too(base: Path) -> None:
    text = HEAD.replace("date:", "<<<<<<< HEAD\ndate:").replace("tags:", "=======\ntags:") + "Text.\n"
    code, said = checked(base, text.encode(), NAME, "--fix")
    assert (code, "KB2" in said) == (1, True)
    assert (base / NAME).read_text(encoding="utf-8") == text


def test_two_people_who_choose_one_id_are_both_told_and_both_kept(base: Path) -> None:
    (base / "lessons/2026/late").mkdir()
    checked(base, (HEAD + "Mine.\n").encode(), "lessons/2026/late/index.md")
    code, said = checked(base, (HEAD + "Yours.\n").encode())
    assert (code, "has the id `lessons/2026/late`, which" in said, "rename one of the two" in said) == (1, True, True)
    assert "Mine." in (base / "lessons/2026/late/index.md").read_text()
    assert "Yours." in (base / NAME).read_text()


def test_a_second_entry_of_one_title_gets_no_name_that_is_taken(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    args = ("--root", str(base), "new", "lesson", "--title", "Ask early", "--tag", "risk", "--date", "2026-01-02")
    first, second = kb_here(*args), kb_here(*args)
    assert (first.code, second.code) == (0, 2)
    assert "there is an entry lessons/2026/ask-early already" in second.err and "--slug" in second.err
