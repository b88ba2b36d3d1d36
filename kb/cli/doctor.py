"""`kb doctor`: whether everything is there that the work needs, and what to do where it is not."""

from __future__ import annotations

import json

import click

from kb.cli.declaring import declare, form_option
from kb.cli.progress import progress
from kb.model.health import Examined, Health
from kb.model.text import printable

PARTS = {
    "machine": ("Machine", "本机"),
    "software": ("Software", "软件"),
    "base": ("Knowledge base", "知识库"),
    "index": ("Search", "搜索"),
    "host": ("Code host", "代码托管"),
}
SIGNS = {
    Health.FINE: ("✓", "green"),
    Health.NOTE: ("·", "cyan"),
    Health.TODO: ("!", "yellow"),
    Health.BROKEN: ("✗", "red"),
}
# code → (what is, what to do) in each language; nothing to do where the second is empty.
WORDS = {
    "python": (("Python {version}", ""), ("Python {version}", "")),
    "old-python": (
        ("Python {version}; 3.11 or later is needed", "install a newer Python, then Lessonbook with it"),
        ("Python {version}；需要 3.11 以上", "请安装较新的 Python，再用它安装 Lessonbook"),
    ),
    "git": (("Git {version}", ""), ("Git {version}", "")),
    "no-git": (
        ("Git is not installed", "install it: changes are reviewed, and undone, with it"),
        ("没有安装 Git", "请安装：评审和撤销修改都要用到"),
    ),
    "encoding": (
        ("file names are read as {encoding}", "set PYTHONUTF8=1, or LANG to a UTF-8 locale"),
        ("文件名按 {encoding} 读取", "请设置 PYTHONUTF8=1，或把 LANG 设为 UTF-8 区域"),
    ),
    "cache": (("caches are kept in {folder}; {free} MB free", ""), ("缓存位于 {folder}，剩余 {free} MB", "")),
    "no-cache": (
        ("no cache can be kept in {folder}: {why}", "everything works, slower; KB_CACHE_DIR names another folder"),
        ("{folder} 不能存放缓存：{why_zh}", "一切仍可用，只是较慢；可用 KB_CACHE_DIR 指定其他文件夹"),
    ),
    "full": (
        ("only {free} MB are free at {folder}", "make room: an index and a site of 10,000 entries need 500 MB"),
        ("{folder} 仅剩 {free} MB", "请腾出空间：一万个条目的索引和网站需要 500 MB"),
    ),
    "version": (("Lessonbook {version}", ""), ("Lessonbook {version}", "")),
    "unmet": (
        ("packages that do not fit: {packages}", "install again: `make demo` in the repository, or `pip install lessonbook`"),
        ("不匹配的软件包：{packages}", "请重新安装：在仓库中运行 `make demo`，或 `pip install lessonbook`"),
    ),
    "import": (("documents, slides and tables can be brought in", ""), ("可以导入文档、幻灯片和表格", "")),
    "no-import": (
        ("cannot bring in: {endings}", "pip install 'lessonbook[import]'"),
        ("不能导入：{endings}", "pip install 'lessonbook[import]'"),
    ),
    "no-base": (
        ("{why}", "`kb init DIR` makes one; `kb --root DIR doctor` examines another"),
        ("{why_zh}", "`kb init 文件夹` 新建一个；`kb --root 文件夹 doctor` 检查其他知识库"),
    ),
    "entries": (("{root}: {entries} entries, nothing to mend", ""), ("{root}：{entries} 个条目，没有问题", "")),
    "findings": (
        ("{root}: {entries} entries; errors: {errors}, warnings: {warnings}", "`kb check` names each, `kb check --fix` mends what is safe"),
        ("{root}：{entries} 个条目；错误 {errors} 个，警告 {warnings} 个", "`kb check` 逐条列出，`kb check --fix` 自动修正可修正的"),
    ),
    "repository": (("in Git; what is built is left out", ""), ("已纳入 Git，构建产物已排除", "")),
    "no-repository": (
        ("not in Git", "`git init` makes a history; others contribute by it"),
        ("尚未纳入 Git", "`git init` 可以留下历史，也便于他人参与"),
    ),
    "build-tracked": (
        ("Git does not leave out build/", "add a line `/build/` to .gitignore"),
        ("Git 没有排除 build/", "请在 .gitignore 中加一行 `/build/`"),
    ),
    "index": (("the index of {engine} is there", ""), ("{engine} 的索引已建好", "")),
    "better": (("{why}", ""), ("{why}", "")),
    "no-index": (("{engine}; the first search makes its index", ""), ("{engine}；首次搜索时建立索引", "")),
    "host": (("{name}: workflows are there", ""), ("{name}：工作流已就绪", "")),
    "no-host": (
        ("no forms and workflows for a code host", "`kb init --upgrade --ci github` brings them"),
        ("没有代码托管平台的表单和工作流", "`kb init --upgrade --ci github` 可以加上"),
    ),
    "no-maintainers": (
        (
            "nobody answers for settings and workflows, and nobody is asked for a review",
            'in site_config/settings.toml: `maintainers = ["@name"]`, then `kb owners --write`',
        ),
        (
            "没有人负责设置和工作流，也没有人被请求评审",
            '在 site_config/settings.toml 中写 `maintainers = ["@name"]`，再运行 `kb owners --write`',
        ),
    ),
    "no-address": (
        ("the repository's address is not named in full: pages have no link for editing", 'in site_config/settings.toml: `repo_url = "https://…"` and `edit_path = "{path}"`'),
        ("仓库地址没有写全：页面上没有编辑链接", '请在 site_config/settings.toml 中写 `repo_url = "https://…"` 和 `edit_path = "{path}"`'),
    ),
    "no-source": (
        ("{path} does not say where kb comes from: no workflow can run", "write it there as `kb_comes_from`; the lines above it show how"),
        ("{path} 没有写明 kb 的来源：工作流都无法运行", "请在其中的 `kb_comes_from` 写明，上方的注释给出了写法"),
    ),
    "templates": (("templates are up to date", ""), ("模板都是最新的", "")),
    "newer": (
        ("newer templates: {count} ({paths})", "`kb init --upgrade` brings them; what you edited stays"),
        ("有 {count} 个更新的模板（{paths}）", "`kb init --upgrade` 可以更新，改过的会保留"),
    ),
    "beside": (
        ("newer templates lie beside yours: {paths}", "take over what you want, then delete the .new files"),
        ("新版模板放在原文件旁：{paths}", "请取用所需内容，然后删除 .new 文件"),
    ),
    "failed": (("{why}", "{hint}"), ("{why_zh}", "{hint_zh}")),
}  # fmt: skip


@declare(
    "doctor",
    zh="查看本机、软件、知识库、索引和代码托管，并说明怎么办。\n\n"
    "不作任何改动。一切正常时退出码为 0，有事要做时为 1，有东西不能用时为 2。",
    examples=("kb doctor",),
)
@form_option()
@click.pass_obj
def command(obj: dict[str, str], form: str) -> int:
    """Look at the machine, the software, the base, its index and its code host, and say what to do.

    Nothing is changed. Exits with 0 when everything works, with 1 when there is something to do, and
    with 2 when something does not work.
    """
    from kb.composing.examining import examined

    with progress(obj["lang"]) as advance:
        found = examined(obj["root"], advance)
    found += _better_engine(found, obj["lang"])
    at = ("en", "zh").index(obj["lang"])
    click.echo(as_json(found, at) if form == "json" else as_text(found, at))
    healths = {one.health for one in found}
    return 2 if Health.BROKEN in healths else 1 if Health.TODO in healths else 0


def _better_engine(found: tuple[Examined, ...], lang: str) -> tuple[Examined, ...]:
    """A note when the other search engine would serve a base of this size better."""
    from kb.cli.index import better_engine

    args = {name: value for one in found if one.part in ("base", "index") for name, value in one.args}
    why = better_engine(int(args["entries"]), args["engine"], lang) if {"entries", "engine"} <= args.keys() else ""
    return (Examined.of("index", Health.NOTE, "better", why=why),) if why else ()


def said(one: Examined, at: int) -> tuple[str, str]:
    """(what is, what to do) in one language."""
    args = {name: printable(value) for name, value in one.args}
    what, todo = WORDS[one.code][at]
    return what.format_map(args), todo.format_map(args) if one.health is not Health.FINE else ""


def as_text(found: tuple[Examined, ...], at: int) -> str:
    lines: list[str] = []
    for part, names in PARTS.items():
        mine = [one for one in found if one.part == part]
        if mine:
            lines.append(click.style(names[at], bold=True))
        for one in mine:
            sign, colour = SIGNS[one.health]
            what, todo = said(one, at)
            lines += [f"  {click.style(sign, fg=colour)} {what}", *([f"      {todo}"] if todo else [])]
    return "\n".join(lines)


def as_json(found: tuple[Examined, ...], at: int) -> str:
    rows = []
    for one in found:
        what, todo = said(one, at)
        rows.append({"part": one.part, "health": str(one.health), "code": one.code, "message": what, "hint": todo})
    return json.dumps({"schema": 1, "examined": rows}, ensure_ascii=False, indent=2)
