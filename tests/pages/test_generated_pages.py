"""Home, register, topics, the model, phases, and help: pages that no file holds."""

from __future__ import annotations

import re
from datetime import date

from kb.model.text import Text
from kb.pages import pages
from tests.pages.base import FILES, SALON, TODAY, Reader, edition_of, site_of, text_of

SITE = site_of()


def test_home_begins_with_a_search_box_that_works_by_plain_form_too() -> None:
    html = SITE[""].html
    form = re.search(r"<form[^>]*>", html)
    assert form is not None and 'action="search/"' in form[0] and 'method="get"' in form[0]
    assert "data-kb-search" in form[0] and 'data-lang="en"' in form[0] and 'role="search"' in form[0]
    assert html.index("<form") < html.index("I am about to")


def test_home_leads_to_what_one_is_about_to_do() -> None:
    assert "phases/initiation/" in Reader(SITE[""]).links
    words = text_of(SITE["phases/initiation/"])
    assert "I am about to start" in words and "Run a kickoff" in words


def test_home_shows_for_each_phase_what_one_would_rely_on_first_and_never_what_is_out_of_use() -> None:
    def lesson(title: str, more: str) -> str:
        return f"title: {title}\nphase: planning\n{more}---\nIt happened.\n"

    files = {
        "lessons/2020/new.md": lesson("New one", "date: 2024-01-01\n"),
        "lessons/2020/old.md": lesson("Old one", "date: 2020-01-01\nstatus: validated\n"),
        "lessons/2020/no.md": lesson("Rejected one", "date: 2025-01-01\nstatus: rejected\n"),
    }
    html = site_of({**FILES, **files})[""].html
    about = html[html.index("kb.about") : html.index("kb-home")]
    assert about.index("Old one") < about.index("New one") and "Rejected one" not in about


def test_home_names_the_phases_that_nobody_has_written_for_after_the_others() -> None:
    html = SITE[""].html
    rest = html[html.index("kb-phase__rest") :]
    assert html.index('href="phases/initiation/"') < html.index("kb-phase__rest") < html.index('href="phases/closing/"')
    assert rest.index("phases/closing/") < rest.index("kb-home")


def test_home_offers_the_questions_of_the_base_or_its_fullest_topics() -> None:
    assert "search/?q=Kickoff" in Reader(SITE[""]).links
    asked = edition_of()
    object.__setattr__(asked.catalog.settings, "questions", (Text((("en", "who pays & why"),)),))
    site = {page.url: page for page in pages(asked, TODAY)}
    assert "search/?q=who%20pays%20%26%20why" in Reader(site[""]).links
    assert "who pays" not in text_of(site["zh/"])


def test_before_a_phase_one_reads_first_what_lessons_tell_to_do() -> None:
    site = site_of({**FILES, "lessons/2018/kickoff-first.md": FILES["lessons/2018/kickoff-first.md"].replace(
        "project: content", "phase: initiation\n        project: content")})  # fmt: skip
    html = site["phases/initiation/"].html
    listed = html[html.index("kb.checklist") : html.index("kb.practices")]
    assert "Sponsor: open the meeting." in listed and "lessons/2018/kickoff-first/" in listed


def test_the_checklist_puts_the_readers_language_and_what_was_confirmed_first() -> None:
    def lesson(title: str, more: str) -> str:
        steps = "## Do this next time\n\n- Step one of " + title + ".\n- Two.\n- Three.\n- Four.\n"
        return f"title: {title}\nphase: planning\n{more}---\n{steps}"

    chinese = lesson("先核对", "lang: zh-Hans\n").replace("Do this next time", "下次怎么做")
    validated = "date: 2020-01-01\nstatus: validated\nowner: content/people/curator\ntags: [kickoff]\n"
    files = {"lessons/2020/a.md": lesson("Alpha", ""), "lessons/2020/b.md": lesson("Beta", validated)}
    site = site_of({**FILES, **files, "lessons/2020/c.md": chinese})
    words = text_of(site["phases/planning/"])
    places = [words.index(f"Step one of {name}.") for name in ("Beta", "Alpha", "先核对")]
    assert places == sorted(places) and "Four." not in words
    chinese_words = text_of(site["zh/phases/planning/"])
    assert chinese_words.index("Step one of 先核对.") < chinese_words.index("Step one of Beta.")


def test_home_shows_the_last_salon_or_the_next_one() -> None:
    assert "Last salon" in text_of(SITE[""])
    before = {page.url: page for page in pages(edition_of(), date(2018, 5, 1))}
    assert "Next salon" in text_of(before[""])


def test_home_names_what_is_missing_with_a_button_each() -> None:
    words = text_of(SITE[""])
    assert "3 lessons wait for a second pair of eyes." in words
    assert "No practice yet for: Design, Change." in words
    assert SITE[""].html.count("kb-button") == 3


def test_the_register_holds_every_lesson_without_a_script() -> None:
    rows = re.findall(r"<tr data-status=", SITE["lessons/"].html)
    assert len(rows) == sum(path.startswith("lessons/") for path in FILES)


def test_filters_of_the_register_offer_only_what_occurs() -> None:
    html = SITE["lessons/"].html
    assert re.findall(r'<option value="(\d{4})">', html) == ["2020", "2019", "2018"]
    assert '<option value="applied">' in html and '<option value="retired">' not in html


def test_a_topic_leads_with_the_readers_language_and_gives_the_other() -> None:
    english, chinese = text_of(SITE["topics/kickoff/"]), text_of(SITE["zh/topics/kickoff/"])
    assert english.index("Kickoff") < english.index("启动会")
    assert chinese.index("启动会") < chinese.index("Kickoff")
    assert "The first meeting." in english and "第一次会议。" in english
    assert "launch" in english and "开工会" in chinese


def test_topics_are_linked_up_and_down() -> None:
    assert "../kickoff/" in Reader(SITE["topics/planning/"]).links
    assert "../planning/" in Reader(SITE["topics/kickoff/"]).links


def test_a_topic_without_entries_says_so() -> None:
    assert "Nothing has been written about this yet." in text_of(SITE["topics/planning/"])


def test_a_topic_with_very_many_entries_shows_some_and_leads_to_the_register_of_all() -> None:
    many = {
        f"lessons/2021/n{n}.md": f"title: Lesson {n}\ndate: 2021-01-01\ntags: [kickoff]\n---\nText." for n in range(100)
    }
    page = site_of(many)["topics/kickoff/"]
    assert page.html.count('class="kb-row"') == 60
    assert "40 more" in text_of(page)
    assert "../../lessons/?topic=kickoff" in Reader(page).links


def test_the_model_shows_gaps_in_words_and_counts_translations_once() -> None:
    words = text_of(SITE["frameworks/star/"])
    assert "Learning 1" in words and "Design 0 gap" in words
    assert SITE["frameworks/star/"].html.count("kb-ray--none") == 2


def test_the_search_page_exists_in_both_languages() -> None:
    assert 'data-lang="en"' in SITE["search/"].html and 'data-lang="zh"' in SITE["zh/search/"].html


def test_help_gives_a_file_that_the_base_itself_accepts() -> None:
    for address, folder in (("contribute/", "2026"), ("zh/contribute/", "2026")):
        code = re.findall(r"<code>(---.*?)</code>", SITE[address].html, re.DOTALL)
        assert len(code) == 4
        first = code[0].removeprefix("---\n").replace("&#34;", '"')
        assert f"lessons/{folder}/x/" in site_of({f"lessons/{folder}/x.md": first})


def test_help_gives_a_translation_that_is_joined_to_its_original() -> None:
    for address, other in (("contribute/", "zh-Hans"), ("zh/contribute/", "en")):
        code = re.findall(r"<code>(---.*?)</code>", SITE[address].html, re.DOTALL)
        original = f"title: Title\nlang: {other}\n---\nText."
        files = {"lessons/2026/short-name.md": original, "lessons/2026/x.md": code[3].removeprefix("---\n")}
        assert site_of(files)["lessons/2026/x/"].meta["twin"] == "lessons/2026/short-name/"


def test_salons_to_come_stand_before_the_past_ones() -> None:
    later = FILES[f"{SALON}.md"].replace("2018-05-27", "2027-01-10").replace("case-talk", "other-talk")
    site = site_of({**FILES, "content/salons/2027-01-10-next.md": later})
    words = text_of(site["salons/"])
    assert words.index("To come") < words.index("10 January 2027") < words.index("27 May 2018")


def _validated(number: int, phase: str = "") -> str:
    signed = "owner: content/people/curator\nvalidated_by: content/people/curator\nvalidated_on: 2026-11-0"
    return f"title: Checked {number}\ndate: 2020-01-01\nstatus: validated\n{signed}{number}\n{phase}---\nText.\n"


def test_home_lists_what_was_validated_last_unless_it_stands_above_or_is_hardly_anything() -> None:
    curator = {"content/people/curator.md": FILES["content/people/curator.md"]}
    checked = {f"lessons/2020/n{one}.md": _validated(one) for one in range(1, 5)}
    html = site_of({**curator, **checked})[""].html
    assert "Recently validated" in html and html.index("Checked 4") < html.index("Checked 3") < html.index("Checked 1")
    above = {f"lessons/2020/n{one}.md": _validated(one, "phase: planning\n") for one in (1, 2, 3)}
    html = site_of({**curator, **checked, **above})[""].html
    assert "Recently validated" not in html and html.count("Checked 3") == 1


def test_the_first_lessons_of_a_young_base_stand_on_its_home() -> None:
    html = site_of({"lessons/2020/one.md": "title: The first one\ndate: 2020-01-01\n---\nText."})[""].html
    assert "Latest lessons" in html and "The first one" in html


def test_lessons_whose_review_is_overdue_are_counted_on_home_and_found_in_the_register() -> None:
    words, links = text_of(SITE[""]), Reader(SITE[""]).links
    assert "1 lesson is due for another look." in words and "lessons/?review=due" in links
    assert SITE["lessons/"].html.count('data-review="due"') == 1 and '<option value="due">' in SITE["lessons/"].html


def test_who_wants_to_hear_of_news_is_told_what_to_do_with_the_addresses() -> None:
    page = SITE["zh/follow/"]
    assert {"../feed.xml", "../salons/calendar.ics", "../lessons/register.csv"} <= set(Reader(page).links)
    assert "在日历里按地址订阅" in text_of(page)


def test_topics_without_anything_are_one_line_among_what_is_missing() -> None:
    files = {"lessons/2020/one.md": "title: One\ndate: 2020-01-01\nstatus: proposed\ntags: [planning]\n---\nText."}
    html = site_of(files)[""].html
    assert "Nobody has written about 1 topic yet: Kickoff." in html and html.count("Nobody has written about") == 1


def test_where_nothing_has_come_far_the_search_page_does_not_say_that_anything_has() -> None:
    young = site_of({"lessons/2020/one.md": "title: The first one\ndate: 2020-01-01\n---\nText."})
    assert "Furthest along" not in text_of(young["search/"]) and "Furthest along" in text_of(SITE["search/"])


def test_a_person_is_not_in_a_language() -> None:
    assert "kb-row" in SITE["zh/people/"].html and "英文内容" not in SITE["zh/people/"].html
    assert "英文内容" in SITE["zh/topics/kickoff/"].html
