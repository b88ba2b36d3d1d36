"""Text → the secrets and personal data in it: what nobody wants to find in a repository that others can read.

Shapes that are well known, and checks beyond the shape where there are any (checksums, ranges, examples left out): a
finding that is mostly wrong is soon ignored. Nothing here knows what is allowed; that is said in the base.

The one idea: most texts hold nothing of the kind, and their bytes tell it. A few passes over those, nearly as fast as
the machine copies, say which shapes are worth being looked for, and where.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.sensitive.keys import secrets, suspected
from kb.sensitive.people import addresses, numbers

__all__ = ["Found", "found_in", "found_in_bytes"]

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
    return found_in_bytes(text.encode("utf-8", "replace"))


def found_in_bytes(data: bytes) -> Iterator[Found]:
    """The same in UTF-8 text; what is none counts as characters that mean nothing."""
    suspects = tuple(suspected(data))
    if suspects or b"@" in data:
        text = data.decode("utf-8", "replace")
        for what, value, at in secrets(text, suspects):
            yield Found(at, SECRET, what, value)
        for what, value, at in addresses(text):
            yield Found(at, EMAIL, what, value)
    for what, value, at in numbers(data):
        yield Found(at, PHONE if what == "a phone number" else NUMBER, what, value)
