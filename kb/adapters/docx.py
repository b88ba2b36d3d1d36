"""Word documents through mammoth: headings, lists, tables and links as Markdown, pictures as files beside the entry."""

from __future__ import annotations

import re
import zipfile
from typing import Any

from kb.adapters.hypertext import markdown
from kb.adapters.zipped import opened
from kb.frontmatter.writer import document
from kb.importing.values import Picture, Record

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}


def read(path: str, data: bytes) -> tuple[str, tuple[Picture, ...], tuple[Record, ...]]:
    """(text with front matter from the document's properties, pictures, no records)."""
    import mammoth

    pictures: list[Picture] = []

    def keep(image: Any) -> dict[str, str]:
        ending = _ENDINGS.get(image.content_type, "")
        if not ending:
            return {"src": "", "alt": image.alt_text or image.content_type}
        name = f"picture-{len(pictures) + 1}.{ending}"
        with image.open() as source:
            pictures.append(Picture(name, source.read()))
        return {"src": name, "alt": image.alt_text or ""}

    html = mammoth.convert_to_html(opened(path, data), convert_image=mammoth.images.img_element(keep)).value
    return document(_properties(path, data), markdown(html)), tuple(pictures), ()


def _properties(path: str, data: bytes) -> dict[str, Any]:
    """Title and author as the document itself says them; when it was written is not when it happened."""
    with zipfile.ZipFile(opened(path, data)) as archive:
        try:
            text = archive.read("docProps/core.xml")[:100_000].decode("utf-8", "replace")
        except KeyError:
            return {}
    found = {}
    for key, tag in (("title", "dc:title"), ("author", "dc:creator"), ("keywords", "cp:keywords")):
        value = re.search(rf"<{tag}[^>]*>([^<]*)</{tag}>", text)
        if value is not None and value[1].strip() and value[1].strip().casefold() not in ("python-docx", "un-named"):
            found[key] = value[1].strip()
    return found
