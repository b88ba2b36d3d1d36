"""The words around an entry in both interface languages, for readers whose language is not the entry's.

An entry has one page, in its own language. The theme's `reader.js` puts the reader's words in the place of ours there:
navigation, labels, states, topics. It finds them in this file as pairs (English, Chinese); `{n}` is a number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from kb.editions import Edition
from kb.model.page import DataFile
from kb.model.text import Text
from kb.pages.labels import WORDS

PATH = "assets/words.json"
_ELSEWHERE = ("help.", "home.", "gap.", "missing.", "list.", "filter.", "sort.", "pages.", "llms.", "feed.")
_FIELD = re.compile(r"\{(?!n\})\w+\}")
_SHORTEST = 3  # letters of a piece of a sentence; a full stop alone says nothing about its sentence

Pair = tuple[str, str]


def spoken(edition: Edition) -> DataFile:
    """The file: pairs under `nav`, which headings and navigation say, and under `words`, which the rest does.

    Chinese has one word for "Lesson" and "Lessons"; the place tells which. Of pairs that begin alike the first counts.
    """
    nav = dict.fromkeys(_ours(("nav.", "head.", "search.")))
    words = dict.fromkeys([*_ours(), *_theirs(edition)])
    found = {"nav": list(nav), "words": [one for one in words if one not in nav]}
    return DataFile(PATH, json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode())


def _ours(groups: tuple[str, ...] = ("",)) -> Iterator[Pair]:
    """What the pages say, form by form; a sentence around a name or a date in pieces, where the order is the same."""
    for key, (english, chinese) in WORDS.items():
        if key.startswith(_ELSEWHERE) or not key.startswith(groups):
            continue
        for form in english.split("|"):
            if _FIELD.findall(form) == _FIELD.findall(chinese):
                pieces = zip(_FIELD.split(form), _FIELD.split(chinese), strict=True)
                whole = not _FIELD.search(form)
                yield from ((one.strip(), other) for one, other in pieces if whole or len(one.strip()) >= _SHORTEST)


def _theirs(edition: Edition) -> Iterator[Pair]:
    """What settings, vocabulary and models say."""
    catalog = edition.catalog
    settings = catalog.settings
    texts: list[Text | None] = [settings.name, settings.tagline]
    for listed in (settings.causes, settings.project_types, settings.series):
        texts += [words for _, words in listed]
    texts += [topic.label for topic in catalog.vocabulary.topics]
    for model in catalog.frameworks:
        texts += [model.title, *(element.title for element in model.elements)]
    for text in texts:
        if text is not None and text.has("en") and text.has("zh"):
            yield text.pick("en"), text.pick("zh")
