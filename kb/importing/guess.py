"""A source guessed from the files themselves: which keys occur, and which of them hold text that people wrote."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from kb.importing.mapping import (
    ADDRESS,
    DATE,
    LANGUAGE,
    PEOPLE,
    SUMMARY,
    TAGS,
    TITLE,
    Section,
    Source,
    headed,
)  # fmt: skip
from kb.importing.values import Value

_KNOWN = {*TITLE, *DATE, *SUMMARY, *TAGS, *PEOPLE, *LANGUAGE, *ADDRESS}
_NEVER = re.compile(
    r"^(?:layout|image.*|img.*|cover|hero|banner|thumb.*|icon|css.*|.*url|.*link|draft|published|weight|type|"
    r"template|theme|toc|comments|status|state|id|sidebar.*|nav.*|menu.*|expiry.*|lastmod|modified|updated.*|series)$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^(?:/|\.{0,2}/|[a-z]+://)\S*$|^\S+\.(?:png|jpe?g|gif|svg|webp)$", re.IGNORECASE)
ENOUGH_WORDS = 2.5  # on average: a key that says less is a label and not a text
ENOUGH_FILES = 0.25


def guessed(found: Iterable[Mapping[str, Value]]) -> Source:
    """The mapping that fits these front matters, ready to be saved as a source."""
    files = [one for one in found if one]
    counts: Counter[str] = Counter()
    words: Counter[str] = Counter()
    order: dict[str, int] = {}
    for one in files:
        for key, value in one.items():
            order.setdefault(key, len(order))
            if isinstance(value, str) and value and not _ADDRESS.match(value):
                counts[key] += 1
                words[key] += _words(value)
    text = tuple(
        Section(key, headed(key))
        for key in sorted(counts, key=lambda one: order[one])
        if key.casefold() not in _KNOWN
        and not _NEVER.match(key)
        and words[key] >= ENOUGH_WORDS * counts[key]
        and sum(key in one for one in files) >= ENOUGH_FILES * len(files)
    )
    return Source(
        title=_seen(TITLE, order), date=_seen(DATE, order), summary=_seen(SUMMARY, order), tags=_seen(TAGS, order),
        people=_seen(PEOPLE, order), text=text,
    )  # fmt: skip


def _words(value: str) -> int:
    return len(re.findall(r"[A-Za-z']+", value)) + len(re.findall(r"[\u3400-\u9fff]", value)) // 2


def _seen(known: tuple[str, ...], order: Mapping[str, int]) -> tuple[str, ...]:
    """The known keys that occur, as they are written there; all of them where none does."""
    folded = {key.casefold(): key for key in order}
    return tuple(folded[one] for one in known if one in folded) or known
