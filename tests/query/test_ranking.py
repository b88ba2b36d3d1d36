"""Which documents match, and in which order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.analysis.ranking import dampening, impact, rarity, weighted
from kb.ports.search import Expansion, Query, Term
from kb.query.concepts import Concepts
from kb.query.postings import Postings
from kb.query.ranking import Match, matching
from kb.query.reading import read
from kb.query.sets import members

NONE = Concepts({})


def found(texts: list[str], typed: str, concepts: Concepts = NONE) -> list[Match]:
    held = [weighted([(1, text)], concepts.phrases) for text in texts]
    postings: dict[str, dict[int, float]] = {}
    for number, one in enumerate(held):
        for token, frequency in one.frequencies.items():
            postings.setdefault(token, {})[number] = frequency
    average = sum(one.length for one in held) / len(held)
    return matched(read(typed, concepts), postings, [dampening(one.length, average) for one in held])


def matched(query: Query, postings: dict[str, dict[int, float]], damping: list[float]) -> list[Match]:
    held = {token: Postings.of(one) for token, one in postings.items()}
    found = matching(query, held, damping.__getitem__, len(damping))
    return sorted(found.scored(members(found.found)), key=lambda one: (-one.score, one.document))


def best(texts: list[str], typed: str, concepts: Concepts = NONE) -> list[int]:
    return [one.document for one in found(texts, typed, concepts)]


def test_more_often_is_better_and_shorter_is_better() -> None:
    assert best(["risk", "risk risk", "risk with much else beside it"], "risk") == [1, 0, 2]


def test_a_rare_word_says_more_than_a_frequent_one() -> None:
    texts = ["project vendor", "project plan", "project plan", "project plan"]
    assert rarity(4, 1) > rarity(4, 4) >= 0
    assert best(texts, "project vendor")[0] == 0


def test_what_holds_most_of_the_query_shuts_out_what_holds_a_little_of_it() -> None:
    texts = ["vendor risk register"] * 10 + ["risk"] * 5
    assert len(found(texts, "vendor risk register")) == 10


def test_where_little_holds_all_of_a_query_any_word_of_it_is_found() -> None:
    texts = ["vendor", "kickoff"] + ["nothing"] * 40 + ["kickoff"] * 5
    assert set(best(texts, "vendor kickoff")) == {0, 1, *range(42, 47)}


def test_a_word_that_nobody_has_does_not_count() -> None:
    assert [one.share for one in found(["risk", "plan"], "risk nonsense")] == [1.0]


def test_another_name_of_a_topic_is_found_after_the_name_itself() -> None:
    topics = Concepts({"kickoff": ("Kickoff", "启动会")})
    texts = ["开好启动会再排计划", "hold the kickoff early", "something else"]
    assert best(texts, "kickoff", topics) == [1, 0]
    assert best(texts, "启动会", topics) == [0, 1]


def test_an_expansion_makes_up_for_the_terms_that_it_covers() -> None:
    query = Query("x y", terms=(Term("x"), Term("y")), expansions=(Expansion("t", "#t", 0.5, (0,)),))
    found = matched(query, {"x": {0: 1.0}, "y": {1: 1.0}, "#t": {1: 1.0}}, [1.0, 1.0])
    assert {one.document: one.share for one in found}[1] == 1.0


@given(st.floats(0.5, 1e6), st.floats(0.5, 1e6), st.floats(0.1, 100))
def test_an_impact_grows_with_the_frequency_and_has_a_ceiling(one: float, more: float, damping: float) -> None:
    low, high = sorted((one, one + more))
    assert 0 < impact(low, damping) <= impact(high, damping) <= 2.8 + 1e-9


@given(
    st.lists(st.text(alphabet="ab 启动", max_size=12), min_size=1, max_size=6), st.text(alphabet="ab 启动", max_size=8)
)
def test_a_match_holds_something_of_the_query(texts: list[str], typed: str) -> None:
    for one in found(texts, typed):
        assert one.score > 0 and 0 < one.share <= 1 + 1e-9


def test_a_character_of_a_longer_word_is_no_reason_by_itself() -> None:
    assert best(["城区很大", "没有"], "区块链") == []
    assert best(["城区很大", "没有"], "区") == [0]


def test_nonsense_beside_common_words_finds_nothing() -> None:
    texts = ["没有一个词", "这个词好", "别的", "什么都有", "这个"]
    assert best(texts, "没有这个词abcxyz") == []


def test_one_common_word_among_unknown_ones_finds_nothing() -> None:
    texts = ["a chart of the team", "the team", "a plan", "a team and its chart", "a chart"]
    assert best(texts, "kubernetes helm chart upgrade pods") == []
    assert best(texts, "team chart upgrade") != []


def test_a_topic_in_a_chinese_run_is_a_word_of_its_own() -> None:
    topics = Concepts({"goals": ("Goals", "目标")})
    texts = ["align value and goals", *["大家都不一致"] * 3, *["别的"] * 20]
    assert 0 in best(texts, "大家目标不一致", topics)


def summed_one_by_one(query: Query, postings: dict[str, dict[int, float]], documents: int) -> dict[int, float]:
    """What each document holds of a query without topics, as `docs/search.md` says it."""
    factors = {term.token: term.weight * rarity(documents, len(postings[term.token])) for term in query.terms}
    held = {one: [token for token in factors if one in postings[token]] for one in range(documents)}
    whole = sum(factor for token, factor in factors.items() if postings[token])
    return {one: sum(factors[token] for token in tokens) / whole for one, tokens in held.items() if tokens}


@given(st.lists(st.sets(st.integers(0, 29), max_size=30), min_size=4, max_size=9))
@settings(max_examples=100)
def test_what_sets_decide_is_what_adding_up_document_by_document_decides(holding: list[set[int]]) -> None:
    postings = {f"t{at}": dict.fromkeys(numbers, 1.0) for at, numbers in enumerate(holding)}
    groups = tuple((at,) for at in range(len(postings)))
    query = Query("", terms=tuple(Term(token, 1.0 + at / 7) for at, token in enumerate(postings)), groups=groups)
    shares = summed_one_by_one(query, postings, 30)
    factors = [(term.weight * rarity(30, len(postings[term.token])), postings[term.token]) for term in query.terms]
    known = sum(factor for factor, held in factors if held)
    least = 0.15 * sum(factor for factor, _ in factors) / known if known else 0
    for enough in (0.7, 0.2, 0.2):
        kept = {one for one, share in shares.items() if share >= max(enough, least)}
        if len(kept) >= 10:
            break
    found = matched(query, postings, [1.0] * 30)
    assert {one.document for one in found} == kept
    assert {one.document: one.share for one in found} == pytest.approx({one: shares[one] for one in kept})
