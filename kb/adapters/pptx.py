"""Slides through python-pptx: each slide a section, bullets by level, tables, pictures, and the speaker's notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.adapters.zipped import opened
from kb.frontmatter.writer import document
from kb.importing.values import Picture, Record

_ENDINGS = ("png", "jpg", "jpeg", "gif", "webp")


def read(path: str, data: bytes) -> tuple[str, tuple[Picture, ...], tuple[Record, ...]]:
    """(text, pictures, no records). The first slide's title is the title."""
    from pptx import Presentation

    deck = Presentation(opened(path, data))
    pictures: list[Picture] = []
    parts: list[str] = []
    title = ""
    for number, slide in enumerate(deck.slides, start=1):
        heading = _line(slide.shapes.title.text_frame.text) if slide.shapes.title is not None else ""
        title = title or heading
        parts.append(f"## {heading or number}")
        parts += [one for shape in slide.shapes if shape != slide.shapes.title for one in _shape(shape, pictures)]
        notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        if notes is not None and notes.text.strip():
            parts.append("\n".join(["> [!NOTE]", *(f"> {line}" for line in notes.text.strip().splitlines())]))
    core = deck.core_properties
    author = core.author if core.author and core.author != "python-pptx" else ""
    front = {"title": title or core.title, "author": author, "keywords": core.keywords}
    return document(front, "\n\n".join(parts)), tuple(pictures), ()


def _shape(shape: Any, pictures: list[Picture]) -> Iterator[str]:
    if shape.shape_type == 6:  # a group
        for one in shape.shapes:
            yield from _shape(one, pictures)
    elif getattr(shape, "has_table", False) and shape.has_table:
        yield _table(shape.table)
    elif getattr(shape, "has_text_frame", False) and shape.has_text_frame:
        lines = [
            f"{'  ' * paragraph.level}- {_line(paragraph.text)}"
            for paragraph in shape.text_frame.paragraphs
            if paragraph.text.strip()
        ]
        if lines:
            yield "\n".join(lines)
    elif shape.shape_type == 13:  # a picture
        ending = shape.image.ext.casefold()
        if ending in _ENDINGS:
            name = f"picture-{len(pictures) + 1}.{ending}"
            pictures.append(Picture(name, shape.image.blob))
            yield f"![{_line(shape.name)}]({name})"


def _table(table: Any) -> str:
    rows = [[_line(cell.text).replace("|", "\\|") for cell in row.cells] for row in table.rows]
    if not rows:
        return ""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _line(text: str) -> str:
    return " ".join(text.split())
