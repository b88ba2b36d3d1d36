"""What `kb check --search` says: golden queries that search does not answer as they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from kb.model.golden import GoldenQuery
from kb.model.text import printable
from kb.pipeline.golden import Answer, Failure, failures
from kb.workspace import QUERIES, Workspace

WORDS = {
    "missing": ("does not find {value} among the first ten", "前十条里没有 {value}"),
    "found": ("finds {value}, which it must not", "不该找到 {value}"),
    "suggests": ("should offer `{wanted}`, and offers {value}", "应提示“{wanted}”，实际提示：{value}"),
    "something": ("should find nothing, and finds {value}", "应当什么都找不到，却找到了 {value}"),
    "done": ("{n} golden queries asked, {bad} answered otherwise", "试了 {n} 条示例查询，{bad} 处不符"),
    "gaps": ("{n} wait for an answer:", "{n} 条仍待解答："),
    "none": (f"there are no golden queries in {QUERIES}", f"{QUERIES} 里没有示例查询"),
}
MANY = 1000  # hits that are looked through for what must not be found


def check_search(workspace: Workspace, lang: str, say: Callable[[str], None]) -> tuple[tuple[Failure, ...], int]:
    """Ask every golden query of the base: what failed, and how many were asked."""
    from kb.query.concepts import Concepts
    from kb.query.reading import read
    from kb.query.spelling import as_meant

    queries = workspace.golden()
    with workspace.search(say, lang=lang) as engine:
        concepts = Concepts(engine.concepts)

        def ask(typed: str) -> Answer:
            results = engine.search(read(typed, concepts, limit=MANY)._replace(lang=lang))
            also = {hit.id: hit.ids[1:] for hit in results.hits}
            return Answer(
                [hit.id for hit in results.hits], results.total, results.suggestion or as_meant(results.query), also
            )

        return failures(queries, ask), len([one for one in queries if not one.gap])


def gaps(workspace: Workspace) -> tuple[GoldenQuery, ...]:
    """The queries that wait for somebody who writes what was missed."""
    return tuple(one for one in workspace.golden() if one.gap)


def show_failures(failed: Sequence[Failure], asked: int, waiting: Sequence[GoldenQuery], lang: str) -> None:
    """One line for each on stdout; the count, and what waits for an answer, on stderr."""
    at = lang == "zh"
    for one in failed:
        where = click.style(f"{QUERIES}:{one.golden.line}:", bold=True)
        said = WORDS[one.what][at].format(value=one.value or "–", wanted=one.golden.suggests)
        click.echo(f"{where} {click.style(printable(one.golden.query), fg='red')} {printable(said)}")
    click.echo(WORDS["done" if asked or waiting else "none"][at].format(n=asked, bad=len(failed)), err=True)
    if waiting:
        click.echo(WORDS["gaps"][at].format(n=len(waiting)), err=True)
    for gap in waiting:
        click.echo(printable(f"  {QUERIES}:{gap.line}: {gap.query} – {gap.gap}"), err=True)


def gap_as_json(one: GoldenQuery) -> dict[str, object]:
    asked = one.asked.isoformat() if one.asked is not None else None
    return {"line": one.line, "query": one.query, "gap": one.gap, "asked": asked}


def as_json(one: Failure) -> dict[str, object]:
    return {"line": one.golden.line, "query": one.golden.query, "what": one.what, "value": one.value}
