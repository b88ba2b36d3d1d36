"""What a recap proposes beside its salon: lessons from what was recommended, cases from sessions that told one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.importing import tags
from kb.importing.names import Romanise, slug
from kb.importing.recap.candidates import Candidate
from kb.importing.recap.numbers import numbers
from kb.importing.recap.sessions import Session
from kb.importing.recap.text import Piece, quotable, sentences
from kb.importing.recap.wording import is_chinese, session_title, words
from kb.importing.values import Draft, Ref
from kb.importing.wording import cut, one_line
from kb.model.kinds import Kind
from kb.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Drafts:
    """Makes drafts that refer to the salon, which has the key \"\"."""

    path: str
    day: date | None
    sessions: tuple[Session, ...]
    ids: tuple[str, ...]
    vocabulary: Vocabulary
    lang: str
    romanise: Romanise | None

    def _session_at(self, position: int) -> str:
        found = ""
        for one, name in zip(self.sessions, self.ids, strict=True):
            if one.text.start <= position:
                found = name
        return found

    def _sources(self, piece: Piece, cited: bool = True) -> list[dict[str, Any]]:
        """The salon and the exact characters that say so; a sentence over several lines is quoted line by line."""
        entry = Ref("", self._session_at(piece.start))
        return [
            {"entry": entry, "quote": one.text, "file": self.path[-300:], "start": one.start, "end": one.end,
             "cited": None if cited else False}
            for one in quotable(piece)
        ]  # fmt: skip

    def lessons(self, found: tuple[Candidate, ...]) -> tuple[Draft, ...]:
        out: list[Draft] = []
        for one in found:
            title = cut(one_line(one.words), 120)
            name = slug((title,), f"{self.path}#{title}", self.romanise, "lesson")
            topics = tags.occurring(
                f"{one.words} {one.sentence.text}" if len(one.sentence.text) < 200 else one.words, self.vocabulary
            )
            stop = "" if re.search(r"[.。!！?？]$", one.words) else ("。" if is_chinese(self.lang) else ".")
            values: dict[str, Any] = {"title": title, "date": self.day, "tags": topics}
            if title != one_line(one.words):
                values["x_title"] = one_line(one.words)
            values |= {"status": "proposed", "sources": self._sources(one.sentence, one.cited)}
            body = f"## {words(self.lang)['lesson']}\n\n{one.words}{stop}"
            key = f"lesson:{name}"
            if not any(other.key == key for other in out):
                out.append(Draft(self.path, key, Kind.LESSON, name, values, body, self.day, "kind-candidate"))
        return tuple(out)

    def cases(self) -> tuple[Draft, ...]:
        """A case for each session that told one and gave numbers for it."""
        out: list[Draft] = []
        for number, (one, name) in enumerate(zip(self.sessions, self.ids, strict=True), start=1):
            found = list(numbers(one.text.text, self.lang)) if one.case else []
            if not found:
                continue
            first = next(iter(sentences(one.text)), one.text)
            title = session_title(one, number, self.lang)
            values: dict[str, Any] = {"title": cut(title, 120), "date": self.day}
            values |= {
                "tags": tags.occurring(one.text.text[:2_000], self.vocabulary),
                "status": "draft",
                "numbers": found,
            }
            values |= {"presented_at": Ref("", name), "sources": self._sources(first)}
            out.append(Draft(self.path, f"case:{name}", Kind.CASE, name, values, one.text.text, self.day, "kind-case"))
        return tuple(out)
