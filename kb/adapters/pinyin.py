"""Chinese as Latin letters, for slugs; only where the extra `import` is installed."""

from __future__ import annotations

from importlib.util import find_spec

from kb.importing.names import Romanise


def romanise() -> Romanise | None:
    """A function from text to its letters, or None without the package; its dictionary is loaded when it is needed."""
    return _letters if find_spec("pypinyin") is not None else None


def _letters(text: str) -> str:
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(text))
