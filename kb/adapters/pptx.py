"""Slides through python-pptx: each slide a section, bullets by level, tables, pictures, and the speaker's notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kb.adapters.zipped import opened
from kb.frontmatter.writer import document
from kb.importing.dates import in_text, written
from kb.importing.values import Picture, Record

_TITLE_SLIDE = (3, 4)  # PP_PLACEHOLDER: a centred title, a subtitle
_WORD = re.compile(r"[A-Za-z]{3,}|[\u3400-\u9fff]{2,}")  # a day has one at most, its month
_THANKS = re.compile(
    r"^(?:thank(?:s| you).{0,20}|q ?(?:&|and) ?a|(?:any )?questions\??|the end|"
    r"谢谢.{0,6}|感谢.{0,8}|提问|问答)[!！.。]?$",
    re.IGNORECASE,
)
_ENDINGS = ("png", "jpg", "jpeg", "gif", "webp")


def read(path: str, data: bytes) -> tuple[str, tuple[Picture, ...], tuple[Record, ...]]:
    """(text, pictures, no records). The first slide's title is the title; a day on that slide is the day."""
    from pptx import Presentation

    deck = Presentation(opened(path, data))
    pictures: list[Picture] = []
    parts: list[str] = []
    title, day = "", ""
    for number, slide in enumerate(deck.slides, start=1):
        heading = _heading(slide)
        said = _said(slide, pictures)
        title = title or heading
        if number == 1 and _opens(slide):
            day, said = _day(said)
            parts += said
        elif said or not _THANKS.match(heading):
            parts += [f"## {heading or number}", *said]
    core = deck.core_properties
    author = core.author if core.author and core.author != "python-pptx" else ""
    front = {"title": title or core.title, "date": day, "author": author, "keywords": core.keywords}
    return document(front, "\n\n".join(parts)), tuple(pictures), ()


def _heading(slide: Any) -> str:
    return _line(slide.shapes.title.text_frame.text) if slide.shapes.title is not None else ""


def _said(slide: Any, pictures: list[Picture]) -> list[str]:
    """What a slide says below its title, and behind it the speaker's notes."""
    parts = [one for shape in slide.shapes if shape != slide.shapes.title for one in _shape(shape, pictures)]
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if notes is not None and notes.text.strip():
        parts.append("\n".join(["> [!NOTE]", *(f"> {line}" for line in notes.text.strip().splitlines())]))
    return parts


def _opens(slide: Any) -> bool:
    """Whether it is laid out as a title slide: what it says stands under no heading of its own."""
    return any(one.placeholder_format.type in _TITLE_SLIDE for one in slide.placeholders)


def _day(said: list[str]) -> tuple[str, list[str]]:
    """The day that a title slide names, and the rest of it; a line that is nothing but the day is said by the field."""
    day = in_text("\n".join(said))
    if day is None:
        return "", said
    kept = [
        "\n".join(line for line in part.split("\n") if written(line.strip(" -")) != day or len(_WORD.findall(line)) > 1)
        for part in said
    ]
    return day.isoformat(), [part for part in kept if part]


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
