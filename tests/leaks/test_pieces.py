"""Text is cut in two ways, in order and quickly; both give the same clauses, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.leaks.marks import Marks
from kb.leaks.pieces import clauses_of, cut, folded
from kb.leaks.withheld import Saying

SIGNS = "aBzIK09 _'-<>=&;%\\\n\u0338\u0307\u0308\u200b\u00df\u03a3\u2019\uff0c\u91d1\u7d72\u00b4"


@given(st.text(st.one_of(st.sampled_from(SIGNS), st.characters(codec=None))))
def test_a_text_gives_the_same_clauses_cut_in_order_and_cut_quickly(text: str) -> None:
    assert folded(cut(text)) - {""} == set(clauses_of(text)) - {""}


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
