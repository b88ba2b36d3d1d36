"""PNG: a signature and chunks, each with its length, name and sum (PNG Specification, third edition, section 5).

Kept is what says how the picture looks; text, times and cameras' notes are left out, as is all that follows the end.
"""

from __future__ import annotations

import struct
import zlib

from kb.assets.refusal import bounded, damaged

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LOOKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD pHYs acTL fcTL fdAT".split()
)  # the last three are animation
MAX_CHUNKS = 100_000


def png(data: bytes) -> bytes:
    """The picture, written anew. Raises `Refused` for anything else."""
    view = memoryview(data)
    if view[:8] != SIGNATURE or bytes(view[12:16]) != b"IHDR":
        raise damaged()
    kept: list[bytes | memoryview] = [SIGNATURE]
    place, drawn = 8, False
    for _ in range(MAX_CHUNKS):
        if place + 12 > len(view):
            raise damaged()
        length, name = struct.unpack_from(">I4s", view, place)
        end = place + 12 + length
        if end > len(view) or zlib.crc32(view[place + 4 : end - 4]) != struct.unpack_from(">I", view, end - 4)[0]:
            raise damaged()
        if name == b"IHDR":
            bounded(*struct.unpack_from(">II", view, place + 8))
        if name in _LOOKS:
            kept.append(view[place:end])
        elif not name[0] & 0x20:  # a chunk that a reader must understand
            raise damaged()
        drawn = drawn or name == b"IDAT"
        if name == b"IEND":
            if not drawn:
                raise damaged()
            return b"".join(kept)
        place = end
    raise damaged()
