"""The libraries behind the rendering."""

from __future__ import annotations

import subprocess
import sys

from kb import render

WITHOUT = """
import sys
sys.modules[{name!r}] = None
from kb.errors import KbError
from kb.render import body
try:
    body("a")
except KbError as error:
    print(error.message, "|", error.hint)
"""


def test_the_engine_names_its_libraries_and_their_versions() -> None:
    assert all(f"{name} " in render.ENGINE for name in ("comrak", "nh3", "Pygments"))


def test_a_missing_library_is_answered_with_the_line_that_installs_it() -> None:
    for name in ("comrak", "nh3"):
        said = subprocess.run(
            [sys.executable, "-c", WITHOUT.format(name=name)], capture_output=True, text=True, check=True
        ).stdout
        assert f"{name} is not installed" in said and "pip install" in said


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    code = "import sys, kb.render; print([n for n in ('comrak', 'nh3', 'pygments', 'importlib.metadata') if n in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_hostile_nesting_and_repetition_end_in_time() -> None:
    for markdown in (">" * 5000, "[" * 20000, "<div>" * 5000, "- " * 5000, "*a " * 20000, "http://a.b/" + ",)" * 20000):
        assert render.body(markdown).markdown == markdown
