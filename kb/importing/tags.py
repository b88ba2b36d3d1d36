"""Tags in every shape that they come in → topics of the vocabulary, and the words that it does not know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kb.importing.values import Value
from kb.vocabulary import Vocabulary, fold

MAX_TAGS = 7
_SEPARATORS = re.compile(r"\s*[,;，、；|\n]\s*")
_HASHES = re.compile(r"#([^\s#,，]+)")


def words(found: Value) -> tuple[str, ...]:
    """The single tags of a value: a list, a comma string, `#tags`, a mapping (its keys and what stands below)."""
    out: list[str] = []
    _collect(found, out)
    clean = (" ".join(one.split()).strip("#\"'“”[]() ")[:80].strip() for one in out)
    return tuple(dict.fromkeys(one for one in clean if one and one.casefold() not in ("null", "none", "~")))


def _collect(found: Value, out: list[str]) -> None:
    if isinstance(found, Mapping):
        for key, one in found.items():
            if one in ("", "true") or not isinstance(one, str):
                out.append(key)
            if not (isinstance(one, str) and one in ("true", "false")):
                _collect(one, out)
    elif isinstance(found, tuple):
        for one in found:
            if isinstance(one, str):
                out.append(one)
            else:
                _collect(one, out)
    elif found.lstrip().startswith("#"):
        out.extend(_HASHES.findall(found))
    else:
        lines = [" ".join(line.split()) for line in found.strip().strip("[]").split("\n")]
        out.extend(_SEPARATORS.split("\n".join(lines)))


def known(found: Iterable[str], vocabulary: Vocabulary) -> tuple[list[str], list[str]]:
    """(topic ids, words that are no topic). `risk vendor kickoff` is split at spaces when every part is a topic."""
    topics: list[str] = []
    others: list[str] = []
    for word in found:
        parts = _parts(word, vocabulary)
        for part in parts:
            topic = vocabulary.find(part)
            if topic is None:
                others.append(part)
            else:
                topics.append(topic.id)
    return list(dict.fromkeys(topics)), list(dict.fromkeys(others))


def spaced(found: Value, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The tags of one string without separators, longest known words first; nothing unless one of them is known."""
    if not isinstance(found, str) or _SEPARATORS.search(found.strip()) or "#" in found or " " not in found.strip():
        return ()
    words_left = found.split()[:40]
    out: list[str] = []
    hit = False
    while words_left:
        size = next((n for n in (4, 3, 2, 1) if vocabulary.find(" ".join(words_left[:n])) and n <= len(words_left)), 0)
        hit = hit or bool(size)
        out.append(" ".join(words_left[: size or 1]))
        words_left = words_left[size or 1 :]
    return tuple(out) if hit else ()


def _parts(word: str, vocabulary: Vocabulary) -> list[str]:
    """A tag as it is, or its words when the vocabulary knows each one of them."""
    if vocabulary.find(word) is not None or " " not in word:
        return [word]
    parts = word.split()
    return parts if all(vocabulary.find(part) is not None for part in parts) else [word]


def occurring(text: str, vocabulary: Vocabulary, limit: int = 5) -> list[str]:
    """Topics whose label, alias or id stands in `text` as words, longest words first, at most `limit`."""
    folded = fold(text)
    found: dict[str, tuple[int, int]] = {}
    for topic in vocabulary.topics:
        for word in map(fold, topic.words()):
            at = _at(word, folded)
            if at >= 0 and (topic.id not in found or len(word) > found[topic.id][0]):
                found[topic.id] = (len(word), at)
    return sorted(found, key=lambda one: (-found[one][0], found[one][1], one))[:limit]


def _at(word: str, text: str) -> int:
    """Where `word` stands in `text`; Latin words only as whole words."""
    if len(word) < 2 or word not in text:
        return -1
    if not word.isascii():
        return text.find(word)
    found = re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text)
    return found.start() if found is not None else -1


def run_together(line: str, text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The tags of a line that lost its separators (`project managementPMOchange management`), or nothing.

    A part that has no space inside may hold several words; they are found by the words that the text itself
    and the vocabulary use. Only a line that is used up completely counts.
    """
    tokens = line.split()
    if not 1 <= len(tokens) <= 20 or len(line) > 300 or not re.fullmatch(r"[\w &/+#.-]+", line):
        return ()
    lexicon = {_spelled(one) for one in re.findall(r"[A-Za-z]+|[A-Z]{2,}", text.replace(line, " "))}
    lexicon |= {_spelled(part) for topic in vocabulary.topics for one in topic.words() for part in one.split()}
    tags: list[str] = [""]
    joints = 0
    for token in tokens:
        parts = _split_word(token, lexicon)
        if not parts:
            return ()
        tags[-1] = f"{tags[-1]} {parts[0]}".strip()
        tags.extend(parts[1:])
        joints += len(parts) - 1
    return tuple(tags) if joints >= 2 else ()


def _spelled(word: str) -> str:
    """One spelling for British and American words."""
    return word.casefold().replace("isation", "ization").replace("isational", "izational")


def _split_word(token: str, lexicon: set[str]) -> list[str]:
    """The fewest known words that make up `token`; a break never stands inside a run of one case of one word."""
    best: list[list[str] | None] = [[]] + [None] * len(token)
    for end in range(1, len(token) + 1):
        for begin in range(max(0, end - 24), end):
            before = best[begin]
            piece = token[begin:end]
            if before is None or (len(piece) < 3 and piece != token) or _spelled(piece) not in lexicon:
                continue
            current = best[end]
            if current is None or len(before) + 1 < len(current):
                best[end] = [*before, piece]
    return best[-1] or []
