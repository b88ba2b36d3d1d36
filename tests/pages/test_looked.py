"""What pages asked has another sum whenever it has another answer, also where sums are known from a build before."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kb.catalog import Catalog, Link
from kb.editions import Edition
from kb.model.body import Body
from kb.model.entry import Entry
from kb.pages.looked import Answered, Looked
from kb.pipeline.build import entries_of
from tests.pages.base import edition_of

IDS = [f"lessons/2018/one-{number}" for number in range(6)]
QUESTIONS = [f"{name} {one}" for name in ("get", "links", "back") for one in IDS] + ["of lesson", "tagged risk"]


def lesson(chance: random.Random) -> str:
    linked = "\n\n".join(f"[x]({one.rsplit('/')[-1]}.md)" for one in chance.sample(IDS, chance.randint(0, 3)))
    once = f"aliases: [{chance.choice(IDS)}]\n" if chance.random() < 0.4 else ""
    tags = chance.choice(("tags: [risk]\n", ""))
    return f"title: T{chance.randint(0, 3)}\n{once}{tags}status: proposed\n---\n{linked}\n"


def said(catalog: Catalog, question: str) -> object:
    """The answer itself, as a page sees it."""
    name, _, about = question.partition(" ")
    if name == "get":
        return _card(catalog.get(about))
    if name == "links":
        return _lineless(catalog.links(about))
    if name == "back":
        return _lineless(catalog.backlinks(about)), [_card(one) for one in catalog.referring(about)]
    return [_card(one) for one in (catalog.tagged(about) if name == "tagged" else catalog.entries)]


def _card(entry: Entry | None) -> Entry | None:
    return None if entry is None else replace(entry, body=Body("", 0), lines={}, sha256="")


def _lineless(links: tuple[Link, ...]) -> list[Link]:
    return [replace(one, line=0) for one in links]


def made(files: dict[str, str]) -> Edition:
    return edition_of({f"{path}.md": text for path, text in files.items()})


@pytest.mark.parametrize("seed", range(3))
def test_an_answer_with_its_old_sum_is_the_old_answer(seed: int) -> None:
    chance = random.Random(seed)
    files = {one: lesson(chance) for one in IDS[:5]}
    before, answers, entries = made(files), dict[str, str](), dict[str, str]()
    for _ in range(12):
        same = {one for one, total in entries_of(before).items() if entries.get(one) == total}
        looked, fresh = Looked(before.catalog, None, Answered(answers, same)), Looked(before.catalog)
        assert looked.stale() == {one for one, answer in answers.items() if fresh.answer(one) != answer}
        sums = {question: looked.answer(question) for question in QUESTIONS}
        assert sums == {question: fresh.answer(question) for question in QUESTIONS}
        for _ in range(chance.randint(1, 3)):
            files[chance.choice(IDS)] = lesson(chance)
            files.pop(chance.choice(IDS), None)
        after = made(files)
        now = Looked(after.catalog)
        for question in QUESTIONS:
            if now.answer(question) == sums[question]:
                assert said(after.catalog, question) == said(before.catalog, question), question
        before, answers, entries = after, sums, entries_of(before)


def test_who_refers_here_by_an_old_id_shows_as_soon_as_nobody_else_has_that_id() -> None:
    plain = "status: proposed\n---\n"
    files = {
        IDS[0]: f"title: New\naliases: [{IDS[1]}]\n{plain}",
        IDS[1]: f"title: Taken again\n{plain}",
        IDS[2]: f"title: Refers\n{plain}[a](one-0.md) and [b](one-1.md)\n",
    }
    before = Looked(made(files).catalog)
    sums = {question: before.answer(question) for question in QUESTIONS}
    del files[IDS[1]]
    after = Looked(made(files).catalog)
    for question in (f"get {IDS[0]}", f"get {IDS[2]}", f"links {IDS[2]}"):
        assert after.answer(question) == sums[question]  # they are as they were
    assert after.answer(f"back {IDS[0]}") != sums[f"back {IDS[0]}"]
