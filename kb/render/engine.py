"""Markdown → sanitised HTML: the two libraries behind one function, so that either can be replaced.

comrak reads GitHub's dialect and notes where every element stood (`data-sourcepos`); nh3 keeps what an
allow-list names. What comes out is safe to show, but neither linked nor decorated yet.

A Rust panic or a stack that overflows ends the process and cannot be caught here; whoever renders what
strangers wrote at a large scale does it in worker processes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import count as count_from

from kb.errors import KbError

FORM = 1  # counts up when our own passes give other HTML for the same Markdown

_PACKAGES = 'pip install "comrak==0.0.16" "nh3>=0.3"'
INSTALL, INSTALL_ZH = f"install it: {_PACKAGES}", f"请安装：{_PACKAGES}"

_ANYWHERE = {"data-sourcepos", "dir", "lang", "title"}
_ATTRIBUTES = {
    "*": _ANYWHERE,
    "a": {"data-footnote-backref-idx", "href", "id"},
    "code": {"class"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "input": {"checked"},
    "li": {"id", "value"},
    "ol": {"reversed", "start", "type"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_TAGS = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
}
_ALERTS = {f"markdown-alert-{kind}" for kind in ("note", "tip", "important", "warning", "caution")}
_CLASSES = {
    "a": {"footnote-backref"},
    "div": {"markdown-alert"} | _ALERTS,
    "p": {"markdown-alert-title"},
    "section": {"footnotes"},
    "sup": {"footnote-ref"},
}
_DROPPED_WHOLE = {"iframe", "math", "noscript", "object", "script", "style", "svg", "template"}

_CONTROLS = [chr(code) for code in (*range(9), *range(11, 32), 127)]
_POSITION = re.compile("[dD][aA][tT][aA]-(?=[sS][oO][uU][rR][cC][eE][pP][oO][sS])")  # quicker than to ignore case


def version() -> str:
    """The libraries that make the HTML, with their versions: part of every cache key."""
    from importlib.metadata import version as installed

    libraries = ", ".join(f"{name} {installed(name)}" for name in ("comrak", "nh3", "Pygments"))
    return f"{libraries}, form {FORM}"


def safe_html(markdown: str) -> str:
    """The body as HTML that holds nothing outside the allow-list; never raises on any string.

    Every element that Markdown made carries `data-sourcepos="line:column-line:column"`; one that an author
    typed never does.
    """
    mask = _mask(markdown)
    html = _clean()(to_html(_POSITION.sub(lambda match: match[0] + mask, markdown) if mask else markdown))
    return _visible(html.replace(mask, "") if mask else html)


def to_html(markdown: str) -> str:
    """What Markdown says, not yet safe: never shown, only measured.

    Lone surrogates are replaced, which no UTF-8 file holds but a Python string may.
    """
    try:
        return _markdown()(markdown)
    except UnicodeEncodeError:
        return _markdown()(markdown.encode("utf-8", "replace").decode())


def _mask(text: str) -> str:
    """What breaks forged `data-sourcepos` attributes, if there are any: a word that the text does not hold."""
    if "<" not in text or not _POSITION.search(text):  # nobody types an attribute without a tag
        return ""
    return next(word for count in count_from(0) if (word := f"x{count}x-") not in text)


def _visible(html: str) -> str:
    """Without control characters, which also come out of references such as `&#27;`."""
    for char in _CONTROLS:
        if char in html:
            html = html.replace(char, "")
    return html


@cache
def _markdown() -> Callable[[str], str]:
    try:
        import comrak
    except ImportError as error:
        raise KbError(
            "Markdown cannot be rendered: comrak is not installed",
            INSTALL,
            zh=("无法渲染 Markdown：没有安装 comrak", INSTALL_ZH),
        ) from error
    extensions = comrak.ExtensionOptions()
    extensions.alerts = extensions.table = extensions.strikethrough = extensions.tasklist = True
    extensions.footnotes = extensions.description_lists = extensions.cjk_friendly_emphasis = True
    extensions.tagfilter = True  # as on GitHub: an unclosed <title> or <script> never swallows the page
    options = comrak.RenderOptions()
    options.unsafe_ = True  # raw HTML passes here because nh3 comes next
    options.sourcepos = True
    return lambda text: comrak.render_markdown(text, extension_options=extensions, render_options=options)


@cache
def _clean() -> Callable[[str], str]:
    try:
        import nh3
    except ImportError as error:
        raise KbError(
            "HTML cannot be made safe: nh3 is not installed", INSTALL, zh=("无法清理 HTML：没有安装 nh3", INSTALL_ZH)
        ) from error
    cleaner = nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=_DROPPED_WHOLE,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return cleaner.clean
