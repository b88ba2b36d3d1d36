"""Where a file stands decides what it is."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.model.kinds import FOLDERS, Kind
from kb.parse.paths import MAX_SLUG, place, slugify

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(("kind", "folder"), FOLDERS.items())
def test_each_kind_has_its_folder(kind: Kind, folder: str) -> None:
    found, problems = place(f"{folder}/2018/x.md" if kind is Kind.LESSON else f"{folder}/x.md")
    assert problems == ()
    assert found is not None and found.kind is kind


@given(st.text(st.characters(), max_size=80))
def test_a_path_gives_a_place_or_a_reason(path: str) -> None:
    found, problems = place(path)
    assert (found is None) == bool(problems)


@given(st.text(st.characters(), max_size=120), st.sampled_from(["lessons/2018", "content/people"]))
@example("index", "content/people")
@example("x/index", "lessons/2018")
def test_an_id_is_a_slug_in_a_folder(name: str, folder: str) -> None:
    found, _ = place(f"{folder}/{name}.md")
    assert found is None or SLUG.fullmatch(found.id.removeprefix(f"{folder}/"))


@given(st.text(max_size=300))
def test_the_nearest_slug_is_a_slug_or_nothing(name: str) -> None:
    slug = slugify(name)
    assert slug == "" or (SLUG.fullmatch(slug) and len(slug) <= MAX_SLUG)


@pytest.mark.parametrize(
    "name",
    ["con.md", "CON.md", "nul", "aux.x.md", "com1.md", "LPT9.md", "a.md.", "a.md ", " a.md", "a\nb.md", "a\x00.md", "a\tb.md", 'a".md', "a:b.md", "a?.md", "a*.md", "a|b.md", "a<b.md", "a\\b.md", "a\u202egpj.md", "\udcff.md", "..", "."],
)  # fmt: skip
def test_a_name_that_another_system_cannot_hold_is_refused(name: str) -> None:
    _, problems = place(f"lessons/2018/{name}")
    assert [one.code for one in problems] == ["KB105"]


@pytest.mark.parametrize("path", ["x.md", "content/x.md", "content/other/x.md", "lessons/x.md", "lessons/18/x.md", "lessons/２０１８/x.md", "lessons/2018/a/b.md", "content/people/a/b.md", "content/people/index.md", "lessons/2018/index.md", "docs/x.md"])  # fmt: skip
def test_a_file_without_a_place_is_told_where_it_could_stand(path: str) -> None:
    _, problems = place(path)
    assert [one.code for one in problems] == ["KB107"]


def test_a_slug_has_at_most_eighty_characters() -> None:
    assert place(f"content/people/{'a' * 80}.md")[0] is not None
    assert [one.code for one in place(f"content/people/{'a' * 81}.md")[1]] == ["KB106"]
