"""Bytes of a file become front matter and a body, or diagnostics: never anything else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.frontmatter import Fields, FrontMatter, Items, Node, Scalar, lines, read
from kb.model.codes import worded

PATH = "lessons/2026/x.md"
YAMLISH = st.text(alphabet=st.sampled_from(list("ab:- \n\t[]{}#&*!|>'\"%@`?,.~<=0\\é中\u2028\x85")), max_size=200)


def front(text: str) -> FrontMatter:
    """The front matter of a file that can be read."""
    found, problems = read(PATH, text.encode())
    assert problems == ()
    assert found is not None
    return found


def scalar(node: Node | None) -> Scalar:
    assert isinstance(node, Scalar)
    return node


def value(text: str) -> Scalar:
    field = front(f"---\nkey: {text}\n---\n").fields.get("key")
    return scalar(field.node if field is not None else None)


@given(st.binary())
@example(b"---\n---")
@example(b"---")
@example(b"---\n: :\n---\n")
@example("---\ntitle: \ud800\n---\n".encode("utf-8", "surrogatepass"))
@example("---\ntitle: a\n---\n".encode("utf-16"))
def test_reading_never_raises_on_any_bytes(data: bytes) -> None:
    found, problems = read(PATH, data)
    assert found is not None or problems
    assert all(worded(one).message for one in problems)


@given(YAMLISH, YAMLISH)
def test_reading_never_raises_on_anything_that_looks_like_yaml(inside: str, body: str) -> None:
    found, problems = read(PATH, f"---\n{inside}\n---\n{body}".encode())
    assert found is not None or problems
    assert all(one.line >= 1 for one in problems)


@pytest.mark.parametrize(
    "written",
    ["NO", "yes", "on", "1.10", "12:34", "12:34:56", "2024-13-45", "0o17", "0x1F", "1e3", "1_000", ".inf", "007", "2018-05-27", "=", "true", "+1", "null-ish"],
)  # fmt: skip
def test_a_value_is_the_string_that_was_written(written: str) -> None:
    assert value(written) == Scalar(written, 2)


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_said_by_an_empty_value(written: str) -> None:
    assert value(written).missing


def test_quotes_make_nothing_into_text() -> None:
    assert not value('"null"').missing
    assert value('"null"').value == "null"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60))
def test_a_quoted_value_is_read_back_whole(text: str) -> None:
    assert value("'" + text.replace("'", "''") + "'").value == text


@given(st.lists(st.sampled_from([" a", " [1, 2]", "\n  d: 1\n  e: 2", " # note", " >\n  long\n  text"]), max_size=6))
def test_every_key_knows_its_line(values: list[str]) -> None:
    text = "---\n" + "".join(f"k{number}:{value}\n" for number, value in enumerate(values)) + "---\n"
    found = front(text)
    rows = text.split("\n")
    assert all(rows[field.line - 1].startswith(field.key) for field in found.fields)


def test_items_of_lists_and_mappings_know_their_lines() -> None:
    found = front("---\ntags:\n  - a\n  - b\nsources:\n  - entry: x\n    quote: y\n---\n")
    assert dict(lines(found.fields)) == {
        "tags": 2, "tags.0": 3, "tags.1": 4, "sources": 5, "sources.0": 6, "sources.0.entry": 6, "sources.0.quote": 7,
    }  # fmt: skip


@given(st.integers(0, 5), st.sampled_from(["", "title: x\n", "a: 1\nb: 2\n"]))
def test_the_body_knows_its_line(blank: int, inside: str) -> None:
    text = f"---\n{inside}---\n" + "\n" * blank + "First line\n\nlast"
    found = front(text)
    assert text.split("\n")[found.body_line - 1] == "First line"
    assert found.body.startswith("First line")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_line_ends(end: str) -> None:
    text = "---\ntitle: x\ntags: [a]\n---\n\n# Head\n\ntext\n"
    assert read(PATH, text.replace("\n", end).encode()) == read(PATH, text.encode())


def test_keys_that_break_python_frontmatter_are_plain_keys() -> None:
    found = front("---\non: 1\ncontent: 2\nhandler: 3\nmetadata: 4\n---\n")
    assert [field.key for field in found.fields] == ["on", "content", "handler", "metadata"]


def test_three_hyphens_in_the_body_are_text() -> None:
    assert front("---\ntitle: x\n---\na\n\n---\n\nb\n").body == "a\n\n---\n\nb"


def test_a_fence_may_be_followed_by_spaces() -> None:
    assert front("---  \ntitle: x\n--- \t\nbody").body == "body"


def test_every_duplicate_key_is_reported_and_the_first_value_kept() -> None:
    found, problems = read(PATH, b"---\na: 1\na: 2\nb: {c: 1, c: 2}\n---\n")
    assert [(one.line, one.code) for one in problems] == [(3, "KB205"), (4, "KB205")]
    assert found is not None
    first = found.fields.get("a")
    assert first is not None and scalar(first.node).value == "1"


@pytest.mark.parametrize(
    "bomb",
    [
        "a: " + "[" * 60_000,
        "a: " + "{" * 60_000,
        "- " * 30_000,
        "? " * 30_000,
        "".join(f"k{n}: &a{n} [*a{max(0, n - 1)}]\n" for n in range(2_000)),
        "a: &a {x: 1}\n" + "b: {<<: *a}\n" * 3_000,
        "".join(f"k{n}: 1\n" for n in range(10_000)),
        "a: " + "x" * 70_000,
        "!" * 60_000,
        "%YAML 9.9\n" * 5_000,
    ],
)
def test_a_bomb_is_refused_without_going_off(bomb: str) -> None:
    found, problems = read(PATH, f"---\n{bomb}\n---\n".encode())
    assert found is None
    assert {one.code for one in problems} <= {"KB203", "KB204", "KB206"}


def test_nothing_is_ever_resolved() -> None:
    nodes = front("---\nlist: [NO, 1.10, [x, {y: 12:34}]]\n---\n").fields

    def values(node: Node) -> list[str]:
        match node:
            case Items():
                return [one for item in node.items for one in values(item)]
            case Fields():
                return [one for field in node for one in values(field.node)]
            case Scalar():
                return [node.value]

    assert values(nodes) == ["NO", "1.10", "x", "12:34"]
