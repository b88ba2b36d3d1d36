"""Values that YAML mistakes for something else, put into quotes: `title: Kickoff: first` and what begins with `@`.

Only lines that are a key and a value on one line; whoever calls it does so after YAML has refused the text, and reads
what comes out once more.
"""

from __future__ import annotations

import re

# Findings of reading (KB203) that quotes can mend.
MENDED = ("a colon inside a value", "a character that cannot begin a value")
_LINE = re.compile(
    r"^(?P<key>[ ]*(?:-[ ]+)?[^\s:#\[\]{}\"'-][^\s:#\[\]{}\"']*:[ ]+)"
    r"(?P<value>[^\s\"'\[{|>&*!#%@`][^\n]*?:(?:[ ][^\n]*)?|[%@`][^\n]*?)(?P<rest>[ ]*)$",
    re.MULTILINE,
)


def quoted(text: str) -> str:
    """`text`, YAML without its fences, with the values in quotes that would need them."""
    return _LINE.sub(_in_quotes, text)


def _in_quotes(found: re.Match[str]) -> str:
    value = found["value"].replace("\\", "\\\\").replace('"', '\\"')
    return f'{found["key"]}"{value}"{found["rest"]}'
