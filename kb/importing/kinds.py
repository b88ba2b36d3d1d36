"""Which kind a file is, when neither the source nor the command says it, and the words for why."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kb.importing.values import Value
from kb.model.kinds import Kind

_METHODS = re.compile(
    r"(?:^|[/_ -])(?:methods?|how-?tos?|playbooks?|guides?|"
    r"practices?|runbooks?|techniques?)(?=$|[/_. -])|方法|指南|操作手册",
    re.I,
)
_INCIDENTS = re.compile(
    r"(?:^|[/_ -])(?:post-?mortems?|incidents?|outages?|lessons?(?:-learned)?|"
    r"registers?|rca|after-action|aar)(?=$|[/_. -])|复盘|事故|故障|经验教训",
    re.I,
)
_RECAPS = re.compile(
    r"(?:^|[/_ -])(?:recaps?|meet-?ups?|salons?|retrospect|"
    r"seminars?)(?=$|[/_. -])|回顾|沙龙|直播整理|活动纪要|分享会|Meetup",
    re.I,
)
_POSTS = re.compile(r"(?:^|/)_?(?:posts?|blogs?|articles?|news|stories|cases?)(?=/)", re.I)
_DATED = re.compile(r"(?:^|/)\d{4}-\d{2}-\d{2}-[^/]+$")
_HOW = re.compile(r"^#{1,4}\s*(?:how to (?:do|use|run)|steps\b|instructions|怎么做|操作步骤)", re.I | re.M)
_WHY = re.compile(
    r"^#{1,4}\s*(?:(?:contributing |root )?causes?\b|timeline\b|action items|lessons learned|时间线|根本原因|根因)",
    re.I | re.M,
)
_SESSIONS = re.compile(
    r"\b(?:first|second|third|fourth) session\b|第[一二三四五]场|分享嘉宾|本文根据.{0,40}(?:分享|直播|演讲)", re.I
)

GUESSED_KINDS = frozenset(("kind-register", "kind-recap", "kind-incident", "kind-method", "kind-post", "kind-rest"))


def kind_of(path: str, fields: Mapping[str, Value], text: str, shape: str) -> tuple[Kind, str]:
    """(kind, the phrase that says why). File names speak first, then folders, then the text itself."""
    name = "/".join(path.split("/")[-2:]) if path.rsplit("/", 1)[-1].startswith("index.") else path.rsplit("/", 1)[-1]
    title = str(fields.get("title") or "")
    if shape == "register":
        return Kind.LESSON, "kind-register"
    if _RECAPS.search(name) or _RECAPS.search(title) or _sessions(text[:4_000]) >= 2:
        return Kind.SALON, "kind-recap"
    if _INCIDENTS.search(name) or _INCIDENTS.search(title) or len(_WHY.findall(text)) >= 2:
        return Kind.LESSON, "kind-incident"
    folder = path.rpartition("/")[0] + "/"
    if _METHODS.search(folder):
        return Kind.PRACTICE, "kind-method"
    if _INCIDENTS.search(folder):
        return Kind.LESSON, "kind-incident"
    if _POSTS.search(folder) or _DATED.search(path) or fields.get("layout") == "post":
        return Kind.CASE, "kind-post"
    if _METHODS.search(name) or _HOW.search(text):
        return Kind.PRACTICE, "kind-method"
    if _RECAPS.search(folder):
        return Kind.SALON, "kind-recap"
    return Kind.LESSON, "kind-rest"


def _sessions(text: str) -> int:
    """How often the beginning of a text speaks of sessions; most posts never do, which is quick to see."""
    if text.isascii() and "session" not in text and "Session" not in text:
        return 0
    return len(_SESSIONS.findall(text))
