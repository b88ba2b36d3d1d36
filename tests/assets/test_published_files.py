"""Which files of a base reach the site: those that an entry of that audience names, and no others."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from kb.model.kinds import Audience
from kb.workspace import Built, Workspace

ENTRY = "---\ntitle: {title}\ndate: 2026-04-02\ntags: [risk]\naudience: {audience}\n---\n{body}\n"
PDF = b"%PDF-1.7\n%%EOF\n"


def noted_png() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Li Na was here")
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG", pnginfo=notes)
    return out.getvalue()


def built(base: Path, audience: Audience) -> Path:
    made = Workspace(base).build(audience, date(2026, 11, 23))
    assert isinstance(made, Built)
    return made.site


@pytest.fixture
def asked(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A base with files beside its entries: some named by a public one, some by an internal one, some by nobody."""
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))
    folder = base / "lessons/2026"
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.png").write_bytes(noted_png())
    (folder / "linked").symlink_to(outside)
    (base / "secret.png").write_bytes(noted_png())
    for name in ("open.pdf", "closed.pdf", "unnamed.pdf"):
        (folder / name).write_bytes(PDF + name.encode() + b"\n%%EOF\n")
    (folder / "noted.png").write_bytes(noted_png())
    (folder / "false.png").write_bytes(b"<script>alert(1)</script>")
    (folder / "page.html").write_bytes(b"<script>alert(1)</script>")
    body = "[slides](open.pdf) ![n](noted.png) ![f](false.png) ![s](linked/secret.png) ![o](../../secret.png) [h](page.html)"
    (folder / "open.md").write_text(ENTRY.format(title="Ask the vendor early", audience="public", body=body))
    (folder / "closed.md").write_text(
        ENTRY.format(title="Weigh the offers twice", audience="internal", body="[slides](closed.pdf)")
    )
    return base


def files(site: Path) -> set[str]:
    folder = site / "lessons/2026"
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return {path for path in found if not path.endswith("index.html")}


def test_only_what_an_entry_of_that_audience_names_is_published(asked: Path) -> None:
    site = built(asked, Audience.PUBLIC)
    assert files(site) == {"open.pdf", "noted.png"} and not list(site.rglob("secret*"))
    assert files(built(asked, Audience.INTERNAL)) == {"open.pdf", "noted.png", "closed.pdf"}


def test_a_document_is_a_download_and_a_picture_keeps_no_notes(asked: Path) -> None:
    site = built(asked, Audience.PUBLIC)
    page = (site / "lessons/2026/open/index.html").read_text(encoding="utf-8")
    assert '<a href="../open.pdf" download="">slides</a>' in page and "page.html" not in page
    assert (site / "lessons/2026/open.pdf").read_bytes().startswith(PDF)
    assert b"Li Na" not in (site / "lessons/2026/noted.png").read_bytes()
