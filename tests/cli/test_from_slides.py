"""Somebody with slides, or a document with pictures, gets to entries that pass the check by two commands."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.test_documents import PNG, _docx
from tests.command import Said, kb_here

_PICTURE = """<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<wp:docPr id="1" name="p" descr="The empty gate"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId9"/></pic:blipFill></pic:pic>
</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"""
_RELATION = (
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
    ' Target="media/gate.png"/>'
)
_EMPTY = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def slides(path: Path) -> None:
    pptx: Any = pytest.importorskip("pptx")
    deck = pptx.Presentation()
    for title, lines in (
        ("Why we were late", ["No date was agreed", "The vendor heard of it from the newspaper"]),
        ("Do this next time", ["The project manager calls the vendor on the day a date moves"]),
    ):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        frame = slide.placeholders[1].text_frame
        frame.text = lines[0]
        for line in lines[1:]:
            frame.add_paragraph().text = line
        slide.shapes.add_picture(io.BytesIO(PNG), 0, 0)
    deck.save(path)


def with_picture(data: bytes) -> bytes:
    """A Word document with one more paragraph, which is a picture."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        for name in names:
            text = old.read(name)
            if name == "word/document.xml":
                text = text.replace(b"</w:body>", _PICTURE.encode() + b"</w:body>")
            if name == "word/_rels/document.xml.rels":
                text = text.replace(b"</Relationships>", _RELATION.encode() + b"</Relationships>")
            if name == "[Content_Types].xml" and b'"png"' not in text:
                text = text.replace(b"</Types>", b'<Default Extension="png" ContentType="image/png"/></Types>')
            new.writestr(name, text)
        if "word/_rels/document.xml.rels" not in names:
            relations = _EMPTY.replace("></", f">{_RELATION}</")
            new.writestr("word/_rels/document.xml.rels", relations)
        new.writestr("word/media/gate.png", PNG)
    return out.getvalue()


def brought_in(base: Path, path: Path) -> Said:
    said = kb_here("--root", str(base), "ingest", str(path))
    assert said.code == 0, said.out + said.err
    fixed = kb_here("--root", str(base), "check", "--fix")
    assert fixed.code == 0, fixed.out
    return said


def test_slides_become_an_entry_that_passes_the_check(base: Path, tmp_path: Path) -> None:
    slides(tmp_path / "late-vendor.pptx")
    said = brought_in(base, tmp_path / "late-vendor.pptx")
    path = base / said.out.split(" → ")[1].split(" (")[0]
    text = path.read_text(encoding="utf-8")
    assert "title: Why we were late\n" in text
    assert "- The project manager calls the vendor on the day a date moves\n" in text
    assert text.count("](") == 2 and len(list(path.parent.rglob("*.png"))) == 2


@pytest.mark.parametrize("day, written", [("27 May 2018, Shanghai", True), ("2018年5月27日", False)])
def test_the_title_slide_gives_the_day_and_a_slide_of_thanks_is_left_out(
    base: Path, tmp_path: Path, day: str, written: bool
) -> None:
    pptx: Any = pytest.importorskip("pptx")
    deck = pptx.Presentation()
    opening = deck.slides.add_slide(deck.slide_layouts[0])
    opening.shapes.title.text = "Why the vendor was late"
    opening.placeholders[1].text = f"Li Na, payments\n{day}"
    middle = deck.slides.add_slide(deck.slide_layouts[1])
    middle.shapes.title.text, middle.placeholders[1].text = "What happened", "No date was agreed"
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "谢谢大家！"
    deck.save(tmp_path / "late.pptx")
    path = base / brought_in(base, tmp_path / "late.pptx").out.split(" → ")[1].split(" (")[0]
    text = path.read_text(encoding="utf-8")
    assert "title: Why the vendor was late\ndate: 2018-05-27\n" in text
    assert [line for line in text.splitlines() if line.startswith("## ")] == ["## What happened"]
    assert "Li Na, payments" in text and "谢谢" not in text
    assert (day in text) is written  # a line that says more than the day stays


def test_a_document_keeps_its_picture_beside_its_entry(base: Path, tmp_path: Path) -> None:
    pytest.importorskip("mammoth")
    (tmp_path / "late.docx").write_bytes(with_picture(_docx()))
    brought_in(base, tmp_path / "late.docx")
    path = base / "lessons/undated/late.md"
    (picture,) = list(path.parent.rglob("*.png"))
    assert picture.read_bytes() == PNG
    assert f"![The empty gate]({picture.relative_to(path.parent)})" in path.read_text(encoding="utf-8")


def test_a_document_may_become_a_lesson_without_its_picture(base: Path, tmp_path: Path) -> None:
    pytest.importorskip("mammoth")
    (tmp_path / "late.docx").write_bytes(with_picture(_docx()))
    said = kb_here("--root", str(base), "new", "lesson", "--from", str(tmp_path / "late.docx"), "--tag", "risk", "--date", "2026-01-02")  # fmt: skip
    assert (said.code, "its pictures are left out" in said.err) == (0, True)
    assert kb_here("--root", str(base), "check", "--strict").code == 0
