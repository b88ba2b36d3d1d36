"""A part of a site: one page, or a few files that belong together, written from nothing but an edition."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kb.editions import Edition
from kb.model.page import DataFile, Page

Write = Callable[[Edition], Iterable[Page | DataFile]]


@dataclass(frozen=True, slots=True)
class Part:
    """`name` is the part's own and lasts; `write` makes its files and looks at nothing but the edition it is handed.

    A part that gives way leaves an address to whatever else has it.
    """

    name: str
    write: Write
    gives_way: bool = False
