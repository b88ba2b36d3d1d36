"""Writing front matter: what is written is read back, by our own gate, as the same values."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.frontmatter import Fields, Items, Node, Scalar, read_yaml
from kb.frontmatter.writer import document, front_matter

_texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
_keys = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
_values = st.recursive(
    _texts, lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(_keys, inner, min_size=1, max_size=3),
    max_leaves=12,
)  # fmt: skip


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [_plain(one) for one in node.items]
    return {one.key: _plain(one.node) for one in node}


def _read(text: str) -> Any:
    node, problems = read_yaml("x.md", text)
    assert not problems, problems
    assert isinstance(node, Fields)
    return _plain(node)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(_keys, _values, min_size=1, max_size=5))
def test_whatever_is_written_is_read_back_as_the_same_values(values: dict[str, Any]) -> None:
    text = front_matter(values)
    if max((line.count("- ") + (len(line) - len(line.lstrip())) // 2 for line in text.split("\n")), default=0) < 6:
        assert _read(text) == values


def test_text_that_another_reader_would_take_for_something_else_is_quoted() -> None:
    written = front_matter(
        {"a": "no", "b": "1.10", "c": "13:45", "d": "2018-05-27", "e": "x: y", "f": "- z", "g": "a #b"}
    )
    assert written.count('"') == 14


def test_words_of_any_script_stand_as_they_are() -> None:
    assert front_matter({"title": "沪江 PMO 沙龙", "name": "Ma Ronglei's talk"}) == (
        "title: 沪江 PMO 沙龙\nname: Ma Ronglei's talk\n"
    )


def test_empty_values_are_left_out_and_types_keep_their_form() -> None:
    values: dict[str, Any] = {"a": "", "b": [], "c": None, "d": True, "e": 20000, "f": 1.5, "g": date(2018, 5, 27)}
    assert front_matter(values) == "d: true\ne: 20000\nf: 1.5\ng: 2018-05-27\n"


def test_a_document_without_a_body_ends_with_its_fence() -> None:
    assert document({"title": "T"}, "\n\n") == "---\ntitle: T\n---\n"
