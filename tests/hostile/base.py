"""A knowledge base of nothing but hostile contributions: every payload in every kind of place that it can stand in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from kb import render
from tests.hostile.payloads import BODIES, Payload, payloads

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)
PICTURES = ('a" onerror="top.fired(0)', "b' onerror='top.fired(0)", "<img src=x onerror=top.fired(0)>", "c%22%3E%3Cscript%3E", "d#x", "e?x", "f&amp;x")  # fmt: skip

_SETTINGS = 'languages = ["en", "zh-Hans"]\ntimezone = "Asia/Shanghai"\n'


def files(every: int = 1) -> dict[str, str]:
    """Path → text of all files of the base; with `every`, only of every n-th payload."""
    bodies, words = payloads(*BODIES)[::every], payloads("text")[::every]
    made = {
        "site_config/settings.toml": f"name = {_quoted(words[1].text[:80])}\n{_SETTINGS}",
        "site_config/topics.yml": "\n".join(_topics(words)),
    }
    for batch in batches(bodies):
        made[f"lessons/2026/body-{batch[0].number}.md"] = _body(batch)
    for place, one in enumerate((*words, *payloads("marks"))):
        made[f"lessons/2026/field-{one.number}.md"] = _lesson(one, words[place // 3 * 3 % len(words)])
    people = (*words, *payloads("marks"))
    for first, second, third in zip(people[0::3], people[1::3], people[2::3], strict=False):
        made[f"content/people/person-{first.number}.md"] = _person(first, second, third)
    for one in payloads("refused"):
        made[f"lessons/2026/address-{one.number}.md"] = _entry({"title": one.word, "sources": [{"url": one.text}]})
        for key in ("slides", "video"):
            made[f"content/salons/2026-01-01-{key}-{one.number}.md"] = _media(one, key)
    for first, second, third in zip(words[0::3], words[1::3], words[2::3], strict=False):
        made[f"content/salons/2026-02-02-salon-{first.number}.md"] = _salon(first, second, third)
        made[f"content/projects/project-{first.number}.md"] = _entry(
            {"title": second.text, "value_statement": third.text}
        )
        made[f"content/practices/practice-{first.number}.md"] = _entry(
            {"title": third.text, "purpose": first.text, "tags": [f"topic-{first.number}"]}
        )
    made["content/salons/2026-03-03-programme.md"] = _programme(words)
    made["content/cases/case.md"] = _case(words)
    for number, name in enumerate(PICTURES):
        made[f"lessons/2026/picture-{number}.md"] = _entry({"title": "A picture"}, f"![p](<{name}.png>)\n\n<img src='{name}.png'>")  # fmt: skip
    return made


def write(folder: Path, every: int = 1) -> Path:
    for path, text in files(every).items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())
    for name in PICTURES:
        (folder / f"lessons/2026/{name}.png").write_bytes(PIXEL + name.encode())  # no two are alike
    return folder


def _quoted(value: object) -> str:
    """A value as JSON, which is YAML and (for text) TOML."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _entry(front: dict[str, object], body: str = "Text.") -> str:
    fields = {"audience": "public", "date": "2026-01-01", **front}
    return "---\n" + "".join(f"{key}: {_quoted(value)}\n" for key, value in fields.items()) + f"---\n{body}\n"


def batches(bodies: Sequence[Payload], at_most: int = 8) -> list[list[Payload]]:
    """Payloads that share an entry because none of them touches another: together they give what they give alone."""
    found: list[list[Payload]] = []
    for one in bodies:
        if not found or len(found[-1]) == at_most or not _independent([*found[-1], one]):
            found.append([])
        found[-1].append(one)
    return found


def _markdown(batch: Sequence[Payload]) -> str:
    return "\n\n".join(f"Before {one.word}.\n\n{one.text}\n\nAfter {one.word}." for one in batch)


def _html(markdown: str) -> str:
    return "".join(section.html for section in render.body(markdown).sections)


def _independent(batch: Sequence[Payload]) -> bool:
    alone = "".join(_html(_markdown([one])) for one in batch)
    return _html(_markdown(batch)).split() == alone.split() and "audience" not in batch[-1].text


def _body(batch: Sequence[Payload]) -> str:
    return _entry({"title": f"Body {batch[0].number}"}, _markdown(batch))


def _lesson(one: Payload, topic: Payload) -> str:
    plain = one.text[:120]
    return _entry(
        {
            "title": plain, "summary": f"{one.word} {one.text}"[:280], "tags": [f"topic-{topic.number}", plain[:80]], "status": "rejected" if one.number % 4 == 0 else "proposed", "reason": one.text,
            "effectiveness": [{"date": "2026-02-01", "by": "content/people/nobody", "result": "partly", "note": one.text}],
            "sources": [{"quote": one.text, "file": plain}],
        },
        f"## Lesson\n\n{one.word} plain words\n",
    )  # fmt: skip


def _person(first: Payload, second: Payload, third: Payload) -> str:
    """Every other one goes by a pseudonym; then nothing of the name may appear anywhere, so it is nobody else's."""
    hidden = first.number % 2 == 1
    names = {"en": f"Hidden {first.word}"} if hidden else {"en": first.text[:80], "zh": second.text[:80]}
    shown = {"consent": "pseudonym", "pseudonym": second.text[:80]} if hidden else {"consent": "public"}
    said = {
        "aliases": [third.text[:120]], "organisation": third.text[:120], "credentials": [third.text[:160]],
        "roles": [first.text[:160], second.text[:160]],
    }  # fmt: skip
    return _entry({"names": names, **shown, **({} if hidden else said)})


def _media(one: Payload, key: str) -> str:
    return _entry({"title": one.word, "programme": [{"kind": "session", "id": "a", "title": "A", key: one.text}]})


def _salon(first: Payload, second: Payload, third: Payload) -> str:
    return _entry(
        {"title": first.text[:120], "venue": first.text, "city": second.text[:80], "host": third.text[:120], "organisers": [f"content/people/person-{first.number}"]}
    )  # fmt: skip


def _programme(words: Sequence[Payload]) -> str:
    items = [
        {"kind": "session", "id": f"s-{one.number}", "title": one.text, "note": one.text, "speakers": [f"content/people/person-{one.number}"]}
        for one in words
    ]  # fmt: skip
    return _entry({"title": "Programme", "programme": items})


def _case(words: Sequence[Payload]) -> str:
    return _entry(
        {
            "title": "Case",
            "numbers": [{"name": one.text[:80], "value": "1", "unit": one.text[:40], "as_said": one.text[:120]} for one in words],
            "organisation": [{"id": f"o-{one.number}", "name": one.text[:120]} for one in words],
            "stakeholder_map": [{"name": one.text[:120], "interest": "high", "influence": "low"} for one in words],
            "timeline": [{"date": "2026-01-01", "event": one.text} for one in words],
        }
    )  # fmt: skip


def _topics(words: Sequence[Payload]) -> Iterable[str]:
    for first, second, third in zip(words[0::3], words[1::3], words[2::3], strict=False):
        yield f"- id: topic-{first.number}"
        yield f"  label: {{en: {_quoted(first.text[:80])}, zh: {_quoted(second.text[:80])}}}"
        yield f"  definition: {{en: {_quoted(third.text)}, zh: {_quoted(first.text)}}}"
        yield f"  aliases: {{en: [{_quoted(third.text[:80])}]}}"
