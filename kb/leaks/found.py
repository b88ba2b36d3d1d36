"""What stops a build: the leaks that were found, each with the entry that it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kb.errors import KbError
from kb.leaks.marks import Leak, Marks
from kb.leaks.withheld import Saying
from kb.model.kinds import Audience
from kb.model.names import named
from kb.model.text import interface_lang, printable

CODE = "KB999"
_SHOWN = 10
_WHAT = {
    "id": ("the id", "编号"), "name": ("a name or title", "姓名或标题"), "text": ("words", "文字"),
    "fenced": ("words of a fenced part", "限定读者的段落"), "comment": ("words of a comment", "注释中的文字"),
    "file": ("a file", "文件"), "word": ("a word", "词语"),
}  # fmt: skip


class LeakFound(KbError):
    """Files of a site say what is withheld from its audience. It is not put in place."""

    def __init__(self, audience: Audience, leaks: tuple[Leak, ...]) -> None:
        self.audience, self.leaks = audience, leaks
        said, chinese = self.told("en"), self.told("zh")
        super().__init__(said[0], said[-1], exit_code=1, zh=(chinese[0], chinese[-1]))

    def told(self, lang: str) -> tuple[str, ...]:
        """In the reader's language: how much was found, the first leaks one by one, what to do."""
        at = 1 if interface_lang(lang) == "zh" else 0
        count, files = len(self.leaks), len({one.path for one in self.leaks})
        edition = named("audience", self.audience, "zh")
        head = (
            f"{CODE} the {self.audience} edition says what is withheld from it: {count} found, in {files} of its files",
            f"{CODE} {edition}版含有不应给其读者看到的内容：{files} 个文件中发现 {count} 处",
        )
        hint = (
            "it is not put in place. Look at templates in site_config/overrides; if it is not they, tell who keeps kb",
            "该版未上线。请检查 site_config/overrides 中的模板；如果不是模板的问题，请告知 kb 的维护者",
        )
        more = (f"… and {count - _SHOWN} more", f"…… 另有 {count - _SHOWN} 处")
        lines = [_line(one, at) for one in self.leaks[:_SHOWN]]
        return (head[at], *lines, *more[at : at + 1][: count > _SHOWN], hint[at])


def _line(leak: Leak, at: int) -> str:
    words = printable(leak.words if len(leak.words) < 60 else leak.words[:60] + "…")
    path, what, entry = printable(leak.path), _WHAT[leak.what][at], printable(leak.entry)
    return f"{path}：{what}“{words}”，出自 {entry}" if at else f"{path}: {what} “{words}” of {entry}"


def closed(path: str, why: str) -> KbError:
    """A file that nobody can look into is not put in place either."""
    return KbError(
        f"{CODE} {path} cannot be looked into: {why}",
        "leave the file out of the base",
        exit_code=1,
        zh=(f"{CODE} 无法查看 {path} 的内容：{why}", "请把这个文件移出知识库"),
    )


def withheld_from(sayings: Iterable[Saying], hits: Mapping[str, list[str]]) -> Iterator[Leak]:
    """For each mark that was found (with the files that say it) the first saying that it comes from."""
    left = dict(hits)
    for saying in sayings if left else ():
        own = Marks.of([saying])
        for mark in left.keys() & own.all:
            whole = saying.what != "text" and mark in own.runs | own.clauses
            what = saying.what if whole else "text" if " " in mark else "word"
            yield from (Leak(path, saying.entry, what, mark) for path in left.pop(mark))
