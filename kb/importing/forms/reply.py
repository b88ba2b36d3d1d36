"""What goes back to the code host: a comment for whoever sent the form, a pull request for whoever reviews it.

All of it is Markdown of ours. What the form said stands in it as one code block, which nothing in it can end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.importing.forms.sentences import said
from kb.importing.forms.values import Filed, Submission
from kb.model.markdown import fenced, inert
from kb.model.text import printable

_KINDS = {
    "lesson": ("Lesson", "经验"), "recap": ("Recap", "活动回顾"), "correction": ("Correction", "更正"),
    "applied": ("Applied", "应用"), "not-found": ("Gap", "空白"),
}  # fmt: skip
_WORDS = {
    "thanks": ("Thank you. This is what your form became:", "谢谢。你的表单已写成："),
    "refused": ("Thank you. Nothing could be written from this form yet:", "谢谢。这份表单暂时还写不成条目："),
    "again": (
        "Edit the text of this issue; it is tried again at once. What you wrote stays here as it is.",
        "直接修改这个议题的内容，会立即重试。你写的内容原样保留在这里。",
    ),
    "next": (
        "A reviewer looks at it now. To change it, edit the text of this issue; the draft follows.",
        "接下来由审阅者查看。要改动，直接修改这个议题的内容，草稿会随之更新。",
    ),
    "remarks": ("To look at:", "请留意："),
    "files": ("Files:", "文件："),
    "credit": ("Credited: {who}", "署名：{who}"),
    "nobody": ("Nobody is named, as the form asks.", "按表单要求，没有署名。"),
    "like": ("Like it in the base:", "库中类似的条目："),
    "original": ("The form as it was sent", "表单原文"),
    "cut": ("(the rest stands in the issue)", "（其余部分见议题）"),
}
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_COMMANDS = (
    (re.compile(r"[\[【［]"), "("),
    (re.compile(r"[\]】］]"), ")"),
    (re.compile(r"[#!](?=\d)"), "№ "),
    (re.compile(r"\b(GH)-(?=\d)", re.I), r"\1 "),
    (re.compile(r"@(?=\w)"), "＠"),
    (re.compile(r"\w+://"), ""),
    (re.compile(r"\*{2,}"), "*"),
)
_MOST = 40_000  # a code host takes some sixty thousand characters


def _word(name: str, filed: Filed) -> str:
    return _WORDS[name][filed.lang == "zh"]


def headline(filed: Filed) -> str:
    """The title of the commit and the pull request, with no word in it that a code host would obey.

    A host closes what `closes #3` names, calls whom `@name` names and leaves the checks out at `[skip ci]`; a title
    comes from whoever sent the form.
    """
    kind = _KINDS[filed.kind][filed.lang == "zh"]
    colon = "：" if filed.lang == "zh" else ": "
    title = printable(filed.title)
    for command, words in _COMMANDS:
        title = command.sub(words, title)
    return f"{kind}{colon}{title}"[:120]


def comment(filed: Filed) -> str:
    """What the issue is told."""
    lines = [_word("thanks" if filed.writes else "refused", filed), "", *_list(f"`{path}`" for path in filed.writes)]
    remarks = [said(one, filed.lang) for one in filed.notes]
    if remarks:
        lines += ["", *([_word("remarks", filed), ""] if filed.writes else []), *_list(remarks)]
    return "\n".join([*lines, "", _word("next" if filed.writes else "again", filed)]) + "\n"


def pull_request(filed: Filed, submission: Submission, like: Iterable[str] = ()) -> str:
    """What the reviewer reads; `like` are ids of entries that say something similar."""
    lines = [f"Closes #{submission.number}", ""] if submission.number else []
    who = f"{inert(filed.credit)} (`{filed.author}`)" if filed.author else ""
    lines += [_word("credit", filed).format(who=who) if who else _word("nobody", filed)]
    lines += ["", _word("files", filed), "", *_list(f"`{path}`" for path in filed.writes)]
    remarks = [said(one, filed.lang) for one in filed.notes]
    lines += ["", _word("remarks", filed), "", *_list(remarks)] if remarks else []
    near = [f"`{one}`" for one in like]
    lines += ["", _word("like", filed), "", *_list(near)] if near else []
    body = submission.body[:_MOST]
    cut = [_word("cut", filed)] if len(body) < len(submission.body) else []
    original = _word("original", filed)
    details = ["<details>", f"<summary>{original}</summary>", "", fenced(body), *cut, "", "</details>"]
    return "\n".join([*lines, "", *details]) + "\n"


def commit_message(filed: Filed, submission: Submission) -> str:
    """The commit: what it is, where it comes from, and whose it is, if that person may be named."""
    lines = [headline(filed), ""]
    lines += [f"From issue #{submission.number}."] if submission.number else []
    sender = submission.sender
    if filed.signed and filed.credit and sender.number and _LOGIN.fullmatch(sender.login):
        name = " ".join(filed.credit.replace("<", "").replace(">", "").split())
        lines += ["", f"Co-authored-by: {name} <{sender.number}+{sender.login}@users.noreply.github.com>"]
    return "\n".join(lines) + "\n"


def _list(items: Iterable[str]) -> list[str]:
    return [f"- {one}" for one in items]
