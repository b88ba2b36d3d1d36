"""Sets of documents as bits: what is done to all at once is what would be done one by one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.query import sets

NUMBERS = st.sets(st.integers(0, 200), max_size=30)


@given(NUMBERS)
@settings(max_examples=50)
def test_a_set_gives_back_its_numbers_sorted(numbers: set[int]) -> None:
    assert sets.members(sets.of(sorted(numbers))) == sorted(numbers)


@given(st.lists(st.tuples(NUMBERS, st.integers(0, 70_000)), max_size=8), st.integers(-1, 200_000), NUMBERS)
@settings(max_examples=200)
def test_sums_for_all_documents_are_the_sums_of_each(
    parts: list[tuple[set[int], int]], least: int, among: set[int]
) -> None:
    planes = sets.sums((sets.of(sorted(numbers)), amount) for numbers, amount in parts)
    expected = [one for one in sorted(among) if sum(amount for numbers, amount in parts if one in numbers) >= least]
    assert sets.members(sets.reaching(planes, least, sets.of(sorted(among)))) == expected
