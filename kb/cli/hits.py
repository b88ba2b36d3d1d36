"""Search results in the four forms that a command gives them: for a reader, and as JSON, JSON lines and CSV.

Nothing that content says reaches a terminal as a control character, or a spreadsheet as a formula.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import Any

import click

from kb.analysis.columns import columns, lines, shortened
from kb.cli.terminal import size
from kb.model.kinds import SIGNS
from kb.model.names import named
from kb.model.text import base_lang
from kb.ports.search import Hit, Results

LINES = 3  # of a hit: its title, where it is, its sentence
_BELOW = 4  # lines that are not hits: how many there are, another spelling, the command itself, the next prompt
_FEWEST, _MOST = 3, 10  # hits, if nobody says how many
_FACETS = {
    "kind": ("kind", "类型"),
    "tag": ("topic", "主题"),
    "phase": ("phase", "阶段"),
    "project": ("project", "项目"),
    "status": ("status", "状态"),
    "lang": ("language", "语言"),
    "year": ("year", "年份"),
}
_LANGUAGES = {"en": ("English", "英文"), "zh": ("Chinese", "中文")}
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_CSV = ("id", "kind", "title", "date", "tags", "status", "audience", "score", "path", "url", "origin", "snippet")


def safe(text: str) -> str:
    """Text without what could steer a terminal; every character stays in its place."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)


def as_json(hit: Hit) -> dict[str, Any]:
    """A hit as the versioned output has it; keys are only ever added."""
    return {
        "id": hit.id,
        "kind": hit.kind,
        "title": hit.title,
        "titles": dict(hit.titles),
        "summary": hit.summary or None,
        "date": hit.date or None,
        "tags": list(hit.tags),
        "status": hit.status or None,
        "audience": hit.audience,
        "lang": hit.lang,
        "score": hit.score,
        "path": hit.path,
        "url": hit.url,
        "origin": hit.origin or None,
        "snippet": hit.snippet,
        "marks": [list(span) for span in hit.marks],
        "translations": [{"lang": lang, "id": one} for lang, one in hit.translations],
        "matched": hit.matched or hit.id,
        "why": [{"topic": reason.topic, "word": reason.word} for reason in hit.why],
        **({"worth": round(hit.worth, 4), "parts": [part._asdict() for part in hit.parts]} if hit.parts else {}),
    }


def _json(results: Results) -> Iterable[str]:
    value: dict[str, Any] = {
        "schema": 1,
        "query": results.query.text,
        "total": results.total,
        "hits": [as_json(hit) for hit in results.hits],
        "facets": {
            name: [{"value": one.value, "count": one.count} for one in values]
            for name, values in results.facets.items()
        },
        "note": results.query.note or None,
        "suggestion": results.suggestion or None,
        "instead": [{"typed": word, "searched": better} for word, better in results.query.instead],
    }
    yield json.dumps(value, ensure_ascii=False, indent=2)


def _jsonl(results: Results) -> Iterable[str]:
    for hit in results.hits:
        yield json.dumps(as_json(hit), ensure_ascii=False)


def _csv(results: Results) -> Iterable[str]:
    import csv
    import io

    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(_CSV)
    for hit in results.hits:
        value = as_json(hit)
        writer.writerow([_cell(value[name]) for name in _CSV])
    yield sheet.getvalue().rstrip("\n")


def _cell(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula: those begin with a sign, a tab or a line end."""
    text = ";".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def _text(results: Results, lang: str = "en", full: bool = False) -> Iterable[str]:
    width = max(40, min(size().columns, 110))
    for hit in results.hits:
        yield from block(hit, width, lang) if full else brief(hit, width, lang)
        yield from _explanation(hit, width - 2)
        if full:
            yield ""


def _explanation(hit: Hit, room: int) -> Iterable[str]:
    """What made the score: what it was multiplied by, how much of the query the entry holds, and of each token what it
    added, how often the entry has it, and how many entries do."""
    if hit.parts:
        yield "  " + click.style(f"{hit.score:.3f}  ×{hit.worth:.3f}  {hit.share:.0%}", fg="magenta")
    for part in hit.parts:
        held = f"  1/{part.holding}" if part.holding else ""
        line = f"{part.points:7.3f}  {safe(part.token)}  ×{part.frequency:g}{held}  w{part.weight:.2f}"
        yield "    " + shortened(line, room - 2)


def fitting(facets: bool) -> int:
    """How many hits of `LINES` lines a terminal shows together with what is said below them; at most ten."""
    rows = size().lines - _BELOW - (len(_FACETS) if facets else 0)
    return max(_FEWEST, min(_MOST, rows // LINES))


def brief(hit: Hit, width: int, lang: str = "") -> Iterable[str]:
    """A hit in `LINES` lines of at most `width` columns: its title, where and what it is, the sentence that matched."""
    room = width - 2
    yield _headline(hit, room, lang)
    why = [f"= {reason.word}" for reason in hit.why]
    facts = [*why, *(_also(one, lang) for one, _ in hit.translations), named("status", hit.status, lang), hit.date]
    path = shortened(safe(hit.path), room)
    rest = shortened(safe("".join(f" · {fact}" for fact in facts if fact)), max(0, room - columns(path)))
    yield f"  {click.style(path, fg='cyan')}{rest if len(rest) > len(' · …') else ''}"
    text, marks = _one_line(safe(hit.snippet), hit.marks, room)
    yield from (f"  {line}" for line in _marked(text, marks, room))


def _one_line(text: str, marks: Sequence[tuple[int, int]], width: int) -> tuple[str, list[tuple[int, int]]]:
    """As much of a snippet as a line holds, from some words before its first mark, if that would not fit otherwise."""
    start = 0
    if marks and columns(text) > width and columns(text[: marks[0][1]]) > width * 2 // 3:
        start = max(0, marks[0][0] - width // 8)
        while start and columns(text[start - 1 :]) < width:
            start -= 1  # the line is full
        start = text.find(" ", start, marks[0][0]) + 1 or start
    front = "…" if start else ""
    cut = shortened(front + text[start:], width)
    moved = ((begin - start + len(front), end - start + len(front)) for begin, end in marks)
    return cut, [(begin, min(end, len(cut))) for begin, end in moved if begin < len(cut)]


def _headline(hit: Hit, room: int, lang: str) -> str:
    return f"{SIGNS.get(hit.status, '·')} {click.style(shortened(safe(_title(hit, lang)), room), bold=True)}"


def _title(hit: Hit, lang: str) -> str:
    return next((text for one, text in hit.titles if lang and one.startswith(lang)), hit.title)


def block(hit: Hit, width: int, lang: str = "") -> Iterable[str]:
    """All that is known of a hit, as a reader of `lang` sees it, in lines of at most `width` columns."""
    room = width - 2
    title = _title(hit, lang)
    yield _headline(hit, room, lang)
    other = next((text for _, text in hit.titles if text != title), "" if title == hit.title else hit.title)
    if other:
        yield "  " + click.style(shortened(safe(other), room), dim=True)
    what = (named("kind", hit.kind, lang), named("status", hit.status, lang), hit.date)
    facts = [*what, *(_also(one, lang) for one, _ in hit.translations), ", ".join(hit.tags)]
    yield "  " + shortened(safe(" · ".join(fact for fact in facts if fact)), room)
    yield from ("  " + line for line in _marked(safe(hit.snippet), hit.marks, room))
    for reason in hit.why:
        yield "  " + click.style(f"= {safe(reason.word)} ({safe(reason.topic)})", fg="yellow")
    yield "  " + click.style(safe(hit.path), fg="cyan")


def _also(tag: str, lang: str) -> str:
    """That an entry can be read in another language, too."""
    at = lang == "zh"
    return ("also in {}", "另有{}版")[at].format(_LANGUAGES.get(base_lang(tag), (tag, tag))[at])


def _marked(text: str, marks: Iterable[tuple[int, int]], width: int) -> Iterable[str]:
    """A text in lines, with what matched in bold."""
    spans = list(marks)
    for begin, end in lines(text, width):
        at, parts = begin, []
        for start, stop in ((max(first, begin), min(last, end)) for first, last in spans):
            if start < stop:
                parts += [text[at:start], click.style(text[start:stop], bold=True, fg="green")]
                at = stop
        yield "".join((*parts, text[at:end]))


FORMATS: dict[str, Callable[[Results], Iterable[str]]] = {
    "text": _text,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
}


def shown(results: Results, form: str, lang: str = "en", facets: bool = False, full: bool = False) -> None:
    """Results on stdout, for a reader of `lang`; with `facets`, a text says how many hits have each value; `full` says
    more of each hit."""
    for line in _text(results, lang, full) if form == "text" else FORMATS[form](results):
        click.echo(line)
    for line in _counts(results, lang) if facets and form == "text" else ():
        click.echo(line)


def _counts(results: Results, lang: str) -> Iterable[str]:
    """A line for each facet that any hit has a value of, the most frequent values first, as many as it holds."""
    width = max(40, min(size().columns, 110))
    for name, values in results.facets.items():
        if values:
            called = _FACETS[name][lang == "zh"] + (":", "：")[lang == "zh"]
            said = [f" {safe(one.value.rsplit('/', 1)[-1])} {one.count}" for one in values]
            fits = _together(said, width - columns(called) - columns(f"  … {len(values)}"))
            more = f"  … {len(values) - fits}" if len(values) > fits else ""
            yield f"{click.style(called, bold=True)}{' '.join(said[:fits])}{more}"


def _together(said: list[str], room: int) -> int:
    """How many texts, one at least, fit into a line with a space between them."""
    used = list(accumulate(columns(one) + 1 for one in said))
    return max(1, sum(1 for one in used if one - 1 <= room))
