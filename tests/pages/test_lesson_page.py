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


def test_an_uncited_source_says_so_in_words() -> None:
    assert "Uncited" in WORDS and "We met first." in WORDS


def test_the_source_leads_to_the_session() -> None:
    assert any(link.endswith("first-salon/#case-talk") for link in Reader(LESSON).links)


def test_the_evidence_counts_what_came_of_it() -> None:
    assert "supports 1 practice · taken up by 1 project · helped 1" in WORDS
    assert "Adopted" in WORDS and "It fits." in WORDS


def test_state_confidence_and_freshness_stand_in_one_line_right_under_the_title() -> None:
    disputed = "Disputed: see the lesson that says otherwise, or what came of it"
    line = f"先开启动会，再排计划 Applied · {disputed} · Reviewed on 3 June 2018"
    assert line in WORDS
    bare = text_of(SITE["lessons/2018/bare/"])
    assert bare.startswith(
        "Only a title and a paragraph Proposed · Low confidence: one account so far · Not reviewed yet"
    )


def test_a_lesson_that_was_put_aside_says_why_instead() -> None:
    retired = {"lessons/2020/old.md": "title: Old\ndate: 2020-01-01\nstatus: retired\n---\nText."}
    words = text_of(site_of(retired)["lessons/2020/old/"])
    assert words.startswith("Old Retired · Kept for the record. Do not rely on it") and "confidence" not in words


def test_what_nobody_has_set_is_not_among_the_facts_but_once_at_the_end() -> None:
    page = SITE["lessons/2018/bare/"]
    assert "kb-facts" not in page.html and "not set" not in text_of(page)
    assert text_of(page).count("Name an owner who answers for it.") == 1
    assert page.html.index("kb.trust") > page.html.index("kb.evidence")


def test_for_whom_the_steps_are_stands_in_their_box() -> None:
    conditions = "applies_when: {phases: [planning], departments: 3}\nnot_when: {phases: [closing]}"
    files = {"lessons/2020/x.md": f"title: X\ndate: 2020-01-01\n{conditions}\n---\n## Do this next time\n\n- A: do."}
    page = site_of(files)["lessons/2020/x/"]
    assert "A: do. Applies when Planning · 3 departments or more Not when Closing" in text_of(page)


def test_a_lesson_that_was_confirmed_and_helped_can_be_relied_on() -> None:
    alone = {path: text for path, text in FILES.items() if path != "lessons/2019/zh-lesson.md"}
    assert "High confidence: confirmed, and it helped" in text_of(site_of(alone)["lessons/2018/kickoff-first/"])


def test_an_overdue_review_stands_over_the_title() -> None:
    assert "Review was due on 3 June 2019" in WORDS
    assert LESSON.html.index("kb-stale") < LESSON.html.index("<h1")


def test_a_contradiction_is_a_caution_on_both_pages() -> None:
    assert "Another lesson says otherwise: Check before you publish" in WORDS
    assert "另一条经验有不同说法" in text_of(SITE["lessons/2019/zh-lesson/"])


def test_the_history_of_states_has_its_dates_and_the_end_of_the_page_names_the_next_step() -> None:
    assert "Validated 3 June 2018 by Curator" in WORDS
    assert "then it is learned" in WORDS[WORDS.index("What would make it more trusted") :]


def test_a_lesson_without_steps_says_that_they_are_missing() -> None:
    bare = text_of(SITE["lessons/2018/bare/"])
    assert "Nobody has written yet what to do next time." in bare


def test_a_chinese_lesson_has_a_chinese_page() -> None:
    page = SITE["lessons/2019/zh-lesson/"]
    assert page.lang == "zh-Hans" and page.title == "先核对再发布"
    words = text_of(page)
    assert "2019年1月5日" in words and "尚未复查" in words and "依据" in words
    assert words.count("指定一位负责人") == 1
    assert 'lang="en"' in page.html and "Check before you publish" in words


def test_readers_of_the_other_language_are_told_once_how_to_translate_it() -> None:
    page = SITE["lessons/2018/bare/"]
    assert '<p class="kb-only" lang="zh-Hans" hidden>本条目只有英文版。' in page.html
    assert any(link.endswith("zh/contribute/#kb.translate") for link in Reader(page).links)
    pair = {"lessons/2018/bare-zh.md": "title: 一段话\nlang: zh-Hans\ntranslation_of: lessons/2018/bare\n---\n正文。"}
    site = site_of({**FILES, **pair})
    assert "kb-only" not in site["lessons/2018/bare/"].html + site["lessons/2018/bare-zh/"].html


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
