"""A draft with its place → the bytes of an entry. The order of the keys is the order in which people read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from kb.frontmatter.writer import document
from kb.importing.values import Draft, Mention, Ref
from kb.model.kinds import Kind

_ORDER = (
    "title", "names", "aliases", "summary", "organisation", "roles", "date", "start", "end", "timezone", "venue",
    "city", "tags", "lang", "audience", "status", "consent", "authors", "presented_at", "programme", "numbers",
    "sources", "origin",
)  # fmt: skip
Resolve = Callable[[Ref], str]


def entry_text(draft: Draft, resolve: Resolve) -> str:
    """The whole file of a draft; `resolve` gives the id that stands for each reference, or nothing."""
    values = {key: _resolved(one, resolve) for key, one in draft.values.items()}
    ordered = {key: values[key] for key in _ORDER if key in values}
    ordered |= {key: one for key, one in values.items() if key not in ordered}
    return document(ordered, draft.body)


def _resolved(found: Any, resolve: Resolve) -> Any:
    if isinstance(found, Ref):
        return resolve(found)
    if isinstance(found, Mapping):
        return {key: _resolved(one, resolve) for key, one in found.items() if one is not None}
    if isinstance(found, list | tuple):
        out = [_resolved(one, resolve) for one in found]
        return list(dict.fromkeys(one for one in out if one)) if any(isinstance(one, Ref) for one in found) else out
    return found


def person_draft(person: Mention, origin: str, slugged: str, audience: str) -> Draft:
    """The entry of a person who was named. Nobody was asked yet, so consent stays at its narrowest."""
    chinese = bool(re.search(r"[\u3400-\u9fff]", person.name))
    values: dict[str, Any] = {
        "names": {"zh" if chinese else "en": person.name}, "aliases": list(person.aliases),
        "organisation": person.organisation[:120], "roles": [person.role[:160]] if person.role else [],
        "audience": audience, "consent": "internal", "origin": {"path": origin},
    }  # fmt: skip
    return Draft(origin, person.key, Kind.PERSON, slugged, values, "", None, "kind-person")
