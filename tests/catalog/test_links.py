"""Links as people write them lead to the entries that they mean."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.catalog import entry_id, entry_target, is_external

HERE = "lessons/2026/a.md"


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("b.md", ("lessons/2026/b", "")),
        ("./b.md#part", ("lessons/2026/b", "part")),
        ("../2018/b.md", ("lessons/2018/b", "")),
        ("../../content/people/x.md", ("content/people/x", "")),
        ("b/index.md", ("lessons/2026/b", "")),
        ("#part", ("lessons/2026/a", "part")),
        ("", ("lessons/2026/a", "")),
        ("b%2Dc.md#%E5%B9%B2", ("lessons/2026/b-c", "干")),
        ("../../../x.md", ("../x", "")),
        ("/x.md", ("/x", "")),
        ("b.pdf", None),
        ("b", None),
        ("https://a.b/c.md", None),
        ("//a.b/c.md", None),
        ("mailto:a@b.c", None),
        ("http://[", None),
    ],
)
def test_a_relative_link_to_markdown_means_an_entry(href: str, target: tuple[str, str] | None) -> None:
    assert entry_target(HERE, href) == target


@given(st.text())
@example("http://[")
@example("//[x")
@example("//a℀b")
def test_any_link_is_read_without_complaint(href: str) -> None:
    assert entry_target(HERE, href) is None or not is_external(href)


def test_an_index_file_is_its_folder() -> None:
    assert entry_id("content/cases/x/index.md") == "content/cases/x"
