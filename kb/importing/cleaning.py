"""A foreign body → Markdown that means the same here. What cannot be translated stays as text and is listed.

Each step knows one foreign form: Liquid, Hugo's shortcodes, notes of several kinds, wikilinks, WordPress
captions, raw HTML that stands for something Markdown has. Code is put aside before and put back after.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from kb.importing.html import plain_html
from kb.importing.masks import masked
from kb.importing.notes import notes_as_alerts
from kb.importing.pairs import paired

_ARGUMENTS = re.compile(r"""(?:([\w-]+)\s*[=:]\s*)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"'%>]+))""")
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_COMMENT = (re.compile(r"\{%-?\s*comment\s*-?%\}"), re.compile(r"\{%-?\s*endcomment\s*-?%\}"))
_URL = re.compile(r"""\{\{-?\s*["']([^"'{}]*)["']\s*\|\s*(?:url|relative_url|absolute_url|relURL|absURL)\s*-?\}\}""")
_BASE = re.compile(r"\{\{-?\s*(?:site\.(?:base)?url|page\.baseurl|\.Site\.BaseURL)\s*-?\}\}")
_LINKED = re.compile(r"\{%-?\s*(?:link|post_url)\s+([^\s%]+)\s*-?%\}")
_IMAGE = re.compile(r"\{%-?\s*(image\w*|figure|img|include\s+(?:figure|image)\S*)\s+([^%]*?)-?%\}")
_CODES = (
    (re.compile(r"\{%-?\s*highlight\s+(\w+)[^%\n]*%\}\n?"), re.compile(r"\n?\{%-?\s*endhighlight\s*-?%\}")),
    (
        re.compile(r"\{\{[<%]\s*highlight\s+(\w+)[^}\n]*[>%]\}\}\n?"),
        re.compile(r"\n?\{\{[<%]\s*/\s*highlight\s*[>%]\}\}"),
    ),
)
_HUGO_FIGURE = re.compile(r"\{\{[<%]\s*(?:figure|img|image)\s+([^}]*?)/?\s*[>%]\}\}")
_HUGO_REF = re.compile(r"""\{\{[<%]\s*(?:rel)?ref\s+["']?([^"'\s>%]+)["']?[^}]*[>%]\}\}""")
_HUGO_VIDEO = re.compile(r"""\{\{[<%]\s*(youtube|vimeo)\s+(?:id=)?["']?([\w-]+)["']?[^}]*[>%]\}\}""")
_LEFT = re.compile(r"\{%.{0,200}?%\}|\{\{.{0,200}?\}\}", re.S)
_ATTRIBUTES = re.compile(r"\{:(?:\s*[.#][\w-]+|\s*[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s}]+)|\s*toc|\s*\w+)+\s*\}")
_WIKI = re.compile(r"(!?)\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\](?!\()")
_CAPTION = (re.compile(r"\[caption[^\[\]]{0,500}\]", re.I), re.compile(r"\[/caption\]", re.I))
_CAPTIONED = re.compile(
    r"(?:<a\b[^<>]{0,3000}>\s{0,50})?(?:<img\b[^<>]{0,3000}>|!\[[^\[\]]{0,500}\]\([^()]{0,2000}\))(?:\s{0,50}</a>)?",
    re.I,
)
_SHORTCODE = re.compile(r"\[(gallery|embed|video|audio|playlist|contact-form[\w-]*)\b[^\]]*\](?!\()", re.I)
_CONFLICT = re.compile(r"^(?=(?:<{7} |>{7} ))", re.M)
_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")
_LEAD = re.compile(r"\A(?:[ \t]*\n)+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(slots=True)
class Cleaning:
    """What one clean-up found: `left` are foreign forms that stayed as text, `dropped` what was taken out."""

    left: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def clean(body: str, said: Cleaning) -> str:
    """A foreign body as Markdown of ours. Links keep their targets; `kb.importing.links` places them."""
    text = _CONTROL.sub(" ", body)
    if "{" in text:
        text = _code_blocks(text)
    aside = masked(text)
    text = aside.text
    for step in _STEPS:
        text = step(text, said)
    # A line of its own that looks like a merge conflict would have the file refused, in code too.
    text = aside.restore(_GAPS.sub("\n\n", text))
    return _CONFLICT.sub(" ", _LEAD.sub("", text)).rstrip()


def _code_blocks(text: str) -> str:
    for opening, closing in _CODES:
        text = paired(text, opening, closing, lambda start, inside: f"```{start[1]}\n{inside}\n```")
    return text


def arguments(text: str) -> tuple[list[str], dict[str, str]]:
    """The words of a tag: unnamed ones in order, and named ones."""
    plain: list[str] = []
    named: dict[str, str] = {}
    for found in _ARGUMENTS.finditer(text):
        value = next(one for one in (found[2], found[3], found[4]) if one is not None)
        if found[1]:
            named[found[1].casefold()] = value
        else:
            plain.append(value)
    return plain, named


def _picture(path: str, alt: str, caption: str = "") -> str:
    words = " ".join((alt or caption).replace("[", "(").replace("]", ")").split())
    below = f"\n\n*{caption.strip()}*" if caption.strip() and caption.strip() != alt.strip() else ""
    target = f"<{path}>" if re.search(r"[\s()]", path) else path
    return f"![{words}]({target}){below}"


def _liquid(text: str, said: Cleaning) -> str:
    if "{" not in text:
        return text
    text = _RAW.sub("", text)
    text = paired(text, *_COMMENT, lambda start, inside: _drop(f"{start.group()}{inside}", said))
    text = _URL.sub(r"\1", _BASE.sub("", text))
    text = _LINKED.sub(lambda found: "/" + found[1].lstrip("/"), text)
    return _IMAGE.sub(_liquid_image, text)


def _liquid_image(found: re.Match[str]) -> str:
    plain, named = arguments(found[2])
    path = named.get("src") or named.get("path") or (plain[0] if plain else "")
    alt = named.get("alt") or (plain[-1] if len(plain) > 1 else "")
    if not path:
        return found.group()
    return _picture(path if "://" in path else "/" + path.lstrip("/"), alt, named.get("caption", ""))


def _hugo(text: str, said: Cleaning) -> str:
    if "{{" not in text:
        return text
    text = _HUGO_FIGURE.sub(_hugo_figure, text)
    text = _HUGO_REF.sub(lambda found: found[1], text)
    return _HUGO_VIDEO.sub(_video, text)


def _hugo_figure(found: re.Match[str]) -> str:
    plain, named = arguments(found[1])
    path = named.get("src") or (plain[0] if plain else "")
    caption = named.get("caption") or named.get("title", "")
    return _picture(path, named.get("alt", ""), caption) if path else found.group()


def _video(found: re.Match[str]) -> str:
    address = "https://www.youtube.com/watch?v=" if found[1] == "youtube" else "https://vimeo.com/"
    return f"[{found[1]}: {found[2]}]({address}{found[2]})"


def _attributes(text: str, said: Cleaning) -> str:
    """kramdown's `{: .class}`: how something looked elsewhere."""
    return _ATTRIBUTES.sub("", text) if "{:" in text else text


def _wiki(text: str, said: Cleaning) -> str:
    if "[[" not in text:
        return text

    def link(found: re.Match[str]) -> str:
        target, _, fragment = found[2].partition("#")
        words = (found[3] or found[2]).strip()
        if found[1]:
            return f"![{words}](<{found[2].strip()}>)"
        return f"[{words}](<wiki:{target.strip()}{'#' + fragment.strip() if fragment else ''}>)"

    return _WIKI.sub(link, text)


def _wordpress(text: str, said: Cleaning) -> str:
    if "[" not in text:
        return text
    text = paired(text, *_CAPTION, _caption)
    for found in _SHORTCODE.finditer(text):
        said.left.append(found.group())
    return text


def _caption(opening: re.Match[str], inside: str) -> str:
    picture = _CAPTIONED.search(inside)
    if picture is None:
        return inside
    words = inside.replace(picture.group(), "").strip()
    return f"\n\n{picture.group()}\n\n" + (f"*{words}*\n\n" if words else "")


def _left(text: str, said: Cleaning) -> str:
    """What is still Liquid or a shortcode stays as text; it is listed."""
    if "{%" in text or "{{" in text:
        said.left += [found.group() for found in _LEFT.finditer(text)]
    return text


def _drop(piece: str, said: Cleaning) -> str:
    said.dropped.append(piece)
    return ""


def _html(text: str, said: Cleaning) -> str:
    return plain_html(text, said.dropped) if "<" in text else text


def _notes(text: str, said: Cleaning) -> str:
    return notes_as_alerts(text)


_STEPS: tuple[Callable[[str, Cleaning], str], ...] = (
    _liquid, _hugo, _wordpress, _notes, _html, _attributes, _wiki, _left,
)  # fmt: skip
