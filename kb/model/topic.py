"""The controlled vocabulary's nouns: topics and the frameworks that practices map to."""

from __future__ import annotations

from dataclasses import dataclass

from kb.model.text import Text


@dataclass(frozen=True, slots=True)
class Topic:
    """`aliases` hold (language, alias) pairs; `broader` is a topic id or empty; `former` are ids that it once had."""

    id: str
    label: Text
    aliases: tuple[tuple[str, str], ...] = ()
    definition: Text | None = None
    broader: str = ""
    owner: str = ""
    former: tuple[str, ...] = ()
    line: int = 1
    path: str = ""

    def words(self) -> tuple[str, ...]:
        """Everything that this topic is called: labels, then aliases, then its id in words."""
        return (*self.label.every(), *(alias for _, alias in self.aliases), self.id.replace("-", " "))


@dataclass(frozen=True, slots=True)
class FrameworkElement:
    id: str
    title: Text
    summary: Text | None = None


@dataclass(frozen=True, slots=True)
class Framework:
    id: str
    title: Text
    source: str = ""
    elements: tuple[FrameworkElement, ...] = ()
    path: str = ""

    def element(self, element_id: str) -> FrameworkElement | None:
        return next((one for one in self.elements if one.id == element_id), None)
