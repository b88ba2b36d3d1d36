"""Queries that nobody means well: operators in any order, control characters, other scripts, endless words."""

from __future__ import annotations

from hypothesis import strategies as st

_PARTS = (
    '"', "“", "「", "-", "--", "－", "(", ")", "（", "）", "*", "kick*", "*a", "OR", "|", "｜", ":", "kind:", "kind:lesson",
    "-kind:lesson", "tag:", "topic:项目管理", "after:2018", "before:99999", "after:0000-99", "speaker:王", "lang:zh",
    "kickoff", "启动会", "启动", "风险", "the", "什么", "https://example.org/?q=(1)", "don't", "C++", "a_b", "١٢",
    "\x00", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "😀", "👩‍👩‍👧", "\ud800", "ß", "İ", "ﬁ", "e\u0301", "𠮷", "の", "한국",
    "#kickoff", "constructor", "__proto__", "toString*", "%", "_", "\\", "'", ";", "--drop", " ", "\t", "\n",
)  # fmt: skip

HOSTILE = st.one_of(
    st.lists(st.sampled_from(_PARTS), max_size=25).map(" ".join),
    st.lists(st.sampled_from(_PARTS), max_size=25).map("".join),
    st.text(max_size=60),
    st.builds(lambda part, times: part * times, st.sampled_from(_PARTS), st.integers(1, 2000)),
)
