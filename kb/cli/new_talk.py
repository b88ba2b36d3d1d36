"""`kb new talk`: a session of a salon, written into the salon's programme and text."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import click

from kb.cli.asking import Asking, split
from kb.cli.new_entry import Given, show_similar, titles_of
from kb.cli.progress import progress
from kb.errors import KbError
from kb.model.kinds import Audience, Kind
from kb.model.text import Text
from kb.workspace import Workspace

if TYPE_CHECKING:
    from kb.catalog import Catalog
    from kb.model.entry import Entry
    from kb.pipeline.from_text import Told

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def begin_talk(
    workspace: Workspace, given: Given, asking: Asking, salon: str, speakers: tuple[str, ...], time: str
) -> str:
    """Ask what is missing, write it into the salon and give the salon's path. Raises `KbError` if that cannot be."""
    from kb.adapters import disk
    from kb.composing.beginning import MAX_BYTES, replace
    from kb.model.source import SourceFile
    from kb.pipeline.talks import Talk, with_talk

    with progress(asking.lang) as advance:
        catalog = workspace.load(advance, kept=True).catalog
    told = _told(workspace, given, asking)
    titles, _ = titles_of(given, asking, given.lang, workspace, told.title if told else "")
    show_similar(workspace, " ".join(titles.every()), asking)
    where = _salon(catalog, salon, asking)
    spoken = _speakers(catalog, speakers, asking)
    begins = _time(time, asking)
    body = told.body if told else ""
    talk = Talk(titles, _slug(given, titles, workspace), spoken, begins, body)
    source = disk.read(workspace.root, where.path, MAX_BYTES)
    if not isinstance(source, SourceFile):
        raise KbError(
            f"{where.path} cannot be read",
            "it must be a regular file that you may read",
            zh=(f"无法读取 {where.path}", "它应当是一个可以读取的普通文件"),
        )
    replace(workspace, source, with_talk(source, where, talk, workspace.settings))
    _say_where(where, asking)
    return where.path


def _say_where(salon: Entry, asking: Asking) -> None:
    """A talk is read by whoever reads its salon, and a salon of years ago may not be the one that was meant."""
    day = salon.date.isoformat() if salon.date else "?"
    public = salon.audience is Audience.PUBLIC
    english = f"  a session of the salon of {day}" + (", which is public: everybody may read it" if public else "")
    chinese = f"  写入 {day} 的沙龙" + ("；该沙龙是公开的，任何人都能读到" if public else "")
    click.echo((english, chinese)[asking.at], err=True)


def _told(workspace: Workspace, given: Given, asking: Asking) -> Told | None:
    if not given.text:
        return None
    from kb.composing.beginning import read_text

    with progress(asking.lang) as advance:
        return read_text(workspace, given.text, None, given.lang, advance)


def _salon(catalog: Catalog, written: str, asking: Asking) -> Entry:
    """The salon that was named by id, its last part or its title; the latest one where none was."""
    salons = sorted(catalog.of(Kind.SALON), key=lambda one: (one.date or date.min, one.id))
    if not salons:
        raise KbError(
            "there is no salon yet",
            "`kb new salon` begins one; a talk is one of its sessions",
            zh=("还没有沙龙", "请先用 `kb new salon` 新建；分享是沙龙中的一场"),
        )
    if not written and asking.asks:
        written = asking.ask("salon", salons[-1].id.rsplit("/", 1)[-1], lambda said: _named(salons, said))
    return _named(salons, written) if written else salons[-1]


def _named(salons: list[Entry], written: str) -> Entry:
    found = [one for one in salons if written in (one.id, one.id.rsplit("/", 1)[-1], *one.title.every())]
    if not found:
        from kb.vocabulary import nearest

        near = nearest(written, [one.id.rsplit("/", 1)[-1] for one in salons])
        hint = f"did you mean `{near}`?" if near else "name its id"
        hint_zh = f"是不是 `{near}`？" if near else "请写它的编号"
        raise KbError(f"there is no salon `{written}`", hint, zh=(f"没有沙龙“{written}”", hint_zh))
    return found[-1]


def _speakers(catalog: Catalog, written: tuple[str, ...], asking: Asking) -> tuple[str, ...]:
    if not written and asking.asks:
        answer = asking.ask("speakers", "", lambda said: _people(catalog, split(said)))
        written = split(answer)
    return _people(catalog, written)


def _people(catalog: Catalog, written: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of people, by id or name. Raises `KbError` for somebody whom the base does not know."""
    from kb.importing.values import folded_name
    from kb.model.entry import Person
    from kb.pipeline.from_text import known_people

    names = [
        (one.id, name)
        for one in catalog.of(Kind.PERSON)
        if isinstance(one.detail, Person)
        for name in (*one.detail.names.every(), *one.detail.aliases, one.id, one.id.rsplit("/", 1)[-1])
    ]
    known = known_people(names)
    for one in written:
        if not known(folded_name(one)):
            hint = f'`kb new person --title "{one}"` first, or leave it out'
            hint_zh = f'请先运行 `kb new person --title "{one}"`，或去掉这个名字'
            raise KbError(f"the base knows nobody called `{one}`", hint, zh=(f"知识库里没有叫“{one}”的人", hint_zh))
    return tuple(dict.fromkeys(known(folded_name(one)) for one in written))


def _time(written: str, asking: Asking) -> str:
    found = written or (asking.ask("time", "", _clock) if asking.asks else "")
    _clock(found)
    return found


def _clock(said: str) -> None:
    if said and not _CLOCK.fullmatch(said):
        raise KbError(
            f"`{said}` is not a time", "write hours and minutes: 13:45", zh=(f"“{said}”不是时间", "请写时和分：13:45")
        )


def _slug(given: Given, titles: Text, workspace: Workspace) -> str:
    """The session's id in its salon."""
    from kb.adapters.pinyin import romanise
    from kb.parse.paths import MAX_SLUG
    from kb.pipeline.starting import proper_slug, slugs_for, topics_for

    if given.slug:
        return proper_slug(given.slug, MAX_SLUG)
    found = next(slugs_for(titles, topics_for(titles, workspace.frame.vocabulary), romanise()), "")
    if not found:
        raise KbError(
            "the title gives no short name in Latin letters",
            "choose one: --slug what-a-charter-is-for",
            zh=("从标题得不出拉丁字母的短名", "请指定一个：`--slug what-a-charter-is-for`"),
        )
    return found
