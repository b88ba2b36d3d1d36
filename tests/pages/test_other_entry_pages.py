"""Practices, cases, salons, people and projects as their readers see them."""

from __future__ import annotations

import re

from kb.pages import assets
from tests.pages.base import FILES, SALON, Reader, edition_of, site_of, text_of

SITE = site_of()


def test_a_practice_says_when_and_when_not_and_which_lessons_changed_it() -> None:
    words = text_of(SITE["content/practices/kickoff/"])
    assert "Use it when Initiation 3 departments or more" in words
    assert "Not when Tiny" in words
    assert "1 lesson · 1 of them validated or further · 1 project · 17 departments" in words
    assert "Projects: Learning system" in words
    assert "Adopted · Thin evidence" in words.split("Use it when")[0]
    assert "because of: Hold the kickoff before the plan" in words


def test_plain_sources_are_said_once_among_the_facts_and_doubtful_ones_have_a_part_of_their_own() -> None:
    practice = FILES["content/practices/kickoff.md"]
    told = "sources: [{entry: content/cases/learning-system}, {url: https://example.org/x%s}]\n        status: adopted"
    for more, count in (("", 1), (", cited: false", 2)):
        files = {**FILES, "content/practices/kickoff.md": practice.replace("status: adopted", told % more)}
        words = text_of(site_of(files)["content/practices/kickoff/"])
        assert words.count("One learning system") == count and ("Sources" in words) == bool(more)
    assert words.count("https://example.org/x") == 1  # of several with a doubt the facts name the first


def test_a_column_that_nobody_has_filled_is_not_shown() -> None:
    project = "title: P\n---\n"
    told = "title: P\ndispositions:\n  - {lesson: lessons/2018/kickoff-first, decision: adopted}\n---\n"
    page = site_of({**FILES, "content/projects/p.md": told})["content/projects/p/"]
    assert "Lesson Decision Hold the kickoff before the plan Adopted" in text_of(page)
    assert "Decision" not in text_of(site_of({**FILES, "content/projects/p.md": project})["content/projects/p/"])


def test_two_translations_are_linked_and_are_listed_once() -> None:
    english, chinese = SITE["content/practices/kickoff/"], SITE["content/practices/kickoff-zh/"]
    assert english.meta["twin"] == chinese.url and chinese.meta["twin"] == english.url
    assert "../kickoff-zh/" in Reader(english).links
    topic = Reader(SITE["zh/topics/kickoff/"]).links
    assert any(link.endswith("practices/kickoff-zh/") for link in topic)
    assert not any(link.endswith("practices/kickoff/") for link in topic)


def test_an_approximate_number_looks_approximate_and_keeps_the_words_of_its_source() -> None:
    words = text_of(SITE["content/cases/learning-system/"])
    assert "20,000 hours" in words
    assert "≈100" in words.replace("≈ 100", "≈100") and "nearly 100" in words


def test_what_a_case_calls_approximate_is_approximate_in_its_project_too() -> None:
    assert "Stakeholders ≈ 100" in text_of(SITE["content/projects/learning-system/"])


def test_the_organisation_chart_has_a_title_and_the_same_as_a_table() -> None:
    page = SITE["content/cases/learning-system/"]
    assert "<svg" in page.html and "<title>Organisation chart of One learning system</title>" in page.html
    assert "The same as a table" in text_of(page)


def test_stakeholders_stand_where_their_interest_and_influence_meet() -> None:
    row = re.search(r"<tr><th scope=row>Influence: high</th>(.*?)</tr>", SITE["content/cases/learning-system/"].html)
    assert row is not None and row[1].startswith("<td>Finance</td>")


def test_the_map_is_drawn_with_the_names_in_it_and_says_what_it_shows() -> None:
    html = SITE["content/cases/learning-system/"].html
    drawn = re.search(r'<svg class="kb-svg kb-svg--map".*?</svg>', html, re.DOTALL)
    assert drawn is not None and ">Finance</text>" in drawn[0]
    assert "<desc>Names by influence, from below upwards, and by interest, from left to right.</desc>" in drawn[0]


def test_the_organisation_chart_says_in_words_who_belongs_to_whom() -> None:
    html = SITE["content/cases/learning-system/"].html
    assert "A part with a long name that must wrap in its box belongs to Programme</desc>" in html


def test_the_lessons_of_its_project_come_before_newer_ones_that_only_cite_the_case() -> None:
    later = "title: Ask twice\ndate: 2026-01-01\nsources: [{entry: content/cases/learning-system}]\n---\nText."
    words = text_of(site_of({**FILES, "lessons/2026/later.md": later})["content/cases/learning-system/"])
    assert words.index("Lessons from it") < words.index("Hold the kickoff before the plan") < words.index("Ask twice")


def test_a_case_without_data_has_no_empty_chart() -> None:
    files = {"content/cases/bare.md": "title: Bare\n---\n## Context\n\nShort."}
    html = site_of(files)["content/cases/bare/"].html
    assert "<svg" not in html and "kb-tiles" not in html


def test_times_that_nobody_knows_are_said_once_for_the_whole_programme() -> None:
    words = text_of(SITE[f"{SALON}/"])
    assert words.count("The times of the sessions are not known.") == 1 and "The recap gives no time." in words
    item = "{kind: session, id: s%d, title: Talk %d, note: Not in the recap.}"
    lines = "\n".join(f"  - {item % (one, one)}" for one in range(3))
    files = {"content/salons/2020-01-01-x.md": f"title: X\ndate: 2020-01-01\nprogramme:\n{lines}\n---\n## S1\n\nText."}
    assert text_of(site_of(files)["content/salons/2020-01-01-x/"]).count("Not in the recap.") == 1


def test_the_time_of_the_programme_stands_beside_what_happened() -> None:
    words = text_of(SITE[f"{SALON}/"])
    assert "13:00 Arrival" in words


def test_a_session_can_be_linked_to_and_says_what_was_kept_from_it() -> None:
    page = SITE[f"{SALON}/"]
    assert "case-talk" in Reader(page).ids
    assert "Kept from this session: 1 lesson, 1 case" in text_of(page)


TALK = """
    title: A salon with a talk
    date: 2020-01-01
    audience: public
    programme:
      - {time: "13:00", kind: session, id: the-talk, title: The talk, slides: talk.pdf}
      - {time: "14:00", kind: session, id: other, title: Other, slides: "https://example.org/slides"}
    ---
    ## The talk

    It was told.

    - Move **one** product first. Then the others.
    - Never all at once.
    """


def test_what_the_body_says_of_a_session_stands_in_its_place_in_the_programme_and_nowhere_else() -> None:
    body = TALK.replace("## The talk", "Welcome.\n\n    ## The talk") + "\n    ## Afterwards\n\n    We ate.\n"
    words = text_of(site_of({"content/salons/2020-01-01-talk.md": body})["content/salons/2020-01-01-talk/"])
    told = words[words.index("13:00") : words.index("14:00")]
    assert "The talk Slides (PDF) It was told. Move one product first. Then the others." in told
    assert words.count("Move one product first.") == 1
    assert words.index("Welcome.") < words.index("Programme") < words.index("Other") < words.index("We ate.")


def test_slides_are_offered_from_elsewhere_and_from_the_base() -> None:
    files = {"content/salons/2020-01-01-talk.md": TALK}
    page = site_of(files)["content/salons/2020-01-01-talk/"]
    assert {"../talk.pdf", "https://example.org/slides"} <= set(Reader(page).links)
    assert assets(edition_of(files)) == ("content/salons/talk.pdf",)
    assert "Slides (PDF)" in text_of(page)


def test_the_salon_says_when_it_was_with_hours_and_zone() -> None:
    assert "Sunday, 27 May 2018 13:45–18:00 UTC+8" in text_of(SITE[f"{SALON}/"])
    chinese = text_of(SITE["zh/"])
    assert "2018年5月27日（周日）" in chinese


def test_a_person_who_agreed_to_the_name_only_is_never_a_link_and_nothing_else_is_shown() -> None:
    assert "content/people/quiet/" not in SITE
    for page in SITE.values():
        assert "people/quiet" not in page.html
        assert "Hidden Company" not in page.html
    assert "Quiet Person" in text_of(SITE[f"{SALON}/"])
    assert "Quiet Person The case" in text_of(SITE["people/"])


def test_a_person_has_talks_and_what_they_look_after() -> None:
    words = text_of(SITE["content/people/curator/"])
    assert "The case" in words and "Hold the kickoff before the plan" in words


def test_the_slides_of_a_talk_are_found_from_its_speaker_too() -> None:
    talk = TALK.replace("slides: talk.pdf", "slides: talk.pdf, speakers: [content/people/curator]")
    page = site_of({**FILES, "content/salons/2020-01-01-talk.md": talk})["content/people/curator/"]
    assert "The talk A salon with a talk · 1 January 2020 Slides (PDF)" in text_of(page)
    assert any(link.endswith("salons/talk.pdf") for link in Reader(page).links)


def test_a_project_lists_lessons_from_it_and_lessons_that_it_used() -> None:
    words = text_of(SITE["content/projects/learning-system/"])
    assert "Lessons from this project" in words and "Lessons used in this project" in words
    assert "It helped" in words and "November 2016" in words


def test_a_translation_says_that_its_original_has_changed_since() -> None:
    practice = FILES["content/practices/kickoff.md"]
    later = {
        **FILES,
        "content/practices/kickoff.md": practice.replace(
            "status: adopted", "status: adopted\n        reviewed: 2024-05-06"
        ),
    }
    page = site_of(later)["content/practices/kickoff-zh/"]
    assert "原文在翻译之后有改动（2024年5月6日）" in text_of(page).replace(" ", "")
    assert page.html.index("kb-stale") < page.html.index("<h1") and "../kickoff/" in Reader(page).links
    assert "原文在翻译之后有改动" not in text_of(SITE["content/practices/kickoff-zh/"])
