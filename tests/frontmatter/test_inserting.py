"""One more item in a list: the file says one thing more, and every other byte is as it was."""

from __future__ import annotations

import pytest

from kb import frontmatter
from kb.frontmatter import Items
from kb.frontmatter.inserting import with_item

ITEM = {"by": "content/people/x", "note": "a: b"}
FORMS = {
    "no list yet": "---\ntitle: x # comment\n---\n\nText.\n",
    "a block": "---\ntitle: x\nlist:\n  - by: y\n    note: |\n      two\n      lines\n# a comment\nlast: 1\n---\n",
    "a block at the margin": "---\nlist:\n- {by: y} # who\n\nlast: 1\n---\n",
    "brackets": "---\nlist: [{by: y}]\nlast: 1\n---\n",
    "brackets with a last comma": "---\nlist: [{by: y},]\n---\n",
    "brackets over lines": "---\nlist: [\n  {by: y}\n]\nlast: 1\n---\n",
    "empty brackets": "---\nlist: []\n---\n",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_the_item_comes_last_and_nothing_else_changes(text: str) -> None:
    made = with_item(text, "list", ITEM)
    assert made is not None
    (before, _), (after, problems) = (frontmatter.read("x.md", one.encode()) for one in (text, made))
    assert before is not None
    assert after is not None
    assert problems == ()
    old, new = before.fields.get("list"), after.fields.get("list")
    assert new is not None
    assert isinstance(new.node, Items)
    assert len(new.node.items) == 1 + (len(old.node.items) if old is not None and isinstance(old.node, Items) else 0)
    assert after.body == before.body
    rest = iter(made)
    kept = "".join(text.replace(",]", "]").split())
    assert all(char in rest for char in kept)  # every character is still there, in its order


def test_what_is_no_list_is_left_alone() -> None:
    assert with_item("---\nlist: one\n---\n", "list", ITEM) is None
