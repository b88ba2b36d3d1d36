"""What a code host recorded of an issue → the form as it arrived. Bytes in, a value out; nothing is fetched.

GitHub's and GitLab's events are known, and the bare text of a form. A field that is missing or of another kind is
simply not there: an event decides nothing that its reader does not check.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from kb.adapters.charset import decoded
from kb.errors import KbError
from kb.importing.forms.values import Sender, Submission
from kb.importing.values import Unreadable

MAX_BYTES = 4_000_000


def submission(name: str, data: bytes) -> Submission:
    """The form in an event or in a text. Raises `KbError` for bytes that are no text, or an event without an issue."""
    if len(data) > MAX_BYTES:
        raise KbError(
            f"{name} is larger than {MAX_BYTES // 1_000_000} MB",
            "a form is a text of a few pages",
            zh=(f"{name} 超过 {MAX_BYTES // 1_000_000} MB", "表单只应是几页文字"),
        )
    try:
        text, encoding = decoded(name, data)
    except Unreadable as error:
        raise KbError(
            f"{name} is no text that can be read", "save it as UTF-8", zh=(f"{name} 不是可读取的文本", "请另存为 UTF-8")
        ) from error
    if not text.lstrip().startswith("{"):
        return Submission(text, encoding=encoding)
    try:
        event = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise KbError(
            f"{name} begins like an event and is none: {error}",
            "give the file that the code host wrote",
            zh=(f"{name} 开头像事件，却不是事件：{error}", "请给出代码托管平台写的文件"),
        ) from error
    found = _github(event) or _gitlab(event)
    if found is None:
        raise KbError(
            f"{name} is an event without an issue",
            "give the event of an issue that was opened or edited",
            zh=(f"{name} 是事件，但不含议题", "请给出新建或编辑议题时的事件"),
        )
    return found


def _github(event: dict[str, Any]) -> Submission | None:
    issue = event.get("issue")
    if not isinstance(issue, dict):
        return None
    user = _dict(issue.get("user"))
    labels = issue.get("labels")
    return Submission(
        _text(issue.get("body")), _text(issue.get("title")), _number(issue.get("number")), _text(issue.get("html_url")),
        _day(issue.get("created_at")),
        tuple(_text(_dict(one).get("name")) for one in labels) if isinstance(labels, list) else (),
        Sender(_text(user.get("login")), _number(user.get("id")), _text(user.get("name"))),
    )  # fmt: skip


def _gitlab(event: dict[str, Any]) -> Submission | None:
    issue = event.get("object_attributes")
    if not isinstance(issue, dict):
        return None
    if issue.get("state") == "closed":
        return Submission("")
    user = _dict(event.get("user"))
    labels = event.get("labels")
    return Submission(
        _text(issue.get("description")), _text(issue.get("title")), _number(issue.get("iid")), _text(issue.get("url")),
        _day(issue.get("created_at")),
        tuple(_text(_dict(one).get("title")) for one in labels) if isinstance(labels, list) else (),
        Sender(_text(user.get("username")), 0, _text(user.get("name"))),
    )  # fmt: skip


def _dict(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _text(found: Any) -> str:
    return found if isinstance(found, str) else ""


def _number(found: Any) -> int:
    return found if isinstance(found, int) and not isinstance(found, bool) and found > 0 else 0


def _day(found: Any) -> date | None:
    try:
        return date.fromisoformat(_text(found)[:10])
    except ValueError:
        return None
