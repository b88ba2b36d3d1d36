"""One rendering of the templates for all pages that they frame alike.

The one idea: the templates are given a stand-in for the page. What they only print of it leaves a mark that is filled
in for each page; everything else that they ask of it is noted as a question with its answer. Pages that answer every
question of a frame alike get that frame; templates ask in an order of their own, so frames form a tree. Nothing has to
be declared, and what a template does with a page that cannot be noted (`Unframed`) has it rendered for that page alone.
A filter that changes some texts and lets a mark pass is not noticed: frames are for our own templates, which have none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, Template, pass_context
from markupsafe import Markup, escape
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, normalize_url

_PRINTED = ("title", "description", "linked_data", "edit", "history", "twin", "feed", "redirect", "entry")
_MARK = re.compile("\0([^\0]*)\0")
_HOWS: Mapping[str, Callable[[str], str]] = {
    "": lambda text: text,
    "e": lambda text: str(escape(text)),
    "u": quote,  # as Jinja's `urlencode`
}

Question = tuple[str, ...]


class Unframed(Exception):
    """A template does with the page what a frame cannot note."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The text around the marks, and what stands at each: a name of `_Facts.text` and how it is printed."""

    pieces: tuple[str, ...]
    marks: tuple[tuple[str, Callable[[str], str]], ...]

    def filled(self, facts: _Facts) -> str:
        found = [self.pieces[0]]
        for (name, how), piece in zip(self.marks, self.pieces[1:], strict=True):
            found += (how(facts.text(name)), piece)
        return "".join(found)


class _Facts:
    """What a page answers, and what is printed of it."""

    def __init__(self, page: Page, base_url: str) -> None:
        self._page, self._meta, self.base_url = page, page.meta, base_url
        self._toc = list(page.toc)

    def text(self, name: str) -> str:
        """What is printed under a name: of `page`, of its `meta`, or of an item of its contents."""
        where, _, key = name.partition(" ")
        if where == "meta":
            return str(self._meta[key])
        if where == "page":
            return str(getattr(self._page, key))
        if where == "crumb":
            number, _, at = key.partition(" ")
            return str(self._meta["crumbs"][int(number)][int(at)])
        item = self._toc[int(where)]
        return str(item.url if key == "url" else item.title)

    def value(self, key: str) -> Any:
        return self._meta[key]

    def answer(self, question: Question) -> object:
        kind, name = question[:2]
        if kind == "meta":
            return repr(self._meta[name]) if name in self._meta else None
        if kind == "has":
            return name in self._meta
        if kind == "true":
            return bool(self._raw(name))
        if kind == "is":
            return self._raw(name) == question[2]
        if kind == "below":
            return self._page.url.partition("/")[0] == name
        if kind == "way":
            return normalize_url(name, self._page, self.base_url)
        if kind == "crumbs":
            return len(self._meta["crumbs"])
        return {"base": self.base_url, "home": self._page.is_homepage, "headings": len(self._toc)}[kind]

    def _raw(self, name: str) -> object:
        where, _, key = name.partition(" ")
        if where == "meta":
            return self._meta.get(key)
        if where == "page":
            return getattr(self._page, key)
        return self.text(name) if where == "crumb" or int(where) < len(self._toc) else None


@dataclass(slots=True)
class _Node:
    """The next question, and where its answers lead; at the end the frame."""

    question: Question = ()
    answers: dict[object, _Node] = field(default_factory=dict)
    found: _Frame | None = None

    def frame(self, facts: _Facts) -> _Frame | None:
        """The frame whose questions the page answers as they were answered, if there is one."""
        node = self
        while node.question:
            following = node.answers.get(facts.answer(node.question))
            if following is None:
                return None
            node = following
        return node.found

    def add(self, asked: Mapping[Question, object], frame: _Frame) -> None:
        """Put in a frame with its questions in the order in which they were asked."""
        node = self
        for question, answer in asked.items():
            node.question = question
            node = node.answers.setdefault(answer, _Node())
        node.found = frame


class Frames:
    """Renders one template for one page after another. It gives what the template gives, to the last byte."""

    def __init__(self, env: Environment, template: Template) -> None:
        env.filters["url"], env.filters["urlencode"] = _url(env.filters["url"]), _urlencode(env.filters["urlencode"])
        self._template = template
        self.forget()

    def forget(self) -> None:
        """What pages are told beside themselves is not what it was."""
        self._known = _Node()

    def shown(self, page: Page, context: Callable[[], Mapping[str, Any]]) -> str:
        """The page as the template shows it in the `context` that is made for it, which may not hold it elsewhere."""
        facts = _Facts(page, get_relative_url(".", page.url))
        try:
            frame = self._known.frame(facts) or self._made(facts, context())
        except Unframed:
            return self._template.render(context())
        return frame.filled(facts)

    def _made(self, facts: _Facts, context: Mapping[str, Any]) -> _Frame:
        asking = _Asking(facts)
        pieces = _MARK.split(self._template.render({**context, "page": _StandIn(asking)}))
        names = pieces[1::2]
        if len(names) != asking.printed or not asking.marks.issuperset(names):
            raise Unframed  # something was done to a mark on its way out
        marks = [name.split("|") for name in names]
        frame = _Frame(tuple(pieces[::2]), tuple((name, _HOWS[how]) for name, how in marks))
        self._known.add(asking.asked, frame)
        return frame


class _Asking:
    """Notes what the templates ask of one page, and counts what they print."""

    def __init__(self, facts: _Facts) -> None:
        self._facts = facts
        self.asked: dict[Question, object] = {}
        self.answer("base", "")
        self.marks: set[str] = set()
        self.printed = 0

    def answer(self, *question: str) -> Any:
        return self.asked.setdefault(question, self._facts.answer(question))

    def value(self, key: str) -> Any:
        """A value of the front matter that frames differ by."""
        self.answer("meta", key)
        return self._facts.value(key)

    def mark(self, name: str, how: str) -> str:
        self.printed += 1
        mark = f"{name}|{how}"
        self.marks.add(mark)
        return f"\0{mark}\0"


class _Refusing:
    """What templates can do with a value unless it is said how is refused."""

    def __init__(self, asking: _Asking) -> None:
        self._asking = asking

    def __getattr__(self, name: str) -> Any:
        raise Unframed(name)

    def __getitem__(self, name: object) -> Any:
        raise Unframed(name)

    def __str__(self) -> str:
        raise Unframed

    def __eq__(self, other: object) -> bool:
        raise Unframed

    def __hash__(self) -> int:
        raise Unframed

    def __len__(self) -> int:
        raise Unframed

    def __iter__(self) -> Iterator[Any]:
        raise Unframed


class _StandIn(_Refusing):
    """For `page`."""

    def __bool__(self) -> bool:
        return True

    def __getattr__(self, name: str) -> Any:
        if name == "meta":
            return _Meta(self._asking)
        if name == "toc":
            return _Toc(self._asking)
        if name in ("content", "canonical_url", "url"):
            return _Printed(self._asking, f"page {name}")
        if name == "is_homepage":
            return self._asking.answer("home", "")
        raise Unframed(name)

    def way(self, path: str) -> Any:
        """The way from the page to a path: through the top, but to a page's own neighbours."""
        base, top = self._asking.answer("base", ""), path.partition("/")[0]
        if base.startswith("..") and path[:1].isalnum() and not self._asking.answer("below", top):
            return normalize_url(path, None, base)
        return self._asking.answer("way", path)


class _Meta(_Refusing):
    """For the front matter. It is never empty: `kb` writes a title and a language into each."""

    def __bool__(self) -> bool:
        return True

    def __getattr__(self, name: str) -> Any:
        if hasattr(dict, name):
            raise Unframed(name)
        if not self._asking.answer("has", name):
            raise AttributeError(name)
        if name == "crumbs":
            return _Crumbs(self._asking)
        return _Printed(self._asking, f"meta {name}") if name in _PRINTED else self._asking.value(name)

    def __getitem__(self, name: object) -> Any:
        raise KeyError(name)  # a template asks so for what is no attribute


class _List(_Refusing):
    """For a list of which a frame knows the length; what stands in it is printed."""

    _question: str

    def __bool__(self) -> bool:
        return bool(len(self))

    def __len__(self) -> int:
        return int(self._asking.answer(self._question, ""))


class _Toc(_List):
    """For the contents, heading by heading."""

    _question = "headings"

    def __iter__(self) -> Iterator[Any]:
        return iter([_Heading(self._asking, number) for number in range(len(self))])


class _Crumbs(_List):
    """For the way to the page: pairs of words and address."""

    _question = "crumbs"

    def __iter__(self) -> Iterator[Any]:
        return iter([tuple(_Printed(self._asking, f"crumb {at} {one}") for one in (0, 1)) for at in range(len(self))])


class _Heading(_Refusing):
    def __init__(self, asking: _Asking, number: int) -> None:
        super().__init__(asking)
        self._number = number

    def __getattr__(self, name: str) -> Any:
        if name not in ("url", "title"):
            raise Unframed(name)
        return _Printed(self._asking, f"{self._number} {name}")


class _Printed(_Refusing):
    """For a text of the page that is printed: as it is, escaped, or encoded for an address."""

    def __init__(self, asking: _Asking, name: str, how: str = "") -> None:
        super().__init__(asking)
        self._name, self._how = name, how

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name) if name.startswith("__") else Unframed(name)

    def __str__(self) -> str:
        return self._asking.mark(self._name, self._how)

    def __html__(self) -> str:
        if self._how:
            raise Unframed
        return Markup(self._asking.mark(self._name, "e"))

    def __bool__(self) -> bool:
        return bool(self._asking.answer("true", self._name))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, str):
            raise Unframed
        return bool(self._asking.answer("is", self._name, other))

    __hash__ = _Refusing.__hash__

    def encoded(self) -> _Printed:
        if self._how:
            raise Unframed
        return _Printed(self._asking, self._name, "u")

    def address(self) -> _Printed:
        """The address of a heading, seen from its page; other addresses differ by page."""
        if not self._name.endswith(" url") or self._name.startswith("page "):
            raise Unframed
        return self


def _url(filter_: Callable[..., str]) -> Callable[..., Any]:
    """MkDocs' filter, told apart for a stand-in: a way from the page is a question."""

    @pass_context
    def url(context: Mapping[str, Any], value: Any) -> Any:
        page = context["page"]
        if isinstance(value, _Printed):
            return value.address()
        return page.way(str(value)) if isinstance(page, _StandIn) else filter_(context, value)

    return url


def _urlencode(filter_: Callable[..., str]) -> Callable[..., Any]:
    def urlencode(value: Any) -> Any:
        return value.encoded() if isinstance(value, _Printed) else filter_(value)

    return urlencode
