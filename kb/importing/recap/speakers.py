"""Who presented, by sentence patterns of both languages: the subject before a verb of speaking, or a label."""

from __future__ import annotations

import re

from kb.importing.people import mentions, merged, person
from kb.importing.values import Mention

_VERB = re.compile(
    r"\s(?:then\s+)?(?:delivered|spoke|shared|presented|gave|talked|led|introduced|"
    r"explained|opened|kicked off|took|discussed|described|showed|told|walked)\b"
)
_ASIDE = re.compile(r"\s*[(（][\"“‘'](?P<alias>[^\"”’']{1,40})[\"”’'][)）]")
_BREAK = re.compile(r"\s*[(（,，]|\s+(?:from|of|at)\s+")
_FROM = re.compile(r"\bfrom (?:the )?(?P<org>[A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*){0,4})")
_APPOSITION = re.compile(r"^,\s*(?P<role>(?:an?|the|our)?\s*[^,]{4,150}),\s*$")
_NAME = re.compile(r"^[A-Z][\w'’-]*[a-z][\w'’-]*$")
_HONORIFIC = re.compile(r"\b(?:Dr|Prof|Mr|Mrs|Ms|Mx)\.?\s+")
_LABEL = re.compile(
    r"(?:分享嘉宾|嘉宾|讲师|主讲人?|演讲者|分享人|演讲嘉宾|speakers?|presenters?|"
    r"presented by)\s*\**\s*[:：]\s*\**\s*(?P<who>[^\n|]{2,200})",
    re.I,
)
_AFTER_ROLE = re.compile(
    r"(?:工程师|专家|负责人|架构师|总监|经理|博士|教授|创始人|讲师|嘉宾|leader|Committer)\s?(?P<who>[\u4e00-\u9fff]{2,3}?)"
    r"(?P<more>[（(][^）)]{1,20}[）)])?(?=的?(?:主题)?(?:分享|演讲|带来)|的主题|于|在|，|,|。|\s|$)"
)
_AUTHOR = re.compile(
    r"^(?:作者|文\s*[|｜/]?)\s*[:：]?\s*(?P<who>[\u4e00-\u9fff]{2,4}(?:[（(][^）)]{1,20}[）)])?[，, ][^\n]{0,100})",
    re.M,
)
_NOT_NAMES = frozenset(
    "今天 大家 本期 我们 本次 同学 之一 以及 介绍 分享 来自 "
    "主要 目前 现场 直播 相关 合作 之后 为主 选择 负责 团队 同学".split()
)


def english(sentence: str) -> tuple[Mention, ...]:
    """The people who are the subject of an English sentence about a talk."""
    verb = _VERB.search(sentence)
    if verb is None:
        return ()
    subject = sentence[: verb.start()]
    if len(subject) > 250:
        return ()
    found = [_subject(one) for one in re.split(r"\s+and\s+(?=(?:Dr\.?\s+)?[A-Z])", subject)]
    return merged(one for one in found if one is not None)


def _subject(text: str) -> Mention | None:
    plain = _HONORIFIC.sub("", text.strip())
    alias = _ASIDE.search(plain)
    core = _BREAK.split(plain)[0].strip()
    words = core.split()
    name: list[str] = []
    while words and _NAME.match(words[-1]) and len(name) < 3:
        name.insert(0, words.pop())
    if not name or (len(name) == 1 and not words and len(core.split()) > 1):
        return None
    role = " ".join(words)
    after = _ASIDE.sub("", plain)[len(core) :]
    apposition = _APPOSITION.match(after + ("," if after and not after.rstrip().endswith(",") else ""))
    organisation = _FROM.search(after)
    return Mention(
        " ".join(name), (alias["alias"],) if alias else (), organisation["org"] if organisation else "",
        role or (apposition["role"].strip() if apposition else ""),
    )  # fmt: skip


def labelled(text: str) -> tuple[Mention, ...]:
    """People after a label: `分享嘉宾：绍辉 蚂蚁金服 分布式事务开源负责人`."""
    found: list[Mention] = []
    for one in _LABEL.finditer(text):
        found += mentions(_plain(one["who"]))[0][:4]
    return merged(found)


def chinese(text: str) -> tuple[Mention, ...]:
    """People whom a Chinese sentence names as speaker: after their role, or as the author of the recap."""
    found: list[Mention] = []
    for one in _AFTER_ROLE.finditer(text):
        if one["who"] not in _NOT_NAMES and not any(word in one["who"] for word in _NOT_NAMES):
            mention = person(one["who"] + (one["more"] or ""))
            found += [mention] if mention else []
    for one in _AUTHOR.finditer(text):
        mention = person(_plain(one["who"]))
        found += [mention] if mention else []
    return merged(found)


def _plain(text: str) -> str:
    return re.sub(r"[*_`]|!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|\[", "", text).strip()
