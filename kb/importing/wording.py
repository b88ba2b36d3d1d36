"""Words made fit for a field: one line, no markup, no longer than the field may be; and the language they are in."""

from __future__ import annotations

import re
from html import unescape

_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff\ufffe\uffff\ud800-\udfff]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_TRADITIONAL = frozenset("這個們為國學會後說時來對發經過長開關點實現問題專案應該還從進與業務團隊訊產")
_SIMPLIFIED = frozenset("这个们为国学会后说时来对发经过长开关点实现问题专案应该还从进与业务团队讯产")
LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$")


def one_line(text: str) -> str:
    """Text without markup, entities and hidden characters, on one line."""
    plain = _LINK.sub(r"\1", _TAG.sub("", unescape(_HIDDEN.sub(" ", text))))
    plain = re.sub(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|`", "", plain)
    return " ".join(_HIDDEN.sub(" ", plain).split())


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ending at a word where the text has words."""
    if len(text) <= limit:
        return text
    short = text[: limit + 1]
    at = max(short.rfind(" "), short.rfind("，"), short.rfind("。"), short.rfind("｜"))
    return (short[:at] if at > limit // 2 else text[:limit]).rstrip(" ,，;；:：-–—|｜")


def language(text: str, default: str, said: str = "", encoding: str = "") -> str:
    """The language of a text: what it says itself, else Chinese by its characters, else English or the default."""
    parts = said.replace("_", "-").split("-")
    tag = "-".join([parts[0].lower(), *(one.title() if len(one) == 4 else one.upper() for one in parts[1:])])
    if said and LANGUAGE.match(tag):
        return {"zh-CN": "zh-Hans", "zh": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant"}.get(tag, tag)
    sample = re.sub(r"https?://\S+|`[^`]*`", "", text[:4_000])
    chinese = 0 if sample.isascii() else len(_HAN.findall(sample))
    letters = len(_LETTER.findall(sample)) if chinese or default.startswith("zh") else 0
    if chinese and chinese * 4 >= letters:
        old = sum(char in _TRADITIONAL and char not in _SIMPLIFIED for char in sample)
        new = sum(char in _SIMPLIFIED and char not in _TRADITIONAL for char in sample)
        return "zh-Hant" if old > new or (old == new and encoding.startswith("big5")) else "zh-Hans"
    if default.startswith("zh") and letters:
        return "en"
    return default


def file_title(stem: str) -> str:
    """A file's name as a title: `late-vendor_docs` gives `Late vendor docs`."""
    words = " ".join(re.sub(r"[-_+]+", " ", stem).split()) if " " not in stem.strip() else " ".join(stem.split())
    return words[:1].upper() + words[1:]
