"""JPEG: segments that begin with a marker (ITU-T T.81, annex B), and the drawing between them.

Of the cameras' notes (Exif, XMP, IPTC, previews) only which way is up is kept; so are colour profiles. What follows the
end of the picture is left out: there lie the second pictures and films of phones.
"""

from __future__ import annotations

import re
import struct

from kb.assets.refusal import bounded, damaged

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_TABLES = frozenset((0xC4, 0xCC, 0xDB, 0xDD, 0xDC))
_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # in the drawing, FF is followed by 00 or by a restart
MAX_SEGMENTS = 20_000
_FILL = re.compile(rb"\xff+")  # a marker is one FF, and as many before it as somebody likes
_ORIENTATION = 0x0112


def jpeg(data: bytes) -> bytes:
    """The picture, written anew. Raises `Refused` for anything else."""
    if data[:3] != b"\xff\xd8\xff":
        raise damaged()
    kept, place, drawn, framed = [b"\xff\xd8"], 2, False, False
    for _ in range(MAX_SEGMENTS):
        filled = _FILL.match(data, place)
        if filled is None or filled.end() >= len(data):
            raise damaged()
        place = filled.end() - 1
        marker = data[place + 1]
        if marker == 0xD9:
            if not (drawn and framed):
                raise damaged()
            return b"".join([*kept, b"\xff\xd9"])
        end = _segment_end(data, place)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, place + 5)
            bounded(width, height)
            framed = True
        kept.append(_kept(marker, data[place:end]))
        if marker == 0xDA:
            drawn = True
            found = _NEXT.search(data, end)
            if found is None:
                raise damaged()
            kept.append(data[end : found.start()])
            end = found.start()
        place = end
    raise damaged()


def _segment_end(data: bytes, place: int) -> int:
    if place + 4 > len(data):
        raise damaged()
    length: int = struct.unpack_from(">H", data, place + 2)[0]
    end = place + 2 + length
    if length < 2 or end > len(data) or (data[place + 1] in _FRAMES and length < 8):
        raise damaged()
    return end


def _kept(marker: int, segment: bytes) -> bytes:
    """The segment, what is kept of it, or nothing. Raises `Refused` for a marker that no picture has."""
    body = segment[4:]
    if marker in _FRAMES or marker in _TABLES or marker == 0xDA:
        return segment
    if marker == 0xE0 and body[:5] == b"JFIF\0":
        return b"\xff\xe0\x00\x10" + body[:12] + b"\0\0" if len(body) >= 12 else b""  # without the small preview
    if (marker == 0xE2 and body[:12] == b"ICC_PROFILE\0") or (marker == 0xEE and body[:5] == b"Adobe"):
        return segment
    if marker == 0xE1 and body[:6] == b"Exif\0\0":
        return _upright(body[6:])
    if 0xE0 <= marker <= 0xEF or marker == 0xFE:
        return b""
    raise damaged()


def _upright(exif: bytes) -> bytes:
    """A note that says which way is up and nothing else; nothing if the picture stands as it is."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None or len(exif) < 10:
        return b""
    (at,) = struct.unpack_from(f"{order}I", exif, 4)
    if at + 2 > len(exif):
        return b""
    (count,) = struct.unpack_from(f"{order}H", exif, at)
    for number in range(min(count, 500)):
        if at + 14 + 12 * number > len(exif):
            break
        tag, kind, _, value = struct.unpack_from(f"{order}HHIH", exif, at + 2 + 12 * number)
        if tag == _ORIENTATION and kind == 3 and 2 <= value <= 8:
            tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
            return b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff
    return b""
