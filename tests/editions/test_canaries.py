"""An edition never holds an id, title or name of what it lacks: every field that can refer is tried."""

from __future__ import annotations

from typing import Any

import pytest

from kb.editions import edition
from kb.model.kinds import FOLDERS, Audience, Kind
from kb.model.text import Text
from kb.model.topic import Topic
from kb.parse.scalars import (
    ENTRY_ID,
    SLUG_ID,
    Choice,
    Day,
    Figure,
    Flag,
    Length,
    Localised,
    Matching,
    Offered,
    PartialDay,
    Plain,
    WebAddress,
    Word,
)
from kb.parse.schema import fields_of
from kb.parse.shapes import ListOf, Record
from kb.vocabulary import Vocabulary
from tests.catalog.entries import catalog
from tests.editions.walking import holds

CANARY = "quokka"
HIDDEN = {f"{folder}/{'2026/' if kind is Kind.LESSON else ''}{CANARY}" for kind, folder in FOLDERS.items()}
EXAMPLES: dict[type, str] = {Day: "2026-01-01", Figure: "3", Flag: "true", Length: "1 year", Localised: "text", Offered: "https://a.b/slides", PartialDay: "2026", Plain: "text", WebAddress: "https://a.b/"}  # fmt: skip


def written(field: Any, target: str) -> str:
    """A value of any field type as flow YAML, with `target` wherever an id may stand."""
    match field:
        case ListOf(of=inner):
            return f"[{written(inner, target)}]"
        case Record(fields=fields):
            return "{" + ", ".join(f"{key}: {quoted(key, one, target)}" for key, one in fields.items()) + "}"
        case Choice(values=words) | Word(words=words):
            return str(words[0])
        case Matching():
            known = {ENTRY_ID: f'"{target}"', SLUG_ID: "monthly"}
            return known.get(field, {"KB310": '"10:00"', "KB316": "en", "KB318": "UTC"}.get(field.code, ""))
        case _:
            return EXAMPLES[type(field)]


def quoted(key: str, field: Any, target: str) -> str:
    """A quotation from the entry named beside it is that entry's own words."""
    return f"what {CANARY} said" if key == "quote" and CANARY in target else written(field, target)


def full(kind: Kind, target: str, audience: str) -> str:
    """Front matter with every field that a kind has."""
    fields = fields_of(kind)
    lines = [f"{key}: {written(field, target)}" for key, field in fields.items() if key not in ("audience", "aliases")]
    return "\n".join([*lines, f"audience: {audience}"])


def body(target: str) -> str:
    return f"Text.\n\n::: audience internal\nThe {CANARY} and [its page](../../{target}.md).\n:::\n\nMore."


def everything(target: str) -> dict[str, str]:
    """One public entry of each kind that refers to `target` wherever it can, and hidden ones of each kind."""
    files = {}
    for kind, folder in FOLDERS.items():
        where = f"{folder}/2026" if kind is Kind.LESSON else folder
        files[f"{where}/seen"] = full(kind, target, "public") + "\n---\n" + body(target)
        title = f"names: The {CANARY}" if kind is Kind.PERSON else f"title: The {CANARY}"
        files[f"{where}/{CANARY}"] = f"{title}\naudience: internal\n---\nAll about the {CANARY}."
    return files


@pytest.mark.parametrize("target", sorted(HIDDEN))
def test_no_field_of_any_kind_names_what_the_public_edition_lacks(target: str) -> None:
    public = edition(catalog(everything(target)), Audience.PUBLIC).catalog
    assert len(public) == len(Kind)
    assert holds(public.entries, CANARY) == []


def test_the_fields_of_the_test_do_name_it_where_colleagues_read() -> None:
    target = f"content/people/{CANARY}"
    internal = edition(catalog(everything(target)), Audience.INTERNAL).catalog
    references = sum(len(internal.links(one.id)) for one in internal.entries)
    assert references > 25
    assert len(holds(internal.entries, CANARY)) > references


@pytest.mark.parametrize("target", sorted(HIDDEN))
@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.INTERNAL])
def test_what_is_restricted_is_in_no_edition(audience: Audience, target: str) -> None:
    files = {
        name: text.replace("audience internal", "audience restricted") for name, text in everything(target).items()
    }
    files = {name: text.replace("audience: internal", "audience: restricted") for name, text in files.items()}
    assert holds(edition(catalog(files), audience).catalog.entries, CANARY) == []


def test_a_topic_does_not_name_an_owner_whom_the_edition_lacks() -> None:
    topics = Vocabulary([Topic("risk", Text.of("Risk"), owner=f"content/people/{CANARY}")])
    whole = catalog({f"content/people/{CANARY}": "names: Someone"}, topics)
    assert holds(edition(whole, Audience.PUBLIC).catalog.vocabulary.topics, CANARY) == []
    assert holds(edition(whole, Audience.INTERNAL).catalog.vocabulary.topics, CANARY) == [f"content/people/{CANARY}"]


def test_a_source_keeps_its_address_when_its_entry_is_left_out() -> None:
    front = "title: A\naudience: public\nsources:\n  - {entry: lessons/2026/quokka, quote: the quokka, url: 'https://a.b/', file: a.docx}"
    whole = catalog({"lessons/2026/a": front, "lessons/2026/quokka": "title: Q"})
    shown = edition(whole, Audience.PUBLIC).catalog.entries[0]
    assert [(one.entry, one.quote, one.url, one.file) for one in shown.sources] == [("", "", "https://a.b/", "")]


def test_files_on_somebodys_machine_are_named_to_colleagues_only() -> None:
    front = "title: A\naudience: public\norigin: {path: quokka/a.docx}\nsources:\n  - {file: quokka/a.docx}\n  - {quote: Words., file: quokka/b.docx}"
    whole = catalog({"lessons/2026/a": front})
    assert holds(edition(whole, Audience.PUBLIC).catalog.entries, CANARY) == []
    assert len(holds(edition(whole, Audience.INTERNAL).catalog.entries, CANARY)) == 3


def test_an_edition_says_what_it_left_out_beside_the_entries_and_not_in_them() -> None:
    made = edition(catalog(everything("lessons/2026/quokka")), Audience.PUBLIC)
    assert {one.target for one in made.dropped} == {"lessons/2026/quokka"}
    assert {one.entry for one in made.dropped} == set(made.catalog.ids)


def test_counts_and_backlinks_know_nothing_of_what_is_left_out() -> None:
    whole = catalog({
        "content/practices/p": "title: P\naudience: public",
        "lessons/2026/a": "title: A\naudience: public\npractices: [content/practices/p]",
        "lessons/2026/b": "title: B\naudience: internal\npractices: [content/practices/p]",
    })  # fmt: skip
    assert [one.id for one in edition(whole, Audience.PUBLIC).catalog.referring("content/practices/p")] == [
        "lessons/2026/a"
    ]


def test_nothing_is_built_for_a_restricted_audience() -> None:
    with pytest.raises(ValueError):
        edition(catalog({}), Audience.RESTRICTED)
