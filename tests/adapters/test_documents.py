"""Documents as text: Word, slides, saved pages, tables, workbooks, records. They are made here and read back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kb.adapters.charset import decoded
from kb.adapters.documents import foreign
from kb.importing.values import Unreadable

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_ROOT = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
_CORE = (
    '<?xml version="1.0"?><cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Late vendor</dc:title>'
    "<dc:creator>Jane Doe</dc:creator></cp:coreProperties>"
)


def _paragraph(text: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _docx() -> bytes:
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc>{_paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in (("Who", "What"), ("Anna", "a|b"))
    )
    body = _paragraph("What happened", "Heading1") + _paragraph("The vendor was late.") + f"<w:tbl>{cells}</w:tbl>"
    text = f'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _ROOT),
            ("word/document.xml", text),
            ("docProps/core.xml", _CORE),
        ):
            archive.writestr(name, part)
    return out.getvalue()


def test_a_word_document_keeps_headings_tables_and_its_own_title() -> None:
    pytest.importorskip("mammoth")
    text = foreign("a/late.docx", _docx()).text
    assert "title: Late vendor\nauthor: Jane Doe" in text
    assert "# What happened\n\nThe vendor was late." in text
    assert "| Who | What |\n| --- | --- |\n| Anna | a\\|b |" in text


def test_slides_become_sections_with_bullets_notes_tables_and_pictures(tmp_path: Path) -> None:
    pptx: Any = pytest.importorskip("pptx")
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Why we were late"
    frame = slide.placeholders[1].text_frame
    frame.text = "No date was agreed"
    frame.add_paragraph().text = "nobody asked"
    frame.paragraphs[1].level = 1
    slide.notes_slide.notes_text_frame.text = "Tell the story of the phone call."
    slide.shapes.add_picture(io.BytesIO(PNG), 0, 0)
    table = slide.shapes.add_table(2, 2, 0, 0, 100, 100).table
    table.cell(0, 0).text, table.cell(1, 1).text = "Who", "a|b"
    deck.save(tmp_path / "x.pptx")
    found = foreign("a/x.pptx", (tmp_path / "x.pptx").read_bytes())
    assert "title: Why we were late" in found.text
    assert "## Why we were late\n\n- No date was agreed\n  - nobody asked" in found.text
    assert "> Tell the story of the phone call." in found.text
    assert "| Who |  |\n| --- | --- |\n|  | a\\|b |" in found.text
    assert [one.name for one in found.pictures] == ["picture-1.png"]


PAGE = """<html><head><meta charset="gb2312"><meta property="og:title" content="复盘"><meta name="author" content="张三">
<script>alert(1)</script></head><body><nav>menu</nav><div id="js_content"><h2>原因</h2><p>没有约定<script>x()</script></p>
<img data-src="https://example.org/a.png" alt="图"><p onclick="x()"><a href="javascript:x()">坏</a></p></div><footer>end</footer></body></html>"""


def test_a_saved_page_gives_its_article_alone_and_nothing_that_runs() -> None:
    pytest.importorskip("bs4")
    text = foreign("a/x.html", PAGE.encode("gb18030")).text
    assert "title: 复盘\nauthor: 张三" in text
    assert "## 原因\n\n没有约定" in text
    assert "![图](https://example.org/a.png)" in text
    for gone in ("menu", "alert", "javascript", "onclick", "x()"):
        assert gone not in text


def test_a_table_finds_its_header_and_its_separator() -> None:
    found = foreign("a/r.csv", b'Register\n\nNo;Title;Lesson\n1;Late;"Ask; early"\n;;\n2;Dear;Count\n')
    assert [(one.key, one.fields["Lesson"]) for one in found.records] == [("1", "Ask; early"), ("2", "Count")]


def test_a_workbook_gives_the_rows_of_every_sheet(tmp_path: Path) -> None:
    openpyxl: Any = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["标题", "建议"])
    book.active.append(["接口晚了", "启动会上约定"])
    book.create_sheet("empty")
    book.save(tmp_path / "r.xlsx")
    found = foreign("a/r.xlsx", (tmp_path / "r.xlsx").read_bytes())
    assert [dict(one.fields) for one in found.records] == [{"标题": "接口晚了", "建议": "启动会上约定"}]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"no zip at all"),
        ("a.pptx", b"PK\x03\x04broken"),
        ("a.xlsx", b""),
        ("a.csv", b"only one line\n"),
        ("a.jsonl", b'{"a": 1}\n[1]\n'),
        ("a.jsonl", b'{"a": ' + b"[" * 100_000),
        ("a.html", b"\x89PNG\r\n"),
        ("a.md", b"\x00\x01\x02" * 100),
        ("a.md", b"%PDF-1.7\n"),
    ],
)
def test_a_damaged_document_is_refused_with_a_reason(name: str, data: bytes) -> None:
    with pytest.raises(Unreadable):
        foreign(name, data)


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 320_000_000)
    with pytest.raises(Unreadable) as error:
        foreign("a.docx", out.getvalue())
    assert error.value.note.code == "bomb"


CHINESE = "供应商的接口文档到了最后一周才给，我们没有提前要求。下次在启动会上就写进里程碑。\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"), (CHINESE, "utf-16"), (CHINESE, "utf-16-le"), (CHINESE, "utf-32"), (CHINESE, "utf-8-sig"),
        ("供應商的介面文件到了最後一週才給，我們沒有提前要求。\n", "big5"), ("plain words only\n", "utf-16-be"),
        ("L'équipe a livré trop tard, à cause du délai.\n", "cp1252"),
    ],
)  # fmt: skip
def test_text_in_any_usual_encoding_is_read(text: str, encoding: str) -> None:
    assert decoded("a.md", text.replace("\n", "\r\n").encode(encoding))[0] == text


def test_markdown_that_would_hold_up_its_reader_is_refused_with_the_rule_that_says_so() -> None:
    with pytest.raises(Unreadable) as error:
        foreign("a.md", b"[" * 1_900_000)
    found = error.value.note.diagnostic
    assert found is not None and (found.path, found.code) == ("a.md", "KB214")


def test_a_document_that_breaks_its_library_is_refused() -> None:
    with pytest.raises(Unreadable):
        foreign("a.html", b"<b>" * 100_000)
