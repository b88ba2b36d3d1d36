"""Which entries a base of N has: kind, place, title, date and readers of each, before any text is written.

Three in a hundred are people and five are projects; the rest go round the samples in an order of chance, as
often as it takes. Nothing is drawn from the clock: the same samples, number and seed give the same base.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tests.benchmarks.corpus_samples import Sample
from tests.benchmarks.corpus_words import Lexicon, changed

FOLDERS = {
    "practice": "content/practices", "case": "content/cases", "salon": "content/salons",
    "person": "content/people", "project": "content/projects",
}  # fmt: skip
_FIRST, _LAST = date(2014, 1, 1), date(2025, 12, 31)
_GIVEN = "Ada Ben Chloe Dan Elif Femi Grace Hugo Iris Jonas Kira Liam Mei Nora Omar Priya Quinn Rosa Sven Tara".split()
_FAMILY = "Abbott Berg Castro Dahl Endo Fox Garcia Holm Ito Jansen Khan Lund Moreau Novak Okoye Park Rossi".split()
_SURNAMES, _CALLED = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳敏静磊洋勇艳杰娟涛超霞平刚桂文辉玲婷"
_THINGS = "Portal Ledger Campus Archive Gateway Registry Planner Atlas Harbour Workshop".split()
_AIMS = "renewal migration rollout pilot merger redesign clean-up programme".split()


@dataclass(frozen=True, slots=True)
class Seat:
    """One entry to be written. `number` is its place in the plan and seeds its text; `sample` feeds its body,
    as it is in `copy` 0 and with other words later."""

    number: int
    kind: str
    path: str
    title: str
    lang: str
    day: date
    public: bool
    sample: Sample | None = None
    copy: int = 0
    names: tuple[str, str] = ("", "")

    @property
    def id(self) -> str:
        return self.path.removesuffix(".md")


def plan(samples: Sequence[Sample], lexicon: Lexicon, count: int, seed: int) -> tuple[Seat, ...]:
    """`count` seats with different paths and titles, people and projects first. `samples` must not be empty."""
    taken: Counter[str] = Counter()
    people = max(2, count * 3 // 100)
    projects = max(1, count * 5 // 100)
    seats = [_person(number, taken) for number in range(min(people, count))]
    seats += [_project(number, taken, _chance(seed, number)) for number in range(people, min(people + projects, count))]
    titles = {seat.title for seat in seats}
    for number, (copy, sample) in zip(range(len(seats), count), _rounds(samples, seed), strict=False):
        seats.append(_written(number, copy, sample, lexicon, _chance(seed, number), titles, taken))
    return tuple(seats)


def _chance(seed: int, number: int) -> random.Random:
    return random.Random(f"{seed} plan {number}")


def _rounds(samples: Sequence[Sample], seed: int) -> Iterator[tuple[int, Sample]]:
    """(copy, sample) without end: every sample once, in an order of chance, then every one again."""
    copy = 0
    while True:
        order = list(samples)
        random.Random(f"{seed} round {copy}").shuffle(order)
        yield from ((copy, sample) for sample in order)
        copy += 1


def _person(number: int, taken: Counter[str]) -> Seat:
    given, family = _GIVEN[number % 20], _FAMILY[number // 20 % 17]
    again = number // 340
    middle = f" {chr(65 + again % 26)}." if again else ""
    english = f"{given}{middle} {family}"
    chinese = _SURNAMES[number % 20] + _CALLED[number // 20 % 20] + (_CALLED[again % 20] if again else "")
    path = _path("person", english, taken)
    return Seat(number, "person", path, english, "en", _FIRST, True, names=(english, chinese))


def _project(number: int, taken: Counter[str], rng: random.Random) -> Seat:
    title = f"{_THINGS[number % 10]} {_AIMS[number // 10 % 8]} {number // 80 + 1}"
    return Seat(number, "project", _path("project", title, taken), title, "en", _any_day(rng), True)


def _written(
    number: int,
    copy: int,
    sample: Sample,
    lexicon: Lexicon,
    rng: random.Random,
    titles: set[str],
    taken: Counter[str],
) -> Seat:
    kind = _kind(sample, rng)
    title = changed(sample.title, lexicon, rng, 0.6) if copy else sample.title
    for attempt in range(2, 100_000):
        if title not in titles:
            break
        again = changed(sample.title, lexicon, rng, 0.6)
        title = again if again not in titles else f"{again} ({attempt})"
    titles.add(title)
    day = sample.day + timedelta(days=rng.randrange(-300, 300) if copy else 0) if sample.day else _any_day(rng)
    day = min(max(day, _FIRST), _LAST)
    slug = sample.name if sample.shape == "recap" else title
    path = _path(kind, f"{day.isoformat()} {slug}" if kind == "salon" else slug, taken, day)
    return Seat(number, kind, path, title, sample.lang, day, rng.random() < 0.35, sample, copy)


def _kind(sample: Sample, rng: random.Random) -> str:
    match sample.shape:
        case "method":
            return "practice"
        case "postmortem":
            return "lesson"
        case "recap":
            return "salon" if rng.random() < 0.7 else "lesson"
    return "case" if rng.random() < 0.45 else "lesson"


def _any_day(rng: random.Random) -> date:
    return _FIRST + timedelta(days=rng.randrange((_LAST - _FIRST).days))


def _path(kind: str, name: str, taken: Counter[str], day: date = _FIRST) -> str:
    """A path that no other seat has; a slug that is taken gets a number."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", ""))[:70].strip("-") or "entry"
    folder = f"lessons/{day.year}" if kind == "lesson" else FOLDERS[kind]
    path = f"{folder}/{slug}"
    while path in taken:
        taken[f"{folder}/{slug}"] += 1
        path = f"{folder}/{slug}-{taken[f'{folder}/{slug}']}"
    taken[path] = 1
    return f"{path}.md"
