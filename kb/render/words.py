"""The few words that finished HTML adds to what a writer wrote, in the languages of the interface."""

from __future__ import annotations

from kb.model.text import interface_lang

_ALERTS = {
    "en": {"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution"},
    "zh": {"note": "说明", "tip": "提示", "important": "重要", "warning": "警告", "caution": "小心"},
}
_WORDS = {
    "en": {"back": "Back to the text, reference", "done": "Done", "open": "To do"},
    "zh": {"back": "回到正文，引用", "done": "已完成", "open": "待办"},
}


def alert_title(kind: str, written: str, lang: str) -> str:
    """The title of an alert in the page's language, unless the writer gave it one of its own."""
    return _ALERTS[interface_lang(lang)][kind] if written == _ALERTS["en"][kind] else written


def word(key: str, lang: str) -> str:
    return _WORDS[interface_lang(lang)][key]
