"""A seat → its entry: front matter by the content model, and the sample's body with other words.

The same body goes into the Lessonbook base and into the plain MkDocs project that it is compared with.
"""

from __future__ import annotations

import json
import posixpath
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.corpus_plan import Seat
from tests.benchmarks.corpus_words import Lexicon, changed

CAUSES = ("unclear-roles", "unclear-goals", "poor-communication", "missing-resources")
PROJECT_TYPES = ("software-product", "organisational-change")
_PHASES = ("initiation", "planning", "execution", "monitoring", "closing", "operations")
_PARTS = {
    "en": ("What happened", "Why", "Lesson", "Do this next time", "See also"),
    "zh-Hans": ("发生了什么", "原因", "经验教训", "下次怎么做", "另见"),
}
_POSTMORTEM = {  # headings of a postmortem → the content model's
    "Summary": "What happened", "Contributing Factors": "Why", "Lessons Learned": "Lesson",
    "Action Items": "Do this next time",
}  # fmt: skip
_KICKOFF = {
    "en": "What was said at the kickoff meeting decided much of what came later.",
    "zh-Hans": "项目启动会上说定的事，后来起了很大作用。",
}
_HEADING = re.compile(r"^(#{2,4}) +([^#\n`*<>\[\]{}]+?)[ #]*$", re.MULTILINE)
_SENTENCE = re.compile(r"^[A-Z\u4e00-\u9fff][^\n<\[]{40,200}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Base:
    """What every entry is written from. `topics` maps a sample's tag to a topic id; `pools` holds seats by kind,
    those that everybody may read under `(kind, True)`."""

    lexicon: Lexicon
    topics: Mapping[str, str]
    pools: Mapping[tuple[str, bool], Sequence[Seat]]
    seed: int

    def some(self, kind: str, seat: Seat, rng: random.Random, at_most: int) -> tuple[Seat, ...]:
        """Up to `at_most` other entries of a kind that the readers of `seat` may read too."""
        pool = self.pools.get((kind, seat.public), ())
        drawn = {rng.randrange(len(pool)) for _ in range(at_most)} if pool else set()
        return tuple(pool[position] for position in sorted(drawn) if pool[position].id != seat.id)


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it is written: `fields` for our front matter, `tags` for the peer's, one body for both."""

    fields: Mapping[str, Any]
    tags: tuple[str, ...]
    body: str

    def entry(self) -> str:
        """The file of the base: values as JSON, which is YAML too, a long list one item a line."""
        return f"---\n{''.join(_field(key, value) for key, value in self.fields.items())}---\n\n{self.body}\n"

    def page(self, title: str) -> str:
        """The same page for plain MkDocs."""
        head = _field("title", title) + (_field("tags", self.tags) if self.tags else "")
        return f"---\n{head}---\n\n{self.body}\n"


def _field(key: str, value: Any) -> str:
    def text(one: Any) -> str:
        return json.dumps(one, ensure_ascii=False)

    if isinstance(value, list | tuple) and value:
        return f"{key}:\n" + "".join(f"  - {text(one)}\n" for one in value)
    return f"{key}: {text(value)}\n"


def written(seat: Seat, base: Base) -> Written:
    """The entry of one seat. The same seat and base give the same text."""
    rng = random.Random(f"{base.seed} text {seat.number}")
    if seat.sample is None:
        return _person(seat, base, rng) if seat.kind == "person" else _project(seat, base, rng)
    topics = _topics(seat, base, rng)
    body = changed(seat.sample.body, base.lexicon, rng) if seat.copy else seat.sample.body
    body = re.sub(r"local:", lambda _: _relative(seat, _other(seat, base, rng)), body)
    summary = changed(seat.sample.summary, base.lexicon, rng) if seat.copy else seat.sample.summary
    if "kickoff" in topics:
        body = f"{_KICKOFF[seat.lang]}\n\n{body}"
    fields: dict[str, Any] = {"title": seat.title}
    if summary:
        fields["summary"] = summary[:280]
    fields |= {"date": seat.day.isoformat(), "tags": topics}
    if seat.lang != "en":
        fields["lang"] = seat.lang
    if seat.public:
        fields["audience"] = "public"
    fields["authors"] = [one.id for one in base.some("person", seat, rng, 2)]
    own, body = _OWN[seat.kind](seat, base, rng, body)
    see = "\n".join(f"- [{_label(one)}]({_relative(seat, one)})" for one in _related(seat, base, rng))
    body = f"{body}\n\n## {_PARTS[seat.lang][4]}\n\n{see}" if see else body
    origin = {"origin": {"path": seat.sample.path, "source": seat.sample.shape}}
    return Written({key: value for key, value in (fields | own | origin).items() if value}, topics, body)


def _topics(seat: Seat, base: Base, rng: random.Random) -> tuple[str, ...]:
    """The sample's own tags as far as the vocabulary has them, and one or two more."""
    known = [base.topics[tag] for tag in (seat.sample.tags if seat.sample else ()) if tag in base.topics]
    every = sorted(set(base.topics.values()))
    drawn = [every[int(len(every) * rng.random() ** 1.5)] for _ in range(rng.randint(1, 2))]
    return tuple(dict.fromkeys(known[:4] + drawn))


def _other(seat: Seat, base: Base, rng: random.Random) -> Seat:
    kind = rng.choice(("lesson", "lesson", "case", "practice", "salon", "person"))
    return next(iter(base.some(kind, seat, rng, 1)), seat)


def _related(seat: Seat, base: Base, rng: random.Random) -> tuple[Seat, ...]:
    found = (_other(seat, base, rng) for _ in range(rng.randint(0, 3)))
    return tuple({one.id: one for one in found if one.id != seat.id}.values())


def _relative(seat: Seat, other: Seat) -> str:
    return posixpath.relpath(other.path, posixpath.dirname(seat.path))


def _label(seat: Seat) -> str:
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", seat.title)


def _lesson(seat: Seat, base: Base, rng: random.Random, body: str) -> tuple[dict[str, Any], str]:
    body = _lesson_body(seat, base, rng, body)
    fields: dict[str, Any] = {
        "phase": rng.choice(_PHASES), "outcome": rng.choice(("success", "failure", "mixed")),
        "causes": rng.sample(CAUSES, rng.randint(0, 2)),
        "practices": [one.id for one in base.some("practice", seat, rng, 2)],
        "applies_when": {"phases": [rng.choice(_PHASES)], "departments": rng.randint(2, 9)},
    }  # fmt: skip
    fields["project"] = _first(base.some("project", seat, rng, rng.randint(0, 1)))
    people = base.some("person", seat, rng, 1)
    if people and _complete(seat, body) and rng.random() < 0.5:
        own = {"status": "validated", "owner": people[0].id, "validated_by": people[0].id, "authors": []}
        fields |= {**own, "validated_on": seat.day.isoformat()}
    return fields, body


def _first(seats: Sequence[Seat]) -> str:
    return seats[0].id if seats else ""


def _complete(seat: Seat, body: str) -> bool:
    """Whether a lesson says what a validated one must. Raw HTML that never ends would swallow later headings."""
    said = (re.search(rf"^## {part}\n+[-*+ \d.]*\w", body, re.MULTILINE) for part in _PARTS[seat.lang][2:4])
    return "<" not in body and all(said)


def _lesson_body(seat: Seat, base: Base, rng: random.Random, body: str) -> str:
    """The body under the content model's headings; a postmortem's own sections become them."""
    happened, _, lesson, do, _ = _PARTS[seat.lang]
    if seat.sample is not None and seat.sample.shape == "postmortem":
        return re.sub(r"^## (.+?) *$", lambda found: f"## {_POSTMORTEM.get(found[1], found[1])}", body, flags=re.M)
    said = _SENTENCE.findall(body) or [seat.title]
    end = f"## {lesson}\n\n{rng.choice(said)}\n\n## {do}\n\n- {rng.choice(said)}"
    return f"## {happened}\n\n{body}\n\n{end}"


def _case(seat: Seat, base: Base, rng: random.Random, body: str) -> tuple[dict[str, Any], str]:
    project = _first(base.some("project", seat, rng, rng.randint(0, 1)))
    fields: dict[str, Any] = {"status": "published", "project": project}
    fields["numbers"] = [
        {"name": {"en": "Duration", "zh": "历时"}, "value": rng.randint(2, 30), "unit": {"en": "months", "zh": "个月"}},
        {"name": {"en": "Effort", "zh": "投入"}, "value": rng.randint(2, 90) * 100, "unit": "h", "approximate": True},
    ]
    fields["timeline"] = [{"date": seat.day.isoformat(), "event": {"en": "First report", "zh": "首次汇报"}}]
    return fields, body


def _practice(seat: Seat, base: Base, rng: random.Random, body: str) -> tuple[dict[str, Any], str]:
    fields: dict[str, Any] = {
        "when": {"project_types": [rng.choice(PROJECT_TYPES)], "stakeholders": rng.randint(3, 60)}
    }
    people = base.some("person", seat, rng, 1)
    if people:
        fields |= {"status": rng.choice(("trial", "adopted")), "owner": people[0].id}
    lessons = [one.id for one in base.some("lesson", seat, rng, 2)]
    if lessons:
        change = {"en": "Steps revised", "zh": "修订步骤"}
        fields["changelog"] = [{"date": seat.day.isoformat(), "change": change, "because": lessons}]
    return fields, body


def _salon(seat: Seat, base: Base, rng: random.Random, body: str) -> tuple[dict[str, Any], str]:
    titles = [text.strip()[:150] for _, text in _HEADING.findall(body) if text.strip()]
    programme: list[dict[str, Any]] = [{"time": "13:30", "until": "14:00", "kind": "opening", "title": seat.title}]
    for position, title in enumerate(list(dict.fromkeys(titles))[:4]):
        session = {"time": f"{14 + position}:00", "until": f"{14 + position}:50", "kind": "session"}
        speakers = [one.id for one in base.some("person", seat, rng, 2)]
        programme.append({**session, "id": f"talk-{position + 1}", "title": title, "speakers": speakers})
    return {"start": "13:30", "end": "18:00", "city": "上海", "status": "published", "programme": programme}, body


_OWN = {"lesson": _lesson, "case": _case, "practice": _practice, "salon": _salon}


def _person(seat: Seat, base: Base, rng: random.Random) -> Written:
    every = sorted(set(base.topics.values()))
    expertise = tuple(sorted(set(rng.choices(every, k=2))))
    english, chinese = seat.names
    fields = {
        "names": {"en": english, "zh": chinese}, "roles": [{"en": "Project manager", "zh": "项目经理"}],
        "expertise": expertise, "consent": "public", "audience": "public",
    }  # fmt: skip
    words = changed("leads projects and writes down what others should know before they begin", base.lexicon, rng)
    return Written(fields, expertise, f"{english} ({chinese}) {words}.")


def _project(seat: Seat, base: Base, rng: random.Random) -> Written:
    topics = _topics(seat, base, rng)
    fields: dict[str, Any] = {
        "title": seat.title, "date": seat.day.isoformat(), "tags": topics, "audience": "public",
        "type": rng.choice(PROJECT_TYPES), "phase": rng.choice(_PHASES), "start": str(seat.day.year),
        "departments": rng.randint(1, 20), "stakeholders": rng.randint(3, 100),
        "effort_hours": rng.randint(2, 90) * 100,
    }  # fmt: skip
    lessons = base.some("lesson", seat, rng, 3)
    if lessons:
        fields["dispositions"] = [{"lesson": one.id, "decision": "adopted"} for one in lessons]
    words = changed(
        "should make the work of several departments simpler and their results easier to compare", base.lexicon, rng
    )
    return Written(fields, topics, f"## Profile\n\n{seat.title} {words}.")
