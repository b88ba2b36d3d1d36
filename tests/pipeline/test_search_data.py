"""The site's search index after documents came, went and changed: byte for byte the one that is made anew."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from kb.pipeline.documents import document
from tests.kept_index import KeptIndex
from tests.pages.base import edition_of

WORDS = "kickoff vendor risks risky goals 启动会 部门 風險 资源冲突 kick-off opm3 plan planning constructor".split()


def built(kept: KeptIndex, entries: Mapping[str, str]) -> int:
    """Bring an index up to date with these entries; how many files differ from before."""
    edition = edition_of({f"{path}.md": text for path, text in entries.items()})
    return kept.update(edition, [document(entry, edition.catalog) for entry in edition.catalog.entries])


def lesson(chance: random.Random) -> str:
    day = f"\ndate: 20{chance.randint(10, 25)}-03-04" if chance.random() < 0.7 else ""
    words = " ".join(chance.choices(WORDS, k=12))
    if chance.random() < 0.15:
        words = "\n\n".join([f"{words} {words}"] * 60)  # so long that it goes on in a second file
    return f"title: {chance.choice(WORDS)} {chance.randint(0, 99)}{day}\nstatus: proposed\n---\n{words}\n"


def edited(entries: dict[str, str], chance: random.Random) -> None:
    for _ in range(chance.randint(1, 3)):
        match chance.randint(0, 2):
            case 0:
                entries[f"lessons/20{chance.randint(10, 25)}/one-{chance.randint(0, 999)}"] = lesson(chance)
            case 1:
                del entries[chance.choice(list(entries))]
            case _:
                entries[chance.choice(list(entries))] = lesson(chance)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_index_is_the_one_that_is_made_anew(seed: int) -> None:
    chance, kept = random.Random(seed), KeptIndex()
    entries = {f"lessons/2018/one-{number}": lesson(chance) for number in range(28 + seed)}
    for _ in range(8):
        built(kept, entries)
        fresh = KeptIndex()
        built(fresh, entries)
        assert kept.files == fresh.files
        edited(entries, chance)


def test_an_edit_rewrites_the_files_of_what_it_changed_and_the_tables() -> None:
    chance, kept = random.Random(1), KeptIndex()
    entries = {f"lessons/2018/one-{number}": lesson(chance) for number in range(40)}
    built(kept, entries)
    entries["lessons/2018/one-7"] += "A new sentence.\n"
    assert 1 < built(kept, entries) <= 8
    entries["lessons/2018/another"] = "title: Another one\nstatus: proposed\n---\nNothing much.\n"
    assert built(kept, entries) < 30  # tokens of one entry, or of two, and not a file for each entry
