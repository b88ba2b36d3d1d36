"""What an index knows of files, kept as lines: it says what a plain look at all of them would say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.pipeline.known_files import Files, FileState
from kb.pipeline.seen import Seen
from kb.pipeline.state import State, restored, stored

IDS = st.sampled_from(["a", "a/b", 'a"b', "b", "路/径", "\udc80", "a\n"])
STATES = st.builds(FileState, st.sampled_from(["", "0f"]), st.lists(IDS, max_size=3), st.lists(IDS, max_size=3))
NUMBERS = st.integers(0, 2**70)
STAMPS = st.tuples(NUMBERS, NUMBERS, NUMBERS)
KNOWN = st.dictionaries(IDS, st.tuples(STAMPS, STATES), max_size=6)
Known = dict[str, tuple[tuple[int, int, int], FileState]]


def files_of(known: Known) -> Files:
    return Files.of({path: known[path][0] for path in sorted(known)}, {path: one for path, (_, one) in known.items()})


@given(KNOWN, st.sets(IDS))
@settings(max_examples=100)
def test_looking_for_ids_in_the_text_finds_the_files_that_name_them(known: Known, ids: set[str]) -> None:
    found = files_of(known).naming(ids)
    assert [*found] == sorted(path for path, (_, one) in known.items() if {*one.ids, *one.needs} & ids)
    assert all(found[path] == known[path][1] for path in found)


@given(KNOWN, KNOWN)
@settings(max_examples=100)
def test_after_a_change_all_but_the_others_say_what_they_said(before: Known, others: Known) -> None:
    after = {**before, **others}
    files = files_of(before).after(files_of(after).stamps, {path: one for path, (_, one) in others.items()})
    assert [(path, files.get(path)) for path in files.stamps] == [(path, after[path][1]) for path in sorted(after)]
    assert files.entries == sum(1 for _, one in after.values() if one != FileState("", [], []))


@given(KNOWN)
@settings(max_examples=100)
def test_a_state_is_what_was_stored(known: Known) -> None:
    state = State("sum", {"settings": (1, 2, 3)}, files_of(known), 4)
    assert restored(stored(state)) == state
    assert Seen({}, state.files.stamps, 0).brief == Seen({}, dict(state.files.stamps), 0).brief
