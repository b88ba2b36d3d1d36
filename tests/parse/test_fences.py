"""Lines between `::: audience internal` and `:::` never reach another audience, whatever stands around them."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.catalog import CheckedCatalog
from kb.editions import edition
from kb.model.kinds import Audience
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.parse import parse
from kb.parse.fences import cut
from tests.parse.entries import LESSON, codes, parsed

SECRET = "zebra"
OPEN = "::: audience internal"
# Everything that could make one of two readers lose count of where code, quotes or blocks end.
NOISE = [
    "```", "````", "~~~", "~~~~", "```python", "``` `x`", "```x``` y", "  ```", "    ```", "\t```", "> ```", "- ```", "1. ```",
    ":::", "::::", "::", "  :::", "\t:::", ":::note", "::: note", ":::{.x}", "> :::", "- :::", "：：：", ":：:", "`:::`", "::std::x",
    "<!--", "-->", "<pre>", "</pre>", "<div>", "</div>", "<script>", "<![CDATA[", "]]>", "<details>", "|a|b|", "|-|-|",
    "---", "===", "***", "# head", "> quote", "- item", "    code", "[a]: b", "[^1]: note", "\\", "", "text", "\u200b", "\u2028", "\x85",
]  # fmt: skip
SLIPS = [
    "::: internal", "::: audience  internal", "::: Audience internal", "::: audience: internal", "::: audience=internal",
    ":::audience intern", "::: audiance internal", "::: audience internal restricted", "::: {audience=internal}", "::::: audience internal",
    ":: audience internal", " ::: audience internal", "\t::: audience internal", "    ::: audience internal", "> ::: audience internal",
    "- ::: audience internal", "1. ::: audience internal", "：：：audience internal", "::：audience internal", ":::\u00a0audience internal",
    "\u200b::: audience internal", "\ufeff::: audience internal", "::: audience\u200b internal", "::: ａｕｄｉｅｎｃｅ internal", "∶∶∶ audience internal",
    "::: 读者 内部", "::: 内部", "::: restricted", "::: nur internal", "**::: audience internal**", "<!-- ::: audience internal -->", "::: /internal",
]  # fmt: skip
LINES = st.lists(st.sampled_from([*NOISE, *NOISE, "text"]), max_size=6)
SECRETS = st.lists(st.sampled_from([*NOISE, f"the {SECRET}", f"# {SECRET}", f"> {SECRET}", f"- {SECRET}"]), max_size=8)


def public(body: str) -> str | None:
    """Everything that the public edition holds of an entry with this body; None where the file is refused."""
    source = SourceFile(LESSON, f"---\ntitle: T\naudience: public\n---\n{body}".encode())
    found = parse(source, Settings()).entry
    if found is None:
        return None
    shown = edition(CheckedCatalog([found]), Audience.PUBLIC).catalog.entries[0].body
    sections = "".join(one.html + one.text + (one.heading.text if one.heading else "") for one in shown.sections)
    return shown.markdown + sections + shown.text + "".join(one.href for one in shown.links)


@settings(max_examples=400)
@given(LINES, SECRETS, LINES, SECRETS, LINES, st.sampled_from(["\n", "\r\n", "\r"]))
@example([], ["- ```", "  :::", "  ```", f"the {SECRET}"], ["- ```", "  x", "  ```"], [], [], "\n")
@example([], ["```", ":::", ":::note", "```", f"the {SECRET}"], [], [], [], "\n")
@example([], ["<!--", ":::", "```", "-->", f"the {SECRET}"], ["```"], [], [], "\n")
def test_what_stands_in_a_block_is_in_no_public_edition(
    before: list[str], first: list[str], between: list[str], second: list[str], after: list[str], end: str
) -> None:
    lines = [*before, OPEN, *first, ":::", *between, OPEN, *second, ":::", *after]
    assert SECRET not in (public(end.join(lines)) or "")


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("close", [":::", "::::", "：：：", "> :::", ""])
def test_a_slip_in_a_fence_refuses_the_file(slip: str, close: str) -> None:
    assert public(f"text\n\n{slip}\n{SECRET}\n{close}\n") is None


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85"])
@pytest.mark.parametrize("slip", [OPEN, "：：： audience internal", "> ::: audience internal"])
def test_a_fence_after_a_line_break_of_word_processors_refuses_the_file(slip: str, end: str) -> None:
    assert public(f"text{end}{slip}{end}{SECRET}{end}:::\nafter") is None


@given(LINES, st.sampled_from(SLIPS), LINES, LINES)
def test_a_slip_is_seen_among_anything_else(before: list[str], slip: str, inside: list[str], after: list[str]) -> None:
    assert public("\n".join([*before, slip, *inside, f"the {SECRET}", ":::", *after])) is None


@given(LINES, SECRETS, LINES)
def test_a_block_that_never_ends_refuses_the_file(before: list[str], inside: list[str], after: list[str]) -> None:
    kept = [line for line in inside if line.strip() != ":::"]
    rest = [line for line in after if line.strip() != ":::"]
    assert public("\n".join([*before, OPEN, *kept, *rest])) is None


@given(LINES, LINES)
def test_a_cut_keeps_every_line_where_it_was(before: list[str], inside: list[str]) -> None:
    text = "\n".join([*before, OPEN, *inside, ":::", "last"])
    shown, _, _ = cut("x.md", text, 1, Audience.PUBLIC)
    assert len(shown.split("\n")) == len(text.split("\n"))
    assert all(new in (old, "") for new, old in zip(shown.split("\n"), text.split("\n"), strict=True))


def test_each_audience_reads_its_own_blocks_and_wider_ones() -> None:
    text = "all\n::: audience internal\nus\n:::\n::: audience restricted\nfew\n:::\n::: audience public\neverybody\n:::"
    read = {reader: set(cut("x.md", text, 1, reader)[0].split()) for reader in Audience}
    assert read[Audience.PUBLIC] == {"all", "everybody"}
    assert read[Audience.INTERNAL] == {"all", "everybody", "us"}
    assert read[Audience.RESTRICTED] == {"all", "everybody", "us", "few"}


def test_the_terminal_reads_everything_without_the_fences() -> None:
    shown, audiences, problems = cut("x.md", f"a\n{OPEN}\nb\n:::", 1)
    assert (shown, audiences, problems) == ("a\n\nb\n", frozenset({Audience.INTERNAL}), ())


@pytest.mark.parametrize(
    "body",
    ["Use `::: audience internal` to hide.", "- `::: audience internal` opens", ":::note\nforeign\n:::", "```\n:::\n```", "a::b", "::std::move", "2001:db8::1", "a\n::\nb", "时间：：现在"],
)  # fmt: skip
def test_a_file_without_blocks_may_hold_colons(body: str) -> None:
    assert codes(parsed("title: T", body)) == []


@pytest.mark.parametrize("text", ["::: x" + " " * 400_000 + "y", "1." * 200_000 + "::", "> " * 200_000 + ":::", ":" * 400_000, ": " * 200_000])  # fmt: skip
def test_long_lines_take_no_time(text: str) -> None:
    began = time.process_time()
    cut("x.md", f"{text}\n::: audience", 1)
    assert time.process_time() - began < 2
