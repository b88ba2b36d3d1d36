"""Search on the site, in a real browser: the terminal's answers, the keyboard, shareable addresses, both languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, Page, Response, expect

from kb.adapters.whoosh_search import WhooshFormat
from kb.analysis.vendor.opencc import SIMPLIFIED, TRADITIONAL
from kb.analysis.words import units
from kb.editions import edition
from kb.model.kinds import Audience
from kb.pipeline.documents import document
from kb.pipeline.golden import Answer, failures
from kb.ports.search import Query, Results, SearchEngine
from kb.query.concepts import Concepts, concept_words
from kb.query.reading import read
from kb.workspace import Workspace
from tests.analysis.test_porter2 import RECORDED
from tests.query.hostile import HOSTILE

pytestmark = pytest.mark.browser

QUERIES = (
    "kickoff", "启动会", "开工会", "干系人", "stakeholder interests", "PMO沙龙", "ＰＭＯ 支持", "風險", "怎么开启动会？",
    "who owns a sub-project", "approximate numbers", "资源冲突", "cross-department", '"project manager"',
    "「项目经理」", "kickoff -chart", "kind:lesson communication", "tag:启动会", "风险 kickoff", '"unclosed plan',
    "nothinglikethis", "kickoff OR 组织架构图", "(kickoff OR chart) -kind:person", "prioritis*", "topic:项目管理 after:2018",
    "（启动会｜组织架构图） -子项目", "kind:lesson", "kickoff (plan", '-"project manager" plan', "kind:salon OR kind:case",
)  # fmt: skip


@pytest.fixture(scope="module")
def terminal(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """The terminal's engine on the entries that have a page in the internal edition."""
    made = edition(Workspace(base).load().catalog, Audience.INTERNAL)
    shown = [document(entry, made.catalog) for entry in made.catalog.entries if made.has_page(entry)]
    folder = tmp_path_factory.mktemp("index")
    WhooshFormat().write(folder, shown, (), concept_words(made.catalog.vocabulary))
    engine = WhooshFormat().open(folder)
    yield engine
    engine.close()


def answered(terminal: SearchEngine, typed: str, lang: str = "en") -> Results:
    """What the terminal answers a reader of the site's pages in `lang`."""
    return terminal.search(read(typed, Concepts(terminal.concepts))._replace(lang=lang))


def note(found: list[Any], one: Any) -> None:
    found.append(one)


def asked(page: Page, site: str, query: str, lang: str = "") -> list[str]:
    """The addresses that the search page finds, in order."""
    page.goto(f"{site}/{lang}search/?q={quote(query)}")
    expect(page.get_by_role("status").first).not_to_be_empty()
    links: list[str] = page.locator("[data-kb-results] li a").evaluate_all("found => found.map(one => one.href)")
    return [urlsplit(link).path for link in links]


@pytest.mark.parametrize("query", QUERIES)
def test_the_site_gives_the_terminals_answer(page: Page, site: str, terminal: SearchEngine, query: str) -> None:
    results = answered(terminal, query)
    assert asked(page, site, query) == [f"/{hit.url}" for hit in results.hits]
    count = page.get_by_role("status").first.inner_text()
    assert count.startswith(f"{results.total} result") if results.total else count.startswith("Nothing")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_entry_and_its_translation_are_one_hit_in_the_language_of_the_page(
    page: Page, site: str, terminal: SearchEngine, lang: str
) -> None:
    results = answered(terminal, "kickoff OR 启动会", lang)
    assert asked(page, site, "kickoff OR 启动会", "zh/" if lang == "zh" else "") == [
        f"/{hit.url}" for hit in results.hits
    ]
    found = page.locator("[data-kb-results] li", has_text="project kickoff" if lang == "en" else "开好项目启动会")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("also in" if lang == "en" else "另有")
    counted = page.locator(".kb-facet__value", has_text="实践" if lang == "zh" else "Practice")
    practices = next(one.count for one in results.facets["kind"] if one.value == "practice")
    expect(counted).to_contain_text(str(practices))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_slip_of_the_keys_is_searched_as_what_was_meant_and_a_click_searches_it_as_it_stands(
    page: Page, site: str, terminal: SearchEngine, lang: str
) -> None:
    typed = "Projct priorities keep changing"
    results = answered(terminal, typed, lang)
    found = asked(page, site, typed, "zh/" if lang == "zh" else "")
    assert found and found == [f"/{hit.url}" for hit in results.hits]
    said = page.get_by_role("status").first
    expect(said).to_contain_text("已按“project”搜索" if lang == "zh" else "Searched for “project” instead of “projct”")
    said.get_by_role("button").click()
    expect(page.locator("article").get_by_role("searchbox")).to_have_value('"Projct" priorities keep changing')
    expect(said).to_contain_text("没有找到" if lang == "zh" else "Nothing found")


def stems(instead: Iterable[Sequence[str]]) -> list[tuple[str, list[str]]]:
    """What was searched instead of which word; which of its forms is named depends on where one looks."""
    return [(word, units(better)) for word, better in instead]


GOLDEN = """async ([queries]) => {
    const { Engine } = await import("/assets/kb/search/engine.js");
    const engine = new Engine(new URL("/search/data/", location.href));
    const found = [];
    for (const query of queries) {
        const { hits, total, suggestion, query: read } = await engine.search(query, {}, { limit: 1000, lang: "en" });
        found.push({ ids: hits.map(({ url }) => url.replace(/\\/$/, "")), total, suggestion, instead: [...read.instead], note: read.note });
    }
    return found;
}"""


def test_the_site_answers_the_golden_queries_as_the_terminal_does(
    page: Page, site: str, base: Path, terminal: SearchEngine
) -> None:
    golden = Workspace(base).golden()
    texts = list(dict.fromkeys(text for one in golden for text in (one.query, one.suggests) if text))
    page.goto(site)
    there = dict(zip(texts, page.evaluate(GOLDEN, [texts]), strict=True))
    for text, answer in there.items():
        here = answered(terminal, text)
        assert (text, answer["ids"][:10]) == (text, [hit.url.rstrip("/") for hit in here.hits])
        assert (text, *stems(answer["instead"])) == (text, *stems(here.query.instead))
        assert (text, answer["total"], units(answer["suggestion"])) == (text, here.total, units(here.suggestion))
    pages = {hit.url.rstrip("/") for hit in terminal.search(Query("", limit=1000)).hits}  # not everybody has one
    golden = tuple(replace(one, finds=tuple(found for found in one.finds if found in pages)) for one in golden)

    def ask(text: str) -> Answer:
        one = there[text]
        return Answer(one["ids"], one["total"], one["suggestion"] or " ".join(better for _, better in one["instead"]))

    failed = failures(golden, ask)
    assert [(one.golden.query, one.what, one.value) for one in failed] == []


@given(typed=st.lists(HOSTILE, min_size=40, max_size=40))
@settings(
    max_examples=3, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)  # shrinking would drive the browser for minutes
def test_the_site_reads_what_is_hostile_as_the_terminal_does(
    page: Page, site: str, terminal: SearchEngine, typed: list[str]
) -> None:
    if not page.url.startswith(site):
        page.goto(site)
    for text, answer in zip(typed, page.evaluate(GOLDEN, [typed]), strict=True):
        here = answered(terminal, text)
        assert (text, answer["total"]) == (text, here.total)
        assert (text, answer["ids"][:10]) == (text, [hit.url.rstrip("/") for hit in here.hits])
        assert (text, bool(answer["note"])) == (text, bool(here.query.note))


def test_stems_are_those_of_the_terminal(page: Page, site: str) -> None:
    page.goto(site)
    script = """async (words) => {
        const { stem } = await import("/assets/kb/search/engine.js");
        return words.map(stem);
    }"""
    assert page.evaluate(script, [word for word, _ in RECORDED]) == [stem for _, stem in RECORDED]


def test_units_are_those_of_the_terminal_for_every_character_that_both_know(page: Page, site: str) -> None:
    """In steps of one character, so that a difference names it; characters without a name are younger than one side."""
    texts = [f"a{chr(code)}b" for code in range(0x20, 0xD800) if unicodedata.category(chr(code)) != "Cn"]
    texts += [
        "PMO沙龙 OPM3 kick-off ＦＵＬＬ－width Straße ΣΊΣΥΦΟΣ don't 風險 啟動會 の会 Ünïcödé e\u0301 x\u00ady 𠮷野"
    ]
    page.goto(site)
    script = """async ([texts, table]) => {
        const { Analyzer } = await import("/assets/kb/search/engine.js");
        const analyzer = new Analyzer([]);
        analyzer.simplify(...table);
        return texts.map((text) => analyzer.units(text));
    }"""
    found: list[list[str]] = page.evaluate(script, [texts, [TRADITIONAL, SIMPLIFIED]])
    different = [ascii(text) for text, there in zip(texts, found, strict=True) if units(text) != there]
    assert different == []


def test_results_come_while_typing_and_an_unfinished_word_is_completed(page: Page, site: str) -> None:
    page.goto(site + "/lessons/")
    page.keyboard.press("/")
    page.keyboard.type("kicko")
    expect(page.locator("[data-kb-results] li").first).to_be_visible()
    assert "kickoff" in page.get_by_role("status").first.inner_text()


def test_the_keyboard_alone_opens_a_hit(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("/")
    page.keyboard.type("approximate")
    first = page.locator("[data-kb-results] li a").first
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#kb-q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}/lessons/2026/record-approximate-numbers/")


def test_escape_leaves_the_results_and_then_closes_them(page: Page, site: str) -> None:
    page.goto(site + "/lessons/")
    page.fill("#kb-q", "kickoff")
    expect(page.locator("[data-kb-results] li").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#kb-q")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-kb-results]").first).to_be_hidden()


def test_a_facet_narrows_and_the_address_can_be_shared(page: Page, context: BrowserContext, site: str) -> None:
    everything = asked(page, site, "kickoff")
    page.get_by_label("Practice").check()
    expect(page.locator("[data-kb-results] li")).to_have_count(len([one for one in everything if "/practices/" in one]))
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator("#kb-q")).to_have_value("kickoff")
    expect(other.get_by_label("Practice")).to_be_checked()
    assert "kind=practice" in page.url


def test_a_title_is_in_the_language_of_the_page_where_there_is_one(page: Page, site: str) -> None:
    asked(page, site, "kickoff", "zh/")
    titles = page.locator(".kb-row__title").all_inner_texts()
    assert "先开启动会，把价值和目标对齐" in titles
    row = page.locator("li.kb-row", has_text="先开启动会，把价值和目标对齐")
    assert "英语" in row.locator(".kb-row__meta").inner_text()  # what it says is in English
    asked(page, site, "启动会")
    assert "Open with a kickoff that aligns value and goals" in page.locator(".kb-row__title").all_inner_texts()


def test_the_chinese_page_speaks_chinese_and_marks_what_was_found(page: Page, site: str) -> None:
    assert asked(page, site, "干系人", "zh/")
    assert "条结果" in page.get_by_role("status").first.inner_text()
    assert "干系人" in page.locator("[data-kb-results] mark").all_inner_texts()
    assert page.get_by_role("group", name="类型").is_visible()


def test_a_hit_under_another_name_says_so(page: Page, site: str) -> None:
    asked(page, site, "开工会")
    assert "(Kickoff)" in page.locator(".kb-row__why").first.inner_text()


def test_a_misspelt_word_is_offered_as_it_was_meant(page: Page, site: str) -> None:
    assert asked(page, site, "kickaff") == []
    page.get_by_role("button", name="kickoff").click()
    expect(page.locator("[data-kb-results] li").first).to_be_visible()
    expect(page.locator("#kb-q")).to_have_value("kickoff")


def test_what_is_typed_is_never_markup(page: Page, site: str) -> None:
    fired: list[str] = []
    page.on("dialog", lambda dialog: note(fired, dialog.message))
    asked(page, site, "<img src=x onerror=alert(1)> kickoff")
    assert not fired and page.locator("[data-kb-results] img").count() == 0


def test_a_query_asks_only_this_host_and_not_for_much(page: Page, site: str) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: note(answers, answer))
    page.goto(site + "/search/")
    page.wait_for_load_state("networkidle")
    before = len(answers)
    page.fill("#kb-q", "kickoff")
    expect(page.locator("[data-kb-results] li").first).to_be_visible()
    assert {urlsplit(answer.url).netloc for answer in answers} == {urlsplit(site).netloc}
    assert sum(len(answer.body()) for answer in answers[before:]) < 150_000  # not compressed


def test_results_do_not_wait_for_the_rest_of_the_page(page: Page, site: str) -> None:
    """Material's script never comes: what was asked in the address is answered all the same."""
    page.route("**/bundle.*.js", lambda route: None)
    page.goto(f"{site}/search/?q=kickoff", wait_until="commit")
    expect(page.locator("[data-kb-results] li").first).to_be_visible()


def test_the_table_of_characters_comes_only_for_who_types_traditional_ones(page: Page, site: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: note(fetched, urlsplit(request.url).path))
    simplified = asked(page, site, "风险 沟通")
    page.wait_for_load_state("networkidle")
    assert simplified and "/search/data/han.json" not in fetched
    assert asked(page, site, "風險 溝通") == simplified
    assert "/search/data/han.json" in fetched


def test_nothing_is_asked_for_twice(page: Page, site: str) -> None:
    """What the page asks for beforehand is what the search takes."""
    fetched: list[str] = []
    page.on("request", lambda request: note(fetched, urlsplit(request.url).path))
    asked(page, site, "kickoff")
    page.wait_for_load_state("networkidle")
    assert sorted(fetched) == sorted(set(fetched))
