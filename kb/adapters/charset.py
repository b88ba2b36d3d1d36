"""Bytes of unknown origin → text, and the name of the encoding that they were in. Never a guess that loses bytes."""

from __future__ import annotations

import codecs
import re

from kb.importing.values import Note, Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_CANDIDATES = ["gb18030", "big5", "cp1252", "shift_jis", "euc_kr", "cp1251", "utf_16_le", "utf_16_be"]
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MAGIC = {
    b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture", b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive", b"\x1f\x8b": "a gzip archive", b"\x7fELF": "a program", b"MZ": "a program",
    b"\xd0\xcf\x11\xe0": "an old Office document",
}  # fmt: skip


def decoded(path: str, data: bytes) -> tuple[str, str]:
    """(text with `\\n` line ends, encoding). Raises `Unreadable` for what is no text or cannot be told."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _text(path, data, name), name.removesuffix("-sig")
    what = next((what for magic, what in _MAGIC.items() if data.startswith(magic)), "")
    if what:
        raise Unreadable(Note.of(path, "binary", what=what))
    try:
        text, name = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, name = _detected(path, data)
    if name == "utf-8" and "\0" in text:
        text, name = _wide(path, data)
    if _CONTROL.search(text) and len(_CONTROL.findall(text[:20_000])) * 20 > min(len(text), 20_000):
        raise Unreadable(Note.of(path, "binary", what="control characters"))
    return _lines(text), name


def _text(path: str, data: bytes, name: str) -> str:
    try:
        return _lines(data.decode(name))
    except UnicodeDecodeError:
        raise Unreadable(Note.of(path, "encoding-unknown")) from None


def _lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _wide(path: str, data: bytes) -> tuple[str, str]:
    """Text with zero bytes: UTF-16 without a mark, or no text."""
    for name, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        if zeros.count(0) * 3 > len(zeros) and len(data) % 2 == 0:
            return _text(path, data, name), name
    raise Unreadable(Note.of(path, "binary", what="zero bytes"))


def _detected(path: str, data: bytes) -> tuple[str, str]:
    if data.count(0) * 20 > len(data):
        return _wide(path, data)
    from charset_normalizer import from_bytes

    found = from_bytes(data, cp_isolation=_CANDIDATES).best()
    if found is None:
        raise Unreadable(Note.of(path, "binary" if data.count(0) else "encoding-unknown", what="zero bytes"))
    return str(found), found.encoding.replace("_", "-")
