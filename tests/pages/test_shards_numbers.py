"""Numbers of documents: each entry's own, whatever else is there; and numbers as text."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kb.pages.shards_numbers import as_text, numbers, of_text, room
from kb.pages.shards_postings import packed, repacked, unpacked

IDS = st.lists(st.text(max_size=8), unique=True, max_size=80)


@given(ids=IDS, order=st.randoms())
def test_numbers_do_not_depend_on_the_order_in_which_entries_came(ids: list[str], order: Random) -> None:
    mixed = list(ids)
    order.shuffle(mixed)
    found = numbers(ids)
    assert found == numbers(mixed)
    assert sorted(set(found.values())) == list(found.values())
    assert all(0 <= number < room(len(ids)) for number in found.values())


def test_an_entry_that_comes_or_goes_leaves_nearly_all_others_their_numbers() -> None:
    ids = [f"lessons/2026/one-{number}" for number in range(700)]
    before = numbers(ids)
    for at in range(0, 700, 100):
        after = numbers(ids[:at] + ids[at + 1 :])
        assert sum(after[one] != before[one] for one in after) <= 7


@given(st.lists(st.integers(0, 1_050_000)))
def test_numbers_come_back_from_their_text(values: list[int]) -> None:
    assert of_text(as_text(values)) == values
    assert as_text(values).encode().decode() == as_text(values)


@given(st.dictionaries(st.integers(0, 500_000), st.integers(1, 2_000)))
def test_postings_come_back_from_their_text(held: dict[int, int]) -> None:
    assert unpacked(packed(sorted(held.items()))) == held
    assert unpacked(repacked({**held, 7: 0})) == {number: one for number, one in held.items() if number != 7}
