"""Files beside entries: a withheld one is found under another name, written into a page, or rewritten."""

from __future__ import annotations

import base64
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb.leaks.found import LeakFound
from kb.leaks.marks import Marks
from kb.leaks.opened import Closed, Seen, opened
from kb.leaks.withheld import Saying
from kb.model.kinds import Audience
from kb.workspace import Built, Workspace
from tests.leaks.canary_base import canary_base, png

TODAY = date(2026, 11, 23)
MARKS = Marks.of(
    [Saying("lessons/2026/x", "name", "The Quokka's Zürich plan, 金丝雀计划"), Saying("p", "text", "wombat99")]
)

WIDE = "\ufeff金丝雀计划".encode("utf-16-be")


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("a.html", b"<p>the <b>QUOKKA</b>"),
        ("a.html", b"&#113;&#x75;okka"),
        ("a.html", b"&amp;#113;uokka"),
        ("a.html", b'<a title="quok&shy;ka">'),
        ("a.html", b"Z&uuml;rich"),
        ("a.html", "Zu\u0308rich".encode()),
        ("a.html", "ｑｕｏｋｋａ".encode()),
        ("a.html", "这是金絲雀計劃之一".encode()),
        ("a.xml", b"<link>https://a.example/%71uokka%E9%87%91</link>"),
        ("a.xml", b"&lt;b&gt;quokka&lt;/b&gt;"),
        ("a.json", rb'{"a":"\u0071uokka"}'),
        ("a.json", rb'["\u91d1\u4e1d\u96c0\u8ba1\u5212"]'),
        ("a.json", '{"丝雀":[1]}'.encode()),
        ("a.js", rb"let a = '\x71uokka'"),
        ("a.ics", b"SUMMARY:the quo\r\n kka\r\n"),
        ("a.csv", b"1,2,Quokka\r\n"),
        ("a.svg", b"<svg><desc>quokka</desc></svg>"),
        ("a.bin", "\0\0quokka\0".encode("utf-16-le")),
        ("a.png", png(b"by the quokka", 1)),
        ("a.jpg", b"\xff\xd8\xff\xe1\0\x20Exif\0\0by quokka\0\xff\xd9"),
        ("a.html", b"data:image/svg+xml;charset=utf-8;base64," + base64.b64encode(b"<svg><desc>a quokka</desc></svg>")),
        ("a.pdf", b"%PDF-1.4\n<</Title (" + WIDE.replace(b"(", b"\\(") + b")>>"),
        ("a.pdf", b"%PDF-1.4\n<</Title <" + WIDE.hex().encode() + b">>>"),
        ("a.pdf", b"%PDF-1.4\nstream\n" + zlib.compress(b"<</Title (" + WIDE + b")>>") + b"\nendstream"),
        ("a.pdf", b"%PDF-1.4\nstream\n<x:xmpmeta>quokka</x:xmpmeta>\nendstream"),
        ("quokka.html", b""),
    ],
)
def test_a_mark_is_found_however_it_is_written(path: str, data: bytes) -> None:
    said = set[str]()
    for text in (path, *opened(path, data, Seen())):
        said |= MARKS.find(text, indexed=path.endswith(".json"))
    assert said, data


def test_archives_are_opened_and_what_cannot_be_is_said_to_be_so() -> None:
    import gzip
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:t>quokka</w:t>")
    for path, data in (
        ("a.gz", gzip.compress(b"quokka")),
        ("a.docx", packed.getvalue()),
        ("a.html.gz", gzip.compress(packed.getvalue())),
    ):
        assert any(MARKS.find(text) for text in opened(path, data, Seen())), path
    bomb = gzip.compress(bytes(70_000_000))
    for closed in (bomb, packed.getvalue()[:60], b"\x1f\x8b\x08nonsense"):
        with pytest.raises(Closed):
            list(opened("a.gz", closed, Seen()))


def test_a_word_of_common_text_is_no_mark() -> None:
    marks = Marks.of([Saying("x", "name", "Risk register"), Saying("x", "text", "We missed the wombat deadline twice")])
    assert marks.clear(["Keep a risk register.", "We missed the deadline, twice"]) >= {"risk register"}
    assert marks.find("A risk register; we missed the deadline") == set()
    assert marks.find("wombat") == {"wombat"}


@pytest.mark.parametrize(
    "text", ["2020年4月9日", "第 3 页，共 12 页", "12 lessons and 3 practices", "13:45 to 18:00", "5 of 12"]
)
def test_a_number_that_pages_compute_is_no_mark(text: str) -> None:
    marks = Marks.of([Saying("x", "text", text)])
    marks.clear(["lessons and practices"])
    assert marks.find(text) == set()


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))
    return canary_base(tmp_path / "base")


@pytest.mark.parametrize("form", ["another name", "in the page"])
def test_the_bytes_of_a_withheld_picture_stop_the_build(base: Path, form: str) -> None:
    data = (base / "lessons/2026/bill.png").read_bytes()
    if form == "another name":
        (base / "lessons/2026/plan.png").write_bytes(data)
    else:
        partials = base / "site_config/overrides/partials"
        partials.mkdir(parents=True)
        written = base64.b64encode(data).decode()
        (partials / "footer.html").write_text(f'<img alt="" src="data:image/png;base64,{written}">')
    with pytest.raises(LeakFound) as caught:
        Workspace(base).build(Audience.PUBLIC, TODAY)
    assert {(leak.what, leak.entry) for leak in caught.value.leaks} == {("file", "lessons/2026/bill.png")}


def test_only_what_changed_is_looked_at_again_unless_more_is_withheld(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kb.adapters import leak_scan

    looked: list[str] = []
    real: Any = leak_scan._said

    def said(path: str, *rest: Any) -> Any:
        looked.append(path)
        return real(path, *rest)

    monkeypatch.setattr(leak_scan, "_said", said)

    def built() -> list[str]:
        looked.clear()
        assert isinstance(Workspace(base).build(Audience.PUBLIC, TODAY), Built)
        return list(looked)

    every = built()
    assert built() == []
    path = base / "lessons/2026/seen.md"
    path.write_text(path.read_text().replace("We told", "We always told"))
    assert 0 < len(built()) < len(every)
    path = base / "lessons/2026/canaryid-late-vendor.md"
    path.write_text(path.read_text().replace("paid twice", "paid three times"))
    assert len(built()) == len(every)
