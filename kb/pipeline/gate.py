"""The line between data and code: which files of a contribution need a maintainer, and whether one has agreed.

Entries and their pictures are data. Everything else (settings, vocabulary, theme, templates, workflows, programs)
decides what is done with data and is code; a change of it counts only once a maintainer approved this very state.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_FOLDERS = ("content", "lessons")
_INSIDERS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
_DECISIONS = frozenset({"APPROVED", "CHANGES_REQUESTED", "DISMISSED"})


@dataclass(frozen=True, slots=True)
class Review:
    """One review, in the order in which they were given. `relation` is the host's word for who the reviewer is."""

    login: str
    state: str
    commit: str
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """A pull request: who opened it, the state that it would merge, and every path that it touches."""

    author: str
    commit: str
    paths: tuple[str, ...]
    relation: str = ""
    complete: bool = True  # False when the host did not name every file


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why` is `data`, `maintainer`, `approved`, `waiting`, `incomplete` or `moved`; `by` is who approved."""

    why: str
    code: tuple[str, ...] = ()
    by: str = ""

    @property
    def passes(self) -> bool:
        return self.why in ("data", "maintainer", "approved")


def is_data(path: str) -> bool:
    """Whether a path of the repository is an entry or lies beside one. A hidden file never is."""
    first, *rest = path.split("/")
    return first in _FOLDERS and bool(rest) and not any(part.startswith(".") or part == "" for part in rest)


def verdict(contribution: Contribution, reviews: Iterable[Review], maintainers: Iterable[str]) -> Verdict:
    """What is to be said of a contribution. Where no accounts are named, the host says who is an insider."""
    code = tuple(sorted(path for path in set(contribution.paths) if not is_data(path)))
    if not contribution.complete:
        return Verdict("incomplete", code)
    if not code:
        return Verdict("data")
    named = {one.lstrip("@").casefold() for one in maintainers if "/" not in one}
    author = contribution.author.casefold()
    if author in named or (not named and contribution.relation == "OWNER"):
        return Verdict("maintainer", code, contribution.author)
    last = {one.login.casefold(): one for one in reviews if one.state in _DECISIONS}
    counting = [
        one for login, one in sorted(last.items())
        if login != author and (login in named if named else one.relation in _INSIDERS)
    ]  # fmt: skip
    if any(one.state == "CHANGES_REQUESTED" for one in counting):
        return Verdict("waiting", code)
    agreed = next((one for one in counting if one.state == "APPROVED" and one.commit == contribution.commit), None)
    return Verdict("approved", code, agreed.login) if agreed is not None else Verdict("waiting", code)
