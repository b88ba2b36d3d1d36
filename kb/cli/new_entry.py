"""`kb new KIND`: one entry on its way, from what was given, what a text says, and what is asked where nothing does.

What is like it in the base is shown as soon as the title is known: whoever finds that it was said before stops
there, and nothing was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from kb.cli.asking import Asking, day_of, some, split, topics_of
from kb.cli.progress import progress
from kb.errors import KbError
from kb.model.kinds import Kind
from kb.model.text import Text, base_lang
from kb.workspace import Workspace

if TYPE_CHECKING:
    from kb.pipeline.from_text import Told

SAID = {
    "similar": ("Like it in the base:", "库中类似的条目："),
    "before": ("`{id}` says much of the same: {passage}", "`{id}` 所说大体相同：{passage}"),
    "stop": ("Ctrl-C stops; nothing is written yet", "Ctrl-C 可停止，尚未写入任何内容"),
    "taken": ("topics taken from the title: {tags} (--tag chooses others)", "标题中的主题：{tags}（--tag 可改）"),
    "taken from": ("topics taken from the text: {tags} (--tag chooses others)", "文中的主题：{tags}（--tag 可改）"),
    "pictures": ("its pictures are left out; `kb ingest` brings them", "图片未带入；`kb ingest` 可以导入图片"),
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
    text: str


def titles_of(given: Given, asking: Asking, lang: str, workspace: Workspace, known: str = "") -> tuple[Text, str]:
    """The titles by language, and the language of the entry. `known` is the title that a text has."""
    from kb.parse.scalars import LANGUAGE
    from kb.pipeline.starting import is_chinese, language_for

    first, chinese, other = given.title, given.title_zh, ""
    if not first and not chinese:
        first = known
    if asking.asks:
        first = asking.ask("name" if given.kind is Kind.PERSON else "title", first, check=some)
        other = asking.ask("in en" if is_chinese(first) else "in zh")
    if not first and not chinese:
        raise KbError(
            "it needs a title",
            f'`kb new {given.kind} --title "…"`, or --title-zh for one in Chinese',
            zh=("需要标题", f'`kb new {given.kind} --title "…"`，或用 --title-zh 写中文标题'),
        )
    lang = lang or language_for(first or chinese, workspace.settings)
    if not LANGUAGE.pattern.fullmatch(lang):
        raise KbError(
            f"`{lang}` is not a language",
            "write en, zh-Hans, zh-Hant …",
            zh=(f"`{lang}` 不是语言代码", "请写 en、zh-Hans、zh-Hant ……"),
        )
    pairs = {base_lang(lang): first} if first else {}
    if chinese:
        pairs = {"zh": chinese} if not first else {"en" if "zh" in pairs else base_lang(lang): first, "zh": chinese}
    if other:
        pairs["en" if "zh" in pairs else "zh"] = other
    return Text(tuple(pairs.items())), lang


def show_similar(workspace: Workspace, words: str, asking: Asking) -> None:
    """What the base has already about these words."""
    from kb.cli.hits import safe
    from kb.composing.beginning import like

    with progress(asking.lang) as advance:
        hits = like(workspace, words, advance)
    if hits:
        asking.say(SAID["similar"])
    for hit in hits:
        click.echo(f"  {safe(hit.title)}  {hit.id}", err=True)
    if hits and asking.asks:
        asking.say(SAID["stop"])


class Beginning:
    """One entry on its way: what was given, what a text says, and what is asked where nothing was."""

    def __init__(self, workspace: Workspace, given: Given, asking: Asking) -> None:
        self.workspace = workspace
        self.given = given
        self.asking = asking

    def write(self) -> str:
        """Ask what is missing, write the file and give its path. Raises `KbError` when that is not possible."""
        from kb.composing.beginning import prove, put
        from kb.pipeline.starting import Wish, started

        told = self.told()
        lang, title = (told.lang, told.title) if told else ("", "")
        titles, lang = titles_of(self.given, self.asking, self.given.lang or lang, self.workspace, title)
        show_similar(self.workspace, " ".join(titles.every()), self.asking)
        tags = self.tags(titles, told)
        day = self.day(told)
        slug = self.slug(titles, day)
        body, values = (told.body, told.values) if told else ("", {})
        wish = Wish(self.given.kind, titles, lang, slug, tags, day, body, values)
        source = started(wish, self.workspace.settings)
        prove(self.workspace, source)
        self.show_told_before(source.path, source.data, told)
        put(self.workspace, source)
        return source.path

    def told(self) -> Told | None:
        """What the text says, if there is one."""
        if not self.given.text:
            return None
        from kb.composing.beginning import read_text

        with progress(self.asking.lang) as advance:
            found = read_text(self.workspace, self.given.text, self.given.kind, self.given.lang, advance)
        if found.pictures:
            self.asking.say(SAID["pictures"])
        return found

    def show_told_before(self, path: str, data: bytes, told: Told | None) -> None:
        """Lessons that say much of what the text says, before it is written a second time."""
        if told is None or self.given.kind is not Kind.LESSON:
            return
        from kb.cli.hits import safe
        from kb.composing.beginning import told_before
        from kb.model.source import SourceFile

        with progress(self.asking.lang) as advance:
            found = told_before(self.workspace, SourceFile(path, data), advance)
        for entry_id, passage in found:
            self.asking.say(SAID["before"], id=entry_id, passage=safe(passage))
        if found and self.asking.asks:
            click.pause(SAID["stop"][self.asking.at], err=True)

    def tags(self, titles: Text, told: Told | None) -> tuple[str, ...]:
        from kb.pipeline.starting import topics_for

        vocabulary = self.workspace.frame.vocabulary
        if self.given.tags:
            return topics_of(self.given.tags, vocabulary)
        found = tuple(dict.fromkeys((*(told.topics if told else ()), *topics_for(titles, vocabulary))))
        if self.asking.asks:
            answer = self.asking.ask("topics", ", ".join(found), lambda said: topics_of(split(said), vocabulary))
            return topics_of(split(answer), vocabulary)
        if found:
            self.asking.say(SAID["taken from" if told else "taken"], tags=(", ", "、")[self.asking.at].join(found))
        return found

    def day(self, told: Told | None) -> date | None:
        """The day of the entry; people and projects have one only when it is given."""
        undated = self.given.kind in (Kind.PERSON, Kind.PROJECT)
        if self.given.day or undated:
            return day_of(self.given.day) if self.given.day else None
        known = told.day if told else None
        if told and known is None and not self.asking.asks:
            return None  # an old text did not happen today
        found = (known or date.today()).isoformat()
        return day_of(self.asking.ask("date", found, day_of) if self.asking.asks else found)

    def slug(self, titles: Text, day: date | None) -> str:
        from kb.adapters.pinyin import romanise
        from kb.composing.beginning import is_taken
        from kb.pipeline.starting import id_of, slug_limit, slugs_for, topics_for

        if self.given.slug:
            return self.free(self.given.slug, day)
        limit = slug_limit(self.given.kind)
        found = list(slugs_for(titles, topics_for(titles, self.workspace.frame.vocabulary), romanise(), limit))
        free = (one for one in found if not is_taken(self.workspace, id_of(self.given.kind, one, day)))
        best = next(free, "")
        if self.asking.may_ask and (len(found) != 1 or not best):
            return self.asking.ask("slug", best, lambda said: self.free(said, day))
        if best:
            return best
        if found:
            return self.free(found[0], day)
        raise KbError(
            "the title gives no short name in Latin letters",
            "choose one: --slug vendor-signs-late",
            zh=("从标题得不出拉丁字母的短名", "请指定一个：`--slug vendor-signs-late`"),
        )

    def free(self, slug: str, day: date | None) -> str:
        """`slug`, if it is one and nobody has it. Raises `KbError` otherwise."""
        from kb.composing.beginning import is_taken, taken
        from kb.pipeline.starting import id_of, proper_slug, slug_limit

        wanted = id_of(self.given.kind, proper_slug(slug, slug_limit(self.given.kind)), day)
        if is_taken(self.workspace, wanted):
            raise taken(wanted)
        return slug
