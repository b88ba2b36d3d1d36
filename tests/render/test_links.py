"""Links and pictures that a body holds."""

from __future__ import annotations

import pytest

from kb.model.body import BodyLink
from kb.render import body


def links(markdown: str, line: int = 1) -> list[tuple[str, int]]:
    return [(link.href, link.line) for link in body(markdown, line).links]


def test_a_link_knows_its_own_line_not_that_of_its_paragraph() -> None:
    assert links("one\n[a](a.md) two\nthree [b](b.md)\n\n- x\n- [c][ref]\n\n[ref]: c.md", line=8) == [
        ("a.md", 9),
        ("b.md", 10),
        ("c.md", 13),
    ]


def test_a_link_in_a_cell_a_quote_or_a_note_knows_its_line() -> None:
    assert links("| [a](a.md) |\n|---|\n| [b](b.md) |\n\n> q\n> [c](c.md)\n\nx[^1]\n\n[^1]: [d](d.md)\n") == [
        ("a.md", 1),
        ("b.md", 3),
        ("c.md", 6),
        ("d.md", 10),
    ]


def test_a_picture_is_told_from_a_link() -> None:
    assert body("![a](a.png)\n[b](b.md)").links == (BodyLink("a.png", 1, True), BodyLink("b.md", 2))


def test_a_typed_position_does_not_move_a_link() -> None:
    forged = '<b data-sourcepos="900:1-901:1">x</b> <a DATA-SOURCEPOS="7000:1-7000:2" href="a.md">data-sourcepos</a>'
    found = body(f"one\n\n{forged}")
    assert found.links == (BodyLink("a.md", 3),)
    assert found.sections[0].html == '<p>one</p>\n<p><b>x</b> <a href="a.md">data-sourcepos</a></p>\n'


def test_footnotes_are_not_links() -> None:
    assert links("a[^1]\n\n[^1]: b") == []


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("见 https://example.org/a，然后", "https://example.org/a"),
        ("见https://example.org/a。", "https://example.org/a"),
        ("（https://example.org/a?b=c&d=e）", "https://example.org/a?b=c&d=e"),
        ("(see https://example.org/a_(b).)", "https://example.org/a_(b)"),
        ("https://example.org/a, and", "https://example.org/a"),
        ("http://example.org", "http://example.org"),
        ("https://example.org:8000/#x!", "https://example.org:8000/#x"),
        ("<https://example.org/a>", "https://example.org/a"),
    ],
)
def test_a_bare_address_is_a_link_and_ends_where_prose_begins(text: str, address: str) -> None:
    assert links(f"one\n{text}") == [(address, 2)]
    assert body(text).text == text.strip("<>")


@pytest.mark.parametrize(
    "text", ["`https://example.org`", "http://localhost", "xhttps://a.example", "https://", "ftp://a.example"]
)
def test_what_is_no_bare_address_stays_text(text: str) -> None:
    assert links(text) == []


def test_an_address_that_is_already_a_link_is_not_linked_again() -> None:
    assert links("[https://a.example/x](b.md)") == [("b.md", 1)]


def test_a_reference_in_a_bare_address_is_decoded_once() -> None:
    found = body("https://example.org/?a=1&amp;b=2")
    assert found.links[0].href == "https://example.org/?a=1&b=2"
    assert '<a href="https://example.org/?a=1&amp;b=2">' in found.sections[0].html
