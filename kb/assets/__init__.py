"""A file that an entry shows or offers → the bytes that may be published, or why none may.

An allow-list: what a file is called must be what it is, and everything in it must be known. Pictures are written anew,
part by part, without what readers do not need (where and by whom a photograph was taken, what stands behind the end),
and SVG element by element. Pixels are never decoded here, so no picture can cost more than its bytes. Documents are
downloads and stay as they are; those that can carry macros are not on the list.
"""

from __future__ import annotations

from collections.abc import Callable

from kb.assets.avif import avif
from kb.assets.gif import gif
from kb.assets.jpeg import jpeg
from kb.assets.office import office, pdf
from kb.assets.png import png
from kb.assets.refusal import Refused
from kb.assets.svg import svg
from kb.assets.webp import webp

__all__ = ["READERS", "Refused", "publishable"]

READERS: dict[str, Callable[[bytes], bytes]] = {
    ".png": png, ".jpg": jpeg, ".jpeg": jpeg, ".gif": gif, ".webp": webp, ".avif": avif, ".svg": svg,
    ".pdf": pdf, ".pptx": office("ppt/presentation.xml"), ".docx": office("word/document.xml"),
    ".xlsx": office("xl/workbook.xml"), ".odp": office("content.xml"), ".odt": office("content.xml"),
    ".ods": office("content.xml"),
}  # fmt: skip


def publishable(path: str, data: bytes) -> bytes:
    """What the site gets of the file called `path`. Raises `Refused`, and nothing else on any bytes."""
    ending = "." + path.rsplit(".", 1)[-1].lower()
    reader = READERS.get(ending)
    if reader is None:
        raise Refused("a kind of file that is not published")
    return reader(data)
