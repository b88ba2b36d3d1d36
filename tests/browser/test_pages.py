"""The pages as a reader meets them: wide, on a phone, in the dark, in both languages."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytestmark = pytest.mark.browser

LESSON = "/lessons/2018/kickoff-to-align-value-and-goals/"
SALON = "/content/salons/2018-05-27-hujiang-pmo-salon/"
KINDS = (
    "/",
    "/zh/",
    "/lessons/",
    "/zh/lessons/",
    "/search/",
    "/topics/kickoff/",
    "/zh/topics/kickoff/",
    "/content/practices/project-kickoff/",
    "/content/practices/project-kickoff-zh/",
    "/content/cases/hujiang-intelligent-learning-system/",
    "/content/projects/hujiang-intelligent-learning-system/",
    LESSON,
    SALON,
)


def test_a_lesson_shows_what_to_do_before_what_happened(page: Page, site: str) -> None:
    page.goto(site + LESSON)
    do = page.get_by_role("heading", name="Do this next time")
    happened = page.get_by_role("heading", name="What happened")
    expect(do).to_be_visible()
    above, below = do.bounding_box(), happened.bounding_box()
    assert above is not None and below is not None and above["y"] < below["y"]


def test_with_room_the_facts_of_a_lesson_stand_beside_its_box_and_on_a_phone_below_it(page: Page, site: str) -> None:
    page.goto(site + LESSON)
    box, facts = page.locator(".kb-do").bounding_box(), page.locator(".kb-facts").bounding_box()
    assert box is not None and facts is not None and facts["x"] > box["x"] + box["width"] and facts["y"] < box["y"]
    page.set_viewport_size({"width": 390, "height": 844})
    box, facts = page.locator(".kb-do").bounding_box(), page.locator(".kb-facts").bounding_box()
    assert box is not None and facts is not None and facts["y"] > box["y"] + box["height"]


def test_on_a_phone_no_line_begins_with_a_dot(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for path in (LESSON, "/content/practices/project-kickoff-zh/"):
        page.goto(site + path)
        starts = page.evaluate(
            """[...document.querySelectorAll("article :is(.kb-row__meta, .kb-trustline, .kb-do__when, .kb-evidence)")]
                .flatMap((line) => {
                    const left = line.getBoundingClientRect().left, walker = document.createTreeWalker(line, 4), found = [];
                    for (let text = walker.nextNode(); text; text = walker.nextNode())
                        for (let at = text.data.indexOf("·"); at >= 0; at = text.data.indexOf("·", at + 1)) {
                            const range = document.createRange();
                            range.setStart(text, at);
                            range.setEnd(text, at + 1);
                            if (range.getBoundingClientRect().left < left + 1) found.push(line.textContent);
                        }
                    return found;
                })"""
        )
        assert starts == []


def test_a_chinese_page_is_chinese_in_its_frame_too(page: Page, site: str) -> None:
    page.goto(site + "/content/practices/project-kickoff-zh/")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    frame = page.locator("header").first.inner_text() + page.locator("footer").first.inner_text()
    assert "Search" not in frame and "Lessons" not in frame


def test_the_unclear_time_of_the_first_session_is_said_and_not_shown_as_a_fact(page: Page, site: str) -> None:
    page.goto(site + SALON)
    assert "The true times are not known" in page.locator("main").inner_text()


def test_an_approximate_number_looks_approximate(page: Page, site: str) -> None:
    page.goto(site + "/content/cases/hujiang-intelligent-learning-system/")
    text = page.locator("main").inner_text()
    assert "≈" in text and "nearly 100" in text


@pytest.mark.parametrize("path", KINDS)
def test_no_page_asks_another_host_for_anything_or_complains(context: BrowserContext, site: str, path: str) -> None:
    page = context.new_page()
    hosts: set[str] = set()
    complaints: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(site + path, wait_until="load")
    assert hosts == {urlsplit(site).netloc}
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS)
def test_nothing_is_wider_than_a_phone(browser: Browser, site: str, path: str, scheme: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(site + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_a_phone_the_contents_are_folded_over_the_text_and_lead_to_its_parts(browser: Browser, site: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(site + SALON)
        link = page.locator(".kb-toc").get_by_role("link", name="What was born here")
        expect(link).to_be_hidden()
        page.get_by_text("On this page").click()
        link.click()
        expect(page.get_by_role("heading", name="What was born here")).to_be_in_viewport()


def test_with_room_beside_the_text_the_contents_stand_there(page: Page, site: str) -> None:
    page.goto(site + SALON)
    contents, text = page.locator(".kb-toc").bounding_box(), page.locator(".kb-rest").bounding_box()
    assert contents is not None and text is not None and contents["x"] >= text["x"] + text["width"]
    expect(page.locator(".kb-toc").get_by_role("link", name="What was born here")).to_be_visible()


@pytest.mark.parametrize("path", [LESSON, "/content/practices/transcribe-a-recap/"])
def test_a_lesson_and_a_practice_of_usual_length_print_on_one_page(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    pdf = page.pdf(format="A4", print_background=True)
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type/Page>") <= 1 or (
        b"/Count 1" in pdf
    )


def test_on_paper_nothing_stands_out_over_the_sheet(page: Page, site: str) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    for path in ("/", SALON, "/content/cases/hujiang-intelligent-learning-system/"):
        page.goto(site + path)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0, path


def test_a_line_of_chinese_holds_at_most_forty_characters(page: Page, site: str) -> None:
    page.goto(site + "/content/practices/project-kickoff-zh/")
    lines = page.locator(".kb-rest .kb-body > :is(p, ul, ol)").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().width / parseFloat(getComputedStyle(one).fontSize))"
    )
    assert lines and max(lines) <= 40


def test_the_public_edition_holds_no_internal_entry(page: Page, public_site: str) -> None:
    answer = page.goto(public_site + "/lessons/2026/check-times-against-each-other/")
    assert answer is not None and answer.status == 404
    page.goto(public_site + "/lessons/")
    assert "Compare a recap's times" not in page.locator("main").inner_text()
