"""A few answers → a new entry that passes the check: where it stands and the bytes of its file.

Nothing is written here, and no name is made up that says nothing: where no slug can be had from a title, its
topics or its letters, the person is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kb.errors import KbError
from kb.frontmatter.writer import document
from kb.importing.tags import occurring
from kb.model.kinds import FOLDERS, Kind
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.model.text import Text, base_lang, interface_lang
from kb.parse.paths import MAX_SLUG, slugify
from kb.pipeline import outlines
from kb.vocabulary import Vocabulary

SUGGESTED = 3
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WHEN = {
    "en": ("Time not settled yet", "First session"),
    "zh": ("时间待定", "第一场分享"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to begin. `titles` is by base language, that of the entry among them."""

    kind: Kind
    titles: Text
    lang: str
    slug: str
    tags: tuple[str, ...] = ()
    day: date | None = None
    body: str = ""  # what is known already, under its headings
    values: Mapping[str, Any] = field(default_factory=dict)  # further fields that a text gave


def is_chinese(text: str) -> bool:
    return _HAN.search(text) is not None


def language_for(title: str, settings: Settings) -> str:
    """The language of an entry with this title: the base's own Chinese, or its first other language."""
    chinese = is_chinese(title)
    fallback = "zh-Hans" if chinese else "en"
    return next((one for one in settings.languages if (base_lang(one) == "zh") is chinese), fallback)


def topics_for(titles: Text, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Topics that the titles name, the longest names first."""
    found = (topic for title in titles.every() for topic in occurring(title, vocabulary, SUGGESTED))
    return tuple(dict.fromkeys(found))[:SUGGESTED]


def slugs_for(
    titles: Text, topics: tuple[str, ...], letters: Callable[[str], str] | None, limit: int = MAX_SLUG
) -> Iterator[str]:
    """Slugs, the best first: a title in Latin letters, the topics of a title, its letters as they are spoken."""
    for title in titles.every():
        if _latin(title) and slugify(title):
            yield _cut(slugify(title), limit)
            return
    if topics:
        yield _cut("-".join(topics), limit)
    for title in titles.every():
        if letters is not None and slugify(letters(title)):
            yield _cut(slugify(letters(title)), limit)


def _latin(title: str) -> bool:
    letters = [char for char in unicodedata.normalize("NFKD", title) if char.isalpha()]
    return bool(letters) and all(char.isascii() for char in letters)


def _cut(slug: str, limit: int) -> str:
    """At most `limit` characters, between words where that leaves some."""
    if len(slug) <= limit:
        return slug
    whole, hyphen, _ = slug[: limit + 1].rpartition("-")
    return whole if hyphen else slug[:limit]


def proper_slug(written: str, limit: int) -> str:
    """`written`, if it is a short name for an address. Raises `KbError` otherwise."""
    if not written or slugify(written) != written or len(written) > limit:
        near = slugify(written)[:limit].strip("-")
        hint = f"write `{near}`" if near else f"a-z, digits and hyphens, at most {limit}"
        hint_zh = f"请写 `{near}`" if near else f"a-z、数字和连字符，最多 {limit} 个字符"
        raise KbError(
            f"`{written}` is not a short name for an address", hint, zh=(f"“{written}”不能作地址用的短名", hint_zh)
        )
    return written


def slug_limit(kind: Kind) -> int:
    """How long a slug may be, so that the date of a salon fits before it."""
    return MAX_SLUG - len("2018-05-27-") if kind is Kind.SALON else MAX_SLUG


def id_of(kind: Kind, slug: str, day: date | None) -> str:
    """The id that an entry of this kind, name and day will have."""
    folder = FOLDERS[kind]
    if kind is Kind.LESSON:
        return f"{folder}/{day.year if day is not None else 'undated'}/{slug}"
    return f"{folder}/{day}-{slug}" if kind is Kind.SALON and day is not None else f"{folder}/{slug}"


def started(wish: Wish, settings: Settings) -> SourceFile:
    """The new entry's file."""
    values: dict[str, Any] = {"names" if wish.kind is Kind.PERSON else "title": _titles(wish)}
    values["date"] = wish.day
    values["tags" if wish.kind is not Kind.PERSON else "expertise"] = list(wish.tags)
    if wish.lang != settings.languages[0]:
        values["lang"] = wish.lang
    values |= wish.values
    if wish.kind is Kind.SALON and not values.get("programme"):
        note, session = _WHEN[interface_lang(wish.lang)]
        values["programme"] = [
            {"kind": "session", "id": "first-session", "title": session, "session": "talk", "note": note}
        ]
    path = id_of(wish.kind, wish.slug, wish.day) + ".md"
    return SourceFile(path, document(values, wish.body or outlines.body(wish.kind, wish.lang)).encode())


def _titles(wish: Wish) -> Any:
    """The title as it stands in front matter: plain in one language, the entry's own first in two."""
    own = base_lang(wish.lang)
    if wish.titles.langs == (own,) and wish.kind is not Kind.PERSON:
        return wish.titles.pick(own)
    return dict(sorted(wish.titles.values, key=lambda one: one[0] != own))
