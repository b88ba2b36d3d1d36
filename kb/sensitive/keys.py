"""Keys and passwords by the shapes that their issuers gave them, so that they can be found where they do not belong.

Each shape has a word that stands in every value of it. These words are looked for first: in the bytes, and in little of
those, because what is left of a word when most letters are dropped is left of the text too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Suspect = tuple[str, re.Pattern[str]]  # what it would be, and its shape

_END = r"(?![A-Za-z0-9_-])"
_START = r"(?<![A-Za-z0-9_-])"


_KEPT = b"ABCDEFGHIJKLMNOPQRSTUVWXYZqxz"  # a thirtieth of what people write, and most of what some issuers begin with
_DROPPED = bytes(code for code in range(256) if code not in _KEPT)


@dataclass(frozen=True, slots=True)
class _Shape:
    """The word, what it would be, and the pattern, which is compiled for the first text with the word: hardly any.

    `left` is the word without what is dropped, `end` the two letters before its last low line, if it has one.
    """

    word: bytes
    what: str
    pattern: str
    left: bytes
    end: bytes


def _shape(word: str, what: str, pattern: str) -> _Shape:
    letters = word.encode()
    return _Shape(letters, what, pattern, letters.translate(None, _DROPPED), letters.rpartition(b"_")[0][-2:])


_SHAPES = (
    _shape("PRIVATE KEY", "a private key", r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"),
    _shape("AKIA", "an AWS access key", rf"{_START}AKIA[A-Z2-7]{{16}}{_END}"),
    _shape("ASIA", "an AWS access key", rf"{_START}ASIA[A-Z2-7]{{16}}{_END}"),
    _shape("LTAI", "an Alibaba Cloud access key", rf"{_START}LTAI[A-Za-z0-9]{{16,26}}{_END}"),
    _shape("AKID", "a Tencent Cloud access key", rf"{_START}AKID[A-Za-z0-9]{{32}}{_END}"),
    _shape("AIza", "a Google API key", rf"{_START}AIza[\w-]{{35}}{_END}"),
    _shape("GOCSPX-", "a Google client secret", rf"{_START}GOCSPX-[\w-]{{28}}{_END}"),
    *(_shape(f"gh{kind}_", "a GitHub token", rf"{_START}gh{kind}_[A-Za-z0-9]{{36,255}}{_END}") for kind in "pousr"),
    _shape("github_pat_", "a GitHub token", rf"{_START}github_pat_[A-Za-z0-9_]{{40,255}}{_END}"),
    _shape("glpat-", "a GitLab token", rf"{_START}glpat-[\w-]{{20,60}}{_END}"),
    _shape("xox", "a Slack token", rf"{_START}xox[abeoprs]-[\w-]{{20,250}}{_END}"),
    _shape("hooks.slack.com", "a Slack webhook", r"hooks\.slack\.com/services/T\w{6,14}/B\w{6,14}/\w{16,30}"),
    _shape("_live_", "a Stripe key", rf"{_START}[rs]k_live_[A-Za-z0-9]{{20,250}}{_END}"),
    # What must not stand before it is looked at after it: a risk- and a task-force are passed over at once.
    _shape("sk-", "an API key", rf"sk-(?<![A-Za-z0-9_-]sk-)(?:proj-|ant-[a-z0-9]+-)?(?=\w*\d)\w{{32,200}}{_END}"),
    _shape("npm_", "an npm token", rf"{_START}npm_[A-Za-z0-9]{{36}}{_END}"),
    _shape("pypi-", "a PyPI token", rf"{_START}pypi-AgE[\w-]{{50,400}}{_END}"),
    _shape("hf_", "a Hugging Face token", rf"{_START}hf_[A-Za-z]{{34}}{_END}"),
    _shape("SG.", "a SendGrid key", rf"{_START}SG\.[\w-]{{22}}\.[\w-]{{43}}{_END}"),
    _shape("eyJ", "a signed web token", rf"{_START}eyJ[\w-]{{10,}}\.eyJ[\w-]{{10,}}\.[\w-]{{10,}}{_END}"),
    _shape("oapi.dingtalk.com", "a DingTalk robot", r"oapi\.dingtalk\.com/robot/send\?access_token=[0-9a-f]{64}"),
    _shape("qyapi.weixin.qq.com", "a WeCom robot", r"qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=[0-9a-f-]{36}"),
    _shape("/bot/v2/hook/", "a Feishu robot", r"open\.(?:feishu\.cn|larksuite\.com)/.{1,20}/v2/hook/[0-9a-f-]{36}"),
)  # fmt: skip
_LOGIN = re.compile(r"://(?<=[a-z0-9+.-]://)[^\s/:@<>\"'`]{1,64}:([^\s/@<>\"'`]{3,128})@[\w.-]+")
_PASSWORD = re.compile(
    r"(?:\b(?:password|passwd|passphrase|api[_-]?key|secret[_-]?key|access[_-]?token|client[_-]?secret)\b|密码|口令|密钥)"
    r"[\"'`]?[ \t]*(?:[=:：]|是|为)[ \t]*[\"'`]?"
    r"((?=[!-~]*\d)(?=[!-~]*[A-Za-z])[A-Za-z0-9!#$%^&*+/=_.~-]{8,128})(?![\w(\[])",
    re.IGNORECASE,
)
# As they stand in a text of lower case without `-` and `_`.
_WORDS = tuple(
    one.encode() for one in "passw passphrase apikey secretkey accesstoken clientsecret 密码 口令 密钥".split()
)
_LOWER = bytes.maketrans(bytes(range(65, 91)), bytes(range(97, 123)))
_KELVIN = "\u212a".encode()  # a sign that is a k in lower case
_EXAMPLE = re.compile(r"example|xxxx|\*\*\*|\.\.\.|0123456789|1234567|changeme|your[_-]|<|\$\{", re.IGNORECASE)


def suspected(data: bytes) -> Iterator[Suspect]:
    """The shapes that may stand in UTF-8 text, the most telling first: of any other there is none in it."""
    left, ends = data.translate(None, _DROPPED), {part[-2:] for part in data.split(b"_")} | {b""}
    for one in _SHAPES:
        if one.left in left and one.end in ends and one.word in data:
            yield one.what, re.compile(one.pattern)
    if b"://" in data and b"@" in data:
        yield "an address with a password", _LOGIN
    lower = data.translate(_LOWER, b"-_")
    if any(map(lower.__contains__, _WORDS)) or _KELVIN in data:
        yield "a password", _PASSWORD


def secrets(text: str, suspects: Iterable[Suspect]) -> Iterator[tuple[str, str, int]]:
    """(what it is, value, where) of every key or password of these shapes that is not plainly an example."""
    taken: list[range] = []
    for what, pattern in suspects:
        for value, at in _matches(pattern, text):
            if not any(at in one for one in taken):
                taken.append(range(at, at + len(value)))
                yield what, value, at


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, int]]:
    group = 1 if pattern.groups else 0
    for found in pattern.finditer(text):
        value = found.group(group)
        if not _EXAMPLE.search(value):
            yield value, found.start(group)
