"""Search results in the four forms that a command gives them: for a reader, and as JSON, JSON lines and CSV.

Nothing that content says reaches a terminal as a control character, or a spreadsheet as a formula.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable
from typing import Any

import click

from kb.analysis.columns import lines, shortened
from kb.model.text import base_lang
from kb.ports.search import Hit, Results

MOST_VALUES = 12  # of a facet in the terminal
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
MOONS = {"proposed": "○", "validated": "◔", "applied": "◑", "learned": "●"}
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


def _text(results: Results, lang: str = "en") -> Iterable[str]:
    width = max(40, min(shutil.get_terminal_size((80, 24)).columns, 110))
    for hit in results.hits:
        yield from block(hit, width, lang)
        yield from _explanation(hit, width - 2)
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


def block(hit: Hit, width: int, lang: str = "") -> Iterable[str]:
    """A hit as a reader of `lang` sees it, in lines of at most `width` columns."""
    room = width - 2
    title = next((text for one, text in hit.titles if lang and one.startswith(lang)), hit.title)
    yield f"{MOONS.get(hit.status, '·')} {click.style(shortened(safe(title), room), bold=True)}"
    other = next((text for _, text in hit.titles if text != title), "" if title == hit.title else hit.title)
    if other:
        yield "  " + click.style(shortened(safe(other), room), dim=True)
    facts = [hit.kind, hit.status, hit.date, *(_also(one, lang) for one, _ in hit.translations), ", ".join(hit.tags)]
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


def shown(results: Results, form: str, lang: str = "en", facets: bool = False) -> None:
    """Results on stdout, for a reader of `lang`; with `facets`, a text says how many hits have each value."""
    for line in _text(results, lang) if form == "text" else FORMATS[form](results):
        click.echo(line)
    for line in _counts(results, lang) if facets and form == "text" else ():
        click.echo(line)


def _counts(results: Results, lang: str) -> Iterable[str]:
    """A line for each facet that any hit has a value of, the most frequent values first."""
    for name, values in results.facets.items():
        if values:
            counts = "  ".join(f"{safe(one.value)} {one.count}" for one in values[:MOST_VALUES])
            more = f"  … {len(values) - MOST_VALUES}" if len(values) > MOST_VALUES else ""
            yield f"{click.style(_FACETS[name][lang == 'zh'] + ':', bold=True)} {counts}{more}"
