"""`site_config/settings.toml` → `Settings`. What cannot be read is reported and its default used."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from typing import Any

from kb.model.diagnostic import Diagnostic
from kb.model.fields import Duration
from kb.model.kinds import Audience
from kb.model.publication import Publication
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.model.text import Text, base_lang
from kb.parse.scalars import LANGUAGE, UNPRINTABLE, ZONE, duration_of
from kb.vocabulary import nearest

_MAX_CHARS = 64 * 1024
_MAX_LINE = 2_000
_ACCOUNT = re.compile(r"@[A-Za-z0-9][A-Za-z0-9_.-]*(?:/[A-Za-z0-9][A-Za-z0-9_./-]*)?")


class _Unfit(Exception):
    """A value has another form than the setting; the message completes "must be …"."""


def _line(value: Any) -> bool:
    """Whether a value is text on one line, with something in it."""
    return isinstance(value, str) and bool(value.strip()) and not UNPRINTABLE.search(value)


def _language(value: Any) -> bool:
    return isinstance(value, str) and LANGUAGE.pattern.fullmatch(value) is not None


def _text(value: Any) -> Text:
    if _line(value):
        return Text.of(value.strip())
    if isinstance(value, dict) and value and all(_language(lang) and _line(one) for lang, one in value.items()):
        return Text(tuple({base_lang(lang): one.strip() for lang, one in value.items()}.items()))
    raise _Unfit("text, or text per language")


def _languages(value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and value and all(_language(one) for one in value):
        return tuple(value)
    raise _Unfit('a list of languages: ["en", "zh"]')


def _zone(value: Any) -> str:
    if isinstance(value, str) and ZONE.pattern.fullmatch(value):
        return value
    raise _Unfit("a time zone: Asia/Shanghai")


def _address(value: Any) -> str:
    if value == "" or (_line(value) and re.fullmatch(r"https?://[^\s/?#]+[^\s]*", value)):
        return str(value)
    raise _Unfit("empty or an address that begins with https://")


def _string(value: Any) -> str:
    if value == "" or _line(value):
        return str(value)
    raise _Unfit("text in quotes")


def _engine(*names: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value in names:
            return str(value)
        raise _Unfit("one of: " + ", ".join(names))

    return read


def _duration(value: Any) -> Duration:
    found = duration_of(value) if isinstance(value, str) else None
    if found is None:
        raise _Unfit("a length of time: 12 months")
    return found


def _labelled(value: Any) -> tuple[tuple[str, Text], ...]:
    if not isinstance(value, dict):
        raise _Unfit("a table of ids and labels")
    return tuple((str(name), _text(label)) for name, label in value.items())


def _questions(value: Any) -> tuple[Text, ...]:
    if isinstance(value, list):
        return tuple(map(_text, value))
    raise _Unfit('a list of texts, or of texts per language: [{ en = "…", zh = "…" }]')


def _accounts(value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(one, str) and _ACCOUNT.fullmatch(one) for one in value):
        return tuple(value)
    raise _Unfit('a list of accounts: ["@name", "@organisation/team"]')


def _logins(value: Any) -> tuple[tuple[str, str], ...]:
    if isinstance(value, dict) and all(isinstance(one, str) and _ACCOUNT.fullmatch(one) for one in value.values()):
        return tuple(value.items())
    raise _Unfit('a table of people and accounts: "content/people/ma-ronglei" = "@name"')


def _publish(value: Any) -> Publication:
    """The table `[publish]`: at most one place, and for whom."""
    if not isinstance(value, dict) or not value.keys() <= _PUBLISH.keys():
        raise _Unfit("a table with audience, keep and one of folder, branch (and remote) or command")
    read = {key: _PUBLISH[key](one) for key, one in value.items()}
    if sum(key in read for key in ("folder", "branch", "command")) > 1:
        raise _Unfit("one place: folder, branch or command")
    return Publication(**read)


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, list) and value and all(_line(one) for one in value):
        return tuple(value)
    raise _Unfit('a list of words: ["rsync", "-a", "--delete", "{site}/", "host:/srv/kb/"]')


def _reader(value: Any) -> Audience:
    if value in ("public", "internal"):
        return Audience(value)
    raise _Unfit("one of: public, internal")


def _count(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 1000:
        return value
    raise _Unfit("a number from 1 to 1000")


_PUBLISH: dict[str, Callable[[Any], Any]] = {
    "audience": _reader, "folder": _string, "branch": _string, "remote": _string, "command": _words, "keep": _count,
}  # fmt: skip
_READERS: dict[str, Callable[[Any], Any]] = {
    "name": _text,
    "tagline": _text,
    "languages": _languages,
    "timezone": _zone,
    "site_url": _address,
    "repo_url": _address,
    "edit_path": _string,
    "search_engine": _engine("whoosh", "sqlite"),
    "site_engine": _engine("mkdocs", "zensical"),
    "review_every": _duration,
    "causes": _labelled,
    "project_types": _labelled,
    "questions": _questions,
    "series": _labelled,
    "maintainers": _accounts,
    "curators": _accounts,
    "logins": _logins,
    "publish": _publish,
}


def parse_settings(source: SourceFile) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """The settings of a base. Never raises; every key that cannot be used is a diagnostic."""
    try:
        text = source.data.decode("utf-8")
        table = tomllib.loads(_bounded(text))
    except UnicodeDecodeError as error:
        line = source.data.count(b"\n", 0, error.start) + 1
        return Settings(), (Diagnostic.at(source.path, line, "KB103", byte=error.start + 1),)
    except RecursionError:
        return Settings(), (Diagnostic.at(source.path, 1, "KB706", why="nested too deep"),)
    except ValueError as error:  # not TOML, or a number with more digits than Python reads
        return Settings(), (Diagnostic.at(source.path, _line_in(error), "KB706", why=error),)
    values: dict[str, Any] = {}
    problems: list[Diagnostic] = []
    for key, value in table.items():
        line = _line_of(text, key)
        if key not in _READERS:
            problems.append(Diagnostic.at(source.path, line, "KB707", key=key, near=nearest(key, _READERS) or ""))
            continue
        try:
            values[key] = _READERS[key](value)
        except _Unfit as unfit:
            problems.append(Diagnostic.at(source.path, line, "KB708", key=key, expected=unfit))
    return Settings(**values), tuple(sorted(problems))


def _bounded(text: str) -> str:
    """The text, if tomllib reads it in bounded time and memory: a key of n parts costs n times n. Else ValueError."""
    if len(text) > _MAX_CHARS:
        raise ValueError(f"too large ({len(text)} > {_MAX_CHARS})")
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _MAX_LINE:
            raise ValueError(f"a line that is too long (at line {number}: {len(line)} > {_MAX_LINE})")
    return text


def _line_of(text: str, key: str) -> int:
    """The line on which a top-level key is set; tomllib does not tell."""
    setting = re.compile(rf"""[\[ \t]*["']?{re.escape(key)}["']?[ \t]*[=.\]]""")
    found = (number for number, line in enumerate(text.split("\n"), start=1) if setting.match(line))
    return next(found, 1)


def _line_in(error: ValueError) -> int:
    """The line that tomllib names in its complaint."""
    found = re.search(r"at line (\d+)", str(error))
    return int(found.group(1)) if found is not None else 1
