"""Every message is worded in English and Chinese, and nothing of ours stays English in a Chinese one."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kb
from kb.model.codes import CODES, severity, worded
from kb.model.codes_en import EN
from kb.model.codes_zh import PHRASES, ZH
from kb.model.diagnostic import Diagnostic, Severity
from kb.model.kinds import Kind
from kb.parse.schema import fields_of, generated_keys
from tests.casebook import Case, cases

PHRASED = {"what", "expected", "found", "why", "part", "where", "unit", "advice"}
FOLDERS = ("frontmatter", "parse", "rules")
SOURCES = [path for name in FOLDERS for path in sorted((Path(kb.__file__).parent / name).glob("*.py"))]
SOURCES += [Path(kb.__file__).parent / "adapters" / "disk.py", Path(kb.__file__).parent / "render" / "limits.py"]
TABLES = {"_COMPLAINTS", "_KINDS"}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", CODES)
def test_both_languages_use_the_same_words_of_the_finding(code: str) -> None:
    for english, chinese in zip(EN[code], ZH[code], strict=True):
        assert placeholders(english) == placeholders(chinese)
        assert ("||" in english) == ("||" in chinese)


def test_both_languages_word_the_same_codes_in_the_same_order() -> None:
    assert list(EN) == list(ZH) == sorted(EN)


def test_a_message_begins_small_and_ends_open_because_it_continues_a_path() -> None:
    assert [text for pair in EN.values() for text in pair if text.endswith(".") or text[0].isupper()] == []


def phrases(tree: ast.AST) -> Iterator[str]:
    """Every literal that a module hands to a message as a phrase of ours, with the start of those with details."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in PHRASED:
            yield from literals(node.value)
        elif isinstance(node, ast.Assign) and {ast.unparse(one) for one in node.targets} & TABLES:
            assert isinstance(node.value, ast.Dict)
            for value in node.value.values:
                yield from literals(value)
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and node.value.elts:
            yield from literals(node.value.elts[0])
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("_Unfit", "self.report") and node.args:
            yield from literals(node.args[-1])


def literals(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            yield text
        case ast.Tuple(elts=parts):
            for part in parts:
                yield from literals(part)
        case ast.BinOp(left=left):
            yield from literals(left)


def known(phrase: str) -> bool:
    """Whether a phrase is translated, or is a person's own words between backquotes."""
    return phrase in PHRASES or re.split(r" \(|: ", phrase)[0] in PHRASES or phrase.startswith("`") or not phrase


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_phrases_that_a_module_puts_into_messages_are_translated(path: Path) -> None:
    found = set(phrases(ast.parse(path.read_text(encoding="utf-8"))))
    codes = re.compile(r"KB\d{3}")
    assert [one for one in sorted(found) if not known(one) and not codes.fullmatch(one)] == []


@pytest.mark.parametrize("kind", Kind)
def test_what_a_field_must_be_is_translated(kind: Kind) -> None:
    assert [one.expected for one in fields_of(kind).values() if not known(one.expected)] == []
    assert [where for where in generated_keys(kind).values() if not known(where)] == []


def english_words(said: str) -> list[str]:
    """Runs of English words in Chinese output, apart from paths, code, quoted values, and lists of choices."""
    text = re.sub(r"^\S*[^:]*:\d+: KB\d{3}", "", said, flags=re.MULTILINE)
    text = re.sub(r"`[^`]*`|\([^)]*\)|（[^）]*）|site_config/\S*", "", text)
    return re.findall(r"[A-Za-z']{2,}(?: [A-Za-z']{2,})+", text)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_chinese_message_holds_no_english_sentence(case: Case) -> None:
    written = "".join(one.path + one.text for one in case.files)
    assert [words for words in english_words(case.said["zh"]) if words not in written] == []


@given(st.text(), st.sampled_from(CODES), st.sampled_from(["en", "zh-Hans"]))
def test_words_of_a_file_reach_a_message_as_one_printable_line(text: str, code: str, lang: str) -> None:
    said = worded(Diagnostic.at("x.md", 1, code, **dict.fromkeys(placeholders("".join(EN[code])), text)), lang)
    assert (said.message + said.hint).isprintable()


def test_a_long_value_is_cut_in_a_message() -> None:
    said = worded(Diagnostic.at("x.md", 1, "KB301", key="a" * 60_000, near=""))
    assert said.message == "unknown key `" + "a" * 119 + "…`"


def test_a_hint_names_the_nearest_word_only_where_there_is_one() -> None:
    assert worded(Diagnostic.at("x.md", 1, "KB301", key="sumary", near="summary")).hint == "did you mean `summary`?"
    assert worded(Diagnostic.at("x.md", 1, "KB301", key="sumary", near="")).hint == "keys of our own begin with `x_`"


def test_braces_in_a_value_are_only_braces() -> None:
    assert worded(Diagnostic.at("x.md", 1, "KB301", key="{near} {0}", near="")).message == "unknown key `{near} {0}`"


def test_what_keeps_an_entry_out_is_never_a_warning() -> None:
    from kb.model.codes import refuses

    assert [code for code in CODES if refuses(code) and severity(code) is Severity.WARNING] == []
