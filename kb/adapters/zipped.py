"""Office documents are ZIP archives: how much one may unpack to is known before anything is unpacked."""

from __future__ import annotations

import io
import zipfile

from kb.importing.values import Note, Unreadable

MAX_UNPACKED = 300_000_000
MAX_PARTS = 20_000
MAX_RATIO = 200  # unpacked to packed; text of office programs packs to a tenth, tables of one number to a fiftieth
_LITTLE = 10_000_000  # bytes for which no ratio matters


def opened(path: str, data: bytes) -> io.BytesIO:
    """The bytes as a file, after a look at what they unpack to. Raises `Unreadable` for a bomb or a damaged file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable(Note.of(path, "document", what="an Office document", why=error)) from None
    total = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if total > max(_LITTLE, packed * MAX_RATIO):
        raise Unreadable(Note.of(path, "bomb", size=f"{total / 1_000_000:.0f} MB", packed=f"{packed / 1_000:.0f} kB"))
    if total > MAX_UNPACKED or len(parts) > MAX_PARTS:
        size = f"{total / 1_000_000:.0f} MB unpacked"
        raise Unreadable(Note.of(path, "too-large", size=size, limit=f"{MAX_UNPACKED // 1_000_000} MB"))
    return io.BytesIO(data)
