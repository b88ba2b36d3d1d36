"""`kb search` and the files: what is read again, what is indexed again, and that it is told in one line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kb.ports.search import Filters, Results
from kb.query.concepts import Concepts
from kb.query.reading import read
from kb.workspace import Workspace
from tests.adapters.small_base import FILES, small_base, write


class Searching:
    """A base that is searched again and again, each time as a new command would."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.said: list[str] = []
        self.parsed: list[str] = []

    def __call__(self, typed: str, **filters: object) -> Results:
        self.said, self.parsed = [], []
        workspace = Workspace(self.root)
        parse = workspace.parse

        def watched(path: str):  # type: ignore[no-untyped-def]
            self.parsed.append(path)
            return parse(path)

        workspace.parse = watched  # type: ignore[method-assign]
        with workspace.search(self.said.append) as engine:
            return engine.search(read(typed, Concepts(engine.concepts), Filters(**filters)))  # type: ignore[arg-type]

    def ids(self, typed: str, **filters: object) -> list[str]:
        return [hit.id for hit in self(typed, **filters).hits]


@pytest.fixture
def search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Searching:
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))
    return Searching(small_base(tmp_path / "base"))


def test_the_first_search_indexes_and_says_so(search: Searching) -> None:
    assert search.ids("vendor") == ["lessons/2018/name-the-risks"]
    assert search.said == ["indexed 5 entries"]


def test_the_second_search_reads_no_file_and_says_nothing(search: Searching) -> None:
    search("vendor")
    assert search.ids("开工会")
    assert search.said == [] and search.parsed == []


def test_a_changed_file_alone_is_read_again(search: Searching) -> None:
    search("vendor")
    write(
        search.root,
        "lessons/2018/name-the-risks.md",
        FILES["lessons/2018/name-the-risks.md"].replace("vendor", "supplier"),
    )
    assert search.ids("supplier") == ["lessons/2018/name-the-risks"]
    assert search.said == ["refreshed 1 entry"]
    assert set(search.parsed) <= {"lessons/2018/name-the-risks.md", "content/people/ma.md"}
    assert search.ids("vendor") == []


def test_a_new_file_is_found(search: Searching) -> None:
    search("vendor")
    write(search.root, "lessons/2019/a-budget.md", "---\ntitle: Keep a budget\n---\nOr else.\n")
    assert search.ids("budget") == ["lessons/2019/a-budget"]


def test_a_removed_file_is_found_no_more(search: Searching) -> None:
    search("vendor")
    (search.root / "lessons/2018/name-the-risks.md").unlink()
    assert search.ids("vendor") == []
    assert search.said == ["removed 1"]


def test_a_file_that_can_no_longer_be_read_is_found_no_more(search: Searching) -> None:
    search("vendor")
    write(search.root, "lessons/2018/name-the-risks.md", "---\ntitle: [broken\n---\nA vendor was late.\n")
    assert search.ids("vendor") == []


def test_a_person_with_a_new_name_is_found_in_everything_that_they_said_or_wrote(search: Searching) -> None:
    search("vendor")
    write(search.root, "content/people/wang.md", "---\nnames: {en: Wang Ying, zh: 王颖}\naliases: [Yingying]\n---\n")
    found = search.ids("Yingying")
    assert set(found) == {"content/people/wang", "content/salons/2018-05-27-salon", "lessons/2018/kickoff-first"}
    assert search.said == ["refreshed 3 entries"]
    assert "lessons/2018/name-the-risks.md" not in search.parsed


def test_a_person_who_was_referred_to_before_their_file_was_there_is_found_then(search: Searching) -> None:
    (search.root / "content/people/ma.md").unlink()
    assert search.ids("Ronglei") == []
    write(search.root, "content/people/ma.md", FILES["content/people/ma.md"])
    assert set(search.ids("Ronglei")) == {"content/people/ma", "lessons/2018/name-the-risks"}


def test_the_speaker_of_a_session_is_the_speaker_of_the_lesson_that_came_from_it(search: Searching) -> None:
    assert "lessons/2018/kickoff-first" in search.ids("", speakers=("王颖",))


def test_changed_topics_index_everything_anew(search: Searching) -> None:
    search("vendor")
    write(search.root, "site_config/topics.yml", FILES["site_config/topics.yml"].replace("开工会", "开幕会"))
    assert "lessons/2018/kickoff-first" in search.ids("开幕会")
    assert search.said == ["indexed 5 entries anew"]


def test_a_file_that_was_only_touched_is_not_indexed_again(search: Searching) -> None:
    search("vendor")
    os.utime(search.root / "lessons/2018/name-the-risks.md", ns=(10**18, 10**18))
    search("vendor")
    assert search.said == [] and search.parsed == ["lessons/2018/name-the-risks.md"]
    search("vendor")
    assert search.parsed == []


def test_two_changes_in_one_tick_of_the_clock_are_both_seen(search: Searching) -> None:
    path = "lessons/2018/name-the-risks.md"
    write(search.root, path, FILES[path].replace("vendor", "aaaaaa"), settled=False)
    assert search.ids("aaaaaa")
    stamp = (search.root / path).stat()
    write(search.root, path, FILES[path].replace("vendor", "bbbbbb"), settled=False)
    os.utime(search.root / path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert search.ids("bbbbbb") and not search.ids("aaaaaa")


def test_two_files_that_claim_one_id_are_settled_as_a_new_index_would_settle_them(search: Searching) -> None:
    search("vendor")
    write(search.root, "lessons/2018/name-the-risks/index.md", "---\ntitle: The other one\n---\nAnother text.\n")
    once = search.ids("another text")
    with Workspace(search.root).search(lambda text: None, rebuild=True) as engine:
        anew = [hit.id for hit in engine.search(read("another text", Concepts(engine.concepts))).hits]
    assert once == anew


def test_an_id_that_two_files_claim_costs_no_more_once_it_is_settled(search: Searching) -> None:
    write(search.root, "lessons/2018/name-the-risks/index.md", "---\ntitle: The other one\n---\nAnother text.\n")
    search("vendor")
    write(search.root, "lessons/2019/a-budget.md", "---\ntitle: Keep a budget\n---\nOr else.\n")
    assert search.ids("budget") == ["lessons/2019/a-budget"]
    assert search.said == ["refreshed 1 entry"]
    (search.root / "lessons/2018/name-the-risks.md").unlink()
    assert search.ids("another text") == ["lessons/2018/name-the-risks"]


def test_in_steps_or_at_once_the_answers_are_the_same(search: Searching) -> None:
    search("vendor")
    write(search.root, "content/people/ma.md", "---\nnames: {en: Ma Ronglei}\naliases: [Old Ma]\n---\n")
    search("vendor")
    (search.root / "lessons/2018/kickoff-first.md").unlink()
    search("vendor")
    write(search.root, "lessons/2018/kickoff-first.md", FILES["lessons/2018/kickoff-first.md"])
    queries = ("vendor", "kickoff", "old ma", "风险", "")
    stepwise = [[(hit.id, hit.score) for hit in search(typed).hits] for typed in queries]
    with Workspace(search.root).search(lambda text: None, rebuild=True) as engine:
        known = Concepts(engine.concepts)
        anew = [[(hit.id, hit.score) for hit in engine.search(read(typed, known)).hits] for typed in queries]
    assert stepwise == anew
