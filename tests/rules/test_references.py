"""References: what is right passes, and what cannot be read is told once, not at every mention."""

from __future__ import annotations

import pytest

from kb.rules import Context, check
from tests.catalog.entries import catalog

LESSON = "title: A\ndate: 2026-04-01\ntags: [risk]\n---\n"


def found(files: dict[str, str], context: Context) -> list[tuple[int, str]]:
    report, _ = check(catalog(files), [], context, len(files))
    return [(one.line, one.code) for one in report.diagnostics]


@pytest.mark.parametrize(
    "body",
    ["[b](b.md)", "[b](b.md#head)", "[me](#top)\n\n# Top", "[web](https://a.b/c.md)", "![p](p.png)", "[file](p.png)", "[mail](mailto:a@b.c)", "[b](./b.md 'title')", "`[no](link.md)`", "    [no](link.md)", "[b](b%2Emd)"],
)  # fmt: skip
def test_a_link_that_leads_somewhere_passes(body: str) -> None:
    files = {"lessons/2026/a": LESSON + body, "lessons/2026/b": LESSON + "# Head\n\nText."}
    context = Context(frozenset({"lessons/2026/p.png", "lessons/2026/a.md", "lessons/2026/b.md"}), topics_read=False)
    assert found(files, context) == []


@pytest.mark.parametrize("body", ["[b](b.md)", "[b](b.md#part)"])
def test_a_link_to_a_file_that_could_not_be_read_is_not_told_again(body: str) -> None:
    assert (
        found({"lessons/2026/a": LESSON + body}, Context(unread=frozenset({"lessons/2026/b"}), topics_read=False)) == []
    )


def test_a_reference_to_a_file_that_could_not_be_read_is_not_told_again() -> None:
    files = {"lessons/2026/a": "title: A\ndate: 2026-04-01\ntags: [risk]\nowner: content/people/li-na\n---\nText."}
    assert found(files, Context(unread=frozenset({"content/people/li-na"}), topics_read=False)) == []


def test_without_a_readable_vocabulary_no_tag_is_blamed() -> None:
    assert found({"lessons/2026/a": LESSON + "Text."}, Context(topics_read=False)) == []
    assert found({"lessons/2026/a": LESSON + "Text."}, Context()) == [(4, "KB401")]


def test_without_readable_settings_no_list_is_blamed() -> None:
    files = {"content/projects/p": "title: P\ntype: bridge"}
    assert found(files, Context(settings_read=False)) == []
    assert found(files, Context()) == [(3, "KB411")]


def test_a_link_in_a_block_for_colleagues_may_lead_to_what_colleagues_read() -> None:
    public = "title: A\ndate: 2026-04-01\ntags: [risk]\naudience: public\n---\n"
    files = {"lessons/2026/a": public + "::: audience internal\n[b](b.md)\n:::", "lessons/2026/b": LESSON + "Text."}
    assert found(files, Context(topics_read=False)) == []


def test_the_suggestion_is_the_same_name_in_another_folder_first() -> None:
    files = {"lessons/2026/a": LESSON + "[x](../2025/late-vendor.md)", "lessons/2026/late-vendor": LESSON + "Text."}
    report, _ = check(catalog(files), [], Context(topics_read=False), 2)
    assert dict(report.diagnostics[0].args)["near"] == "late-vendor.md"
