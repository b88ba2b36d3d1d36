"""Plain text in one or more languages, and the little that the software must know about languages.

A `Text` never holds markup: whoever shows it escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

INTERFACE_LANGS = ("en", "zh")


@lru_cache(maxsize=1024)
def base_lang(tag: str) -> str:
    """The language of a BCP 47 tag without script and region: `zh-Hans` gives `zh`."""
    return tag.split("-", 1)[0].lower()


def printable(text: str) -> str:
    """Text from a file, or a file's name, as one harmless line: what does not print is escaped."""
    return text if text.isprintable() else "".join(char if char.isprintable() else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def interface_lang(tag: str) -> str:
    """The interface language that serves readers of `tag`: `zh` for every Chinese, `en` otherwise."""
    return "zh" if base_lang(tag) == "zh" else "en"


@dataclass(frozen=True, slots=True)
class Text:
    """What was said, by base language, in the order in which it was written; never empty."""

    values: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, value: str, lang: str = "en") -> Text:
        return cls(((base_lang(lang), value),))

    @property
    def langs(self) -> tuple[str, ...]:
        return tuple(lang for lang, _ in self.values)

    def has(self, lang: str) -> bool:
        return base_lang(lang) in [key for key, _ in self.values]

    def pick(self, lang: str) -> str:
        """The text in `lang`, or else in the language that was written first."""
        wanted = base_lang(lang)
        for key, value in self.values:  # asked a hundred times for each page: no generator
            if key == wanted:
                return value
        return self.values[0][1]

    def other(self, lang: str) -> tuple[str, str] | None:
        """(language, text) of the first version that `pick(lang)` does not give, if there is one."""
        shown = self.pick(lang)
        return next(((key, value) for key, value in self.values if value != shown), None)

    def every(self) -> tuple[str, ...]:
        return tuple(value for _, value in self.values)
