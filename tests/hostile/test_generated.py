"""Ten thousand generated files: whatever stands in front matter and body, a file is an entry or findings, and soon."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.model.codes import worded
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.parse import Parsed, parse
from kb.parse.schema import COMMON, SCHEMAS
from kb.render import finish
from tests.hostile.payloads import BODIES, payloads

PATIENCE = 2.0  # seconds of the processor
MANY = settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))
KEYS = sorted({*COMMON, *(key for schema in SCHEMAS.values() for key in schema.own), "status", "x_own", "tilte"})
FOLDERS = ("lessons/2026/", "content/salons/", "content/people/", "content/cases/", "content/practices/", "content/projects/")  # fmt: skip
ALLOWED = frozenset(
    """a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1
    h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q rp rt ruby s samp section small span strong sub summary
    sup table tbody td tfoot th thead time tr u ul var wbr""".split()
)

words = st.one_of(st.text(max_size=30), st.sampled_from([one.text for one in payloads()]))
scalars = st.one_of(
    words, st.sampled_from(["2026-01-02", "2026-02-30", "true", "1e9", "~", "null", "[", "{", "- ", "&a", "*a", "!!x y", "|", ">", "? a", "<<", "%", "@", "`", "'", '"', "#", ": ", "\t"]),
    st.integers().map(str), st.dates().map(str), st.sampled_from(["content/people/li-na", "lessons/2026/a#b", "topic"]),
)  # fmt: skip
values = st.recursive(
    scalars,
    lambda inside: st.one_of(
        st.lists(inside, max_size=4).map(lambda many: "[" + ", ".join(many) + "]"),
        st.dictionaries(st.sampled_from(["en", "zh", "time", "kind", "id", "title", "url", "name"]), inside, max_size=4).map(
            lambda many: "{" + ", ".join(f"{key}: {one}" for key, one in many.items()) + "}"
        ),
        st.lists(inside, max_size=4).map(lambda many: "".join(f"\n  - {one}" for one in many)),
    ),
    max_leaves=8,
)  # fmt: skip
front_matter = st.lists(st.tuples(st.one_of(st.sampled_from(KEYS), words), values), max_size=8).map(
    lambda many: "".join(f"{key}: {one}\n" for key, one in many)
)
pieces = st.one_of(
    st.sampled_from([one.text for one in payloads(*BODIES)]), st.text(max_size=20),
    st.sampled_from(["\n", "\n\n", "> ", "- ", "1. ", "    ", "```", "~~~", "|", "|-|\n", "*", "**", "_", "`", "[", "](", ")", "![", "<", ">", "</", "<!--", "-->", "[^1]", "[^1]: ", "::: audience public\n", ":::\n", "# ", "\r", "\0", "&#", ";", "<p ", "<table>", "<td>", "</table>", "$$", "==", "---\n"]),
)  # fmt: skip
bodies = st.lists(pieces, max_size=12).map("".join)


def read(folder: str, front: str, body: str) -> Parsed:
    before = time.process_time()
    data = f"---\n{front}---\n{body}".encode("utf-8", "surrogatepass")
    found = parse(SourceFile(f"{folder}a.md", data), Settings())
    assert time.process_time() - before < PATIENCE
    assert found.entry is not None or found.diagnostics
    for one in found.diagnostics:
        for lang in ("en", "zh"):
            said = worded(one, lang)
            assert said.message.isprintable() and said.hint.isprintable() and one.line >= 1
    return found


class _Shown(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        for name, value in attrs:
            assert not name.startswith("on") and name not in ("style", "srcdoc", "formaction", "srcset"), name
            if name in ("href", "src"):
                scheme = (value or "").partition(":")[0].lower()
                assert ":" not in (value or "") or not scheme.isalpha() or scheme in ("http", "https", "mailto"), value


def assert_safe(found: Parsed) -> None:
    if found.entry is None:
        return
    for section in found.entry.body.sections:
        _Shown(convert_charrefs=True).feed(finish(section.html, lambda href, picture: None if picture else href))


@MANY
@given(st.sampled_from(FOLDERS), front_matter, words)
@pytest.mark.slow
def test_five_thousand_front_matters_are_entries_or_findings(folder: str, front: str, body: str) -> None:
    read(folder, front, body)


@MANY
@given(bodies)
@pytest.mark.slow
def test_five_thousand_bodies_are_safe_entries_or_findings(body: str) -> None:
    assert_safe(read("lessons/2026/", "title: A body\n", body))


@given(st.sampled_from(FOLDERS), front_matter, bodies)
def test_some_generated_files_are_safe_entries_or_findings(folder: str, front: str, body: str) -> None:
    assert_safe(read(folder, front, body))
