"""What a writer marks in a text without headings: a first line, a day, “Next time:”. Nothing else is guessed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.importing.pasted import pasted

_MAIL = """Kickoff with the vendor - 2026-03-14

Only the project manager came. We lost nine days.

Next time: invite the technical lead, too.

Anna Berg, Payments
"""
_CHAT = """供应商启动会复盘
2026年3月14日

只请了项目经理，耽误了九天。

下次：一定要请技术负责人。
"""


def test_a_mail_gives_its_first_line_as_title_its_day_and_its_advice_as_a_section() -> None:
    found = pasted(_MAIL)
    assert (found.title, found.day) == ("Kickoff with the vendor", date(2026, 3, 14))
    assert found.body == (
        "## What happened\n\nOnly the project manager came. We lost nine days.\n\n"
        "## Do this next time\n\nInvite the technical lead, too.\n\nAnna Berg, Payments"
    )


def test_a_chinese_note_gives_the_same_in_chinese() -> None:
    found = pasted(_CHAT)
    assert (found.title, found.day) == ("供应商启动会复盘", date(2026, 3, 14))
    assert found.body == "## 发生了什么\n\n只请了项目经理，耽误了九天。\n\n## 下次怎么做\n\n一定要请技术负责人。"


@pytest.mark.parametrize(
    "text",
    [
        "We lost nine days because nobody had asked.\n\nIt will happen again.",  # a sentence is no title
        "- one\n- two\n\nThree things.",  # nor is the point of a list
        "Only one line",
        "Two lines of one\nparagraph that goes on",
        "x" * 121 + "\n\nA first line longer than a title may be.",
    ],
)
def test_a_text_that_marks_nothing_stays_as_it_is(text: str) -> None:
    found = pasted(text)
    assert (found.title, found.day, found.body) == ("", None, text)


def test_a_clock_time_or_an_address_is_no_mark() -> None:
    assert pasted("At noon\n\n12:30 we began.\n\nhttps://example.org/next").body == (
        "12:30 we began.\n\nhttps://example.org/next"
    )


_LINES = st.sampled_from(
    [
        "",
        "Kickoff",
        "供应商复盘",
        "2026-03-14",
        "Next time: ask first.",
        "下次：先问。",
        "Why: nobody asked",
        "Some words.",
    ]
)


@given(st.lists(_LINES | st.text("ab:：\n 启动.", max_size=30), max_size=12).map("\n".join))
def test_no_word_is_lost_but_the_mark_that_a_heading_replaces_and_the_day(text: str) -> None:
    found = pasted(text)
    kept = re.findall(r"\w", (found.title + found.body).casefold())
    without = re.sub(r"(?im)^(next time|下次|why)\s*[:：]|2026-03-14", "", text)
    for letter in set(re.findall(r"\w", without.casefold())):
        assert kept.count(letter) >= re.findall(r"\w", without.casefold()).count(letter)
