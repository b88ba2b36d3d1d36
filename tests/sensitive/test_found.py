"""Keys, passwords and personal data are found by shape and checksum; what only looks like them is left alone."""

from __future__ import annotations

import pytest

from kb.sensitive import found_in
from kb.sensitive.people import resident

A = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6kL9n"  # what issuers would draw; put together here so that no scanner rings
SECRETS = {
    "a GitHub token": "gh" + "p_" + A[:36],
    "an AWS access key": "AK" + "IA" + "Q7J4ZT2MWX5NKD3R",
    "an Alibaba Cloud access key": "LT" + "AI" + A[:20],
    "a Google API key": "AI" + "za" + A[:35],
    "a GitLab token": "gl" + "pat-" + A[:20],
    "a Slack token": "xo" + "xb-" + A[:30],
    "a Stripe key": "sk" + "_live_" + A[:24],
    "an API key": "s" + "k-" + A,
    "an npm token": "np" + "m_" + A[:36],
    "a signed web token": "ey" + "J" + A[:20] + ".ey" + "J" + A[:20] + "." + A[:20],
    "a DingTalk robot": "https://oapi.dingtalk.com/robot/send?access_token=" + "0a1b2c3d" * 8,
    "a private key": "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
    "an address with a password": "mysql://root:hunter2hunter@db.internal/x",
    "a password": 'password = "tr0ub4dor&3x"',
}
PERSONAL = {
    "an e-mail address": ["wang.ying@pmo-salon.cn", "<mailto:j.d+x@sub.corp.co.uk>", "邮箱：li_na@163.com。"],
    "a phone number": ["13812345679", "+86 138-1234-5679", "(021) 61234587", "010-61234587", "(202) 456-1414", "+44 20 7946 0958", "手机13912345678联系"],
    "an identity number of China": ["11010519491231002X", "身份证11010519491231002x号"],
    "a social security number": ["078-05-1120"],
}  # fmt: skip
HARMLESS = """
info@example.org and support@corp.cn, git@github.com:org/name.git, logo@2x.png, react@18.2.0, @someone, a@b
https://example.org/13812345679/ ../2026/13812345679.md v1.13812345679 2018-05-27 13:45 20180527134500 12345678901
order 20260402001, isbn 978-7-115-12345-6, sha 0f13912345678aa, 100000000000000000 000-12-3456 110105194912310021
the token of trust, a key person, password: see the wiki, 密码：请联系管理员, password: changeme123, api_key=YOUR_KEY_1
AKIAIOSFODNN7EXAMPLE ghp_short sk-learn https://user@host/ postgres://user:${PASSWORD}@db/x 1,380,012,345.67
1000000000 tasks, 18 to 24 months, 2016-11 to 2018-05, 138 0000 0000, 0000-00000000, 1.2.3.4, 192.168.100.200
"""


@pytest.mark.parametrize("what", SECRETS)
def test_a_secret_is_found_and_not_repeated_whole(what: str) -> None:
    found = list(found_in(f"We used {SECRETS[what]} for it.\n"))
    assert [(one.code, one.what) for one in found] == [("KB901", what)]
    assert found[0].value not in found[0].masked


@pytest.mark.parametrize(("what", "text"), [(what, text) for what, texts in PERSONAL.items() for text in texts])
def test_personal_data_are_found(what: str, text: str) -> None:
    assert [one.what for one in found_in(f"Say {text} or so")] == [what]


@pytest.mark.parametrize("line", HARMLESS.strip().split("\n"))
def test_what_only_looks_like_it_is_left_alone(line: str) -> None:
    assert list(found_in(line)) == []


def test_the_last_place_of_a_resident_number_checks_the_others() -> None:
    body = "1101051949123100"
    assert [last for first in "2" for last in "0123456789X" if resident(body + first + last)] == ["X"]
