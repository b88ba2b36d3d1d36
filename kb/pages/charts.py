"""Drawings that are made while the site is built: plain SVG in the page's own colours, each with its words.

Every number and name in a drawing also stands in a table beside it; a drawing is never the only place.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

from kb.model.fields import OrganisationUnit, Stakeholder
from kb.model.text import Text
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup

_BOX, _GAP, _ROW, _LINE, _LETTER = 160, 24, 14, 20, 14  # px; two levels fit a phone; letters of 14 px, lines of 20
_CELL, _SIDE = 196, 40  # px; a cell of the map, and the room for the words beside it
LEVELS = ("low", "medium", "high")


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
        lines = wrapped(_plain(self._leaf, unit.name), (_BOX - 24) / _LETTER)
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
        self.boxes += _written(lines, left + 12, first)


def organisation_chart(leaf: Leaf, units: Sequence[OrganisationUnit], name: Markup | str) -> Markup:
    """Who belongs to whom, from left to right."""
    tree = _Tree(leaf, units)
    title = leaf.say("chart.organisation", name=name)
    names = {one.id: _plain(leaf, one.name) for one in units}
    said = [
        leaf.say("chart.under", name=names[one.id], above=names[one.under]) if one.under in names else names[one.id]
        for one in units
    ]
    svg = _svg(tree.width, tree.height - _ROW, title, "; ".join(said), tree.boxes, "tree")
    return _scrolling(title, svg)


def _plain(leaf: Leaf, text: Text) -> str:
    return text.pick(leaf.ui)


def _scrolling(title: str, svg: Markup) -> Markup:
    """A drawing that scrolls where it is wider than the page, so the keyboard must be able to reach it."""
    return Markup('<div class="kb-scroll" tabindex="0" role="group" aria-label="{}">{}</div>\n').format(title, svg)


def stakeholder_chart(leaf: Leaf, people: Sequence[Stakeholder]) -> Markup:
    """Influence upwards, interest to the right, three by three; whoever has both is in the tinted corner."""
    shapes: list[Markup] = []
    top = 0.0
    for influence in reversed(LEVELS):
        cells = [_names(leaf, people, influence, interest) for interest in LEVELS]
        height = max(max(map(len, cells)) * _LINE + 24, 3 * _LINE)
        for place, lines in enumerate(cells):
            both = "kb-svg-cell kb-svg-cell--key" if influence == LEVELS[place] == "high" else "kb-svg-cell"
            box = Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>')
            left = _SIDE + place * _CELL
            shapes.append(box.format(both, left + 0.5, top + 0.5, _CELL, height))
            shapes += _written(lines, left + 12, top + 12 + _LINE * 0.75)
        middle = top + height / 2
        turned = Markup('<text class="kb-svg-axis" transform="translate(32 {}) rotate(-90)">{}</text>')
        shapes.append(turned.format(middle, leaf.say(f"level.{influence}")))
        top += height
    for place, interest in enumerate(LEVELS):
        axis = Markup('<text class="kb-svg-axis" x="{}" y="{}">{}</text>')
        shapes.append(axis.format(_SIDE + (place + 0.5) * _CELL, top + 18, leaf.say(f"level.{interest}")))
    shapes.append(
        Markup('<text class="kb-svg-axis" transform="translate(13 {}) rotate(-90)">{} →</text>').format(
            top / 2, leaf.say("influence")
        )
    )
    shapes.append(
        Markup('<text class="kb-svg-axis" x="{}" y="{}">{} →</text>').format(
            _SIDE + 1.5 * _CELL, top + 37, leaf.say("interest")
        )
    )
    title = leaf.say("head.stakeholders")
    return _scrolling(title, _svg(_SIDE + 3 * _CELL + 1, top + 42, title, leaf.say("chart.map"), shapes, "map"))


def _names(leaf: Leaf, people: Sequence[Stakeholder], influence: str, interest: str) -> list[str]:
    """The names that belong into one cell, in lines that fit it."""
    found = [one for one in people if (one.influence, one.interest) == (influence, interest)]
    return [line for one in found for line in wrapped(_plain(leaf, one.name), (_CELL - 24) / _LETTER)]


def _written(lines: Sequence[str], left: float, first: float) -> list[Markup]:
    text = Markup('<text x="{}" y="{}">{}</text>')
    return [text.format(left, first + place * _LINE, line) for place, line in enumerate(lines)]


def _svg(width: float, height: float, title: str, said: str, shapes: Sequence[Markup], kind: str) -> Markup:
    return Markup(
        '<svg class="kb-svg kb-svg--{}" role="img" viewBox="0 0 {} {}" width="{}" height="{}">'
        "<title>{}</title><desc>{}</desc>\n{}\n</svg>\n"
    ).format(kind, width, height, width, height, title, said, Markup("\n").join(shapes))


def star(title: str, said: str, rays: Sequence[tuple[int, str]], size: int = 220) -> Markup:
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
    return _svg(size, size, title, said, shapes, "star")
