"""Documents that readers download: PDF, and the ZIP archives of office programs.

They are published as they are, because whoever downloads one wants exactly that; a look at the list of an archive's
parts (nothing is unpacked) tells that it is the document it says it is, without macros and no bomb.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from kb.assets.refusal import Refused, damaged

MAX_PARTS = 20_000
MAX_UNPACKED = 500_000_000
_MACROS = ("vbaproject.bin", "vbadata.xml", "basic/", "scripts/", "activex", "macrosheets/")


def pdf(data: bytes) -> bytes:
    """A PDF. Raises `Refused` for anything else."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        raise damaged()
    return data


def office(part: str) -> Callable[[bytes], bytes]:
    """A reader for archives that hold `part`."""

    def read(data: bytes) -> bytes:
        if not data.startswith(b"PK\x03\x04"):
            raise damaged()
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise damaged() from error
        if part not in {one.filename for one in parts}:
            raise damaged()
        if len(parts) > MAX_PARTS or sum(one.file_size for one in parts) > MAX_UNPACKED:
            raise Refused("an archive that unpacks to too much")
        if any(macro in one.filename.lower() for one in parts for macro in _MACROS):
            raise Refused("a document with macros")
        return data

    return read
