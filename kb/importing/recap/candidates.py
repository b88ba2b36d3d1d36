"""What might be learned from a recap: clauses that recommend something, with the sentence that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.importing.recap.text import Piece, lines, paragraphs, sentences, trimmed

AT_MOST = 24
_HEADING = re.compile(
    r"^#{1,6}\s+(?:[\d.、一二三四五六七八九十]+[\s、.．]*)?(?P<words>.+?)\s*#*\s*$|^\*\*(?P<bold>[^*\n]{2,40})\*\*[:：]?\s*$"
)
_LESSONS = re.compile(
    r"^(?:key )?(?:lessons?(?: learn(?:ed|t))?|take-?aways?|"
    r"what we learned|recommendations?|advice|best practices|conclusions?)\b|"
    r"^.{0,16}(?:经验教训|经验总结|实践经验|最佳实践|启示|心得|收获|总结|建议|讲师观点|教训)(?:与.{1,6})?$",
    re.I,
)
_NOT_LESSONS = re.compile(r"版本|资料|链接|阅读|回顾|地址|贡献")
_NOT_ITEM = re.compile(r"https?:|下载|视频|地址|GitHub|PPT|联系", re.I)
_ITEM = re.compile(r"^[ \t]{0,3}(?:[-*+]|\d{1,2}[.)、])\s+(.+)$")
_LISTED = re.compile(
    r"\b(?:lessons?|take-?aways?|recommendations?|practices|tips|advice|suggestions?|principles)\b[^:：.]{0,60}[:：]\s*(.+?)[.]?$",
    re.I,
)
_LISTED_ZH = re.compile(r"(?:经验教训|经验|教训|启示|建议|心得|要点|最佳实践)[^：:。]{0,12}[:：](.{8,}?)[。]?$")
_THAT = re.compile(
    r"\b(?:argued|stressed|emphasi[sz]ed|concluded|recommended|"
    r"pointed out|advised|warned|insisted|noted|suggested) that (.+?)[.]?$",
    re.I,
)
_IMPORTANCE = re.compile(
    r"\b(?:stressed|emphasi[sz]ed|underlined|highlighted) the (?:importance|need|value) of (.+?)[.]?$", re.I
)
_SHOULD_ZH = re.compile(r"(?:建议|应该|应当|必须|一定要|切忌|不要|避免|关键在于|最重要的是|需要注意)")
_SHOULD = re.compile(r"\b(?:should|must|need to|never|always|avoid|make sure|do not|don't|ensure)\b", re.I)
_STRONG_ZH = re.compile(r"建议(?:大家|使用|采用|在|将|把|先)|切忌|务必|一定要|不建议|强烈推荐|最佳实践是")
_EFFECT_ZH = re.compile(r"可以|能够|需要|通过|采用|关键|重要|避免|保证|提升|提高|降低|减少|解决")
_ABOUT_THE_TALK = re.compile(
    r"^(?:以上|今天|本次|本期|本文|最后|好了|谢谢|感谢|欢迎|大家好)|分享|直播|下期|关注|留言|交流|谢谢"
)
_UNCITED = re.compile(
    r"\b(?:citing|according to)? ?(?:research|studies|surveys?|statistics)\b|研究表明|数据显示|调查显示|据统计", re.I
)
_CITED = re.compile(r"https?://|\(\d{4}\)|\[\d+\]|《[^》]+》")


@dataclass(frozen=True, slots=True)
class Candidate:
    """`words` are what was recommended; `sentence` holds them. `cited=False`: evidence is claimed, not named."""

    words: str
    sentence: Piece
    cited: bool = True


def candidates(text: str, start: int) -> tuple[Candidate, ...]:
    """At most `AT_MOST` candidates in the order of the text, each clause once."""
    found: dict[str, Candidate] = {}
    for one in (*_under_headings(text, start), *_in_sentences(text, start)):
        key = re.sub(r"\W+", "", one.words.casefold())
        if _says_something(one.words) and key and key not in found:
            found[key] = one
    return tuple(sorted(found.values(), key=lambda one: one.sentence.start)[:AT_MOST])


def _under_headings(text: str, start: int) -> Iterator[Candidate]:
    """The items, or else the recommending sentences, under a heading that announces lessons."""
    inside, block, begin = False, "", start
    for line in [*lines(text, start), Piece("# ", start + len(text))]:
        heading = _HEADING.match(line.text)
        if heading is None and line.text != "# ":
            block += line.text + "\n"
            continue
        if inside:
            yield from _section(block, begin)
        words = ((heading["words"] or heading["bold"]) if heading is not None else "") or ""
        words = words.strip(" *:：")
        inside = bool(_LESSONS.search(words)) and not _NOT_LESSONS.search(words)
        block, begin = "", line.end + 1


def _section(block: str, start: int) -> Iterator[Candidate]:
    items = [(line, found) for line in _first_list(block, start) if (found := _ITEM.match(line.text))]
    for line, found in items:
        if _NOT_ITEM.search(found[1]):
            continue
        piece = trimmed(found[1], line.start + found.start(1))
        first = next(sentences(piece), piece)
        if not _is_link(piece.text):
            yield Candidate(_clean(first.text), first if len(first.text) > 12 else piece, _is_cited(piece.text))
    if not items:
        said = [one for part in paragraphs(block, start) for one in sentences(part) if _concludes(one.text)]
        strong = [one for one in said if _SHOULD.search(one.text) or _SHOULD_ZH.search(one.text)]
        for one in strong or said[:3]:
            yield Candidate(_clean(one.text), one, _is_cited(one.text))


def _concludes(sentence: str) -> bool:
    """Whether a sentence of a summary says something about the matter and not about the talk itself."""
    if _is_link(sentence) or _NOT_ITEM.search(sentence) or _ABOUT_THE_TALK.search(sentence) or "![" in sentence:
        return False
    return bool(_SHOULD.search(sentence) or _SHOULD_ZH.search(sentence) or _EFFECT_ZH.search(sentence))


def _first_list(block: str, start: int) -> Iterator[Piece]:
    """The lines up to the end of the first list: what comes after another paragraph belongs to something else."""
    begun = False
    for line in lines(block, start):
        if begun and line.text.strip() and not _ITEM.match(line.text) and line.text[0] not in " \t":
            return
        begun = begun or bool(_ITEM.match(line.text))
        yield line


def _in_sentences(text: str, start: int) -> Iterator[Candidate]:
    for paragraph in paragraphs(text, start):
        if paragraph.text.startswith(("|", "```", "#", "![", "<")):
            continue
        for sentence in sentences(paragraph):
            yield from _of_sentence(sentence)


def _of_sentence(sentence: Piece) -> Iterator[Candidate]:
    flat = " ".join(sentence.text.split())
    cited = _is_cited(flat)
    listed = _LISTED.search(flat)
    listed_zh = _LISTED_ZH.search(flat)
    that = _THAT.search(flat)
    importance = _IMPORTANCE.search(flat)
    if listed is not None:
        words = [one for one in _clauses(listed[1]) if len(one.split()) >= 3]
        yield from (Candidate(_clean(one), sentence, cited) for one in words if len(words) >= 2)
    elif listed_zh is not None:
        words = [one for one in re.split(r"[；;、]|，(?=并|以及)", listed_zh[1]) if len(one.strip()) >= 4]
        yield from (Candidate(_clean(one), sentence, cited) for one in words if len(words) >= 2)
    elif that is not None:
        for one in re.split(r",?\s+and that\s+", that[1]):
            yield Candidate(_clean(one), sentence, cited)
    elif _STRONG_ZH.search(flat) and not _ABOUT_THE_TALK.search(flat) and 12 <= len(flat) <= 160:
        yield Candidate(_clean(flat), sentence, cited)
    elif importance is not None:
        yield Candidate(_clean(re.split(r"\s+for\s+(?=modern|all|every)", importance[1])[0]), sentence, cited)


def _says_something(words: str) -> bool:
    """Whether words can stand for themselves: six Chinese characters or three words, and no longer than a paragraph."""
    chinese = len(re.findall(r"[\u3400-\u9fff]", words))
    return len(words) <= 400 and words[-1:] not in "?？" and (chinese >= 6 or len(words.split()) >= 3)


def _clauses(text: str) -> list[str]:
    """The items of a list in a sentence, at semicolons or else at commas."""
    parts = re.split(r"\s*;\s*(?:and\s+)?", text) if ";" in text else re.split(r"\s*,\s*(?:and\s+)?", text)
    return [re.sub(r"^(?:and|or)\s+", "", one).strip(" .") for one in parts]


def _clean(words: str) -> str:
    plain = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", words)
    plain = re.sub(r"[*_`]{1,3}", "", plain)
    plain = re.sub(r"^(?:[-*+]|\d{1,2}[.)、]|[AQ]\d{0,2}[：:])\s*", "", plain.strip())
    plain = " ".join(plain.split()).strip(" ;；,，:：。.")
    return plain[:1].upper() + plain[1:]


def _is_link(text: str) -> bool:
    return len(re.sub(r"\[[^\]]*\]\([^)]*\)|https?://\S+|[\W_]", "", text)) < 6


def _is_cited(text: str) -> bool:
    return not _UNCITED.search(text) or bool(_CITED.search(text))
