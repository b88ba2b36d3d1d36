"""What holds for every file: parsing never raises, is the same each time, and refuses or reads the whole."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from kb.catalog import Catalog
from kb.model.codes import refuses
from kb.model.kinds import FOLDERS, Kind
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.parse import parse
from kb.parse.schema import fields_of
from kb.rules import Context, check

SETTINGS = Settings()
PATHS = {kind: f"{folder}/{'2026/' if kind is Kind.LESSON else ''}x.md" for kind, folder in FOLDERS.items()}
STRANGE = st.one_of(st.text(st.characters(), max_size=60), st.text(max_size=60).map(lambda name: f"lessons/2026/{name}.md"))  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
WORDS = ["", "NO", "1.10", "12:34", "2024-13-45", "2018-05-27", "-1", "content/people/x", "lessons/2026/x", "公开"]
WORDS += [
    "public",
    "internal",
    "pseudonym",
    "session",
    "true",
    "planning",
    "low",
    "12 months",
    "zh-Hans",
    "https://a.b",
]
SCALARS = st.one_of(
    st.sampled_from(WORDS), TEXT.map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"')
)
INNER = [
    "en",
    "zh",
    "entry",
    "quote",
    "kind",
    "by",
    "date",
    "result",
    "id",
    "title",
    "lesson",
    "decision",
    "name",
    "value",
]
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.dictionaries(st.sampled_from(INNER), inner, max_size=4).map(
            lambda fields: "{" + ", ".join(f"{key}: {one}" for key, one in fields.items()) + "}"
        ),
    ),
    max_leaves=6,
)
BODIES = st.text(st.sampled_from(list("ab#*_-`~>[]()!|:<&\\ \n\t1.：中")), max_size=120)


def source(kind: Kind, front: dict[str, str], body: str) -> SourceFile:
    start = "names: N" if kind is Kind.PERSON else "title: T"
    inside = "".join(f"{key}: {value}\n" for key, value in front.items())
    return SourceFile(PATHS[kind], f"---\n{start}\n{inside}---\n\n{body}".encode())


def files_of(kind: Kind) -> st.SearchStrategy[SourceFile]:
    keys = sorted(fields_of(kind).keys() - {"title", "names"})
    return st.builds(source, st.just(kind), st.dictionaries(st.sampled_from(keys), VALUES, max_size=4), BODIES)


FILES = st.sampled_from(Kind).flatmap(files_of)


@given(STRANGE, st.binary(max_size=300))
@example("", b"")
@example("lessons/2026/\udcff.md", b"---\ntitle: x\n---\n")
@example("lessons/２０２６/x.md", b"---\ntitle: x\n---\n")
def test_parsing_never_raises_on_any_path_and_bytes(path: str, data: bytes) -> None:
    found = parse(SourceFile(path, data), SETTINGS)
    assert found.entry is not None or found.diagnostics


@given(FILES)
@example(source(Kind.LESSON, {"lang": '"en\\n"'}, "[x](http://[) <a href='//[x'>y</a>"))
def test_a_file_is_read_whole_or_refused_with_its_reasons(file: SourceFile) -> None:
    found = parse(file, SETTINGS)
    assert (found.entry is None) == any(refuses(one.code) for one in found.diagnostics)


@given(FILES)
def test_parsing_twice_gives_the_same(file: SourceFile) -> None:
    assert parse(file, SETTINGS) == parse(file, SETTINGS)


@given(FILES)
def test_findings_are_sorted_and_each_is_told_once(file: SourceFile) -> None:
    found = parse(file, SETTINGS).diagnostics
    assert list(found) == sorted(set(found))


@given(st.lists(FILES, max_size=4))
@example([source(Kind.LESSON, {}, "[x](http://[) <a href='//[x'>y</a> ![p](//[) [q](http://a℀b)")])
def test_rules_never_raise_on_what_was_read(files: list[SourceFile]) -> None:
    entries = [found.entry for found in (parse(one, SETTINGS) for one in files) if found.entry is not None]
    report, catalog = check(Catalog(entries), [], Context(), len(files))
    assert list(report.diagnostics) == sorted(set(report.diagnostics))
    assert catalog.entries == tuple(sorted({one.id: one for one in reversed(entries)}.values(), key=lambda one: one.id))


@given(st.binary(max_size=100), st.lists(st.sampled_from(Kind), unique=True, min_size=1))
def test_a_bad_file_never_hides_the_next(bad: bytes, kinds: list[Kind]) -> None:
    sources = [SourceFile("lessons/2026/bad.md", bad), *(source(kind, {}, "Text.") for kind in kinds)]
    read = {one.path for one in (parse(file, SETTINGS) for file in sources) if one.entry is not None}
    assert read >= {PATHS[kind] for kind in kinds}
