"""A body after it was rendered once: sanitised HTML in sections, with what the rules and search need from it."""

from __future__ import annotations

from dataclasses import dataclass

from kb.model.kinds import Audience

ELSEWHERE = ("https://", "http://", "mailto:")  # what most links begin with: no need to take those apart


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 to 6, its plain text, its unique id in the page, its line in the file."""

    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True, slots=True)
class BodyLink:
    """A link or picture as it was written, with its line in the file."""

    href: str
    line: int
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A top-level heading (None before the first) and what follows it.

    `html` is sanitised but not finished: its links are as written (see `render.finish`); it holds the
    heading itself too. `text` is the same as plain text, without the heading.
    """

    heading: Heading | None
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """`markdown` starts at `line` of the file; `audiences` are those of its fenced blocks, if any."""

    markdown: str
    line: int
    sections: tuple[Section, ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[BodyLink, ...] = ()
    audiences: frozenset[Audience] = frozenset()

    @property
    def text(self) -> str:
        """All plain text, headings included, one block a line."""
        parts: list[str] = []
        for section in self.sections:
            if section.heading is not None:
                parts.append(section.heading.text)
            if section.text:
                parts.append(section.text)
        return "\n".join(parts)

    @property
    def anchors(self) -> frozenset[str]:
        """The ids of its headings."""
        return frozenset(heading.id for heading in self.headings)

    @property
    def local(self) -> tuple[BodyLink, ...]:
        """The links that may lead to something in the base: those that do not begin like an address elsewhere."""
        return tuple([link for link in self.links if not link.href.startswith(ELSEWHERE)])

    @property
    def blank(self) -> bool:
        """Whether nobody can read anything in it."""
        return not self.text.strip()

    @property
    def parts(self) -> frozenset[str]:
        """The parts of a lesson (see `lesson_part`) in which something is written."""
        first: dict[str, Section] = {}
        for section in self.sections:
            first.setdefault(lesson_part(section), section)
        return frozenset(name for name, section in first.items() if name and section.text.strip())

    @property
    def bracketed(self) -> bool:
        """Whether there may be links as a vault writes them."""
        return "[[" in self.markdown

    @property
    def commented(self) -> bool:
        """Whether something may be written that no page shows."""
        return "<!--" in self.markdown


# The headings that have a meaning, folded; whatever else a writer adds is shown where it stands.
LESSON_SECTIONS: dict[str, str] = {
    "what happened": "happened",
    "发生了什么": "happened",
    "發生了什麼": "happened",
    "why": "why",
    "原因": "why",
    "lesson": "lesson",
    "经验教训": "lesson",
    "經驗教訓": "lesson",
    "do this next time": "do",
    "下次怎么做": "do",
    "下次怎麼做": "do",
}


_STEPS = frozenset({"steps", "步骤", "步驟"})


def lesson_part(section: Section) -> str:
    """`happened`, `why`, `lesson` or `do` for a heading that the content model names, else nothing."""
    if section.heading is None:
        return ""
    return LESSON_SECTIONS.get(section.heading.text.strip().rstrip(":：").casefold(), "")


def is_steps(section: Section) -> bool:
    """Whether a section holds the steps of a practice, by its heading."""
    return section.heading is not None and section.heading.text.strip().rstrip(":：").casefold() in _STEPS
