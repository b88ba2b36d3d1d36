"""The plan of a run, without a disk: the account adds up, order does not matter, a second run is empty."""

from __future__ import annotations

import hashlib
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.importing.drafting import Setting
from kb.importing.ledger import Ledger, read_ledger
from kb.importing.mapping import Source
from kb.importing.values import Foreign, Note
from kb.model.codes import severity
from kb.model.diagnostic import Severity
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.parse import parse
from kb.pipeline.ingest import plan
from kb.pipeline.ingest_job import Incoming, Job, Plan
from kb.vocabulary import Vocabulary

PIECES = (
    "---\ntitle: A title\n---\n", "---\ntitle: {x\n---\n", "# Heading\n\n", "[a](b.md#x)", "author: Jane Doe\n", "---\n",
    "```\n", "::: audience internal\n", ":::\n", "words and words. ", "\n\n", "复盘：风险。", "![p](q.png)", "<div>", "{% raw %}",
    "First session: Bob Lee gave “X”. He stressed that we must plan.\n\n", "tags: [a, b]\n", "date: 2020-01-02\n", "\x07",
)  # fmt: skip


def _plan(files: dict[str, str], base: dict[str, bytes]) -> Plan:
    ledger = read_ledger(base["site_config/ingested.json"].decode()) if base else Ledger([])
    incoming: list[Incoming | Note] = []
    for path, text in files.items():
        sha = hashlib.sha256(text.encode()).hexdigest()
        incoming.append(Incoming(path, sha, lambda path=path, text=text, sha=sha: Foreign(path, text, sha)))  # type: ignore[misc]
    setting = Setting(Vocabulary(), today=date(2026, 1, 1))
    job = Job(incoming, lambda path: Source(), setting, Settings(), ledger, base.get, list(base))
    return plan(job, lambda path: "m")


_files = st.dictionaries(
    st.sampled_from(["a/b.md", "a/c.md", "b/b.md", "a/index.md", "a/recap.md"]),
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    min_size=1,
)


@settings(max_examples=150, deadline=None)
@given(_files)
def test_the_account_adds_up_and_a_second_run_has_nothing_to_do(files: dict[str, str]) -> None:
    first = _plan(files, {})
    assert first.files == len(first.written) + len(first.unchanged) + len(first.refused)
    base = dict(first.writes)
    for path, data in base.items():
        if path.endswith(".md"):
            found = parse(SourceFile(path, data), Settings()).diagnostics
            assert not [one for one in found if severity(one.code) is Severity.ERROR]
    if base:
        again = _plan(files, base)
        assert (dict(again.writes), len(again.unchanged)) == ({}, len(first.written))


@settings(max_examples=60, deadline=None)
@given(_files)
def test_the_order_of_the_files_does_not_matter_for_what_each_says(files: dict[str, str]) -> None:
    forth, back = _plan(files, {}), _plan(dict(reversed(files.items())), {})
    assert (forth.written, [one.path for one in forth.refused]) == (back.written, [one.path for one in back.refused])
