"""`kb search`: what was learned before, in English or Chinese, best first.

What was found goes to stdout; counts, notes and suggestions go to stderr.
"""

from __future__ import annotations

from datetime import date

import click

from kb.cli.declaring import argument, declare, form_option, option
from kb.cli.hits import FORMATS, fitting, shown
from kb.cli.progress import progress
from kb.errors import KbError
from kb.ports.search import Filters, Results
from kb.workspace import Workspace

KINDS = ("lesson", "practice", "case", "salon", "person", "project")

WORDS = {
    "found": ("{total} found", "找到 {total} 条"),
    "shown": (
        "{total} found, {shown} shown (--limit {total} for all, --full for more of each)",
        "找到 {total} 条，显示 {shown} 条（--limit {total} 看全部，--full 看详情）",
    ),
    "none": ("nothing found", "没有找到"),
    "near": ("did you mean: {text}", "是不是要找：{text}"),
    "instead": (
        "searched for “{better}” instead of “{word}”; to search for exactly that: kb search '\"{word}\"'",
        "已按“{better}”搜索（“{word}”在库中没有出现）；要原样搜索：kb search '\"{word}\"'",
    ),
    "topic": ("there is no topic {tag}", "没有主题 {tag}"),
    "topic near": ("there is no topic {tag}; did you mean {near}?", "没有主题 {tag}；是不是 {near}？"),
}


@declare(
    "search",
    zh='搜索所给词语：可写词语、"短语"、-不要的词、OR、( )、词首*，'
    "也可写 kind: tag: topic: project: speaker: status: phase: lang: after: before:。\n\n"
    "不写词语，则列出选项筛选后的全部条目，新的在前。",
    examples=("kb search kickoff 干系人 --kind lesson --after 2018",),
    examples_zh=("kb search 启动会 干系人 --kind lesson --after 2018",),
)
@argument("words", nargs=-1, metavar="[WORDS]…")
@option(
    "--kind",
    "kinds",
    multiple=True,
    choices=KINDS,
    help="Only this kind; may be repeated.",
    zh="只看这一类；可以重复。",
)
@option(
    "--tag",
    "tags",
    multiple=True,
    help="Only this topic, by id or any of its names; may be repeated.",
    zh="只看这个主题，写编号或任一名称；可以重复。",
)
@option(
    "--topic",
    "topics",
    multiple=True,
    help="The same with all narrower topics; may be repeated.",
    zh="同上，并包括所有下级主题；可以重复。",
)
@option("--status", "statuses", multiple=True, help="Only this state; may be repeated.", zh="只看这个状态；可以重复。")
@option("--phase", "phases", multiple=True, help="Only this phase; may be repeated.", zh="只看这个阶段；可以重复。")
@option("--project", "projects", multiple=True, metavar="ID", help="Only this project.", zh="只看这个项目。")
@option(
    "--speaker",
    "speakers",
    multiple=True,
    metavar="NAME",
    help="Only what this person said or wrote.",
    zh="只看此人讲的或写的。",
)
@option(
    "--after",
    metavar="DATE",
    default="",
    help="Not older than YYYY, YYYY-MM or YYYY-MM-DD.",
    zh="不早于 YYYY、YYYY-MM 或 YYYY-MM-DD。",
)
@option("--before", metavar="DATE", default="", help="Not newer than that.", zh="不晚于该日期，写法同上。")
@option(
    "--limit",
    metavar="N",
    between=(1, 1000),
    help="At most so many hits.",
    zh="最多多少条结果。",
    usual=("10; as text what a screen holds", "10，文本格式时以一屏为限"),
)
@form_option(tuple(FORMATS))
@option(
    "--full",
    is_flag=True,
    help="Say more of each hit: topics, both titles, all of the excerpt.",
    zh="详细显示每条结果：主题、两种语言的标题、完整摘录。",
)
@option("--explain", is_flag=True, help="Show what made the score of every hit.", zh="显示每条结果的得分从何而来。")
@option(
    "--facets",
    is_flag=True,
    help="Show how many hits there are of each kind, topic, year, …",
    zh="显示各类型、主题、年份等各有多少条结果。",
)
@option(
    "--pick",
    is_flag=True,
    help="Choose one of the hits in the terminal, and show it as `kb show` does.",
    zh="在终端选择一条结果，并像 `kb show` 那样显示。",
)
@click.pass_obj
def command(
    obj: dict[str, str],
    words: tuple[str, ...],
    kinds: tuple[str, ...],
    tags: tuple[str, ...],
    topics: tuple[str, ...],
    statuses: tuple[str, ...],
    phases: tuple[str, ...],
    projects: tuple[str, ...],
    speakers: tuple[str, ...],
    after: str,
    before: str,
    limit: int | None,
    form: str,
    full: bool,
    explain: bool,
    facets: bool,
    pick: bool,
) -> None:
    """Search for WORDS: words, "phrases", -word to leave out, OR, ( ), begin*, and kind: tag: topic: project: speaker:
    status: phase: lang: after: before: in them.

    Without WORDS, what the options leave is listed, the newest first.
    """
    from kb.query.concepts import Concepts
    from kb.query.reading import read

    filters = Filters(
        kinds=kinds,
        tags=tags,
        topics=topics,
        statuses=statuses,
        phases=phases,
        projects=projects,
        speakers=speakers,
        after=_day(after, end=False),
        before=_day(before, end=True),
    )
    workspace = Workspace.open(obj["root"])
    if pick:
        from kb.cli.picking import refuse_without_terminal

        refuse_without_terminal()
    if limit is None:
        limit = fitting(facets) if form == "text" and not (full or explain or pick) else 10
    with progress(obj["lang"]) as advance, workspace.search(_say, advance, lang=obj["lang"]) as engine:
        query = read(" ".join(words), Concepts(engine.concepts), filters, limit)
        results = engine.search(query._replace(explain=explain, lang=obj["lang"]))
        known = engine.concepts
    if not pick:
        shown(results, form, obj["lang"], facets, full)
    for line in _remarks(results, known, obj["lang"]):
        _say(line)
    if pick:
        _show_picked(workspace, results, form, obj["lang"])


def _show_picked(workspace: Workspace, results: Results, form: str, lang: str) -> None:
    """Let one of the hits be chosen, and show it."""
    from kb.cli.picking import picked

    hit = picked(results.hits, lang)
    if hit is not None:
        from kb.cli.show import show

        show(workspace.load(kept=True).catalog, hit.id, "text" if form == "text" else "json", lang)


def _say(text: str) -> None:
    click.echo(text, err=True)


def _day(value: str, end: bool) -> str:
    """A date as it was given, made whole. Raises `KbError` for what is none."""
    from kb.query.reading import whole_date

    day = whole_date(value, end)
    if value and not day:
        raise _no_date(f"`{value}` is not a date", f"“{value}”不是日期")
    if len(value) > 4:
        try:
            date.fromisoformat(value if len(value) == 10 else f"{value}-01")
        except ValueError as error:
            raise _no_date(f"`{value}` is in no calendar", f"日历上没有“{value}”") from error
    return day


def _no_date(message: str, chinese: str) -> KbError:
    return KbError(message, "write YYYY, YYYY-MM or YYYY-MM-DD", zh=(chinese, "请写 YYYY、YYYY-MM 或 YYYY-MM-DD"))


def _remarks(results: Results, known: object, lang: str) -> list[str]:
    """What to say about the results, in the reader's language."""
    at = ("en", "zh").index(lang)
    found = _notes(results.query.note, lang)
    found += [WORDS["instead"][at].format(word=word, better=better) for word, better in results.query.instead]
    asked = results.query.filters
    for tag in (*asked.tags, *asked.topics):
        found += _unknown_topic(tag, known, at)
    key = "none" if not results.total else "found" if results.total <= len(results.hits) else "shown"
    found.append(WORDS[key][at].format(total=results.total, shown=len(results.hits)))
    if results.suggestion:
        found.append(WORDS["near"][at].format(text=results.suggestion))
    return found


def _notes(note: str, lang: str) -> list[str]:
    """What was done to a query that could not be taken as it was typed."""
    from kb.query.reading import NOTES_ZH

    parts = [part for part in note.split("; ") if part]
    return [NOTES_ZH.get(part, part) for part in parts] if lang == "zh" else parts


def _unknown_topic(tag: str, known: object, at: int) -> list[str]:
    if not isinstance(known, dict) or tag in known:
        return []
    from kb.vocabulary import nearest

    near = nearest(tag, {word for words in known.values() for word in words} | known.keys())
    return [WORDS["topic near" if near else "topic"][at].format(tag=tag, near=near)]
