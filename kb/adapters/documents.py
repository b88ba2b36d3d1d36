"""Foreign files of every ending → text or rows, each ending by its own adapter, imported when it is needed."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable

from kb.adapters.charset import decoded
from kb.importing.values import Foreign, Note, Picture, Record, Unreadable

INSTALL = "pip install 'lessonbook[import]'"
# ending → (module of kb.adapters, what people call it); each module has `read(path, data)`.
_ADAPTERS = {
    ".docx": ("docx", "a Word document"),
    ".pptx": ("pptx", "slides"),
    ".html": ("webpage", "a web page"),
    ".htm": ("webpage", "a web page"),
    ".csv": ("registers", "a table"),
    ".xlsx": ("workbook", "a workbook"),
    ".jsonl": ("registers", "records"),
}
Read = Callable[[str, bytes], "tuple[str, tuple[Picture, ...], tuple[Record, ...]]"]


def foreign(path: str, data: bytes) -> Foreign:
    """What the bytes of a foreign file mean. Raises `Unreadable` with the reason."""
    digest = hashlib.sha256(data).hexdigest()
    ending = "." + path.rsplit(".", 1)[-1].casefold()
    if ending in _ADAPTERS:
        return _document(path, data, ending, digest)
    text, encoding = decoded(path, data)
    if not text.strip():
        raise Unreadable(Note.of(path, "no-text"))
    notes = () if encoding == "utf-8" else (Note.of(path, "converted", encoding=encoding),)
    return Foreign(path, text, digest, notes, encoding=encoding)


def _document(path: str, data: bytes, ending: str, digest: str) -> Foreign:
    module, what = _ADAPTERS[ending]
    try:
        read: Read = importlib.import_module(f"kb.adapters.{module}").read
        text, pictures, records = read(path, data)
    except ImportError:
        raise Unreadable(Note.of(path, "extra-missing", install=INSTALL)) from None
    except Unreadable:
        raise
    except RecursionError:
        raise Unreadable(Note.of(path, "front-deep", limit=12)) from None
    except Exception as error:  # noqa: BLE001 - a foreign format may break its reader in any way
        why = str(error).split("\n", 1)[0] or type(error).__name__
        raise Unreadable(Note.of(path, "document", what=what, why=why)) from None
    if not records and not text.strip():
        raise Unreadable(Note.of(path, "no-text"))
    shape = "register" if records else "document"
    return Foreign(path, text, digest, (), shape, records, pictures)
