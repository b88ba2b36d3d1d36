"""A catalog finds entries by id, old id, kind and tag, and knows who refers to whom."""

from __future__ import annotations

import itertools

from kb.catalog import Catalog
from kb.model.kinds import Kind
from kb.model.text import Text
from kb.model.topic import Topic
from kb.vocabulary import Vocabulary
from tests.catalog.entries import catalog

FILES = {
    "content/people/li-na": "names: Li Na",
    "content/practices/ask-early": "title: P\nowner: content/people/li-na\naliases: [content/practices/ask]",
    "lessons/2026/a": "title: A\ntags: [Start, risk]\npractices: [content/practices/ask]\nauthors: [content/people/li-na]",
    "lessons/2026/b": "title: B\ntags: [kickoff]\nrecurs: [lessons/2026/a]\n---\nSee [A](a.md), [part](a.md#x) and [gone](gone.md).",
}
TOPICS = Vocabulary([Topic("kickoff", Text.of("Kickoff"), (("en", "Start"),))])


def test_entries_are_sorted_by_id_however_they_come() -> None:
    whole = catalog(FILES)
    for order in itertools.permutations(whole.entries):
        assert Catalog(order).ids == tuple(sorted(FILES))


def test_of_two_entries_with_one_id_the_first_path_is_kept() -> None:
    found = catalog({"lessons/2026/a/index": "title: Second", "lessons/2026/a": "title: First"})
    assert ([one.name for one in found.entries], [one.path for one in found.shadowed]) == (
        ["First"],
        ["lessons/2026/a/index.md"],
    )


def test_an_old_id_leads_to_the_present_one_unless_it_is_in_use() -> None:
    found = catalog(FILES | {"lessons/2026/c": "title: C\naliases: [lessons/2026/a, lessons/2026/old]"})
    old, used = found.get("lessons/2026/old"), found.get("lessons/2026/a")
    assert old is not None and old.name == "C"
    assert used is not None and used.name == "A"


def test_backlinks_come_from_front_matter_and_bodies_and_resolve_old_ids() -> None:
    found = catalog(FILES)
    assert [(one.source, one.relation) for one in found.backlinks("content/practices/ask-early")] == [
        ("lessons/2026/a", "practices")
    ]
    assert [one.relation for one in found.backlinks("lessons/2026/a")] == ["recurs", "body", "body"]
    assert [one.id for one in found.referring("lessons/2026/a")] == ["lessons/2026/b"]
    assert found.backlinks("lessons/2026/a", "practices") == ()


def test_an_entry_never_refers_to_itself() -> None:
    found = catalog({"lessons/2026/a": "title: A\nrecurs: [lessons/2026/a]\n---\n[me](a.md) [top](#x)"})
    assert found.backlinks("lessons/2026/a") == ()


def test_tags_are_topics_and_unknown_words_stay_words() -> None:
    found = catalog(FILES, TOPICS)
    assert [one.id for one in found.tagged("kickoff")] == ["lessons/2026/a", "lessons/2026/b"]
    assert [one.id for one in found.tagged("risk")] == ["lessons/2026/a"]


def test_kinds_have_their_entries() -> None:
    assert [one.id for one in catalog(FILES).of(Kind.LESSON)] == ["lessons/2026/a", "lessons/2026/b"]
    assert catalog(FILES).of(Kind.SALON) == ()


def test_who_may_be_meant_shares_a_word_or_a_beginning() -> None:
    found = catalog({f"lessons/2026/{slug}": "title: x" for slug in ("late-vendor", "early-vendor", "leave", "other")})
    assert found.alike("lessons/2018/late-buyer") == ("lessons/2026/late-vendor",)
    assert found.alike("vendor") == ("lessons/2026/early-vendor", "lessons/2026/late-vendor")
    assert found.alike("leafe") == ("lessons/2026/leave",)
