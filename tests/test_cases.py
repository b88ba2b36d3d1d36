"""Every finding has a case, and says what its case expects, in English and Chinese."""

from __future__ import annotations

import pytest

from kb.model.codes import CODES
from tests.casebook import BASE, Case, cases
from tests.command import checked, kb_here

CASES = cases()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_says_what_it_expects(case: Case, lang: str) -> None:
    assert checked(case, lang) == case.said[lang]


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    assert {case.code for case in CASES} == set(CODES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_shows_its_own_finding(case: Case) -> None:
    assert f" {case.code} " in case.said["en"]


def test_one_case_of_a_code_explains_it() -> None:
    assert sorted(case.code for case in CASES if case.title and case.why) == sorted(CODES)


def test_the_base_under_the_cases_has_no_findings() -> None:
    said = kb_here("--root", str(BASE), "check", "--strict")
    assert (said.code, said.out) == (0, "")
