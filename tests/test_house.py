"""The house: imports go one way, every module says what it is for, and the schema is the model."""

from __future__ import annotations

import ast
import dataclasses
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kb
from kb.model.entry import Entry
from kb.model.kinds import Kind
from kb.parse.schema import COMMON, SCHEMAS, fields_of
from kb.parse.shapes import ListOf, Record

PACKAGE = Path(kb.__file__).parent
REPOSITORY = PACKAGE.parent
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "vendor" not in path.parts)
PURE = ("pipeline", "pages", "editions", "rules", "query", "catalog", "ports", "parse", "vocabulary", "frontmatter", "render", "analysis", "model", "errors")  # fmt: skip
ELSEWHERE = {"click", "whoosh", "mkdocs", "subprocess", "socket", "http", "urllib.request", "requests", "rich"}
LONGEST_FUNCTION = 60
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc", "base"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def test_imports_go_downward_only() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {node.name: node.end_lineno - node.lineno + 1 for node in functions if node.end_lineno is not None}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


def test_nine_in_ten_functions_have_thirty_lines_at_most_and_nine_in_ten_files_two_hundred_and_fifty() -> None:
    lengths = [node.end_lineno - node.lineno + 1 for path in MODULES for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef) and node.end_lineno]  # fmt: skip
    files = [path.read_text(encoding="utf-8").count("\n") for path in MODULES]
    assert sum(length > 30 for length in lengths) <= len(lengths) / 10
    assert sum(length > 250 for length in files) <= len(files) / 10


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_has_the_name_of_a_thing(path: Path) -> None:
    assert path.stem not in VAGUE


def imported(path: Path) -> set[str]:
    """Names of the modules that a module imports, wherever it does."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


@pytest.mark.parametrize("path", [path for path in MODULES if name(path).split("/")[0].removesuffix(".py") in PURE], ids=name)  # fmt: skip
def test_from_the_pipeline_down_nothing_knows_the_world(path: Path) -> None:
    assert {one for one in imported(path) if one in ELSEWHERE or one.split(".")[0] in ELSEWHERE} == set()
    opened = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and ast.unparse(node.func) == "open"]
    assert opened == []


def fields(make: type) -> set[str]:
    return {field.name for field in dataclasses.fields(make)}


@pytest.mark.parametrize("kind", Kind)
def test_the_keys_of_a_kind_are_the_fields_of_its_class(kind: Kind) -> None:
    schema = SCHEMAS[kind]
    assert set(schema.own) == fields(schema.make)


def test_the_common_keys_are_the_fields_of_an_entry() -> None:
    given = {"id", "kind", "path", "detail", "body", "sha256", "lines"}
    assert (set(COMMON) - {"aliases"}) | {"old_ids", "status"} == fields(Entry) - given


def records(field: Any) -> Iterator[Record[Any]]:
    """The records in a field's type, however deep."""
    if isinstance(field, ListOf):
        yield from records(field.of)
    elif isinstance(field, Record):
        yield field
        for inner in field.fields.values():
            yield from records(inner)


@pytest.mark.parametrize("kind", Kind)
def test_the_keys_of_a_record_are_the_fields_of_its_class(kind: Kind) -> None:
    for key, field in fields_of(kind).items():
        for record in records(field):
            assert isinstance(record.make, type)
            assert {record.rename.get(one, one) for one in record.fields} == fields(record.make), key
            assert record.required <= set(record.fields), key


@pytest.mark.parametrize("kind", Kind)
def test_every_field_describes_itself_as_json_schema(kind: Kind) -> None:
    assert all(isinstance(field.schema(), dict) and field.schema() for field in fields_of(kind).values())


@pytest.mark.parametrize("kind", Kind)
def test_what_is_generated_has_no_field(kind: Kind) -> None:
    from kb.parse.schema import generated_keys

    assert set(generated_keys(kind)) & set(fields_of(kind)) == set()
