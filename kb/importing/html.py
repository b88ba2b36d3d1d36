"""Raw HTML in a Markdown body: links and pictures become Markdown, wrappers go, unknown tags stay as words.

This is no sanitiser: whatever is rendered later is sanitised there. It makes links visible to those who must
place them, and keeps text that a sanitiser would drop.
"""

from __future__ import annotations

import re
from html import unescape

from kb.importing.pairs import paired

_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_SCRIPTS = tuple(
    (re.compile(rf"<{name}\b[^<>]{{0,3000}}>", re.I), re.compile(rf"</{name}\s{{0,50}}>", re.I))
    for name in ("script", "style")
)
_WRAPPER = re.compile(
    r"</?(?:section|div|figure|span|center|font|picture|article|main|header|footer|aside|nav|small)\b[^<>]{0,3000}>",
    re.I,
)
_CAPTION = (re.compile(r"<figcaption\b[^<>]{0,3000}>", re.I), re.compile(r"</figcaption\s{0,50}>", re.I))
_IMAGE = re.compile(r"<img\b([^<>]{0,3000}?)/?>", re.I)
_ANCHOR = (re.compile(r"<a\b([^<>]{0,3000})>", re.I), re.compile(r"</a\s{0,50}>", re.I))
_FRAMES = tuple(
    (re.compile(rf"<({name})\b([^<>]{{0,3000}})>", re.I), re.compile(rf"</{name}\s{{0,50}}>", re.I))
    for name in ("iframe", "video", "audio", "object")
)
_TAG = re.compile(r"(?<!\]\()<(?=(/?)([A-Za-z][\w:.-]*)([^<>\n]{0,300}?)(/?)>)")
_ADDRESS = re.compile(r"^(?:https?|mailto|ftp|tel)$", re.I)
_HTML = frozenset(
    "a abbr address area article aside audio b bdi bdo blockquote br button caption center cite code col colgroup data "
    "dd del details dfn div dl dt em embed figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr html body "
    "head i iframe img input ins kbd label legend li link main map mark meta nav noscript object ol option p param "
    "picture pre q s samp script section select small source span strike strong style sub summary sup svg path table "
    "tbody td textarea tfoot th thead time title tr track tt u ul use var video wbr".split()
)


def attributes(text: str) -> dict[str, str]:
    """The attributes of a start tag, entities decoded."""
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(text):
        value = next(part for part in (one[2], one[3], one[4]) if part is not None)
        found.setdefault(one[1].casefold(), unescape(value).strip())
    return found


def plain_html(text: str, dropped: list[str]) -> str:
    """Markdown where the HTML meant something that Markdown has; `dropped` collects scripts and styles."""

    def drop(opening: re.Match[str], inside: str) -> str:
        dropped.append(f"{opening.group()}{inside}</{opening.group()[1:7].split('>')[0].split()[0]}>")
        return ""

    for opening, closing in _SCRIPTS:
        text = paired(text, opening, closing, drop)
    for opening, closing in _FRAMES:
        text = paired(text, opening, closing, _frame)
    text = _IMAGE.sub(_image, text)
    text = paired(text, *_CAPTION, lambda opening, inside: f"\n\n*{_line(inside)}*\n\n" if inside.strip() else "")
    text = paired(text, *_ANCHOR, _anchor)
    text = _WRAPPER.sub("", text)
    return _TAG.sub(_unknown, text)


def target(address: str) -> str:
    """An address as it may stand in a Markdown link."""
    one = "".join(address.split()) if "://" in address else address.strip()
    return f"<{one}>" if re.search(r"[\s()]", one) else one


def _line(text: str) -> str:
    return " ".join(text.split())


def _image(found: re.Match[str]) -> str:
    values = attributes(found[1])
    source = values.get("data-src") or values.get("src", "")
    if not source or source.startswith("data:"):
        return _line(values.get("alt", ""))
    alt = _line(values.get("alt", "")).replace("[", "(").replace("]", ")")
    return f"![{alt}]({target(source)})"


def _anchor(opening: re.Match[str], inside: str) -> str | None:
    values = attributes(opening[1])
    words = inside.strip()
    address = values.get("href", "")
    if "<a" in inside or "\n\n" in words or len(words) > 2_000:
        return None
    if not address:
        return words
    if "[" in re.sub(r"!\[[^\]]*\]\([^)]*\)", "", words):
        words = words.replace("[", "(").replace("]", ")")
    return f"[{_line(words) or address}]({target(address)})"


def _frame(opening: re.Match[str], inside: str) -> str:
    """An embedded page or film as a link to it."""
    values = attributes(opening[2])
    inner = re.search(r"<source\b([^<>]{0,3000})>", inside, re.I)
    address = values.get("src") or values.get("data") or (attributes(inner[1]).get("src", "") if inner else "")
    words = _line(values.get("title") or values.get("aria-label") or opening[1])
    return f"[{words}]({target(address)})" if address else ""


def _unknown(found: re.Match[str]) -> str:
    """`<SOFA:Channel/>` or `<artifact>` in prose is what its writer meant to show."""
    name = found[2].casefold()
    known = name in _HTML or _ADDRESS.match(name.split(":")[0]) or "@" in found[3]
    return "<" if known else "\\<"
