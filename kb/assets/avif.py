"""AVIF: boxes, each with its length and name (ISO/IEC 14496-12). Its notes cannot be left out without moving the
picture, so a picture that has any is refused; so is one whose size does not stand where it should.
"""

from __future__ import annotations

import struct

from kb.assets.refusal import Refused, bounded, damaged

_BOXES = frozenset((b"ftyp", b"meta", b"mdat", b"moov", b"free"))
_NOTES = (b"Exif", b"application/rdf+xml")


def avif(data: bytes) -> bytes:
    """The picture as it is, up to its last whole box. Raises `Refused` for anything else."""
    place, sized = 0, False
    if data[4:8] != b"ftyp" or data[8:12] not in (b"avif", b"avis"):
        raise damaged()
    while place < len(data):
        if place + 8 > len(data):
            raise damaged()
        length, name = struct.unpack_from(">I4s", data, place)
        if name not in _BOXES or length < 8 or place + length > len(data):
            raise damaged()
        if name == b"meta":
            sized = _described(data[place : place + length])
        place += length
    if not sized:
        raise damaged()
    return data


def _described(meta: bytes) -> bool:
    """Whether the description holds a size, after a look at it and at what else is described."""
    if any(note in meta for note in _NOTES):
        raise Refused("a picture with notes of its camera")
    places = [at for at in range(len(meta)) if meta.startswith(b"ispe", at)] if b"ispe" in meta else []
    for at in places[:100]:
        if at + 16 > len(meta):
            raise damaged()
        bounded(*struct.unpack_from(">II", meta, at + 8))
    return bool(places)
