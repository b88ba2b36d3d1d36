"""Drawings that are made while the site is built: plain SVG in the page's own colours, each with its words.

Every number and name in a drawing also stands in a table beside it; a drawing is never the only place.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

from kb.model.fields import OrganisationUnit
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup

_BOX, _GAP, _ROW, _LINE, _LETTER = 200, 36, 16, 20, 14  # px; letters of 14 px, lines of 20


def text_width(text: str) -> float:
    """About how wide a text is, in letters of full width: Han counts one, Latin 0.56."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WF" else 0.56 for one in text)


def wrapped(text: str, width: float) -> list[str]:
    """A text in lines of at most `width` full letters: parted at spaces, or anywhere inside a long run."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and text_width(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines if line.strip()] or [""]


def _pieces(text: str) -> list[str]:
    pieces: list[str] = [""]
    for letter in text:
        wide = unicodedata.east_asian_width(letter) in "WF"
        if wide or text_width(pieces[-1]) > 11:
            pieces.append(letter)
        else:
            pieces[-1] += letter
            if letter == " ":
                pieces.append("")
    return [piece for piece in pieces if piece]


class _Tree:
    """Units laid out from left to right, one below the other; a circle in the data is cut where it closes."""

    def __init__(self, leaf: Leaf, units: Sequence[OrganisationUnit]) -> None:
        self._leaf = leaf
        self._units = {one.id: one for one in units}
        self._under: dict[str, list[OrganisationUnit]] = {}
        for one in self._units.values():
            parent = one.under if one.under in self._units and one.under != one.id else ""
            self._under.setdefault(parent, []).append(one)
        self._seen: set[str] = set()
        self.boxes: list[Markup] = []
        self.height = self.width = 0.0
        while left := [one for one in self._units.values() if one.id not in self._seen]:
            roots = [one for one in self._under.get("", []) if one.id not in self._seen]
            self._place((roots or left)[0], 0)

    def _place(self, unit: OrganisationUnit, depth: int) -> float:
        """Draws a unit and what is under it; gives the height of the middle of its box."""
        self._seen.add(unit.id)
        lines = wrapped(self._leaf.said(unit.name).striptags(), (_BOX - 24) / _LETTER)
        height = len(lines) * _LINE + 20
        top = self.height
        below = []
        for one in self._under.get(unit.id, []):
            if one.id not in self._seen:
                below.append(self._place(one, depth + 1))
        middle = (below[0] + below[-1]) / 2 if below else top + height / 2
        middle = max(middle, top + height / 2)
        self.height = max(self.height, middle + height / 2 + _ROW)
        left = depth * (_BOX + _GAP)
        self.width = max(self.width, left + _BOX)
        self._draw(left, middle, height, lines, below)
        return middle

    def _draw(self, left: float, middle: float, height: float, lines: list[str], below: list[float]) -> None:
        right, half = left + _BOX, left + _BOX + _GAP / 2
        for at in below:
            self.boxes.append(
                Markup('<path class="kb-svg-line" d="M{} {}H{}V{}H{}"/>').format(right, middle, half, at, right + _GAP)
            )
        box = Markup('<rect class="kb-svg-box" x="{}" y="{}" width="{}" height="{}" rx="6"/>')
        self.boxes.append(box.format(left + 0.5, middle - height / 2 + 0.5, _BOX - 1, height - 1))
        first = middle - (len(lines) - 1) * _LINE / 2 + 5
        for place, line in enumerate(lines):
            text = Markup('<text x="{}" y="{}">{}</text>')
            self.boxes.append(text.format(left + 12, first + place * _LINE, line))


def organisation_chart(leaf: Leaf, units: Sequence[OrganisationUnit], name: Markup | str) -> Markup:
    """Who belongs to whom, from left to right."""
    tree = _Tree(leaf, units)
    title = leaf.say("chart.organisation", name=name)
    svg = _svg(tree.width, tree.height - _ROW, title, tree.boxes, "tree")
    # It scrolls where it is wider than the page, so the keyboard must be able to reach it.
    return Markup('<div class="kb-scroll" tabindex="0" role="group" aria-label="{}">{}</div>\n').format(title, svg)


def _svg(width: float, height: float, title: str, shapes: Sequence[Markup], kind: str) -> Markup:
    return Markup(
        '<svg class="kb-svg kb-svg--{}" role="img" viewBox="0 0 {} {}" width="{}" height="{}">'
        "<title>{}</title>\n{}\n</svg>\n"
    ).format(kind, width, height, width, height, title, Markup("\n").join(shapes))


def star(title: str, rays: Sequence[tuple[int, str]], size: int = 220) -> Markup:
    """A star with one ray for each (number, fill): `full`, `part` or `none`; the number stands in the ray."""
    middle, outer, inner = size / 2, size / 2 - 2, size / 5.2
    shapes = []
    for place, (count, fill) in enumerate(rays):
        turn = 2 * math.pi * place / len(rays) - math.pi / 2
        half = math.pi / len(rays)
        points = [(0.0, turn), (inner, turn - half), (outer, turn), (inner, turn + half)]
        corners = " ".join(f"{middle + r * math.cos(a):.1f},{middle + r * math.sin(a):.1f}" for r, a in points)
        shapes.append(Markup('<polygon class="kb-ray kb-ray--{}" points="{}"/>').format(fill, corners))
        x, y = (f"{middle + 0.52 * outer * part(turn):.1f}" for part in (math.cos, math.sin))
        label = Markup('<text class="kb-ray__n kb-ray__n--{}" x="{}" y="{}">{}</text>')
        shapes.append(label.format(fill, x, y, count))
    return _svg(size, size, title, shapes, "star")
