"""What every search engine promises, tried on each: a second engine is one more line in `ENGINES`."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.adapters.sqlite_search import SqliteFormat
from kb.adapters.whoosh_search import WhooshFormat
from kb.ports.search import Document, Filters, Hit, IndexFormat, Reason, Results, SearchEngine
from kb.query.concepts import Concepts
from kb.query.reading import read
from tests.query.hostile import HOSTILE

ENGINES: dict[str, Callable[[], IndexFormat]] = {"whoosh": WhooshFormat, "sqlite": SqliteFormat}

TOPICS = {
    "kickoff": ("Kickoff", "启动会", "kick-off", "开工会"),
    "risk": ("Risk", "风险"),
    "stakeholder": ("Stakeholder", "干系人"),
}


def lesson(name: str, title: str, text: str = "", **more: object) -> Document:
    return Document(f"lessons/{name}", "lesson", f"lessons/{name}.md", title, text=text, **more)  # type: ignore[arg-type]


BASE = (
    lesson("kickoff", "Hold the kickoff before the plan", "Goals were not shared. Everybody should have met first.", date="2018-05-27"),
    lesson("qidonghui", "先开启动会，再排计划", "大家对目标的理解不一样。", date="2019-03-01", lang="zh-Hans"),
    lesson("register", "Keep a risk register", "Risks that nobody writes down come back. The vendor was late.", date="2020-01-01", status="applied", tags=("risk",), topics=("Risk", "风险")),
    lesson("old", "Keep a list of risks", "Risk risk risk risk.", status="superseded"),
    lesson("ganxiren", "分析干系人的利益诉求", "名单谁都会列。集群部署不在这里，集群也好，部署也好。", lang="zh-Hans"),
    lesson("cluster", "集群部署经验", "集群部署前先检查。", lang="zh-Hans"),
    Document("content/people/wang", "person", "content/people/wang.md", "Wang Ying", names=("Wang Ying", "王颖")),
    lesson("told", "What Wang told us", "A PMO沙龙 in May.", people=("Wang Ying", "王颖"), speakers=("content/people/wang",)),
)  # fmt: skip


@contextmanager
def engine(
    folder: Path, make: Callable[[], IndexFormat], *steps: tuple[Collection[Document], Iterable[str]]
) -> Iterator[SearchEngine]:
    """An engine on an index that was written in steps of documents and removed ids."""
    form = make()
    for documents, removed in steps:
        form.write(folder, documents, removed, TOPICS, lambda: None)
    opened = form.open(folder)
    yield opened
    opened.close()


@pytest.fixture(params=list(ENGINES.values()), ids=list(ENGINES))
def make(request: pytest.FixtureRequest) -> Callable[[], IndexFormat]:
    found: Callable[[], IndexFormat] = request.param
    return found


@pytest.fixture
def searched(make: Callable[[], IndexFormat], tmp_path: Path) -> Iterator[SearchEngine]:
    with engine(tmp_path, make, (BASE, ())) as opened:
        yield opened


def run(opened: SearchEngine, typed: str, limit: int = 10, **filters: object) -> Results:
    return opened.search(read(typed, Concepts(opened.concepts), Filters(**filters), limit))  # type: ignore[arg-type]


def names(results: Results) -> list[str]:
    return [hit.id.rsplit("/", 1)[-1] for hit in results.hits]


def marks(hit: Hit) -> list[str]:
    return [hit.snippet[begin:end] for begin, end in hit.marks]


def test_a_word_is_found_in_its_other_forms(searched: SearchEngine) -> None:
    assert names(run(searched, "registers")) == ["register"]


def test_a_chinese_word_of_two_characters_is_found(searched: SearchEngine) -> None:
    assert "ganxiren" in names(run(searched, "利益"))


def test_adjacent_characters_are_worth_more_than_the_same_ones_apart(searched: SearchEngine) -> None:
    assert names(run(searched, "集群部署"))[0] == "cluster"


@pytest.mark.parametrize("typed", ["kickoff", "启动会", "开工会"])
def test_a_topic_is_found_under_all_of_its_names(searched: SearchEngine, typed: str) -> None:
    assert {"kickoff", "qidonghui"} <= set(names(run(searched, typed)))


def test_a_hit_under_another_name_says_which(searched: SearchEngine) -> None:
    why = {hit.id: hit.why for hit in run(searched, "启动会").hits}
    assert why["lessons/kickoff"] == (Reason("kickoff", "kickoff"),)
    assert why["lessons/qidonghui"] == ()


def test_the_snippet_is_the_sentence_that_holds_the_words(searched: SearchEngine) -> None:
    hit = run(searched, "vendor").hits[0]
    assert marks(hit) == ["vendor"] and "The vendor was late." in hit.snippet


def test_what_was_superseded_comes_last(searched: SearchEngine) -> None:
    assert names(run(searched, "risk"))[-1] == "old"


def test_of_two_that_say_the_same_the_proven_one_and_then_the_newer_one_comes_first(
    make: Callable[[], IndexFormat], tmp_path: Path
) -> None:
    same = [
        lesson("a", "Pay vendors", status="proposed", date="2018-01-01"),
        lesson("b", "Pay vendors", status="proposed", date="2019-01-01"),
        lesson("c", "Pay vendors", status="learned", date="2017-01-01"),
        lesson("d", "Pay vendors", status="retired", date="2020-01-01"),
    ]
    with engine(tmp_path, make, (same, ())) as opened:
        assert names(run(opened, "vendors")) == ["c", "b", "a", "d"]


def test_an_explanation_adds_up(searched: SearchEngine) -> None:
    query = read("vendor risk*", Concepts(searched.concepts))
    hit = searched.search(query._replace(explain=True)).hits[0]
    assert {part.token for part in hit.parts} >= {"vendor", "risk*"}
    assert sum(part.points for part in hit.parts) * hit.worth == pytest.approx(hit.score, abs=1e-3)


def test_words_that_stand_together_in_the_query_are_worth_more_near_each_other(
    make: Callable[[], IndexFormat], tmp_path: Path
) -> None:
    filler = " ".join(f"word{number}" for number in range(30))
    pair = [
        lesson("apart", "One", f"vendor {filler} contract {filler}"),
        lesson("beside", "One", f"{filler} {filler} contract vendor"),
    ]
    with engine(tmp_path, make, (pair, ())) as opened:
        hits = opened.search(read("vendor contract", Concepts(opened.concepts))._replace(explain=True)).hits
        assert [hit.id for hit in hits] == ["lessons/beside", "lessons/apart"]
        assert [any(part.token == "vendor ~ contract" for part in hit.parts) for hit in hits] == [True, False]
        for hit in hits:
            assert sum(part.points for part in hit.parts) * hit.worth == pytest.approx(hit.score, abs=1e-3)


def test_a_newer_entry_comes_before_an_older_one_that_says_it_a_little_better(
    make: Callable[[], IndexFormat], tmp_path: Path
) -> None:
    filler = " ".join(f"word{number}" for number in range(100))
    pair = [
        lesson("older", "Pay vendors", filler, date="2010-01-01"),
        lesson("newer", "Pay vendors", f"{filler} one more", date="2020-01-01"),
        lesson("harmful", "Pay vendors", filler, date="2020-01-01", effect="ineffective"),
    ]
    with engine(tmp_path, make, (pair, ())) as opened:
        assert names(run(opened, "vendors")) == ["newer", "older", "harmful"]


def test_a_phrase_must_stand_as_it_was_typed(searched: SearchEngine) -> None:
    assert names(run(searched, '"risk register"')) == ["register"]
    assert names(run(searched, '"register risk"')) == []
    assert names(run(searched, "「集群部署」")) == ["cluster", "ganxiren"]


def test_what_is_left_out_is_left_out(searched: SearchEngine) -> None:
    assert "register" not in names(run(searched, "risk -register"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cluster OR nothing", []),
        ("vendor OR 集群部署", ["cluster", "register", "ganxiren"]),
        ("(vendor OR goals) -register", ["kickoff"]),
        ("vend*", ["register"]),
        ("risk -(vendor OR superseded)", ["old"]),
        ('risk -"risk register"', ["old"]),
        ("risk -status:superseded", ["register"]),
        ("kind:person OR status:applied", ["register", "wang"]),
    ],
)
def test_operators_say_what_is_meant(searched: SearchEngine, typed: str, expected: list[str]) -> None:
    assert sorted(names(run(searched, typed))) == sorted(expected)


def test_a_topic_holds_for_narrower_ones_and_a_tag_does_not(make: Callable[[], IndexFormat], tmp_path: Path) -> None:
    narrow = lesson("narrow", "One", tags=("kickoff",), broader=("project-management",))
    with engine(tmp_path, make, ((narrow,), ())) as opened:
        assert names(run(opened, "topic:project-management")) == ["narrow"]
        assert names(run(opened, "tag:project-management")) == []


def test_a_begun_word_is_marked(searched: SearchEngine) -> None:
    assert marks(run(searched, "vend*").hits[0]) == ["vendor"]


def test_filters_narrow_and_facets_count_what_is_left(searched: SearchEngine) -> None:
    results = run(searched, "risk", tags=("risk",))
    assert names(results) == ["register"]
    assert [(one.value, one.count) for one in results.facets["status"]] == [("applied", 1)]


def test_without_words_the_filters_browse_the_newest_first(searched: SearchEngine) -> None:
    assert names(run(searched, "", kinds=("lesson",)))[:3] == ["register", "qidonghui", "kickoff"]


def test_a_speaker_is_found_by_any_name(searched: SearchEngine) -> None:
    assert set(names(run(searched, "", speakers=("王颖",)))) == {"wang", "told"}


def test_the_total_counts_more_than_is_shown(searched: SearchEngine) -> None:
    results = run(searched, "risk", limit=1)
    assert len(results.hits) == 1 and results.total == 2


@pytest.mark.parametrize(
    ("typed", "near"),
    [("kickaff", "kickoff"), ("regiztre", "register"), ("启动汇", "启动会"), ('"vendro"', '"vendor"')],
)
def test_an_unknown_word_gets_the_nearest_known_spelling(searched: SearchEngine, typed: str, near: str) -> None:
    assert run(searched, typed).suggestion == near


def test_a_known_word_gets_no_other_spelling(searched: SearchEngine) -> None:
    assert run(searched, "kickoff vendor 集群").suggestion == ""


@pytest.mark.parametrize("typed", ["项目启动会该谁参加", "大家开启动会"])
def test_a_known_name_in_a_longer_chinese_question_is_no_misspelling(searched: SearchEngine, typed: str) -> None:
    assert "qidonghui" in names(run(searched, typed))
    assert run(searched, typed).suggestion == ""


def test_a_longer_question_that_is_hardly_answered_gets_the_nearest_spelling(searched: SearchEngine) -> None:
    assert run(searched, "vendar never replied late").suggestion == "vendor never replied late"


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("kickof", {"kickof": "kickoff"}),  # a letter is missing
        ("Vendro goals", {"vendro": "vendor"}),  # two are exchanged
        ("regisster OR vendorr", {"regisster": "register", "vendorr": "vendor"}),  # one is there twice
        ("vendar", {}),  # another letter may be another word
        ("registered", {}),
        ("rsk", {}),  # too short to be sure
        ('"vendro"', {}),
        ("goals -vendro", {}),
        ("goals tag:kickof", {}),
        ("vendor zzzzzz 启动汇", {}),
    ],
)
def test_a_slip_of_the_keys_is_searched_as_what_was_meant(
    searched: SearchEngine, typed: str, instead: dict[str, str]
) -> None:
    results = run(searched, typed)
    assert dict(results.query.instead) == instead and results.query.text == typed
    if instead:
        meant = re.sub("[a-z]+", lambda word: instead.get(word[0], word[0]), typed.lower().replace(" or ", " OR "))
        assert names(results) == names(run(searched, meant)) != []


@pytest.mark.parametrize("typed", ["the of and", "!!!", '"', "-", "", "zzzz"])
def test_a_query_without_anything_to_find_is_answered(searched: SearchEngine, typed: str) -> None:
    results = run(searched, typed)
    assert results.total == (len(BASE) if typed == "" else 0)


@given(typed=HOSTILE)
@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_can_be_typed_breaks_a_search_or_takes_a_second(searched: SearchEngine, typed: str) -> None:
    begun = process_time()
    results = run(searched, typed)
    assert results.total >= len(results.hits) and process_time() - begun < 1


def test_an_empty_base_is_searched_in_vain(make: Callable[[], IndexFormat], tmp_path: Path) -> None:
    with engine(tmp_path, make, ((), ())) as opened:
        assert run(opened, "risk").total == 0


def answers(opened: SearchEngine) -> list[list[tuple[str, float, str]]]:
    queries = ("risk", "kickoff", "集群部署", "启动会 目标", '"risk register"', "vendor late", "")
    return [[(hit.id, hit.score, hit.snippet) for hit in run(opened, typed).hits] for typed in queries]


@given(
    order=st.permutations(range(len(BASE))), cut=st.integers(0, len(BASE)), again=st.sets(st.integers(0, len(BASE) - 1))
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_index_written_in_steps_answers_like_one_written_at_once(
    make: Callable[[], IndexFormat],
    tmp_path_factory: pytest.TempPathFactory,
    order: list[int],
    cut: int,
    again: set[int],
) -> None:
    documents = [BASE[at] for at in order]
    other = lesson("passing", "A passing risk", "It came and went with the vendor.")
    steps = (
        ([*documents[:cut], other], ()),
        (documents[cut:], [other.id]),
        ([BASE[at] for at in sorted(again)], ["lessons/never-there"]),
    )
    with (
        engine(tmp_path_factory.mktemp("once"), make, (BASE, ())) as once,
        engine(tmp_path_factory.mktemp("steps"), make, *steps) as stepwise,
    ):
        assert answers(once) == answers(stepwise)


def test_files_that_were_there_are_never_written_into(make: Callable[[], IndexFormat], tmp_path: Path) -> None:
    """Another generation may share them."""
    form = make()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    form.write(tmp_path / "one", BASE[:4], (), TOPICS, lambda: None)
    before = {}
    for file in (tmp_path / "one").iterdir():
        before[file.name] = file.read_bytes()
        (tmp_path / "two" / file.name).hardlink_to(file)
    form.write(tmp_path / "two", BASE[4:], [BASE[0].id], TOPICS, lambda: None)
    assert {file.name: file.read_bytes() for file in (tmp_path / "one").iterdir()} == before
