"""Foreign collections → samples: the text and facts of each file, whatever shape its collection has.

Four shapes, told apart by the file alone: a postmortem has no front matter, a recap is the `index.md` of its own
folder, a method has front matter without a date, a post has one with. Bodies come out portable: template tags
are gone, links that led to other pages of their old site are marked `local:`, pictures lie on a made-up host.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_BLOCK_MARK = re.compile(r"^([ \t>]*)[:：]{2,}", re.MULTILINE)
_ELSEWHERE = r"(?![a-zA-Z][\w+.-]*:|//)"
_LINK = re.compile(rf"(\]\(\s*<?){_ELSEWHERE}([^)\s>]*)")
_DEFINITION = re.compile(rf"^( {{0,3}}\[(?!\^)[^\]\n]+\]:[ \t]*){_ELSEWHERE}(\S+)", re.MULTILINE)
_ATTRIBUTE = re.compile(rf"((?:href|src)\s*=\s*[\"']?){_ELSEWHERE}([^\"'>\s]*)", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp)(?:[?#].*)?$", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_HEADING = re.compile(r"^# +(.+?)[ #]*$", re.MULTILINE)
_NOT_CONTENT = ("license", "readme", "adapters", "source")


@dataclass(frozen=True, slots=True)
class Sample:
    """One file of a collection. `day` is None for an undated one; `summary` is empty where the file has none."""

    shape: str  # post, method, postmortem, recap
    path: str
    title: str
    lang: str
    summary: str
    tags: tuple[str, ...]
    day: date | None
    body: str

    @property
    def name(self) -> str:
        """What a file name is made from: the folder's name for a recap, whose title may have no Latin letters."""
        return Path(self.path).parent.name if self.shape == "recap" else self.title


def samples(corpora: Path) -> tuple[Sample, ...]:
    """Every file below `corpora` that holds an article, sorted by path; templates and licences are left out."""
    found = []
    for path in sorted(corpora.rglob("*")):
        named = path.name.lower()
        if path.suffix not in ("", ".md") or named.startswith((*_NOT_CONTENT, "_", ".")) or not path.is_file():
            continue
        one = sample(path.relative_to(corpora).as_posix(), path.read_text("utf-8", "replace"))
        if one is not None:
            found.append(one)
    return tuple(found)


def sample(path: str, text: str) -> Sample | None:
    """One file as a sample, or None when it holds no article (a template, or no body)."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    fence = _FRONT.match(text)
    facts = _facts(fence.group(1)) if fence is not None else {}
    body = text[fence.end() :] if fence is not None else text
    day = _day(facts, path, body)
    shape = _shape(path, facts, day)
    heading = _HEADING.search(body)
    if shape == "postmortem":
        if "yyyy" in path or heading is None:
            return None
        title, body = heading.group(1), body[: heading.start()] + body[heading.end() :]
    else:
        title = facts.get("title", "")
    if not isinstance(title, str) or not title.strip() or not body.strip():
        return None
    lang = "zh-Hans" if len(re.findall("[\u4e00-\u9fff]", body)) > len(body) / 20 else "en"
    return Sample(shape, path, _line(title, 90), lang, _summary(facts), _tags(facts), day, portable(body))


def portable(body: str) -> str:
    """A body that can stand in any folder: see the module's first lines."""
    body = _BLOCK_MARK.sub(r"\1", _TEMPLATE_TAG.sub("", body))
    for pattern in (_LINK, _DEFINITION):
        body = pattern.sub(lambda found: found.group(1) + _moved(found.group(2)), body)
    body = _ATTRIBUTE.sub(lambda found: f"{found.group(1)}https://pages.example/{found.group(2).lstrip('/.')}", body)
    return body.strip("\n")


def _moved(target: str) -> str:
    return f"https://pictures.example/{target.lstrip('/.')}" if _PICTURE.search(target) else "local:"


def _facts(text: str) -> dict[str, Any]:
    try:
        read = yaml.load(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        return {}
    return read if isinstance(read, dict) else {}


def _shape(path: str, facts: dict[str, Any], day: date | None) -> str:
    if not facts:
        return "postmortem"
    if Path(path).name == "index.md":
        return "recap"
    return "post" if day is not None else "method"


def _day(facts: dict[str, Any], path: str, body: str) -> date | None:
    """The date of a file: its field, else its name's, else, without any field, its time line's or the year."""
    written = f"{facts.get('date', '')} {Path(path).name} {'' if facts else body}"
    for found in _DAY.findall(written):
        try:
            return date.fromisoformat(found)
        except ValueError:
            continue
    year = _YEAR.search(Path(path).name) if not facts else None
    return date(int(year.group()), 7, 1) if year is not None else None


def _line(text: str, limit: int) -> str:
    """One line of plain text, cut after a word where it is too long."""
    line = " ".join(html.unescape(text).split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0].rstrip(" ,;:-，：")


def _summary(facts: dict[str, Any]) -> str:
    for key in ("description", "excerpt", "what"):
        if isinstance(facts.get(key), str) and facts[key].strip():
            return _line(facts[key], 250)
    return ""


def _tags(facts: dict[str, Any]) -> tuple[str, ...]:
    found: list[str] = []
    for key in ("tags", "categories", "category"):
        value = facts.get(key, ())
        found += [value] if isinstance(value, str) else [one for one in value if isinstance(one, str)]
    return tuple(dict.fromkeys(" ".join(tag.lower().split()) for tag in found if tag.strip()))
