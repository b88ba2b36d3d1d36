"""Numbers with units, as a recap says them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_UNITS = (
    "year|month|week|day|hour|minute|department|stakeholder|people|person|participant|team|project|country|office|"
    "system|user|customer|member|employee|site|module|requirement|meeting|million|percent"
)
_ABOUT = "nearly|about|around|almost|over|more than|approximately|close to|some|up to|at least"
_ENGLISH = re.compile(
    rf"(?<![\w.:/-])((?:{_ABOUT})\s+)?(\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)[\s‑–-]({_UNITS})s?\b(?![-‑]\w)", re.I
)
_CHINESE = re.compile(
    r"(近|约|超过|将近|大约|接近)?\s?(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s?(多|余)?\s?"
    r"(年|个月|周|天|小时|分钟|个部门|个项目|个团队|个系统|家公司|人次|人|名|位|万|亿|倍)(?!月|\d)"
)


def numbers(text: str, lang: str) -> Iterator[dict[str, Any]]:
    """The numbers of a text as values of a case: name and unit as said, `approximate` where the text says so."""
    seen: set[str] = set()
    for one in _ENGLISH.finditer(text):
        said = " ".join(one.group().replace("‑", "-").split())
        if said.casefold() not in seen:
            seen.add(said.casefold())
            yield _number(one[2], one[3], bool(one[1]), said, "en")
    if lang.startswith("zh"):
        for one in _CHINESE.finditer(text):
            said = " ".join(one.group().split())
            if said not in seen:
                seen.add(said)
                yield _number(one[2], one[4], bool(one[1] or one[3]), said, "zh")


def _number(digits: str, unit: str, approximate: bool, said: str, lang: str) -> dict[str, Any]:
    value = float(digits.replace(",", ""))
    word = unit.casefold() if lang == "zh" else _plural(unit.casefold())
    return {
        "name": {lang: word[:1].upper() + word[1:]}, "value": int(value) if value.is_integer() else value,
        "unit": {lang: word}, "approximate": approximate or None, "as_said": said[:120],
    }  # fmt: skip


def _plural(unit: str) -> str:
    if unit in ("people", "million", "percent"):
        return unit
    return {"person": "people", "country": "countries"}.get(unit, unit + "s")
