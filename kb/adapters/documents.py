"""Foreign files of every ending → text or rows, each ending by its own adapter, imported when it is needed.

A document is read in a process with limits that grow with its size (`kb.adapters.contained`): what it unpacks to, and
what its library makes of it, are in a stranger's hand.
"""

from __future__ import annotations

import hashlib
import importlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from kb.adapters.careful_reading import SMALL, read_carefully
from kb.adapters.charset import decoded
from kb.adapters.contained import MEMORY, SECONDS, Ended, contained
from kb.adapters.plain_values import turns
from kb.importing.values import Foreign, Note, Picture, Record, Unreadable
from kb.model.diagnostic import Diagnostic
from kb.model.settings import Settings
from kb.model.source import SourceFile

INSTALL = "pip install 'lessonbook[import]'"
# ending → (module of kb.adapters, what people call it, the library behind it); each module has `read(path, data)`.
_ADAPTERS = {
    ".docx": ("docx", "a Word document", "mammoth"),
    ".pptx": ("pptx", "slides", "pptx"),
    ".html": ("webpage", "a web page", "bs4"),
    ".htm": ("webpage", "a web page", "bs4"),
    ".csv": ("registers", "a table", "csv"),
    ".xlsx": ("workbook", "a workbook", "openpyxl"),
    ".jsonl": ("registers", "records", "json"),
}
Held = tuple[str, tuple[Picture, ...], tuple[Record, ...]]  # text, pictures, records
Read = Callable[[str, bytes], Held]
_MEMORY_A_BYTE = 40  # what a large honest document may take beyond what every file may
_PACKED = (".docx", ".pptx", ".xlsx")


def foreign(path: str, data: bytes) -> Foreign:
    """What the bytes of a foreign file mean. Raises `Unreadable` with the reason."""
    digest = hashlib.sha256(data).hexdigest()
    ending = "." + path.rsplit(".", 1)[-1].casefold()
    if ending in _ADAPTERS:
        return _document(path, data, ending, digest)
    text, encoding = decoded(path, data)
    if not text.strip():
        raise Unreadable(Note.of(path, "no-text"))
    _bearable(path, text)
    notes = () if encoding == "utf-8" else (Note.of(path, "converted", encoding=encoding),)
    return Foreign(path, text, digest, notes, encoding=encoding)


def _bearable(path: str, text: str) -> None:
    """Raises `Unreadable` for Markdown that would hold up whoever renders it."""
    if len(text) > SMALL:
        tried = SourceFile("lessons/undated/tried.md", b"---\ntitle: Tried\n---\n" + text.encode())
        costly = [one for one in read_carefully(tried, Settings()).diagnostics if one.code in ("KB213", "KB214")]
        if costly:
            raise Unreadable(Note(path, "document", diagnostic=replace(costly[0], path=path)))


def _document(path: str, data: bytes, ending: str, digest: str) -> Foreign:
    module, what, library = _ADAPTERS[ending]
    try:
        read: Read = importlib.import_module(f"kb.adapters.{module}").read
        importlib.import_module(library)  # here, so that not every process has to
    except ImportError:
        raise Unreadable(Note.of(path, "extra-missing", install=INSTALL)) from None
    megabytes = len(data) / 1_000_000
    try:
        answer = contained(
            lambda: _packed(partial(_read, read, what, path, data)),
            SECONDS + (10 * megabytes if ending in _PACKED else max(0.0, megabytes - 1)),
            MEMORY + _MEMORY_A_BYTE * len(data),
        )
    except Ended as ended:
        finding = Diagnostic.at(path, 1, "KB214", what=ended.why)
        raise Unreadable(Note(path, "document", diagnostic=finding)) from None
    text, pictures, records = _unpacked(answer)
    if not records and not text.strip():
        raise Unreadable(Note.of(path, "no-text"))
    shape = "register" if records else "document"
    return Foreign(path, text, digest, (), shape, records, pictures)


def _read(read: Read, what: str, path: str, data: bytes) -> Held:
    try:
        return read(path, data)
    except ImportError:
        raise Unreadable(Note.of(path, "extra-missing", install=INSTALL)) from None
    except Unreadable:
        raise
    except RecursionError:
        raise Unreadable(Note.of(path, "front-deep", limit=12)) from None
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a foreign format may break its reader in any way
        why = str(error).split("\n", 1)[0] or type(error).__name__
        raise Unreadable(Note.of(path, "document", what=what, why=why)) from None


def _packed(held: Callable[[], Held]) -> bytes:
    """What a document holds, or why it is refused, as bytes that hold plain values."""
    write, _ = turns(Note)
    try:
        text, pictures, records = held()
    except Unreadable as refused:
        return json.dumps({"refused": write(refused.note)}).encode()
    shown = [(one.name, b64encode(one.data).decode()) for one in pictures]
    plain = {"text": text, "pictures": shown, "records": [(one.key, one.fields) for one in records]}
    return json.dumps(plain).encode()


def _unpacked(answer: bytes) -> Held:
    plain = json.loads(answer)
    if "refused" in plain:
        raise Unreadable(turns(Note)[1](plain["refused"]))
    pictures = tuple(Picture(name, b64decode(data)) for name, data in plain["pictures"])
    return plain["text"], pictures, tuple(Record(key, _value(fields)) for key, fields in plain["records"])


def _value(plain: Any) -> Any:
    """A value as registers hold it: lists are tuples."""
    if isinstance(plain, list):
        return tuple(map(_value, plain))
    return {key: _value(one) for key, one in plain.items()} if isinstance(plain, dict) else plain
