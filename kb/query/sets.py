"""Sets of document numbers, each the bits of one integer, and sums over many of them at once.

The one idea: Python joins, cuts and counts the bits of an integer at a speed at which nothing can be done document by
document. Even sums can be had so ("bit-slicing"): plane `i` is the set of the documents whose sum has bit `i`, and
adding a number to the sums of a set is what an adder of gates does, for all documents in the same stroke.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def of(numbers: Sequence[int]) -> int:
    """The set of these numbers."""
    flags = bytearray(b"0") * (max(numbers, default=0) + 1)
    for number in numbers:
        flags[number] = 49  # the digit 1; a power of two, so that the text is read in time that grows with its length
    return int(flags[::-1], 2)


def members(bits: int) -> list[int]:
    """The numbers in a set, sorted."""
    flags = format(bits, "b")[::-1]
    found: list[int] = []
    at = flags.find("1")
    while at >= 0:
        found.append(at)
        at = flags.find("1", at + 1)
    return found


def sums(parts: Iterable[tuple[int, int]]) -> list[int]:
    """The planes of every document's sum over (set, what each document in it gets), the lowest bit first."""
    planes: list[int] = []
    for bits, amount in parts:
        carried = at = 0
        while amount >> at or carried:
            if at == len(planes):
                planes.append(0)
            plane, added = planes[at], bits if amount >> at & 1 else 0
            half = plane ^ added
            planes[at] = half ^ carried
            carried = plane & added | half & carried
            at += 1
    return planes


def reaching(planes: Sequence[int], least: int, among: int) -> int:
    """Those of a set whose sum is at least so much."""
    if least <= 0:
        return among
    above, equal = 0, among
    for at in range(max(len(planes), least.bit_length()) - 1, -1, -1):
        plane = planes[at] if at < len(planes) else 0
        if least >> at & 1:
            equal &= plane
        else:
            above |= equal & plane
            equal &= ~plane
    return above | equal
