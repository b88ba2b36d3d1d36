"""What a person typed → a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ports.search import Filters, Query
from kb.query.concepts import Concepts
from kb.query.reading import LONGEST, read

TOPICS = Concepts(
    {
        "kickoff": ("Kickoff", "启动会", "kick-off", "开工会"),
        "risk": ("Risk", "风险"),
        "project-management": ("Project management", "项目管理"),
    }
)


def asked(typed: str, **filters: tuple[str, ...]) -> Query:
    return read(typed, TOPICS, Filters(**filters))  # type: ignore[arg-type]


def tokens(query: Query) -> list[str]:
    return [term.token for term in query.terms]


def test_words_become_stems_and_stop_words_go() -> None:
    assert tokens(asked("the risks of vendors")) == ["risk", "vendor"]


def test_a_word_that_is_asked_twice_weighs_more() -> None:
    once, twice = asked("vendor"), asked("vendor vendors")
    assert twice.terms[0].weight > once.terms[0].weight


def test_a_chinese_question_is_about_what_it_asks_for_and_not_about_asking() -> None:
    assert tokens(asked("启动会是什么？")) == tokens(asked("启动会"))
    assert tokens(asked("什么"))  # asked for by itself, it is a word


@pytest.mark.parametrize("typed", ['"project risk"', "“project risk”", "「project risk」", "＂project risk＂"])
def test_any_pair_of_double_quotes_makes_a_phrase(typed: str) -> None:
    assert asked(typed).phrases == (("project", "risk"),)


def test_a_quote_that_is_not_closed_is_said_and_searched_as_words() -> None:
    query = asked('"project risk')
    assert query.phrases == () and tokens(query) == ["project", "risk"]
    assert "quotation mark" in query.note


def test_a_minus_leaves_out() -> None:
    assert asked("risk -vendors －启动").excluded == (("vendor",), ("启动",))


def test_filters_may_be_typed_and_a_topic_called_by_any_name() -> None:
    query = asked("kind:lesson tag：启动会 after:2018 before:2019-02 status:applied vendor")
    assert tokens(query) == ["vendor"]
    assert query.filters == Filters(
        kinds=("lesson",), tags=("kickoff",), statuses=("applied",), after="2018-01-01", before="2019-02-31"
    )


@pytest.mark.parametrize("typed", ["https://example.org", "kind:nonsense", "after:soon", "foo:bar"])
def test_what_only_looks_like_a_filter_is_words(typed: str) -> None:
    assert not asked(typed).filters and tokens(asked(typed))


def test_filters_of_options_and_typed_ones_hold_together() -> None:
    assert asked("kind:case", kinds=("lesson",)).filters.kinds == ("lesson", "case")


@pytest.mark.parametrize(
    ("typed", "topic"), [("kickoff", "kickoff"), ("开工会", "kickoff"), ("風險", "risk"), ("kick-off", "kickoff")]
)
def test_a_name_of_a_topic_stands_for_all_of_its_names(typed: str, topic: str) -> None:
    query = asked(typed)
    assert [one.topic for one in query.expansions] == [topic]
    assert query.expansions[0].weight < 1
    assert query.expansions[0].covers


def test_an_expansion_covers_only_the_terms_of_its_name() -> None:
    query = asked("vendor risk")
    assert [tokens(query)[at] for at in query.expansions[0].covers] == ["risk"]


def test_the_longest_name_is_meant() -> None:
    assert [one.topic for one in asked("项目管理").expansions] == ["project-management"]


def test_a_long_query_is_cut_and_says_so() -> None:
    query = asked("risk " * 1000)
    assert len(query.text) <= LONGEST and str(LONGEST) in query.note


@given(st.text(max_size=200))
def test_nothing_that_can_be_typed_raises(typed: str) -> None:
    query = asked(typed)
    assert len(query.text) <= LONGEST
    assert all(character.isprintable() or character == " " for character in query.text if ord(character) < 0xA0)


@given(
    st.lists(
        st.sampled_from(['"', "-", ":", "kind:", "tag:", "(", ")", "*", "OR", "\x00", "“", "启", "a", " ", "\u202e"]),
        max_size=40,
    )
)
def test_operators_in_any_order_do_not_raise(parts: list[str]) -> None:
    asked("".join(parts))
