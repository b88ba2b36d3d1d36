"""A text that somebody has already → what it says for a new entry: title, day, topics, and its words under headings.

The same reading as `kb ingest`, for one entry of a kind that is known. Every word of the text is kept: what belongs
under no heading of the kind stands under the first one, and what stands under one already stays there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kb.analysis.vagueness import sentences
from kb.importing import dates
from kb.importing.drafting import Setting, drafted
from kb.importing.mapping import Source
from kb.importing.names import Romanise, stem
from kb.importing.tags import occurring
from kb.importing.values import Draft, Foreign, Note, Ref, folded_name
from kb.importing.wording import file_title, one_line
from kb.model.kinds import Kind
from kb.model.text import interface_lang
from kb.pipeline.outlines import outline
from kb.vocabulary import Vocabulary

_HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_LISTED = re.compile(r"^\s*(?:[-*+]|\d{1,2}[.)])\s+\S", re.MULTILINE)
_PICTURE = re.compile(r"^[ \t]*!\[[^\]]*\]\([^)]*\)[ \t]*\n?", re.MULTILINE)
_SHORT_LINE = re.compile(r"\s*([^\n]{2,60}?[^\n。.!?！？:：;；,，])[ \t]*\n[ \t]*\n")
_ADVISES = re.compile(r"\b(?:should|must|needs? to|never|always)\b|建议|应该|应当|必须|务必|一定要|切忌|不要", re.I)
_FENCE = re.compile(r"^(?:```|~~~)", re.MULTILINE)
_AT_MOST = 5  # recommending sentences that are repeated as steps
_TOPICS = 3
_HEAD = 1500  # characters in which a text says when it was
_SPEAKERS = {"en": "Named in the text: {names}", "zh": "文中的讲者：{names}"}


@dataclass(frozen=True, slots=True)
class Told:
    """`values` are further fields in our terms; `pictures` says whether the text had some, which are left out."""

    title: str
    lang: str
    day: date | None
    topics: tuple[str, ...]
    body: str
    values: Mapping[str, Any] = field(default_factory=dict)
    pictures: bool = False
    notes: tuple[Note, ...] = ()


def told(
    foreign: Foreign,
    kind: Kind | None,
    vocabulary: Vocabulary,
    lang: str,
    person: Callable[[str], str],
    romanise: Romanise | None = None,
) -> Told:
    """What a text says; without a kind for a talk, which has no headings of its own. Raises `Unreadable`.

    `person` gives the id of somebody whom the base knows by a name.
    """
    setting = Setting(vocabulary, lang, romanise=romanise, kind=kind or Kind.PRACTICE)
    found = drafted(foreign, Source(), setting)
    draft = found.drafts[0]
    own = str(draft.values.get("lang") or lang)
    text = _PICTURE.sub("", draft.body)
    title = _name(draft)
    first = _SHORT_LINE.match(text)
    if first is not None and title == file_title(stem(foreign.path)) and kind is not Kind.SALON:
        title, text = one_line(first[1]), text[first.end() :]
    topics = tuple(draft.values.get("tags") or occurring(f"{title}\n{text}", vocabulary, _TOPICS))
    values = {key: draft.values[key] for key in ("summary", "start", "end", "venue", "city") if draft.values.get(key)}
    if kind is Kind.SALON and draft.values.get("programme"):
        values["programme"] = [_item(one, person, draft, own) for one in draft.values["programme"]]
    pictures = _PICTURE.search(draft.body) is not None
    day = draft.date or dates.in_words(text[:_HEAD])
    return Told(title, own, day, topics, composed(kind, own, text, title), values, pictures, found.notes)


def _name(draft: Draft) -> str:
    names = draft.values.get("names")
    return str(next(iter(names.values())) if names else draft.values.get("title") or "")


def _item(item: Mapping[str, Any], person: Callable[[str], str], draft: Draft, lang: str) -> dict[str, Any]:
    """A programme item whose speakers are people of the base; others are named in its note."""
    names = {mention.key: mention.name for mention in draft.people}
    spoken = [names.get(ref.key, "") for ref in item.get("speakers", ()) if isinstance(ref, Ref)]
    known = [found for name in spoken if (found := person(folded_name(name)))]
    strangers = [name for name in spoken if name and not person(folded_name(name))]
    note = str(item.get("note") or "")
    if strangers:
        said = _SPEAKERS[interface_lang(lang)].format(names=", ".join(strangers))
        note = f"{note} {said}".strip()
    return {**item, "speakers": list(dict.fromkeys(known)), "note": note}


def composed(kind: Kind | None, lang: str, text: str, title: str = "") -> str:
    """The text under the headings of a kind, and a hint under those for which it says nothing."""
    body = _untitled(text, title).strip("\n")
    if kind is None:
        return demoted(body)
    if kind is Kind.SALON:
        return body
    parts = outline(kind, lang)
    present = {one.strip().casefold() for one in _HEADING.findall(body)}
    if any(heading.casefold() in present for heading, _ in parts):
        missing = (one for one in parts if one[0].casefold() not in present)
        return "\n\n".join((body, *(f"## {heading}\n\n<!-- {hint} -->" for heading, hint in missing)))
    filled = _filled(kind, body)
    return "\n\n".join(
        f"## {heading}\n\n{filled.get(at) or f'<!-- {hint} -->'}" for at, (heading, hint) in enumerate(parts)
    )


def _filled(kind: Kind, body: str) -> dict[int, str]:
    """The words of each heading by its position: the whole text under one, and a lesson's advice as steps."""
    at = 1 if kind is Kind.PRACTICE and _LISTED.search(body) else 0
    found = {at: demoted(body)}
    if kind is Kind.LESSON:
        steps = [one_line(one) for one in sentences(body) if _ADVISES.search(one) and not one.startswith(("#", "|"))]
        found[3] = "\n".join(f"- {step.lstrip('-*+ ')}" for step in steps[:_AT_MOST])
    return found


def demoted(text: str) -> str:
    """The text with its headings below ours; a text with code is left as it is."""
    if _FENCE.search(text):
        return text
    return re.sub(r"^(#{1,4})(?=[ \t])", r"##\1", text, flags=re.MULTILINE)


def _untitled(text: str, title: str) -> str:
    """The text without a first heading that only repeats the title."""
    lines = text.lstrip("\n").split("\n", 1)
    first = _HEADING.fullmatch(lines[0])
    if first is None or one_line(first[1]).casefold() != title.casefold():
        return text
    return lines[1] if len(lines) > 1 else ""


def known_people(names: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    """A look-up from a folded name to an id, out of (id, name) pairs; a name of two people is nobody's."""
    found: dict[str, set[str]] = {}
    for entry_id, name in names:
        found.setdefault(folded_name(name), set()).add(entry_id)
    single = {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}
    return lambda name: single.get(name, "")
