"""Text is cut in two ways, and looked through in two; both give the same, whatever the text."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from kb.leaks.clearing import Clearing
from kb.leaks.marks import Marks
from kb.leaks.pieces import clauses_of, cut, folded
from kb.leaks.withheld import Saying

SIGNS = "aBzIK09 _'-<>=&;%\\\n\u0338\u0307\u0308\u200b\u00df\u03a3\u2019\uff0c\u91d1\u7d72\u00b4"


@given(st.text(st.one_of(st.sampled_from(SIGNS), st.characters(codec=None))))
def test_a_text_gives_the_same_clauses_cut_in_order_and_cut_quickly(text: str) -> None:
    assert folded(set(cut(text).split(b"\n"))) - {""} == set(clauses_of(text)) - {""}


@given(st.text(st.one_of(st.sampled_from(SIGNS), st.characters(codec=None))))
def test_a_page_says_the_same_clauses_whole_and_cut_up_at_its_tags(text: str) -> None:
    assert {one for part in text.split("<") for one in clauses_of(part)} - {""} == set(clauses_of(text)) - {""}


def test_what_was_cleared_is_not_looked_at_again_and_everything_beside_it_is() -> None:
    marks = Marks.of([Saying("x", "name", "The quokka plan"), Saying("x", "text", "a wombat in the risk register")])
    marks.clear(["The plan, and the risk register."])
    assert marks.find("<p>The plan</p> the risk register") == set()
    assert marks.find("<p>The plan</p>, the wombat") == {"wombat"}
    assert marks.find("The plan: the quokka plan") >= {"quokka", "the quokka plan"}


def test_one_of_two_titles_with_the_same_word_is_cleared_and_the_other_stays() -> None:
    marks = Marks.of([Saying("x", "name", "Risk register"), Saying("y", "name", "Old register")])
    marks.clear(["Keep a risk register", "It is an old one"])
    assert marks.find("Risk register") == set()
    assert marks.find("Old register") == {"old register"}


TEXTS = st.lists(
    st.lists(st.sampled_from("Quokka quokkas wombat-plan wombatplan 启动部门 部门 opm3 ﬁne fine it's R&amp;D".split()))
    .map(" ".join)
    .flatmap(
        lambda words: st.builds(lambda sign, more: sign.join((words, more)), st.sampled_from(SIGNS), st.text(SIGNS))
    ),
    max_size=4,
)


@given(TEXTS, st.lists(st.sampled_from(["id", "name", "text"]), min_size=4, max_size=4), TEXTS, TEXTS)
def test_a_sieve_lets_no_mark_through(withheld: list[str], whats: list[str], shown: list[str], site: list[str]) -> None:
    sifted = Marks.of(Saying("x", what, text) for what, text in zip(whats, withheld, strict=False))
    whole = Marks.restored(sifted.plain())
    for texts in ([], shown):
        assert sifted.clear(texts) == whole.clear(texts)
        assert sifted.all == whole.all
        for text in (*withheld, *site):
            assert [sifted.find(text, indexed) for indexed in (False, True)] == [
                whole.find(text, indexed) for indexed in (False, True)
            ]


@given(TEXTS, TEXTS, TEXTS)
def test_clearing_what_a_site_says_leaves_what_clearing_everything_leaves(
    withheld: list[str], shown: list[str], site: list[str]
) -> None:
    sayings = [Saying("x", "text", text) for text in withheld] + [Saying("x", "name", text) for text in withheld]
    marks, cleared = Marks.of(sayings), Marks.of(sayings)
    cleared.clear(shown)
    clearing = Clearing(marks, [(str(at), text, [text]) for at, text in enumerate(shown)], ())
    for text in site:
        assert clearing.unsaid(marks.find(text), "1/index.html") == cleared.find(text)


def test_a_page_is_explained_by_its_own_entry_and_no_other_is_read() -> None:
    def never() -> Iterator[str]:
        raise AssertionError
        yield ""

    marks = Marks.of([Saying("x", "text", "the quokka and the wombat")])
    clearing = Clearing(marks, [("a", "1", never()), ("b", "2", iter(["A quokka"])), ("c", "3", never())], ())
    assert clearing.order(["0.html", "b/index.html", "a/index.html"]) == ["a/index.html", "0.html", "b/index.html"]
    assert clearing.unsaid(marks.find("quokka"), "b/index.html") == set()
    assert len(clearing.cleared) == 1


def test_a_text_that_writes_a_word_of_the_mark_is_taken_apart_before_the_others() -> None:
    marks = Marks.of([Saying("x", "text", "the quokka, the wombat and the numbats")])
    sources = [("a", "1", iter(["A wombat"])), ("b", "2", iter(["Two wombats", "The Quokka"]))]
    clearing = Clearing(marks, sources, ())
    assert clearing.unsaid(marks.find("quokka"), "index.html") == set()
    assert marks.find("wombat") == {"wombat"}
    assert clearing.unsaid(marks.find("wombat"), "index.html") == set()
    assert clearing.unsaid(marks.find("numbats"), "index.html") == {"numbats"}
