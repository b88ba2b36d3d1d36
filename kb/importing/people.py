"""People in every shape that they come in: strings, lists, mappings, `Name, Organisation, pronouns`, two in one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kb.importing.values import Mention, Value, folded_name

_BETWEEN = re.compile(r"\s*[、;；/&＆|\n]\s*|\s+(?:and|und|et|with|和|与)\s+")
_PRONOUNS = re.compile(r"(?i:^(?:she|he|they|ze|xe|any)(?:\s*/\s*\w+)+$|^any pronouns$|^他$|^她$)")
_PRONOUNS_IN = re.compile(r"(?i:\s*\((?:she|he|they|ze|xe)(?:\s*/\s*\w+)+\))")
_TITLE = re.compile(r"^(?:Dr|Prof|Mr|Mrs|Ms|Mx|Sir)\.?\s+", re.IGNORECASE)
_MAIL = re.compile(r"\s*<[^>]*>|\S+@\S+\.\S+|https?://\S+")
_BESIDE = re.compile(r"\s*[(（](?:花名[:：]\s*|aka\s+)?[\"“”‘’']?([^()（）\"“”]{1,40})[\"“”‘’']?[)）]")
_CHINESE_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,6}$")
_SHORT_CHINESE = re.compile(r"^[\u4e00-\u9fff]{2,3}$")
_LATIN_NAME = re.compile(r"^[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){0,4}$")
_GROUP = re.compile(
    r"团队|團隊|社区|社區|小组|编辑|官方|公司|部门|委员会|\b(?:team|staff|group|community|editors?|office|admin|inc|ltd|gmbh|"
    r"department|agency|committee|foundation|university)\b", re.IGNORECASE,
)  # fmt: skip
_NAME_KEYS = ("name", "title", "display_name", "fullname", "full_name", "author", "id", "login", "github")
_ORGANISATION_KEYS = ("organisation", "organization", "org", "company", "affiliation", "team")
_ROLE_KEYS = ("role", "position", "job", "job_title", "jobtitle", "bio")


def mentions(found: Value) -> tuple[tuple[Mention, ...], tuple[str, ...]]:
    """(people, what stood there and is no person's name)."""
    people: list[Mention] = []
    others: list[str] = []
    _collect(found, people, others)
    return merged(people), tuple(dict.fromkeys(others))


def _collect(found: Value, people: list[Mention], others: list[str]) -> None:
    if isinstance(found, tuple):
        for one in found:
            _collect(one, people, others)
    elif isinstance(found, Mapping):
        _mapping(found, people, others)
    else:
        for one in _apart(found):
            mention = person(one)
            if mention is not None:
                people.append(mention)
            elif one.strip():
                others.append(" ".join(one.split())[:120])


def _mapping(found: Mapping[str, Value], people: list[Mention], others: list[str]) -> None:
    folded = {key.casefold(): one for key, one in found.items()}
    name = next((folded[key] for key in _NAME_KEYS if isinstance(folded.get(key), str) and folded[key]), None)
    if name is None:
        for key, one in found.items():  # a mapping of names to what they are
            _collect(key if isinstance(one, str | Mapping) and one != "" and key.count(" ") else one, people, others)
        return
    mention = person(str(name))
    if mention is None:
        others.append(str(name)[:120])
        return
    organisation = _first(folded, _ORGANISATION_KEYS) or mention.organisation
    people.append(Mention(mention.name, mention.aliases, organisation, _first(folded, _ROLE_KEYS)))


def _first(found: Mapping[str, Value], keys: Iterable[str]) -> str:
    for key in keys:
        one = found.get(key)
        if isinstance(one, str) and one and len(one) <= 120 and "\n" not in one:
            return one.strip()
    return ""


def _apart(text: str) -> list[str]:
    """The people of one string. Commas separate people only when every part looks like a full name."""
    out: list[str] = []
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))[:5_000]
    for one in _BETWEEN.split(text) if not re.search(r"\b(?:she|he|they)\s*/", text) else [text]:
        parts = [part for part in re.split(r"\s*[,，]\s*", one) if part]
        if len(parts) > 1 and all(_full_name(part) or _SHORT_CHINESE.match(part) for part in parts):
            out.extend(parts)
        else:
            out.append(one)
    return out


def _full_name(text: str) -> bool:
    return bool(re.fullmatch(r"(?:[A-Z][\w'’.-]+\s+){1,3}[A-Z][\w'’-]+", text)) and not _GROUP.search(text)


def person(text: str) -> Mention | None:
    """One person, or None when the words name no person."""
    value = " ".join(_PRONOUNS_IN.sub("", _MAIL.sub("", text)).split()).strip("@,，:： *_")
    beside = tuple(found.strip() for found in _BESIDE.findall(value))
    value = _BESIDE.sub(" ", value).strip()
    parts = [part for part in re.split(r"\s*[,，]\s*", value) if part and not _PRONOUNS.match(part)]
    if not parts:
        return None
    name, organisation = parts[0], ", ".join(parts[1:])[:120]
    if _CHINESE_NAME.match(name.split(" ")[0]) and " " in name:
        name, _, rest = name.partition(" ")
        organisation = organisation or rest[:120]
    name = _TITLE.sub("", name).strip()
    if not is_name(name):
        return None
    aliases = tuple(one for one in beside if is_name(one) and folded_name(one) != folded_name(name))
    return Mention(name[:80], aliases, organisation)


def is_name(text: str) -> bool:
    """Whether words can be a person's name (or handle): no digits, no group, not a sentence."""
    if _GROUP.search(text):
        return False
    return bool(_CHINESE_NAME.match(text) or (_LATIN_NAME.match(text) and len(text) <= 60 and not text.isupper()))


def merged(found: Iterable[Mention]) -> tuple[Mention, ...]:
    """Each person once: mentions that share a name or an alias are one, with all that was said of them."""
    out: list[Mention] = []
    for one in found:
        names = {folded_name(name) for name in (one.name, *one.aliases)}
        for position, other in enumerate(out):
            if names & {folded_name(name) for name in (other.name, *other.aliases)}:
                out[position] = joined(other, one)
                break
        else:
            out.append(one)
    return tuple(out)


def joined(first: Mention, second: Mention) -> Mention:
    """Two mentions of one person."""
    seen = {folded_name(first.name)}
    aliases: list[str] = []
    for one in (*first.aliases, second.name, *second.aliases):
        if folded_name(one) not in seen:
            seen.add(folded_name(one))
            aliases.append(one)
    return Mention(first.name, tuple(aliases), first.organisation or second.organisation, first.role or second.role)
