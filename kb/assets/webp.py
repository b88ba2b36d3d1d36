"""WebP: a RIFF file of chunks (RFC 9649). Kept are the pictures, their transparency, animation and colours.

Exif and XMP are left out, and the flags that announce them; unknown chunks too, as is all that follows the end.
"""

from __future__ import annotations

import struct

from kb.assets.refusal import bounded, damaged

_LOOKS = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_NOTES = 0x08 | 0x04  # the flags for Exif and XMP
MAX_CHUNKS = 20_000


def webp(data: bytes) -> bytes:
    """The picture, written anew. Raises `Refused` for anything else."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise damaged()
    (size,) = struct.unpack_from("<I", data, 4)
    end = 8 + size
    if end > len(data):
        raise damaged()
    kept, place, sized = [], 12, False
    for _ in range(MAX_CHUNKS):
        if place == end:
            break
        if place + 8 > end:
            raise damaged()
        name, length = struct.unpack_from("<4sI", data, place)
        after = place + 8 + length + length % 2
        if after > end:
            raise damaged()
        body = data[place + 8 : place + 8 + length]
        if name in (b"VP8 ", b"VP8L", b"VP8X"):
            bounded(*_size(name, body))
            sized = True
        if name == b"VP8X":
            body = bytes([body[0] & ~_NOTES]) + body[1:]
        if name in _LOOKS:
            kept.append(name + struct.pack("<I", length) + body + b"\0" * (length % 2))
        place = after
    if not sized or place != end:
        raise damaged()
    inside = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def _size(name: bytes, body: bytes) -> tuple[int, int]:
    if name == b"VP8X" and len(body) >= 10:
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if name == b"VP8L" and len(body) >= 5 and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if name == b"VP8 " and len(body) >= 10 and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", body, 6)
        return width & 0x3FFF, height & 0x3FFF
    raise damaged()
