"""The plain text of a body, as search reads it."""

from __future__ import annotations

from kb.render import body


def text(markdown: str) -> str:
    return body(markdown).text


def test_every_block_is_a_line() -> None:
    assert text("# A\n\nb\nc\n\n- d\n- e\n\n> f\n\n***\n\ng<br>h") == "A\nb c\nd\ne\nf\ng h"


def test_cells_of_a_row_are_kept_apart() -> None:
    assert text("| a | b |\n|---|---|\n| 1 | 2 |") == "a | b\n1 | 2"


def test_references_are_characters_again() -> None:
    assert text("a &amp; b &lt;c&gt; `<d>` &#x542F;") == "a & b <c> <d> 启"


def test_markup_inside_a_word_does_not_cut_it() -> None:
    assert text("启**动**会 k*ick*off") == "启动会 kickoff"


def test_code_keeps_its_lines() -> None:
    assert text("```python\nx = 1\n\nif x:\n    y()\n```") == "x = 1\nif x:\ny()"


def test_a_picture_is_read_by_its_words() -> None:
    assert text("see ![the five stars](a.png) here") == "see the five stars here"


def test_the_numbers_and_arrows_of_footnotes_are_not_text() -> None:
    assert text("claim[^1]\n\n[^1]: source") == "claim\nsource"


def test_a_wrapped_line_between_marked_words_joins_chinese() -> None:
    assert text("启**动**\n会") == "启动会"
