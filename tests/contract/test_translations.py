"""An entry and its translations are one hit, on every search engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.ports.search import IndexFormat, Results, SearchEngine
from kb.query.concepts import Concepts
from kb.query.reading import read
from tests.contract.test_search_engine import BASE, ENGINES, engine, lesson, names


@pytest.fixture(params=list(ENGINES.values()), ids=list(ENGINES))
def make(request: pytest.FixtureRequest) -> Callable[[], IndexFormat]:
    found: Callable[[], IndexFormat] = request.param
    return found


PAIR = (
    lesson("meet", "Meet before the plan", "Meet everybody once. A chart helps.", tags=("kickoff", "risk"), phase="planning"),
    lesson("meet-zh", "先见面再排计划", "先和大家见一面。", lang="zh-Hans", tags=("kickoff",), phase="planning", original="lessons/meet"),
)  # fmt: skip


def pair(opened: SearchEngine, typed: str, lang: str) -> Results:
    return opened.search(read(typed, Concepts(opened.concepts))._replace(lang=lang))


@pytest.mark.parametrize(("lang", "expected"), [("en", "meet"), ("zh", "meet-zh"), ("de", "meet")])
def test_an_entry_and_its_translation_are_one_hit_in_the_readers_language(
    make: Callable[[], IndexFormat], tmp_path: Path, lang: str, expected: str
) -> None:
    with engine(tmp_path, make, ((*BASE, *PAIR), ())) as opened:
        (hit,) = pair(opened, "meet", lang).hits
        assert names(pair(opened, "meet", lang)) == [expected]
        assert set(hit.ids) == {"lessons/meet", "lessons/meet-zh"}
        assert hit.matched == "lessons/meet"
        assert hit.score == pair(opened, "meet", "").hits[0].score


def test_a_pair_of_translations_counts_once_for_each_value_that_either_has(
    make: Callable[[], IndexFormat], tmp_path: Path
) -> None:
    with engine(tmp_path, make, (PAIR, ())) as opened:
        results = pair(opened, "meet OR 见面", "en")
        counted = {name: {one.value: one.count for one in values} for name, values in results.facets.items()}
    assert results.total == 1
    assert counted["phase"] == {"planning": 1}
    assert counted["tag"] == {"kickoff": 1, "risk": 1}
    assert counted["lang"] == {"en": 1, "zh-Hans": 1}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("tag:kickoff lang:en", "meet"),
        ("见面 -chart", "meet-zh"),
        ('见面 -"a chart helps"', "meet-zh"),
        ("tag:risk", "meet"),
    ],
)
def test_a_translation_that_the_query_refuses_is_not_shown_instead(
    make: Callable[[], IndexFormat], tmp_path: Path, typed: str, expected: str
) -> None:
    with engine(tmp_path, make, (PAIR, ())) as opened:
        for lang in ("en", "zh"):
            assert names(pair(opened, typed, lang)) == [expected]


def test_a_translation_that_was_taken_back_is_not_shown_for_one_that_stands(
    make: Callable[[], IndexFormat], tmp_path: Path
) -> None:
    with engine(tmp_path, make, ((PAIR[0]._replace(status="superseded"), PAIR[1]), ())) as opened:
        assert names(pair(opened, "meet OR 见面", "en")) == ["meet-zh"]
