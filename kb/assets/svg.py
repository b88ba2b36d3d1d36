"""SVG, element by element: shapes, text, gradients and clips are written anew; everything else is left out.

The parser is expat with everything refused that a document type can declare, so nothing is fetched and no entity
grows. No script, no handler, no `foreignObject`, no `style` element, no animation; an address may only name a part of
the same picture (`#arrow`).
"""

from __future__ import annotations

import re
from xml.parsers import expat

from kb.assets.refusal import MAX_SIDE, Refused, damaged

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
MAX_ELEMENTS, MAX_DEPTH, MAX_USES = 20_000, 100, 500
_ELEMENTS = frozenset(
    """svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan textPath
    linearGradient radialGradient stop clipPath mask marker pattern switch""".split()
)
_PAINT = frozenset(
    """color fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-dasharray stroke-dashoffset opacity stop-color stop-opacity clip-path clip-rule mask
    marker-start marker-mid marker-end font-family font-size font-style font-weight font-variant text-anchor
    text-decoration dominant-baseline alignment-baseline baseline-shift letter-spacing word-spacing writing-mode
    visibility display overflow paint-order vector-effect shape-rendering text-rendering""".split()
)
_ATTRIBUTES = _PAINT | frozenset(
    """id x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points width height viewBox preserveAspectRatio transform
    version lang role offset gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits
    markerUnits markerWidth markerHeight refX refY orient patternUnits patternContentUnits patternTransform rotate
    textLength lengthAdjust startOffset method spacing pathLength""".split()
)
_PLAIN = re.compile(r"[^<>\\@\x00-\x08\x0b-\x1f]*")
_ADDRESS = re.compile(r"(?i)(url\s*\()(?!\s*[\"']?#[\w.-]+[\"']?\s*\))|script\s*:|data\s*:|expression\s*\(|import")
_PART = re.compile(r"#[\w.:-]+")
_NUMBER = re.compile(r"\s*(\d{1,9}(?:\.\d*)?)\s*(?:px|pt|mm|cm|in|em|%)?\s*")


def svg(data: bytes) -> bytes:
    """The picture, written anew. Raises `Refused` for anything else."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refused
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged() from error
    if not reader.out:
        raise damaged()
    if reader.grows:
        raise Refused("an SVG picture of too many parts")
    return "".join(reader.out).encode()


def _refused(*_: object) -> None:
    raise Refused("an SVG picture that declares entities or a document type")


class _Reader:
    def __init__(self) -> None:
        self.out: list[str] = []
        self._left_out = 0  # open elements within one that is left out
        self._depth = self._elements = self._uses = 0
        self._open_ids: list[str] = []
        self._repeated: set[str] = set()  # ids of what a `use` shows once more
        self._repeating: set[str] = set()  # ids of what holds a `use` itself

    @property
    def grows(self) -> bool:
        """Whether what is repeated repeats something: twenty such steps are a million shapes."""
        return not self._repeated.isdisjoint(self._repeating - {""})

    def start(self, written: str, attributes: dict[str, str]) -> None:
        space, _, name = written.rpartition(" ")
        self._depth += 1
        self._elements += 1
        if self._elements > MAX_ELEMENTS or self._depth > MAX_DEPTH:
            raise Refused("an SVG picture of too many parts")
        if self._depth == 1 and (space, name) != (_SVG, "svg"):
            raise damaged()
        if self._left_out or space != _SVG or name not in _ELEMENTS:
            self._left_out += 1
            return
        if name == "use":
            self._uses += 1
            if self._uses > MAX_USES:
                raise Refused("an SVG picture of too many parts")
        kept = _kept(attributes)
        if self._depth == 1:
            _bounded(kept)
            kept = {"xmlns": _SVG, "xmlns:xlink": _XLINK, **kept}
        self._open_ids.append(kept.get("id", ""))
        if name == "use":
            self._repeated.add(kept.get("xlink:href", "")[1:])
            self._repeating.update(self._open_ids)
        written = "".join(f' {key}="{_escaped(value)}"' for key, value in kept.items())
        self.out.append(f"<{name}{written}>")

    def end(self, written: str) -> None:
        self._depth -= 1
        if self._left_out:
            self._left_out -= 1
        else:
            self._open_ids.pop()
            self.out.append(f"</{written.rpartition(' ')[2]}>")

    def text(self, words: str) -> None:
        if not self._left_out:
            self.out.append(_escaped(words))


def _kept(attributes: dict[str, str]) -> dict[str, str]:
    kept: dict[str, str] = {}
    for written, value in attributes.items():
        space, _, name = written.rpartition(" ")
        if name == "href" and space in ("", _XLINK) and _PART.fullmatch(value):
            kept["xlink:href"] = value
        elif not space and name == "style":
            kept.update(_painted(value))
        elif not space and name in _ATTRIBUTES and _harmless(value):
            kept[name] = value
    return kept


def _painted(style: str) -> dict[str, str]:
    """The declarations of a `style` attribute that say how something is painted, as attributes."""
    pairs = (one.partition(":") for one in style.split(";"))
    found = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return {name: value for name, value in found.items() if name in _PAINT and value and _harmless(value)}


def _harmless(value: str) -> bool:
    return _PLAIN.fullmatch(value) is not None and _ADDRESS.search(value) is None


def _bounded(attributes: dict[str, str]) -> None:
    for key in ("width", "height"):
        found = _NUMBER.fullmatch(attributes.get(key, "1"))
        if found is None:
            del attributes[key]
        elif float(found[1]) > MAX_SIDE:
            raise Refused("a picture of too many pixels")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
