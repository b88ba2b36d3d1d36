"""Front matter in the order in which it is read: what it is called first, where it comes from last.

Whole lines are moved, a comment with the key below it; nothing else changes, and a file whose front matter would then
say anything else is given back as it was. Keys between the first and the last stay as the writer put them.
"""

from __future__ import annotations

from itertools import pairwise

from kb import frontmatter
from kb.frontmatter.spans import inside

_FIRST = ("title", "names", "summary")
_LAST = ("sources", "origin")


def rank(key: str) -> int:
    """Where a key belongs: below 0 before the others, above 0 after them; our own `x_` keys are the very last."""
    if key in _FIRST:
        return _FIRST.index(key) - len(_FIRST)
    if key in _LAST:
        return _LAST.index(key) + 1
    return len(_LAST) + 1 if key.startswith("x_") else 0


def ordered(path: str, text: str) -> str:
    """The text of a file that can be read, with its front matter in order."""
    found, problems = frontmatter.read(path, text.encode())
    if found is None or problems:
        return text
    ranks = [rank(field.key) for field in found.fields]
    if ranks == sorted(ranks):
        return text
    blocks = _blocks(text, [field.line for field in found.fields])
    if not blocks:
        return text
    begin, end = inside(text)
    order = sorted(range(len(blocks)), key=lambda at: (ranks[at], at))
    made = text[:begin] + "\n" + "".join(blocks[at] for at in order) + text[end:]
    return made if _says(path, made) == _says(path, text) else text


def _blocks(text: str, lines: list[int]) -> list[str]:
    """The lines of each key, with the comments above it; nothing where two keys share a line."""
    begin, end = inside(text)
    body = text[begin + 1 : end].splitlines(keepends=True)
    starts = [line - 2 for line in lines]  # the fence is line 1
    if any(one >= other for one, other in pairwise(starts)):
        return []
    for at in range(1, len(starts)):
        while starts[at] > starts[at - 1] + 1 and body[starts[at] - 1].startswith("#"):
            starts[at] -= 1
    starts[0] = 0
    return ["".join(body[start:stop]) for start, stop in pairwise([*starts, len(body)])]


def _says(path: str, text: str) -> dict[str, object] | None:
    """Every key with what it says, whatever the order."""
    found, problems = frontmatter.read(path, text.encode())
    if found is None or problems:
        return None
    return {field.key: _plain(field.node) for field in found.fields}


def _plain(node: frontmatter.Node) -> object:
    if isinstance(node, frontmatter.Scalar):
        return node.value, node.plain
    if isinstance(node, frontmatter.Items):
        return [_plain(one) for one in node.items]
    return [(one.key, _plain(one.node)) for one in node]
