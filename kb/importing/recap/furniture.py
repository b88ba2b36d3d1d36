"""What a web page says around a text: reading time, followers, sign-in lines, headings that are repeated.

Such lines are dropped and listed. In Markdown only lines that can be nothing else go; in plain text, which was
copied from a page, also repeated lines and everything after the page's own end.
"""

from __future__ import annotations

import re
from collections import Counter

_SURE = re.compile(
    r"^(?:.{0,60}\b\d+[- ]min(?:ute)?s? read|\d[\d,.kK]* (?:followers?|"
        r"comments?|likes?|claps?|views?)|(?:log ?in|sign in|sign up|subscribe|"
    r"follow us|share this|reader feedback|rate this \w+|was this (?:article |"
        r"page )?(?:helpful|worth your time).*|login sign in.*|"
    r"sign in to .{0,30}|how this landed.{0,40}|discussion|"
        r"written by|leave a comment|related (?:posts|articles)|copy link)"
    r"|(?:阅读原文|点击关注.{0,20}|长按识别.{0,20}|扫码关注.{0,20}|关注公众号.{0,20}|微信扫一扫.{0,20}|阅读\s*\d+|点赞\s*\d*|在看\s*\d*|分享到.{0,10}|登录后.{0,20}))[.!?。！]?$",
    re.IGNORECASE,
)  # fmt: skip
_END = re.compile(
    r"^(?:written by|reader feedback|discussion|related (?:posts|"
    r"articles)|leave a comment|\d[\d,]* followers?|关于作者|相关阅读)$",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"^\s*(?:[|>#*+`~:-]|\d+[.)])")
_SENTENCE = re.compile(r"[.!?。！？]$")


def is_furniture(line: str) -> bool:
    """Whether a line is surely no part of the text."""
    return bool(_SURE.match(line.strip()))


def furniture(lines: list[str], plain: bool) -> set[int]:
    """The positions of the lines that are dropped."""
    found = {at for at, line in enumerate(lines) if line.strip() and is_furniture(line)}
    if not plain:
        return found
    counts = Counter(line.strip() for line in lines if line.strip() and not _MARKUP.match(line))
    repeated = {line for line, count in counts.items() if count > 1 and len(line) < 160 and not _SENTENCE.search(line)}
    found |= {at for at, line in enumerate(lines) if line.strip() in repeated}
    end = _page_end(lines)
    return found | {at for at in range(end, len(lines)) if lines[at].strip()}


def _page_end(lines: list[str]) -> int:
    """Where the page's own end begins: the first line of that kind after which no long paragraph follows."""
    for at, line in enumerate(lines):
        if _END.match(line.strip()) and not any(len(after) > 250 for after in lines[at:]):
            return at
    return len(lines)


def repeated_title(lines: list[str]) -> str:
    """The heading of a plain text: the longest line that stands there twice, or else its first short line."""
    counts = Counter(line.strip() for line in lines if line.strip())
    twice = [
        line for line, count in counts.items() if count > 1 and 12 <= len(line) <= 200 and not _SENTENCE.search(line)
    ]
    if twice:
        return max(twice, key=len)
    for line in lines[:8]:
        text = line.strip()
        if text and not is_furniture(text) and not _MARKUP.match(text):
            return text if len(text) <= 120 and not _SENTENCE.search(text) else ""
    return ""
