"""The kinds of entries, where each lives, and the states it moves through."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    LESSON = "lesson"
    PRACTICE = "practice"
    CASE = "case"
    SALON = "salon"
    PERSON = "person"
    PROJECT = "project"


class Audience(StrEnum):
    """Who may read something; a later member is a narrower audience."""

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"

    def may_read(self, written_for: Audience) -> bool:
        """Whether a reader of this edition may see what was written for `written_for`."""
        order = tuple(Audience)
        return order.index(written_for) <= order.index(self)


class Consent(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"
    NAME_ONLY = "name-only"
    PSEUDONYM = "pseudonym"


class Status(StrEnum):
    PROPOSED = "proposed"
    VALIDATED = "validated"
    APPLIED = "applied"
    LEARNED = "learned"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    RETIRED = "retired"
    DRAFT = "draft"
    TRIAL = "trial"
    ADOPTED = "adopted"
    DEPRECATED = "deprecated"
    PUBLISHED = "published"


# How far an entry has come, as one sign for all kinds: written down, checked, in use, relied on, set aside.
SIGNS: dict[str, str] = {
    **dict.fromkeys((Status.PROPOSED, Status.DRAFT), "○"),
    Status.VALIDATED: "◔",
    **dict.fromkeys((Status.APPLIED, Status.TRIAL), "◑"),
    **dict.fromkeys((Status.LEARNED, Status.ADOPTED), "●"),
    **dict.fromkeys((Status.REJECTED, Status.SUPERSEDED, Status.RETIRED, Status.DEPRECATED), "⊘"),
}

FOLDERS: dict[Kind, str] = {
    Kind.LESSON: "lessons",
    Kind.PRACTICE: "content/practices",
    Kind.CASE: "content/cases",
    Kind.SALON: "content/salons",
    Kind.PERSON: "content/people",
    Kind.PROJECT: "content/projects",
}

_EVENT_STATES = (Status.DRAFT, Status.PUBLISHED, Status.RETIRED)

STATES: dict[Kind, tuple[Status, ...]] = {
    Kind.LESSON: (
        Status.PROPOSED,
        Status.VALIDATED,
        Status.APPLIED,
        Status.LEARNED,
        Status.REJECTED,
        Status.SUPERSEDED,
        Status.RETIRED,
    ),
    Kind.PRACTICE: (Status.DRAFT, Status.TRIAL, Status.ADOPTED, Status.DEPRECATED, Status.RETIRED),
    Kind.CASE: _EVENT_STATES,
    Kind.SALON: _EVENT_STATES,
    Kind.PERSON: (),
    Kind.PROJECT: (),
}

PHASES = ("initiation", "planning", "execution", "monitoring", "closing", "operations")
