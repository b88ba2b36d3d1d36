"""`kb new KIND`: five questions at most, then a file that passes the check, with a hint under each heading.

What is like it in the base is shown as soon as the title is known: whoever finds that it was said before stops
there, and nothing was written.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import click

from kb.cli.progress import progress
from kb.cli.search import KINDS
from kb.errors import KbError
from kb.model.kinds import Kind
from kb.model.text import Text, base_lang
from kb.workspace import Workspace

WORDS = {
    "title": ("Title", "标题"),
    "name": ("Name", "姓名"),
    "in en": ("The same in English (Enter: none)", "英文（直接回车：无）"),
    "in zh": ("The same in Chinese (Enter: none)", "中文（直接回车：无）"),
    "topics": ("Topics, with commas between them", "主题，用逗号分隔"),
    "date": ("When it happened", "发生日期"),
    "slug": ("Short name for its address: a-z, digits, hyphens", "地址用的短名：a-z、数字、连字符"),
    "similar": ("Like it in the base:", "库中类似的条目："),
    "stop": ("Ctrl-C stops; nothing is written yet", "Ctrl-C 可停止，尚未写入任何内容"),
    "taken": ("topics taken from the title: {tags} (--tag chooses others)", "从标题得到的主题：{tags}（--tag 可改）"),
    "next": ("write under its headings, then `kb check {path}`", "在各标题下填写，然后运行 `kb check {path}`"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """The options as they were typed; empty where there was none."""

    kind: Kind
    title: str
    title_zh: str
    tags: tuple[str, ...]
    day: str
    lang: str
    slug: str


@click.command(
    name="new", epilog='Example: kb new lesson --title "Invite all stakeholders to the kickoff" --tag kickoff'
)
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--title", default="", help="Its title, or a person's name.")
@click.option("--title-zh", default="", help="The same in Chinese, or the only title.")
@click.option("--tag", "tags", multiple=True, help="A topic, by id or any of its names; may be repeated.")
@click.option("--date", "day", default="", metavar="YYYY-MM-DD", help="When it happened (default: today).")
@click.option("--lang", default="", metavar="LANG", help="Language of the entry: en, zh-Hans … (default: its title's).")
@click.option("--slug", default="", help="Short name for its address, where the title gives none.")
@click.option("--edit", is_flag=True, help="Open it in $VISUAL or $EDITOR.")
@click.pass_obj
def command(
    obj: dict[str, str],
    kind: str,
    title: str,
    title_zh: str,
    tags: tuple[str, ...],
    day: str,
    lang: str,
    slug: str,
    edit: bool,
) -> None:
    """Begin an entry of this KIND: asks on a terminal, or takes everything from options.

    The file's path goes to standard output.
    """
    workspace = Workspace.open(obj["root"])
    given = Given(Kind(kind), title.strip(), title_zh.strip(), tags, day.strip(), lang.strip(), slug.strip())
    path = _Beginning(workspace, given, ("en", "zh").index(obj["lang"])).write()
    click.echo(path)
    click.echo(WORDS["next"][obj["lang"] == "zh"].format(path=path), err=True)
    if edit:
        from kb.adapters.editor import edit as opened

        opened(workspace.root / path)


class _Beginning:
    """One entry on its way: what was given, and what is asked where nothing was."""

    def __init__(self, workspace: Workspace, given: Given, at: int) -> None:
        self.workspace = workspace
        self.given = given
        self.at = at
        terminal = sys.stdin.isatty()
        self.asks = terminal and not (given.title or given.title_zh)  # who gives a title gives all by options
        self.may_ask = terminal

    def ask(self, word: str, default: str = "", check: Callable[[str], object] | None = None) -> str:
        """One question; it comes again, with the reason, while `check` raises."""
        while True:
            said: str = click.prompt(WORDS[word][self.at], default=default, show_default=bool(default), err=True)
            try:
                if check is not None:
                    check(said.strip())
                return said.strip()
            except KbError as error:
                click.echo(f"    {error.message}: {error.hint}", err=True)

    def write(self) -> str:
        """Ask what is missing, write the file and give its path. Raises `KbError` when that is not possible."""
        from kb.adapters.replacing import write_new
        from kb.pipeline.starting import Wish, started

        titles, lang = self.titles()
        self.show_similar(titles)
        tags = self.tags(titles)
        day = self.day()
        slug = self.slug(titles, day)
        source = started(Wish(self.given.kind, titles, lang, slug, tags, day), self.workspace.settings)
        self.prove(source.path, source.data)
        if not write_new(self.workspace.root, source.path, source.data):
            raise _taken(source.path)
        return source.path

    def titles(self) -> tuple[Text, str]:
        """The titles by language, and the language of the entry."""
        from kb.parse.scalars import LANGUAGE
        from kb.pipeline.starting import is_chinese, language_for

        first, chinese = self.given.title, self.given.title_zh
        other = ""
        if self.asks:
            word = "name" if self.given.kind is Kind.PERSON else "title"
            first = self.ask(word, check=_some)
            other = self.ask("in en" if is_chinese(first) else "in zh")
        if not first and not chinese:
            raise KbError(
                "it needs a title", f'`kb new {self.given.kind} --title "…"`, or --title-zh for one in Chinese'
            )
        lang = self.given.lang or language_for(first or chinese, self.workspace.settings)
        if not LANGUAGE.pattern.fullmatch(lang):
            raise KbError(f"`{lang}` is not a language", "write en, zh-Hans, zh-Hant …")
        pairs = {base_lang(lang): first} if first else {}
        if chinese:
            pairs = {"zh": chinese} if not first else {"en" if "zh" in pairs else base_lang(lang): first, "zh": chinese}
        if other:
            pairs["en" if "zh" in pairs else "zh"] = other
        return Text(tuple(pairs.items())), lang

    def show_similar(self, titles: Text) -> None:
        from kb.cli.hits import safe
        from kb.query.concepts import Concepts
        from kb.query.reading import read

        words = re.sub(r"[^\w]+", " ", " ".join(titles.every())).casefold()
        with progress() as advance, self.workspace.search(lambda text: None, advance) as engine:
            hits = engine.search(read(words, Concepts(engine.concepts), limit=3)).hits
        if hits:
            click.echo(WORDS["similar"][self.at], err=True)
        for hit in hits:
            click.echo(f"  {safe(hit.title)}  {hit.id}", err=True)
        if hits and self.asks:
            click.echo(WORDS["stop"][self.at], err=True)

    def tags(self, titles: Text) -> tuple[str, ...]:
        from kb.pipeline.starting import topics_for

        if self.given.tags:
            return self.known(self.given.tags)
        found = topics_for(titles, self.workspace.frame.vocabulary)
        if self.asks:
            return self.known(_split(self.ask("topics", ", ".join(found), lambda said: self.known(_split(said)))))
        if found:
            click.echo(WORDS["taken"][self.at].format(tags=", ".join(found)), err=True)
        return found

    def known(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of topics. Raises `KbError` with the nearest one for a word that is none."""
        vocabulary = self.workspace.frame.vocabulary
        for word in words:
            if vocabulary.find(word) is None:
                near = vocabulary.nearest(word)
                hint = f"did you mean `{near.id}`?" if near else "`kb topics` lists them"
                raise KbError(f"there is no topic `{word}`", hint)
        found = (vocabulary.find(word) for word in words)
        return tuple(dict.fromkeys(topic.id for topic in found if topic is not None))

    def day(self) -> date | None:
        """The day of the entry; people and projects have one only when it is given."""
        undated = self.given.kind in (Kind.PERSON, Kind.PROJECT)
        if self.given.day or undated:
            return _day(self.given.day) if self.given.day else None
        today = date.today().isoformat()
        return _day(self.ask("date", today, _day) if self.asks else today)

    def slug(self, titles: Text, day: date | None) -> str:
        from kb.adapters.pinyin import romanise
        from kb.pipeline.starting import slug_limit, slugs_for, topics_for

        if self.given.slug:
            return self.free(self.given.slug, day)
        limit = slug_limit(self.given.kind)
        found = list(slugs_for(titles, topics_for(titles, self.workspace.frame.vocabulary), romanise(), limit))
        best = next((one for one in found if not self.is_taken(one, day)), "")
        if self.may_ask and (len(found) != 1 or not best):
            return self.ask("slug", best, lambda said: self.free(said, day))
        if best:
            return best
        if found:
            return self.free(found[0], day)
        raise KbError("the title gives no short name in Latin letters", "choose one: --slug vendor-signs-late")

    def is_taken(self, slug: str, day: date | None) -> bool:
        from kb.pipeline.starting import id_of

        wanted = id_of(self.given.kind, slug, day)
        return any((self.workspace.root / one).exists() for one in (f"{wanted}.md", f"{wanted}/index.md"))

    def free(self, slug: str, day: date | None) -> str:
        """`slug`, if it is one and nobody has it. Raises `KbError` otherwise."""
        from kb.parse.paths import slugify
        from kb.pipeline.starting import id_of, slug_limit

        limit = slug_limit(self.given.kind)
        if not slug or slugify(slug) != slug or len(slug) > limit:
            near = slugify(slug)[:limit].strip("-")
            hint = f"write `{near}`" if near else f"a-z, digits and hyphens, at most {limit}"
            raise KbError(f"`{slug}` is not a short name for an address", hint)
        if self.is_taken(slug, day):
            raise _taken(id_of(self.given.kind, slug, day))
        return slug

    def prove(self, path: str, data: bytes) -> None:
        """The file is read as the check will read it. Raises `KbError` with the first thing that is wrong."""
        from kb.model.codes import severity, worded
        from kb.model.diagnostic import Severity
        from kb.model.source import SourceFile
        from kb.parse import parse

        for one in parse(SourceFile(path, data), self.workspace.settings).diagnostics:
            if severity(one.code) is Severity.ERROR:
                said = worded(one, ("en", "zh")[self.at])
                raise KbError(said.message, said.hint)


def _taken(path: str) -> KbError:
    return KbError(f"there is an entry {path} already", "write into that one, or choose another name with --slug")


def _some(said: str) -> None:
    if not said:
        raise KbError("it needs a title", "one line is enough")


def _split(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[,，、;；]", said) if part.strip())


def _day(said: str) -> date:
    """The day that was typed, in a form that can mean one day only. Raises `KbError` for anything else."""
    from kb.pipeline.mending import iso_day

    iso = iso_day(said)
    if not iso:
        raise KbError(f"`{said}` is not a day of the calendar", "write YYYY-MM-DD")
    return date.fromisoformat(iso)
