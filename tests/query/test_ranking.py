"""Which documents match, and in which order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.ranking import dampening, impact, rarity, weighted
from kb.ports.search import Expansion, Query, Term
from kb.query.concepts import Concepts
from kb.query.ranking import Match, matches
from kb.query.reading import read

NONE = Concepts({})


def found(texts: list[str], typed: str, concepts: Concepts = NONE) -> list[Match]:
    held = [weighted([(1.0, text)], concepts.phrases) for text in texts]
    postings: dict[str, dict[int, float]] = {}
    for number, one in enumerate(held):
        for token, frequency in one.frequencies.items():
            postings.setdefault(token, {})[number] = frequency
    average = sum(one.length for one in held) / len(held)
    damping = [dampening(one.length, average) for one in held]
    matching = matches(read(typed, concepts), postings, damping, len(texts))
    return sorted(matching, key=lambda one: (-one.score, one.document))


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
    found = matches(query, {"x": {0: 1.0}, "y": {1: 1.0}, "#t": {1: 1.0}}, [1.0, 1.0], 2)
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


def test_a_topic_in_a_chinese_run_is_a_word_of_its_own() -> None:
    topics = Concepts({"goals": ("Goals", "目标")})
    texts = ["align value and goals", *["大家都不一致"] * 3, *["别的"] * 20]
    assert 0 in best(texts, "大家目标不一致", topics)
