"""A small knowledge base in memory, with everything that a page must cope with: hostile words included."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

from kb.catalog import CheckedCatalog
from kb.editions import Edition, edition
from kb.model.kinds import Audience
from kb.model.page import Page
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.model.text import Text
from kb.model.topic import Framework, FrameworkElement, Topic
from kb.pages import pages
from kb.parse import parse
from kb.vocabulary import Vocabulary

TODAY = date(2026, 11, 23)
HOSTILE = "<img src=x onerror=alert(1)>"
SALON = "content/salons/2018-05-27-first-salon"

FILES = {
    "lessons/2018/kickoff-first.md": """
        title: {en: Hold the kickoff before the plan, zh: 先开启动会，再排计划}
        summary: {en: One meeting first., zh: 先开一次会。}
        date: 2018-05-27
        tags: [kickoff]
        audience: public
        status: applied
        owner: content/people/curator
        validated_by: content/people/curator
        validated_on: 2018-06-03
        reviewed: 2018-06-03
        practices: [content/practices/kickoff]
        project: content/projects/learning-system
        aliases: [lessons/2018/old-name]
        sources:
          - {entry: "content/salons/2018-05-27-first-salon#case-talk", quote: We met first., cited: false}
        ---
        ## What happened

        The [case](../../content/cases/learning-system.md) tells it; ![a chart](chart.png)
        and ![a drawing](drawing.svg), ![out](../../../secret.png), [nowhere](gone.md).

        ## Lesson

        Meet first.

        ## Do this next time

        - Sponsor: open the meeting.
        """,
    "lessons/2018/bare.md": """
        title: Only a title and a paragraph
        ---
        Something happened.
        """,
    "lessons/2019/zh-lesson.md": """
        title: {zh: 先核对再发布, en: Check before you publish}
        lang: zh-Hans
        date: 2019-01-05
        tags: [kickoff]
        status: proposed
        contradicts: [lessons/2018/kickoff-first]
        ---
        ## 发生了什么

        发错了。

        ## 下次怎么做

        - 编辑：先核对。
        """,
    "lessons/2020/hostile.md": f"""
        title: {{en: "{HOSTILE}", zh: "{HOSTILE}"}}
        summary: "{HOSTILE}"
        date: 2020-02-02
        tags: [kickoff]
        ---
        {HOSTILE} <script>alert(1)</script> [bad](javascript:alert(1))
        """,
    "content/practices/kickoff.md": """
        title: {en: Run a kickoff, zh: 开好启动会}
        date: 2019-01-01
        tags: [kickoff]
        status: adopted
        owner: content/people/curator
        purpose: {en: Agree on value., zh: 说定价值。}
        when: {phases: [initiation], departments: 3}
        not_when: {project_types: [tiny]}
        framework: [{model: star, element: learning}]
        changelog:
          - {date: 2019-02-01, change: {en: Meet first., zh: 先开会。}, because: [lessons/2018/kickoff-first]}
        ---
        ## Steps

        1. **Sponsor** opens.
        """,
    "content/practices/kickoff-zh.md": """
        title: {zh: 开好启动会}
        lang: zh-Hans
        translation_of: content/practices/kickoff
        date: 2019-01-01
        tags: [kickoff]
        ---
        ## 步骤

        1. 开会。
        """,
    "content/cases/learning-system.md": """
        title: {en: One learning system, zh: 一个学习系统}
        date: 2018-05-27
        tags: [kickoff]
        status: published
        project: content/projects/learning-system
        presented_at: "content/salons/2018-05-27-first-salon#case-talk"
        numbers:
          - {name: {en: Effort, zh: 投入}, value: 20000, unit: {en: hours, zh: 小时}}
          - {name: {en: Stakeholders, zh: 干系人}, value: 100, approximate: true, as_said: nearly 100}
        organisation:
          - {id: top, name: Programme}
          - {id: part, name: A part with a long name that must wrap in its box, under: top}
        stakeholder_map:
          - {name: Finance, interest: low, influence: high}
        timeline:
          - {date: 2018-01-02, event: It began.}
        ---
        ## Context

        Long ago.
        """,
    f"{SALON}.md": """
        title: {en: First salon, zh: 第一场沙龙}
        date: 2018-05-27
        tags: [kickoff]
        start: "13:45"
        end: "18:00"
        timezone: Asia/Shanghai
        venue: Big hall
        programme:
          - {time: "13:00", kind: arrival, title: Arrival}
          - kind: session
            id: case-talk
            title: {en: The case, zh: 案例}
            speakers: [content/people/quiet, content/people/curator]
            session: case
            note: The recap gives no time.
          - {time: "18:00", kind: closing, title: Thanks}
        ---
        ## The case

        It was told.
        """,
    "content/people/curator.md": """
        names: {en: Curator, zh: 管理员}
        consent: internal
        roles: [Looks after entries]
        expertise: [kickoff]
        ---
        ## About

        A role.
        """,
    "content/people/quiet.md": """
        names: {en: Quiet Person}
        organisation: Hidden Company
        expertise: [kickoff]
        consent: name-only
        audience: public
        ---
        Gave a talk.
        """,
    "content/projects/learning-system.md": """
        title: {en: Learning system, zh: 学习系统}
        stakeholders: 100
        departments: 17
        start: "2016-11"
        dispositions:
          - {lesson: lessons/2018/kickoff-first, decision: adopted, result: helped, by: content/people/curator,
             on: 2019-03-01, reason: It fits.}
        ---
        ## Profile

        A system.
        """,
}
TOPICS = (
    Topic(
        "kickoff",
        Text((("en", "Kickoff"), ("zh", "启动会"))),
        (("en", "launch"), ("zh", "开工会")),
        Text((("en", "The first meeting."), ("zh", "第一次会议。"))),
        "planning",
    ),
    Topic("planning", Text((("en", "Planning"), ("zh", "计划")))),
)
MODEL = Framework(
    "star",
    Text((("en", "Star model"), ("zh", "星形模型"))),
    f"{SALON}#case-talk",
    tuple(
        FrameworkElement(one, Text((("en", name), ("zh", zh))))
        for one, name, zh in (
            ("learning", "Learning", "学习"),
            ("design", "Design", "设计"),
            ("change", "Change", "变革"),
        )
    ),
)


def catalog_of(files: dict[str, str]) -> CheckedCatalog:
    """The files as a catalog; each is its front matter without the first fence, indented as one likes."""
    settings = Settings(project_types=(("tiny", Text.of("Tiny")),))
    entries = []
    for path, text in files.items():
        lines = text.strip("\n").split("\n")
        depth = len(lines[0]) - len(lines[0].lstrip())
        source = "---\n" + "\n".join(line[depth:] for line in lines) + "\n"
        parsed = parse(SourceFile(path, source.encode()), settings)
        assert parsed.entry is not None, (path, parsed.diagnostics)
        entries.append(parsed.entry)
    return CheckedCatalog(entries, Vocabulary(TOPICS), (MODEL,), settings)


def edition_of(files: dict[str, str] = FILES, audience: Audience = Audience.INTERNAL) -> Edition:
    return edition(catalog_of(files), audience)


def site_of(files: dict[str, str] = FILES, audience: Audience = Audience.INTERNAL) -> dict[str, Page]:
    """Every page by its address."""
    return {page.url: page for page in pages(edition_of(files, audience), TODAY)}


class Reader(HTMLParser):
    """What a page says: its text, its tags, where its links lead, which ids it has."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.ids: list[str] = []
        self.feed(page.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.text += " "
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values["href"]] if tag == "a" and "href" in values else []
        self.pictures += [values["src"]] if tag == "img" else []
        assert not any(name.startswith("on") for name in values), values

    def handle_endtag(self, tag: str) -> None:
        self.text += " "

    def handle_data(self, data: str) -> None:
        self.text += data


def text_of(page: Page) -> str:
    return " ".join(Reader(page).text.split())
