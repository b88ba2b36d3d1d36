"""Slugs and paths for what comes in: distinct and stable."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kb.importing.names import Names, slug, stem
from kb.model.kinds import Kind
from kb.parse.paths import place


def test_a_file_gives_its_name_without_date_and_ending_and_an_index_its_folder() -> None:
    assert stem("posts/2015-03-17-hello-world.md") == "hello-world"
    assert stem("blog/meetup-4/index.md") == "meetup-4"
    assert stem("%E6%B2%AA%E6%B1%9F.md") == "沪江"


def test_a_name_without_latin_letters_is_spelled_or_hashed_and_stays_the_same() -> None:
    assert slug(["启动会"], "a.md", lambda text: "qi dong hui") == "qi-dong-hui"
    first, again, other = slug(["启动会"], "a.md"), slug(["启动会"], "a.md"), slug(["启动会"], "b.md")
    assert first == again != other


def test_a_mixed_name_keeps_its_latin_part() -> None:
    assert slug(["PMO复盘"], "a.md").startswith("pmo-")


def test_a_hyphen_of_any_kind_parts_words() -> None:
    assert slug(["cross‑department work"], "a.md") == "cross-department-work"


def test_the_second_of_a_name_gets_another_path_always_the_same() -> None:
    names = Names(["content/cases/hello.md"])
    first = names.give(Kind.CASE, "hello", None, "x/hello.md")
    assert first != "content/cases/hello.md"
    assert first == Names(["content/cases/hello.md"]).give(Kind.CASE, "hello", None, "x/hello.md")


def test_salons_stand_by_day_and_lessons_by_year() -> None:
    names = Names(())
    assert names.give(Kind.SALON, "recap", date(2018, 5, 27), "a") == "content/salons/2018-05-27-recap.md"
    assert names.give(Kind.LESSON, "late", None, "a") == "lessons/undated/late.md"
    assert names.give(Kind.LESSON, "late", date(2018, 5, 27), "a") == "lessons/2018/late.md"


@given(st.lists(st.text(max_size=200), min_size=1, max_size=3), st.sampled_from(list(Kind)), st.dates())
def test_every_title_gives_a_place_that_our_own_reader_accepts(titles: list[str], kind: Kind, day: date) -> None:
    names = Names(())
    for origin in ("a", "b", "c"):
        path = names.give(kind, slug(titles, origin), day if day.year >= 1000 else None, origin)
        assert place(path)[1] == ()
