"""The search script of the site is what its sources give."""

from __future__ import annotations

from tests.search_script import SCRIPT, text


def test_the_script_is_what_its_modules_give() -> None:
    assert SCRIPT.read_text(encoding="utf-8") == text(), "write it anew: python -m tests.search_script"


def test_no_module_keeps_an_import_or_a_comment() -> None:
    assert "import " not in text() and text().count("/*") == 1
