"""Words of a stranger in Markdown of ours: nothing of them is markup, nothing links, and nobody is called."""

from __future__ import annotations

from kb.model.text import printable

_BREAK = "&#8203;"  # a code host looks for names and numbers after it has read the entities; this parts them
_MARKUP = {char: f"&#{ord(char)};" for char in "|<>&`*_[]~\\:"}
INERT = str.maketrans(_MARKUP | {"@": f"&#64;{_BREAK}", "#": f"&#35;{_BREAK}", "\n": " ", "\r": " "})
_LONGEST = 200


def inert(text: str, limit: int = _LONGEST) -> str:
    """Text as one line of Markdown that shows exactly its characters, at most `limit` of them."""
    one = printable(" ".join(text.split()))
    return (one if len(one) <= limit else one[: limit - 1] + "…").replace("www.", "www\u200b.").translate(INERT)


def fenced(text: str) -> str:
    """Text of any kind as a code block that nothing in it can end."""
    longest = run = 0
    for char in text:
        run = run + 1 if char == "`" else 0
        longest = max(longest, run)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"
