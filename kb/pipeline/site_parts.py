"""The parts of a site that have to be written, by one process or by two; and every file at an address of its own.

A part is written from nothing but the edition, so it does not matter who writes it, nor when. Which file has an address
is decided afterwards, in the order of the parts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from sys import intern

from kb.editions import Edition
from kb.model.page import DataFile, Page
from kb.pages.looked import Looked, sum_of
from kb.pages.parts import Part
from kb.pages.site import one_address
from kb.render import staged

Write = Callable[[str, bytes], None]

_LISTED = ("ui", "twin", "twin_exact", "redirect")  # what the site map reads of a page's `meta`


@dataclass(frozen=True, slots=True)
class Written:
    """A part as it was written: the sums of its files, what it asked, and what the site map needs of its pages."""

    name: str
    files: Mapping[str, str]
    asked: tuple[str, ...]
    pages: Mapping[str, Mapping[str, object]]


class Writer:
    """Writes parts of one edition. A file with the bytes that it had before (`before`: path → sum) is left alone."""

    def __init__(self, edition: Edition, looked: Looked, before: Mapping[str, str], write: Write) -> None:
        self._edition, self._looked = Edition(edition.audience, looked), looked
        self._before, self._write = before, write

    def written(self, part: Part, wanted: Callable[[str], bool] = lambda path: True) -> Written:
        """Make a part, and write those of its files that are `wanted`."""
        self._looked.asked = set()
        made = {one.path: one for one in part.write(self._edition)}
        asked = tuple(map(intern, sorted(self._looked.asked)))
        data = {path: _bytes(one) for path, one in made.items()}
        files = {path: self.put(path, data[path]) if wanted(path) else sum_of(data[path]) for path in data}
        pages = {path: _listed(one) for path, one in made.items() if isinstance(one, Page)}
        return Written(part.name, files, asked, pages)

    def put(self, path: str, data: bytes) -> str:
        """Write a file if it is new or has new bytes; its sum."""
        total = sum_of(data)
        if self._before.get(path) != total:
            self._write(path, data)
        return total


def _bytes(made: Page | DataFile) -> bytes:
    return staged(made) if isinstance(made, Page) else made.data


def _listed(page: Page) -> dict[str, object]:
    return {key: page.meta[key] for key in _LISTED if key in page.meta}


class Files:
    """The files of the site that is being made, each at an address of its own."""

    def __init__(self) -> None:
        self.all: dict[str, str] = {}
        self._addresses: dict[str, str] = {}

    def keep(self, files: Mapping[str, str], gives_way: bool = False) -> None:
        """Take files in (path → sum). Raises `KbError` if two would have one address and none gives way."""
        for path, total in files.items():
            if gives_way and not self.has_room(path):
                continue
            other = self._addresses.setdefault(_address(path), path)
            if other != path:
                raise one_address(path, other)
            self.all[path] = total

    def has_room(self, path: str) -> bool:
        """Whether nobody has the address of this file."""
        return _address(path) not in self._addresses


def _address(path: str) -> str:
    return Page(path, "", "").url if path.endswith(".md") else path
