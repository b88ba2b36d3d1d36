"""`kb index`: bring the search index up to date. `kb search` does the same by itself; this is for doing it before."""

from __future__ import annotations

import click

from kb.cli.declaring import declare, option
from kb.cli.progress import progress
from kb.ports.search import Query
from kb.workspace import Workspace

LARGE = 5_000  # entries from which the second engine is worth a line in the settings
ADVICE = {
    "en": 'SQLite indexes a base of this size twice as fast: search_engine = "sqlite" in site_config/settings.toml',
    "zh": '这样规模的知识库用 SQLite 建索引快一倍：在 site_config/settings.toml 里写 search_engine = "sqlite"',
}


@declare(
    "index",
    zh="读取有变化的内容并建立索引。索引是缓存，随时可以删除。",
    examples=("kb index --rebuild",),
)
@option("--rebuild", is_flag=True, help="Make the index anew, whatever there is.", zh="不管现有索引，全部重建。")
@click.pass_obj
def command(obj: dict[str, str], rebuild: bool) -> None:
    """Read what has changed and index it. The index is a cache: it may be deleted at any time."""
    said: list[str] = []
    workspace, lang = Workspace.open(obj["root"]), obj["lang"]
    with progress(lang) as advance, workspace.search(said.append, advance, rebuild=rebuild, lang=lang) as engine:
        entries = engine.search(Query("", limit=0)).total
    current = {"en": "the search index is up to date", "zh": "搜索索引已是最新"}[lang]
    for line in said or [current]:
        click.echo(line, err=True)
    if said_better := better_engine(entries, workspace.search_engine, lang):
        click.echo(said_better, err=True)


def better_engine(entries: int, engine: str, lang: str) -> str:
    """One line when the other engine would serve a base of this many entries better, else nothing."""
    return ADVICE[lang] if entries >= LARGE and engine != "sqlite" else ""
