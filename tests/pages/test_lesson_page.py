"""A lesson: what to do first, trust in words, people by consent."""

from __future__ import annotations

from kb.pages import assets
from tests.pages.base import FILES, Reader, edition_of, site_of, text_of

SITE = site_of()
LESSON = SITE["lessons/2018/kickoff-first/"]
WORDS = text_of(LESSON)


def test_the_box_comes_before_the_facts_and_the_facts_before_the_story() -> None:
    places = [LESSON.html.index(mark) for mark in ("<h1", "kb-do", "kb-facts", "What happened", "kb.evidence")]
    assert places == sorted(places)


def test_the_state_stands_in_words_beside_the_moon() -> None:
    assert "Applied" in WORDS and "kb-moon--applied" in LESSON.html
    assert "In use: a practice or a project took it up." in WORDS


def test_an_uncited_source_says_so_in_words() -> None:
    assert "Uncited" in WORDS and "We met first." in WORDS


def test_the_source_leads_to_the_session() -> None:
    assert any(link.endswith("first-salon/#case-talk") for link in Reader(LESSON).links)


def test_the_evidence_counts_what_came_of_it() -> None:
    assert "supports 1 practice · taken up by 1 project · helped 1" in WORDS
    assert "Adopted" in WORDS and "It fits." in WORDS


def test_confidence_and_freshness_stand_in_words_right_under_the_box() -> None:
    facts = WORDS[WORDS.index("Confidence") :]
    assert facts.startswith(
        "Confidence Disputed: see the lesson that says otherwise, or what came of it "
        "Freshness Reviewed 3 June 2018 ; next review was due 3 June 2019"
    )
    bare = text_of(SITE["lessons/2018/bare/"])
    assert "Confidence Low: one account so far Freshness Not reviewed since it was written" in bare


def test_a_lesson_that_was_confirmed_and_helped_can_be_relied_on() -> None:
    alone = {path: text for path, text in FILES.items() if path != "lessons/2019/zh-lesson.md"}
    assert "High: confirmed by somebody else, and it helped" in text_of(site_of(alone)["lessons/2018/kickoff-first/"])


def test_an_overdue_review_stands_over_the_title() -> None:
    assert "Review was due on 3 June 2019" in WORDS
    assert LESSON.html.index("kb-stale") < LESSON.html.index("<h1")


def test_a_contradiction_is_a_caution_on_both_pages() -> None:
    assert "Another lesson says otherwise: Check before you publish" in WORDS
    assert "另一条经验有不同说法" in text_of(SITE["lessons/2019/zh-lesson/"])


def test_the_history_of_states_has_its_dates_and_names_the_next_step() -> None:
    assert "Validated 3 June 2018 by Curator" in WORDS
    assert "To become learned it needs" in WORDS


def test_a_lesson_without_steps_says_that_they_are_missing() -> None:
    bare = text_of(SITE["lessons/2018/bare/"])
    assert "Nobody has written yet what to do next time." in bare and "not set" in bare


def test_a_chinese_lesson_has_a_chinese_page() -> None:
    page = SITE["lessons/2019/zh-lesson/"]
    assert page.lang == "zh-Hans" and page.title == "先核对再发布"
    words = text_of(page)
    assert "2019年1月5日" in words and "未设定" in words and "依据" in words
    assert 'lang="en"' in page.html and "Check before you publish" in words


def test_a_link_to_what_is_not_there_stays_words() -> None:
    assert "nowhere" in WORDS
    assert not any("gone" in link for link in Reader(LESSON).links)


def test_only_pictures_of_the_base_are_shown() -> None:
    assert Reader(LESSON).pictures == ["../chart.png", "../drawing.svg"]
    assert assets(edition_of()) == ("lessons/2018/chart.png", "lessons/2018/drawing.svg")


def test_an_old_id_leads_to_the_lesson() -> None:
    old = SITE["lessons/2018/old-name/"]
    assert old.meta["redirect"] == "../kickoff-first/"
    assert "../kickoff-first/" in Reader(old).links


def test_pseudonyms_stand_wherever_the_name_would() -> None:
    person = FILES["content/people/quiet.md"].replace("name-only", "pseudonym\n        pseudonym: Somebody")
    site = site_of({**FILES, "content/people/quiet.md": person})
    everything = "".join(page.html for page in site.values())
    assert "Quiet Person" not in everything and "Somebody" in everything
