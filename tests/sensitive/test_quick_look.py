"""The quick look at a text's bytes, which decides what is looked for at all, misses nothing that would be found."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kb.sensitive import found_in_bytes, keys, people
from tests.sensitive.test_found import HARMLESS, PERSONAL, SECRETS

_KNOWN = [*SECRETS.values(), *(text for texts in PERSONAL.values() for text in texts), *HARMLESS.split()]
_PARTS = [
    "\n",
    " ",
    "-",
    "_",
    "+",
    "/",
    ".",
    "(",
    ")",
    ":",
    "k",
    "é",
    "密码",
    "\u212a",
    "\uff11",
    "13",
    "2025",
    "55501",
    "API",
]
TEXTS = st.lists(st.one_of(st.sampled_from(_KNOWN), st.sampled_from(_PARTS), st.text(max_size=3)), max_size=12).map(
    "".join
)
_EVERY = [(one.what, re.compile(one.pattern)) for one in keys._SHAPES]
_EVERY += [("an address with a password", keys._LOGIN), ("a password", keys._PASSWORD)]


@given(TEXTS)
def test_every_secret_of_every_shape_is_suspected(text: str) -> None:
    data = text.encode("utf-8", "replace")
    assert list(keys.secrets(text, keys.suspected(data))) == list(keys.secrets(text, _EVERY))


@given(TEXTS, st.sampled_from(["pass{0}word", "API{0}KEY", "to{0}en", "Access-To{0}en", "Client_Secret{0}"]))
def test_a_password_is_suspected_however_its_word_is_written(before: str, word: str) -> None:
    for sign in ("", "\u212a", "-", "_"):
        text = f"{before} {word.format(sign)}: tr0ub4dor3x"
        data = text.encode("utf-8", "replace")
        assert list(keys.secrets(text, keys.suspected(data))) == list(keys.secrets(text, _EVERY))


@given(TEXTS)
def test_every_line_with_a_number_is_looked_at(text: str) -> None:
    data = text.encode("utf-8", "replace")
    text = data.decode()
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    lines = zip(text.split("\n"), starts, strict=False)
    wanted = [
        (what, value, at + start)
        for line, start in lines
        if any(map(people._enough, people._DIGITS.finditer(line)))
        for what, value, at in people.shaped(people.without_web(line))
    ]
    assert list(people.numbers(data)) == wanted


@given(st.binary(max_size=200), TEXTS)
def test_bytes_that_are_no_text_hide_nothing_and_move_no_place(before: bytes, text: str) -> None:
    data = before + b"\n" + text.encode("utf-8", "replace")
    decoded = data.decode("utf-8", "replace")
    for one in found_in_bytes(data):
        assert decoded[one.at :].startswith(one.value)
    own = [one.value for one in found_in_bytes(text.encode("utf-8", "replace"))]
    assert set(own) <= {one.value for one in found_in_bytes(data)}
