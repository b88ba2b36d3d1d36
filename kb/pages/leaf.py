"""A leaf: one page while it is being written. It knows the edition, where the page is and who reads it.

Every component takes the leaf first and asks it for words, links and names. It holds no HTML of its own page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kb.catalog import Catalog
from kb.editions import Edition
from kb.model.entry import Entry, Person
from kb.model.kinds import Consent, Kind
from kb.model.text import Text, base_lang
from kb.pages import addresses, labels
from kb.pages.looked import Looked
from kb.pages.markup import Markup, escape

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Leaf:
    """`ui` is the language of labels, `url` the page's own address below the root."""

    edition: Edition
    ui: str
    url: str
    today: date

    @property
    def catalog(self) -> Catalog:
        return self.edition.catalog

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What `make` gives, made once for all pages of this language; it must not depend on the page's address."""
        catalog = self.catalog
        return catalog.once((self.ui, key), make) if isinstance(catalog, Looked) else make()

    def say(self, key: str, **values: object) -> str:
        return labels.say(self.ui, key, **values)

    def day(self, when: date) -> Markup:
        """A date in the reader's form, with the machine's form behind it."""
        return Markup('<time datetime="{}">{}</time>').format(when.isoformat(), labels.day(when, self.ui))

    def said(self, text: Text | None) -> Markup:
        """Content in the reader's language; another language is marked as such."""
        if text is None:
            return Markup()
        words = text.pick(self.ui)
        if text.has(self.ui):
            return escape(words)
        return Markup('<span lang="{}">{}</span>').format(text.langs[0], words)

    def to(self, address: str, fragment: str = "") -> str:
        """The relative link to an address of the site."""
        return addresses.relative(self.url, address) + (f"#{fragment}" if fragment else "")

    def here(self, address: str, fragment: str = "") -> str:
        """The relative link to a generated page in the reader's language."""
        return self.to(addresses.generated(self.ui, address), fragment)

    def href(self, entry: Entry, fragment: str = "") -> str | None:
        """The link to an entry's page, or None if it has none in this edition."""
        if not self.edition.has_page(entry):
            return None
        return self.to(addresses.of_entry(entry.id), fragment)

    def name(self, entry: Entry) -> Markup:
        """What an entry is called here: the reader's language where it has one; a pseudonym stands for a name."""
        detail = entry.detail
        if isinstance(detail, Person):
            if detail.consent is Consent.PSEUDONYM and detail.pseudonym:
                return escape(detail.pseudonym)
            return self.said(detail.names)
        if entry.title.has(self.ui):
            return escape(entry.title.pick(self.ui))
        return Markup('<span lang="{}">{}</span>').format(entry.lang, entry.name)

    def link(self, entry: Entry, fragment: str = "") -> Markup:
        """An entry's name, linked if it has a page."""
        href = self.href(entry, fragment)
        if href is None:
            return self.name(entry)
        return Markup('<a href="{}">{}</a>').format(href, self.name(entry))

    def people(self, ids: tuple[str, ...]) -> Markup:
        """Names of people in one line; whoever is not in this edition is left out."""
        found = [one for one in map(self.catalog.get, ids) if one is not None and one.kind is Kind.PERSON]
        return self.joined([self.link(one) for one in found])

    def joined(self, parts: list[Markup]) -> Markup:
        return Markup("、" if self.ui == "zh" else ", ").join(parts)

    def translation(self, entry: Entry) -> Entry | None:
        """The same entry in the other interface language, if somebody wrote it."""
        pair = [self.catalog.get(entry.translation_of)] if entry.translation_of else []
        pair += self.catalog.referring(entry.id, "translation_of")
        return next((one for one in pair if one is not None and one.ui != entry.ui), None)

    def readable(self, entries: Iterable[Entry]) -> list[Entry]:
        """The same entries, but of two translations of one thing only the one in the reader's language."""
        return [one for one in entries if one.ui == self.ui or self.translation(one) is None]

    def foreign(self, entry: Entry) -> str:
        """A remark for readers of another language than the entry's, else nothing."""
        if entry.ui == self.ui:
            return ""
        lang = base_lang(entry.lang)
        return self.say(f"in.language.{lang if lang in ('en', 'zh') else 'other'}")
