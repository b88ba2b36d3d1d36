"""`kb init DIR`: a knowledge base of one's own, for an organisation and its code host; and its newer templates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.declaring import argument, declare, option
from kb.errors import KbError

if TYPE_CHECKING:
    from kb.pipeline.templates import Wish

LANGS = ("en", "zh")
WORDS = {
    "done": (
        "{folder} is a knowledge base now.\nNext: `cd {folder}`, `kb new lesson`, `kb check`.",
        "{folder} 已是一个知识库。\n接下来：`cd {folder}`、`kb new lesson`、`kb check`。",
    ),
    "host": (
        "{host}SWITCH-ON.md says how to switch the forms and workflows on.",
        "{host}SWITCH-ON.md 说明如何启用表单和工作流。",
    ),
    "new": ("new", "新增"),
    "replaced": ("brought up to date", "已更新"),
    "beside": ("you edited it; the newer one lies beside it as {path}.new", "已被修改过，新版放在旁边：{path}.new"),
    "kept": ("you edited it; nothing newer", "已被修改过，没有更新的版本"),
    "deleted": ("you deleted it; it stays away", "已被删除，不再恢复"),
    "dropped": ("no longer one of our templates; it is yours now", "不再是我们的模板，保留原样"),
    "current": ("everything is up to date", "都是最新的"),
}  # fmt: skip


@declare(
    "init",
    zh="在所给文件夹新建知识库：文件夹、设置、词表、模板，以及代码托管平台需要的文件。\n\n"
    "已有的文件保持原样。用 --upgrade 时，改过的文件也不动，新版放在它旁边；"
    "这时 --org、--lang 和 --ci 修改新建时的选择。",
    examples=('kb init our-lessons --org "Acme" --lang en,zh --ci github',),
    examples_zh=('kb init our-lessons --org "某某公司" --lang zh,en --ci github',),
)
@argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=".")
@option("--org", "name", default="", metavar="NAME", help="The organisation that it is for.", zh="为哪个组织而建。")
@option(
    "--lang",
    "langs",
    default="",
    metavar="LANGS",
    help="Its languages, the first one first: en,zh.",
    zh="它的语言，首选的写在前面：zh,en。",
)
@option(
    "--ci",
    choices=("github", "gitlab", "none"),
    help="Forms and workflows for this code host.",
    zh="加上用于该平台的表单和工作流。",
)
@option(
    "--upgrade",
    is_flag=True,
    help="Bring newer templates into a base; what you edited stays as it is.",
    zh="更新知识库中的模板，改过的保持原样。",
)
@click.pass_obj
def command(obj: dict[str, str], folder: Path, name: str, langs: str, ci: str | None, upgrade: bool) -> None:
    """Make a knowledge base in DIR: folders, settings, vocabulary, templates, and what its code host needs.

    What is there already is kept as it is. With --upgrade, a file that you edited stays, and the newer one lies
    beside it; --org, --lang and --ci then change what was asked for when the base was made.
    """
    from kb.adapters import skeleton

    if not upgrade and str(folder) == ".":
        raise KbError(
            "it needs a folder",
            "`kb init our-lessons` makes one; `kb init --upgrade` works in this one",
            zh=("需要文件夹", "`kb init our-lessons` 新建一个；`kb init --upgrade` 更新当前的"),
        )
    if upgrade:
        _upgraded(folder, name, langs, ci, obj["lang"])
        return
    for path in skeleton.create(folder, _wish(name, langs, ci)):
        click.echo(path)
    click.echo(_say("done", obj["lang"], folder=folder), err=True)
    if ci in skeleton.HOSTS:
        click.echo(_say("host", obj["lang"], host=skeleton.HOSTS[ci]), err=True)


def _wish(name: str, langs: str, ci: str | None, before: Wish | None = None) -> Wish:
    """What was asked for, and for the rest what was asked for before. Raises `KbError` for what cannot be meant."""
    from kb.pipeline.templates import Wish

    known = before or Wish()
    asked = tuple(dict.fromkeys(one.strip().lower() for one in langs.split(",") if one.strip()))
    unknown = next((one for one in asked if one not in LANGS), "")
    if unknown:
        raise KbError(
            f"there are no templates in `{unknown}`",
            f"--lang takes {', '.join(LANGS)}, with commas between them",
            zh=(f"没有语言 `{unknown}` 的模板", f"--lang 可写 {'、'.join(LANGS)}，用逗号分隔"),
        )
    if not name.isprintable() or len(name) > 80:
        raise KbError(
            "the name of an organisation is one line of text",
            "at most 80 characters, without line breaks",
            zh=("组织名称应是一行文字", "最多 80 个字符，不含换行"),
        )
    return Wish(
        name.strip() or known.name, asked or known.langs, known.ci if ci is None else "" if ci == "none" else ci
    )


def _upgraded(folder: Path, name: str, langs: str, ci: str | None, lang: str) -> None:
    """What became of every file that is not as the templates have it, on standard output."""
    from kb.adapters import skeleton

    asked = bool(name or langs or ci)
    wish = _wish(name, langs, ci, skeleton.wish_of(folder)) if asked else None
    found = [one for one in skeleton.upgrade(folder, wish) if one.what != "same"]
    for one in found:
        click.echo(f"{one.path}{(': ', '：')[lang == 'zh']}{_say(one.what, lang, path=one.path)}")
    if not any(one.what in ("new", "replaced", "beside") for one in found):
        click.echo(_say("current", lang), err=True)


def _say(word: str, lang: str, **args: object) -> str:
    return WORDS[word][lang == "zh"].format_map(args)
