"""A picture's or document's bytes → the notes in it: what cameras and programs write beside what people see.

Pixels are never looked at: in a few megabytes of them any short word stands by chance.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice

LIMIT = 16 * 1024 * 1024  # bytes of notes that are read of one file
_STRINGS = re.compile(rb"[\x20-\x7e\x80-\xff]{4,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){4,}")
_PNG = b"\x89PNG\r\n\x1a\n"
_TRIES = 8  # beginnings of compressed text that are tried in one chunk; a true one has a single one
_PDF_AUTHOR = re.compile(rb"/Author\s*\(((?:[^()\\]|\\.)*)\)")
_PDF_WIDE = re.compile(rb"\((\xfe\xff(?:[^()\\]|\\.)*)", re.DOTALL)  # ISO 32000, 7.9.2.2: text in UTF-16
_PDF_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_PDF_ESCAPED = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_PDF_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_OFFICE_AUTHOR = re.compile(r"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator)[^<>]*>([^<]+)<")
_NOBODY = re.compile(
    r"(?:microsoft|openoffice|libreoffice|python-|user|admin|unknown|author|owner)\b.*|\W*", re.IGNORECASE
)


def notes(data: bytes) -> Iterator[str] | None:
    """The texts in a picture's notes; None if it is no picture that is known."""
    if data.startswith(_PNG):
        return _texts(_png(data))
    if data.startswith(b"\xff\xd8\xff"):
        return _texts(_jpeg(data))
    if data[:4] in (b"GIF8", b"RIFF") or data[4:8] == b"ftyp":
        return _texts(_between(data, b"<x:xmpmeta", b"</x:xmpmeta>"))
    return None


def document_notes(data: bytes) -> Iterator[str]:
    """The texts in an office file or a PDF that stand there as text."""
    if data.startswith(b"PK\x03\x04"):
        yield from _members(data)
    elif data.startswith(b"%PDF"):
        yield from pdf_strings(_outside_streams(data))
        yield from _texts(_between(data, b"<x:xmpmeta", b"</x:xmpmeta>"))


def authors(data: bytes) -> Iterator[str]:
    """Whom the properties of a document name."""
    names: list[str] = []
    if data.startswith(b"PK\x03\x04"):
        names = [
            name for text in _members(data, ("docProps/core.xml", "meta.xml")) for name in _OFFICE_AUTHOR.findall(text)
        ]
    elif data.startswith(b"%PDF"):
        names = [_pdf_text(found) for found in _PDF_AUTHOR.findall(data)]
    for name in dict.fromkeys(one.strip() for one in names):
        if not _NOBODY.fullmatch(name):
            yield name


def strings(data: bytes) -> Iterator[str]:
    """Whatever reads like text, in UTF-8 or in the wide form that notes use."""
    yield b"\n".join(_STRINGS.findall(data)).decode("utf-8", "ignore")
    yield "\n".join(found.decode("utf-16-le") for found in _WIDE.findall(data))


def pdf_strings(data: bytes) -> Iterator[str]:
    """What reads like text in a part of a PDF, also in UTF-16 or as hexadecimal digits, as titles mostly are."""
    yield from strings(data)
    for found in _PDF_WIDE.findall(data):
        yield _pdf_text(found)
    for found in _PDF_HEX.findall(data):
        digits = b"".join(found.split())
        yield _decoded(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))


def streams(data: bytes) -> Iterator[bytes]:
    """The streams of a PDF, as they stand there."""
    for found in _between(data, b"stream", b"endstream"):
        yield found.removesuffix(b"endstream").removeprefix(b"stream").removeprefix(b"\r").removeprefix(b"\n")


def _outside_streams(data: bytes) -> bytes:
    parts, at = [], 0
    for found in _between(data, b"stream", b"endstream"):
        begin = data.index(found, at)
        parts.append(data[at:begin])
        at = begin + len(found)
    return b"".join([*parts, data[at:]])


def _between(data: bytes, start: bytes, end: bytes) -> Iterator[bytes]:
    """What stands from one mark to the next other one, marks included; every byte is looked at once."""
    at = 0
    while (begin := data.find(start, at)) >= 0 and (stop := data.find(end, begin + len(start))) >= 0:
        at = stop + len(end)
        yield data[begin:at]


def _texts(parts: Iterator[bytes]) -> Iterator[str]:
    for part in parts:
        yield from strings(part)


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Its segments for applications and comments: up to where the pixels begin."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xE0 <= data[at + 1] <= 0xEF or data[at + 1] == 0xFE:
            yield data[at + 4 : at + 2 + size]
        at += 2 + max(size, 2)


def _png(data: bytes) -> Iterator[bytes]:
    """Its chunks of text, also compressed ones, and those that nobody knows."""
    at, left = len(_PNG), LIMIT
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        chunk = data[at + 8 : at + 8 + size]
        if kind not in (b"IDAT", b"PLTE", b"fdAT", b"iCCP"):
            yield chunk
        if kind in (b"zTXt", b"iTXt"):
            for found in islice(re.finditer(rb"\x78[\x01\x5e\x9c\xda]", chunk), _TRIES):
                text = _inflated(chunk[found.start() :], left)
                left -= len(text)
                yield text
        at += 12 + size


def _inflated(data: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, limit) if limit > 0 else b""
    except zlib.error:
        return b""


def _members(data: bytes, wanted: tuple[str, ...] = ()) -> Iterator[str]:
    """The XML in an office file; nothing of one that cannot be opened, which is refused elsewhere."""
    left = LIMIT
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                if (
                    member.filename.endswith(".xml")
                    and (not wanted or member.filename in wanted)
                    and member.file_size <= left
                ):
                    left -= member.file_size
                    yield archive.read(member).decode("utf-8", "replace")
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, OSError, EOFError):
        return


def _pdf_text(written: bytes) -> str:
    """A string of a PDF, whose escapes (ISO 32000, 7.3.4.2) stand for single bytes."""
    return _decoded(_PDF_ESCAPED.sub(_pdf_unescaped, written))


def _decoded(text: bytes) -> str:
    return text.decode("utf-16", "ignore") if text.startswith((b"\xfe\xff", b"\xff\xfe")) else text.decode("latin-1")


def _pdf_unescaped(found: re.Match[bytes]) -> bytes:
    if found[1] is not None:
        return bytes([int(found[1], 8) & 0xFF])
    return _PDF_LETTERS.get(found[2], found[2])
