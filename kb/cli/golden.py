"""What `kb check --search` says: golden queries that search does not answer as they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from kb.model.text import printable
from kb.pipeline.golden import Answer, Failure, failures
from kb.workspace import QUERIES, Workspace

WORDS = {
    "missing": ("does not find {value} among the first ten", "前十条里没有 {value}"),
    "found": ("finds {value}, which it must not", "不该找到 {value}"),
    "suggests": ("should offer `{wanted}`, and offers {value}", "应提示“{wanted}”，实际提示：{value}"),
    "something": ("should find nothing, and finds {value}", "应当什么都找不到，却找到了 {value}"),
    "done": ("{n} golden queries asked, {bad} answered otherwise", "试了 {n} 条示例查询，{bad} 处不符"),
    "none": (f"there are no golden queries in {QUERIES}", f"{QUERIES} 里没有示例查询"),
}
MANY = 1000  # hits that are looked through for what must not be found


def check_search(workspace: Workspace, lang: str, say: Callable[[str], None]) -> tuple[tuple[Failure, ...], int]:
    """Ask every golden query of the base: what failed, and how many were asked."""
    from kb.query.concepts import Concepts
    from kb.query.reading import read

    queries = workspace.golden()
    with workspace.search(say, lang=lang) as engine:
        concepts = Concepts(engine.concepts)

        def ask(typed: str) -> Answer:
            results = engine.search(read(typed, concepts, limit=MANY))
            return Answer([hit.id for hit in results.hits], results.total, results.suggestion)

        return failures(queries, ask), len([one for one in queries if not one.gap])


def show_failures(failed: Sequence[Failure], asked: int, lang: str) -> None:
    """One line for each on stdout, the count on stderr."""
    at = lang == "zh"
    for one in failed:
        where = click.style(f"{QUERIES}:{one.golden.line}:", bold=True)
        said = WORDS[one.what][at].format(value=one.value or "–", wanted=one.golden.suggests)
        click.echo(f"{where} {click.style(printable(one.golden.query), fg='red')} {printable(said)}")
    click.echo(WORDS["done" if asked else "none"][at].format(n=asked, bad=len(failed)), err=True)


def as_json(one: Failure) -> dict[str, object]:
    return {"line": one.golden.line, "query": one.golden.query, "what": one.what, "value": one.value}
