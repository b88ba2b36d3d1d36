"""Recaps in prose: what the rules find, and that every quote stands where it says."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.importing.drafting import Setting, drafted
from kb.importing.mapping import Source
from kb.importing.recap.sessions import spoken_of
from kb.importing.values import Draft, Foreign, Found
from kb.model.kinds import Kind
from kb.model.text import Text
from kb.model.topic import Topic
from kb.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    [Topic("risk", Text((("en", "Risk"), ("zh", "风险")))), Topic("planning", Text((("en", "Planning"),)))]
)

EVENING = """Team Notes 4 min read

An Evening on Planning: What Three Teams Learned

Acme Engineering
Acme Engineering
Acme Engineering
An Evening on Planning: What Three Teams Learned

On March 3, 2021, some forty people met at the old library in Utrecht for an evening about planning.

At 09:00 helpers prepared the room, at 17:00 guests arrived, and at 17:30 the host opened the evening.

First session (09:00‑17:00): Delivery lead Anna Berg ("Annie") presented “Plans That Survive”. She stressed the importance of naming one owner for every date.

Second session: Dr. Omar Haddad, a reviewer of the risk handbook, spoke on “Risk Before Scope”. He argued that teams must write down risk early, and that a plan without owners is a wish.

Third session: Programme manager Li Mei shared the case of the “Harbour Ticketing” project – a 2‑year, 5,000‑hour effort across 4 departments and nearly 30 stakeholders. She highlighted practical lessons: agree on one calendar first, publish risk weekly, and keep a list of decisions.

Li also compared it with an earlier release.

At 21:00 the evening ended with thanks to Annie, Omar and Li.

planningrisk handbookRiskcalendar owners
Acme Engineering
Written by

Acme Engineering

We build things.

12 followers
Sign in to like
"""

TALK = """---
title: "限流的三种做法 | 技术沙龙#4 直播回顾"
author: "周明"
date: 2021-06-01T20:00:00+08:00
tags: ["风险", "限流"]
---

本文根据 5 月 30 日技术沙龙直播整理。

分享嘉宾：周明（小周），某银行 高级工程师

## 一、背景

流量一大，系统就容易被拖垮。数据显示，七成故障来自突发流量。

## 二、总结

1. 上线之前必须做一次限流演练。其余的可以以后再做。
2. 限流阈值应当由业务方来定。
- PPT 下载地址：https://example.org/ppt
"""

SERIES = """# 春季分享会回顾

## 第一场：《需求怎么排》（14:00-15:00）

分享嘉宾：陈静 某公司 产品经理

先看价值，再看成本。

## 第二场：《上线怎么稳》（15:00-16:00）

分享嘉宾：吴磊

灰度发布，小步快跑。
"""


def _found(text: str, path: str = "talks/evening.txt") -> Found:
    setting = Setting(VOCABULARY, kind=Kind.SALON, today=date(2026, 1, 1))
    return drafted(Foreign(path, text, "0" * 64), Source(), setting)


def _of(found: Found, kind: Kind) -> list[Draft]:
    return [one for one in found.drafts if one.kind is kind]


def _programme(found: Found) -> list[dict[str, Any]]:
    return [item for item in found.drafts[0].values["programme"] if item["kind"] == "session"]


def test_an_evening_becomes_one_salon_with_its_sessions_people_and_lessons() -> None:
    found = _found(EVENING)
    assert [item["title"] for item in _programme(found)] == [
        "Plans That Survive",
        "Risk Before Scope",
        "Harbour Ticketing",
    ]
    people = {one.name: one for one in found.drafts[0].people}
    assert list(people) == ["Anna Berg", "Omar Haddad", "Li Mei"]
    assert people["Anna Berg"].aliases == ("Annie",)
    assert found.drafts[0].values["title"] == "An Evening on Planning: What Three Teams Learned"
    assert (found.drafts[0].date, found.drafts[0].values["city"]) == (date(2021, 3, 3), "Utrecht")
    titles = [str(one.values["title"]) for one in _of(found, Kind.LESSON)]
    assert "Agree on one calendar first" in titles
    assert "A plan without owners is a wish" in titles
    assert len(titles) == 6


def test_every_quote_stands_exactly_where_it_says() -> None:
    for text in (EVENING, TALK, SERIES):
        for draft in _found(text).drafts:
            for source in draft.values.get("sources", ()):
                assert text[source["start"] : source["end"]] == source["quote"]


def test_a_session_that_runs_before_the_doors_open_loses_its_times_and_is_reported() -> None:
    found = _found(EVENING)
    assert found.counts["conflict"] == 1
    assert [note.code for note in found.notes].count("contradiction") == 1
    assert _programme(found)[0]["time"] == ""
    assert "09:00-17:00" in _programme(found)[0]["note"]
    assert (found.drafts[0].values["start"], found.drafts[0].values["end"]) == ("17:30", "21:00")


def test_numbers_go_to_the_case_that_was_told_as_they_were_said() -> None:
    case = _of(_found(EVENING), Kind.CASE)[0]
    assert [(one["value"], one["as_said"], one["approximate"]) for one in case.values["numbers"]] == [
        (2, "2-year", None), (5000, "5,000-hour", None), (4, "4 departments", None), (30, "nearly 30 stakeholders", True),
    ]  # fmt: skip
    assert case.values["presented_at"].fragment == "harbour-ticketing"


def test_what_a_page_says_around_a_text_is_dropped_and_listed() -> None:
    found = _found(EVENING)
    assert "Acme Engineering" not in found.drafts[0].body
    assert "min read" not in found.drafts[0].body
    dropped = next(note for note in found.notes if note.code == "dropped")
    assert "Team Notes 4 min read" in dict(dropped.args)["example"]


def test_nothing_else_of_the_text_is_lost() -> None:
    body = _found(EVENING).drafts[0].body
    for words in ("some forty people met", "compared it with an earlier release", "thanks to Annie, Omar and Li"):
        assert words in body


def test_tags_that_ran_together_are_told_apart() -> None:
    values = _found(EVENING).drafts[0].values
    assert (values["tags"], values["x_tags"]) == (["planning", "risk"], ["risk handbook", "calendar owners"])


def test_a_chinese_recap_of_one_talk_is_a_salon_with_one_session() -> None:
    found = _found(TALK, "blog/salon-4/index.md")
    assert [(item["title"], item["session"]) for item in _programme(found)] == [("限流的三种做法", "talk")]
    speaker = next(one for one in found.drafts[0].people if one.name == "周明")
    assert speaker.name == "周明"
    assert found.drafts[0].values["lang"] == "zh-Hans"
    assert [one.values["title"] for one in _of(found, Kind.LESSON)] == [
        "上线之前必须做一次限流演练",
        "限流阈值应当由业务方来定",
    ]


def test_a_chinese_recap_with_headed_sessions_keeps_their_times_and_speakers() -> None:
    found = _found(SERIES, "blog/spring.md")
    assert [(item["time"], item["until"], item["title"]) for item in _programme(found)] == [
        ("14:00", "15:00", "需求怎么排"), ("15:00", "16:00", "上线怎么稳"),
    ]  # fmt: skip
    assert [one.name for one in found.drafts[0].people] == ["陈静", "吴磊"]
    assert "## 需求怎么排" in found.drafts[0].body


def test_a_claim_that_names_no_evidence_is_marked() -> None:
    text = EVENING.replace("He argued that", "Citing research on late projects, he argued that")
    cited = [source.get("cited") for one in _of(_found(text), Kind.LESSON) for source in one.values["sources"]]
    assert cited.count(False) == 2


def test_what_the_rules_propose_stays_proposed() -> None:
    assert {one.values["status"] for one in _of(_found(EVENING), Kind.LESSON)} == {"proposed"}


@pytest.mark.parametrize(
    "piece",
    ["A. ", " ", "\n", "10:00 x\n", "第一场：x\n\n", "Dr. ", "at 10:00 x,", "## 总结\n- x\n", "| 主题 | 嘉宾 |\n"],
)
def test_a_text_of_one_sign_over_and_over_costs_no_more_than_its_bytes(piece: str) -> None:
    begun = time.process_time()
    _found("x" + piece * (30_000 // len(piece)))
    assert time.process_time() - begun < 5


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from([*EVENING.split("\n\n"), *TALK.split("\n\n"), *SERIES.split("\n"), "\t", "x " * 300]),
        max_size=14,
    )
)
def test_pieces_of_recaps_in_any_order_never_break_the_rules(pieces: list[str]) -> None:
    text = "\n\n".join(pieces)
    if text.startswith("---"):
        text = "x\n\n" + text
    for draft in _found(text or "x").drafts:
        for source in draft.values.get("sources", ()):
            assert text[source["start"] : source["end"]] == source["quote"]


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("Li Na spoke about how a charter is written. She showed three.", "How a charter is written"),
        ("李娜分享了章程怎么写，展示了三份。", "章程怎么写"),
        ("Li Na thanked the hosts.", ""),
    ],
)
def test_a_session_without_a_title_is_called_what_it_was_about(said: str, topic: str) -> None:
    assert spoken_of(said) == topic
