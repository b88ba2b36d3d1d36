"""GIF: a header, then blocks (GIF89a, appendix A). Kept are the pictures and how they follow each other.

Comments, texts and other programs' notes are left out, as is all that follows the end.
"""

from __future__ import annotations

import struct

from kb.assets.refusal import bounded, damaged

_LOOP = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
MAX_BLOCKS = 200_000


def gif(data: bytes) -> bytes:
    """The picture, written anew. Raises `Refused` for anything else."""
    if data[:6] not in (b"GIF87a", b"GIF89a") or len(data) < 13:
        raise damaged()
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    bounded(width, height)
    place = 13 + _table(flags)
    kept, drawn = [data[:place]], False
    for _ in range(MAX_BLOCKS):
        kind = data[place : place + 1]
        if kind == b";":
            if not drawn:
                raise damaged()
            return b"".join([*kept, b";"])
        if kind == b",":
            end, drawn = _picture(data, place), True
        elif kind == b"!":
            end = _blocks(data, place + 2)
        else:
            raise damaged()
        if kind == b"," or _looks(data, place):
            kept.append(data[place:end])
        place = end
    raise damaged()


def _table(flags: int) -> int:
    """The bytes of the colour table that these flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _picture(data: bytes, place: int) -> int:
    if place + 11 > len(data):
        raise damaged()
    return _blocks(data, place + 11 + _table(data[place + 9]))


def _looks(data: bytes, place: int) -> bool:
    """Whether an extension says how the pictures follow each other."""
    label = data[place + 1]
    return label == 0xF9 or (label == 0xFF and data[place + 3 : place + 14] in _LOOP)


def _blocks(data: bytes, place: int) -> int:
    """The place after the sub-blocks that begin here."""
    while True:
        if place >= len(data):
            raise damaged()
        length = data[place]
        place += 1 + length
        if not length:
            return place
