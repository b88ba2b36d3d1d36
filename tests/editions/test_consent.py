"""People are shown as they agreed to be shown, in both editions."""

from __future__ import annotations

import pytest

from kb.editions import Edition, edition
from kb.model.entry import Person, Salon
from kb.model.kinds import Audience
from tests.catalog.entries import catalog
from tests.editions.walking import holds

PERSON = (
    "names: {{en: Quokka Li, zh: 李小袋}}\naliases: [Quo, content/people/quokka-of-old]\nroles: [quokka keeper]\n"
    "organisation: Quokka Inc\ncredentials: [quokka certificate]\nexpertise: [quokka-care]\nsummary: A quokka\n"
    "sources:\n  - {{quote: 'quokka, she said'}}\norigin: {{path: quokka.docx}}\nx_quokka: {{quokka: 1}}\n"
    "audience: public\nconsent: {consent}\npseudonym: Speaker One\n---\nAll about the quokka."
)
SALON = (
    "title: S\ndate: 2026-01-01\naudience: public\norganisers: [content/people/quokka-li]\nauthors: [content/people/quokka-of-old]\n"
    "programme:\n  - {kind: session, id: talk, title: Talk, speakers: [content/people/quokka-li]}\n---\nText."
)


def made(consent: str, audience: Audience, **more: str) -> Edition:
    files = {"content/people/quokka-li": PERSON.format(consent=consent), "content/salons/2026-01-01-s": SALON, **more}
    return edition(catalog(files), audience)


def person(shown: Edition) -> Person | None:
    return next((one.detail for one in shown.catalog.entries if isinstance(one.detail, Person)), None)


def speakers(shown: Edition) -> tuple[str, ...]:
    salon = next(one.detail for one in shown.catalog.entries if isinstance(one.detail, Salon))
    return salon.programme[0].speakers


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.INTERNAL])
def test_a_pseudonym_stands_wherever_the_name_would(audience: Audience) -> None:
    shown = made("pseudonym", audience)
    assert holds(shown.catalog.entries, "quokka") == holds(shown.catalog.entries, "李小袋") == []
    assert holds(shown.dropped, "quokka") == []
    speaker = shown.catalog.get(speakers(shown)[0])
    assert speaker is not None and speaker.name == "Speaker One"


def test_a_pseudonym_gives_an_id_that_is_nobody_elses() -> None:
    others = {"content/people/speaker-one": "names: Other\naudience: public\nconsent: public"}
    others |= {
        f"content/people/quokka-{n}": PERSON.format(consent="pseudonym").replace(
            "content/people/quokka-of-old", f"Q{n}"
        )
        for n in "ab"
    }
    shown = made("pseudonym", Audience.PUBLIC, **others)
    assert {one.id for one in shown.catalog.of(shown.catalog.entries[0].kind)} == {
        f"content/people/speaker-one{end}" for end in ("", "-2", "-3", "-4")
    }


def test_a_chinese_pseudonym_gives_an_id_too() -> None:
    text = PERSON.format(consent="pseudonym").replace("Speaker One", "某讲师")
    shown = edition(catalog({"content/people/quokka-li": text}), Audience.PUBLIC)
    assert [(one.id, one.name) for one in shown.catalog.entries] == [("content/people/someone", "某讲师")]


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.INTERNAL])
def test_a_name_only_is_a_name_only(audience: Audience) -> None:
    shown = made("name-only", audience)
    detail = person(shown)
    assert detail is not None
    assert (detail.names.every(), detail.aliases, detail.roles, detail.organisation) == (
        ("Quokka Li", "李小袋"),
        (),
        (),
        None,
    )
    entry = shown.catalog.entries[0]
    assert (entry.summary, entry.body.text, entry.sources, entry.origin) == (None, "", (), None)
    assert speakers(shown) == ("content/people/quokka-li",)


def test_internal_consent_leaves_the_name_out_of_the_public_edition_and_whole_in_the_other() -> None:
    public, internal = made("internal", Audience.PUBLIC), made("internal", Audience.INTERNAL)
    assert (person(public), speakers(public)) == (None, ())
    assert holds(public.catalog.entries, "quokka") == []
    detail = person(internal)
    assert detail is not None and detail.roles
    assert len(holds(internal.catalog.entries, "quokka")) > 8


def test_an_internal_person_is_internal_whatever_they_agreed_to() -> None:
    files = {
        "content/people/quokka-li": PERSON.format(consent="public").replace("audience: public", "audience: internal")
    }
    assert len(edition(catalog(files), Audience.PUBLIC).catalog) == 0


@pytest.mark.parametrize(
    ("consent", "public", "internal"),
    [("public", True, True), ("internal", False, True), ("name-only", False, False), ("pseudonym", False, False)],
)
def test_only_consent_gives_a_person_a_page(consent: str, public: bool, internal: bool) -> None:
    for audience, page in ((Audience.PUBLIC, public), (Audience.INTERNAL, internal)):
        shown = made(consent, audience)
        entry = next(
            (one for one in catalog({"content/people/quokka-li": PERSON.format(consent=consent)}).entries), None
        )
        assert entry is not None and shown.has_page(entry) is page
