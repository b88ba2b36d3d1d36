"""Text → the secrets and personal data in it: what nobody wants to find in a repository that others can read.

Shapes that are well known, and checks beyond the shape where there are any (checksums, ranges, examples left out): a
finding that is mostly wrong is soon ignored. Nothing here knows what is allowed; that is said in the base.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.sensitive.keys import secrets
from kb.sensitive.people import personal

__all__ = ["Found", "found_in"]

SECRET, NUMBER, EMAIL, PHONE = "KB901", "KB902", "KB903", "KB904"


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A finding's code, what it is, its value, and where the value begins in the text."""

    at: int
    code: str
    what: str
    value: str

    @property
    def masked(self) -> str:
        """Enough to find it again, not enough to use it: a report is read by others than the file."""
        name, at, domain = self.value.partition("@")
        if at:
            return f"{name[:1]}…@{domain}"
        return f"{self.value[:4]}…{self.value[-2:]}" if len(self.value) > 8 else f"{self.value[:2]}…"


def found_in(text: str) -> Iterator[Found]:
    """Every finding in a text, by kind, each value once for each place where it stands."""
    for what, value, at in secrets(text):
        yield Found(at, SECRET, what, value)
    for what, value, at in personal(text):
        code = {"an e-mail address": EMAIL, "a phone number": PHONE}.get(what, NUMBER)
        yield Found(at, code, what, value)
