"""People across files and spellings: one entry each, found again in the base by any of their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kb.importing.names import Names, Romanise, slug
from kb.importing.people import joined
from kb.importing.values import Draft, Mention, Ref, folded_name
from kb.model.kinds import Kind


@dataclass(slots=True)
class Roster:
    """Where everybody is: `ids` by the key of a mention; `new` are (first origin, person, path) of entries to write."""

    ids: dict[str, str] = field(default_factory=dict)
    new: dict[str, list[tuple[Mention, str]]] = field(default_factory=dict)

    def new_for(self, origin: str) -> tuple[tuple[Mention, str], ...]:
        return tuple(self.new.get(origin, ()))

    def resolve(self, ref: Ref, paths: Mapping[str, str]) -> str:
        """The id that stands for a reference: a person's, or that of another draft of the same file."""
        if ref.key.startswith("person:"):
            return self.ids.get(ref.key, "")
        path = paths.get(ref.key, "").removesuffix(".md")
        return f"{path}#{ref.fragment}" if path and ref.fragment else path


def place_people(
    mentions: Iterable[tuple[str, Draft, Mention]], known: Sequence[tuple[str, Sequence[str]]], names: Names,
    romanise: Romanise | None,
) -> Roster:  # fmt: skip
    """Everybody who is mentioned, each once: an entry of the base where one of their names is known, else a new one."""
    roster = Roster()
    by_name = {folded_name(name): id for id, own in known for name in own}
    groups: dict[str, int] = {}  # folded name → position of the new person
    people: list[tuple[str, Mention]] = []
    for origin, _, one in mentions:
        own = [folded_name(name) for name in (one.name, *one.aliases)]
        found = next((by_name[name] for name in own[:1] if name in by_name), "") or _by_alias(own[1:], by_name)
        if found:
            roster.ids[one.key] = found
            continue
        position = next((groups[name] for name in own if name in groups), len(people))
        if position == len(people):
            people.append((origin, one))
        else:
            people[position] = (people[position][0], joined(people[position][1], one))
        groups.update((name, position) for name in own)
    paths = {}
    for position, (origin, one) in enumerate(people):
        wanted = slug((one.name, *one.aliases), f"person {one.name}", romanise, "person")
        path = names.give(Kind.PERSON, wanted, None, f"person {one.name}")
        paths[position] = path
        roster.new.setdefault(origin, []).append((one, path))
    for name, position in groups.items():
        roster.ids[f"person:{name}"] = paths[position].removesuffix(".md")
    return roster


def _by_alias(aliases: Sequence[str], by_name: Mapping[str, str]) -> str:
    """A short alias (`Jason`) may belong to anybody; only one of several words tells who it is."""
    return next((by_name[name] for name in aliases if name in by_name and (" " in name or not name.isascii())), "")
