"""Links and pictures of what came in → where their targets live now, or words where there is no target any more."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

from kb.importing.masks import outside_code
from kb.importing.names import stem
from kb.vocabulary import fold

_TEXT = r"(?>(?:[^\[\]\n]|\[[^\[\]\n]{0,500}\]|\n(?![ \t]*\n)){0,2000})"
_TARGET = r"<[^<>\n]*>|(?>[^\s()<>]*)(?:\([^\s()<>]*\)[^\s()<>]*)*"
_INLINE = re.compile(rf"""(?<!!)()\[({_TEXT})\]\([ \t]*({_TARGET})([ \t]+(?:"[^"\n]*"|'[^'\n]*'))?[ \t]*\)""")
_PICTURE = re.compile(rf"""(!)\[({_TEXT})\]\([ \t]*({_TARGET})([ \t]+(?:"[^"\n]*"|'[^'\n]*'))?[ \t]*\)""")
_DEFINED = re.compile(r"^([ \t]{0,3}\[[^\]\n]{1,200}\]:[ \t]*)(<[^<>\n]*>|\S+)(.*)$", re.M)
_DATED = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})-(.+)$")
_ENDING = re.compile(r"(?:/index)?\.(?:md|markdown|mdown|mkd|mdx|html?)$|/index$", re.I)
_SCHEMES = frozenset(("http", "https", "mailto", "ftp", "tel"))
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")


class Addresses:
    """Where other files may have linked to: paths, their ends, and web paths → the path of an entry here."""

    def __init__(self) -> None:
        self._paths: dict[str, str] = {}
        self._ends: dict[str, str] = {}
        self._words: dict[str, str] = {}

    def add(self, origin: str, path: str, others: Iterable[str] = (), titles: Iterable[str] = ()) -> None:
        """`path` holds what came from `origin`; `others` are web paths of it. What two files share means none."""
        self._paths[_ENDING.sub("", origin)] = path
        parts = _ENDING.sub("", origin).split("/")
        ends = ["/".join(parts[at:]) for at in range(max(0, len(parts) - 6), len(parts))]
        dated = _DATED.match(parts[-1])
        if dated is not None:
            ends.append(f"{dated[1]}/{int(dated[2]):02}/{int(dated[3]):02}/{dated[4]}")
            ends.append(f"{'/'.join(parts[:-1][-1:])}/{dated[4]}")
        for one in (*ends, *map(_web, others)):
            self._put(self._ends, one.casefold(), path)
        for one in (stem(origin), parts[-1], *titles):
            self._put(self._words, fold(one), path)

    @staticmethod
    def _put(table: dict[str, str], key: str, path: str) -> None:
        if key:
            table[key] = path if table.get(key, path) == path else ""

    def relative(self, origin: str, target: str) -> str:
        """The entry that a relative link in `origin` means, or nothing."""
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(origin), target))
        return self._paths.get(_ENDING.sub("", wanted.rstrip("/")), "")

    def absolute(self, target: str) -> str:
        """The entry that a site-absolute link means, or nothing."""
        return self._ends.get(_web(target).casefold(), "")

    def words(self, target: str) -> str:
        return self._words.get(fold(target), "")


def _web(address: str) -> str:
    """A web path as it is compared: no host, no ending, no slash around it."""
    path = urlsplit(address).path if "://" in address else address.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
    return _ENDING.sub("", unquote(path).strip("/"))


@dataclass(slots=True)
class Placing:
    """One body being placed: `path` is its entry's, `origin` where it came from. `lost` collects dead targets.

    `copy(origin path)` gives the base path at which a picture now lives, or nothing.
    """

    origin: str
    path: str
    addresses: Addresses
    site: str = ""
    copy: Callable[[str], str] = lambda path: ""
    anchors: Callable[[str], frozenset[str]] | None = None  # entry path → the parts that a link may name
    lost: list[str] = field(default_factory=list)

    def placed(self, body: str) -> str:
        """The body with every link leading somewhere or standing as words."""
        if "](" not in body and "]:" not in body:
            return body
        return outside_code(body, self._placed)

    def _placed(self, text: str) -> str:
        if "](" in text:
            # Pictures first; then links, which may hold one. Neither pass sees what the other placed.
            text = _INLINE.sub(self._inline, _PICTURE.sub(self._inline, text))
        return _DEFINED.sub(self._defined, text) if "]:" in text else text

    def _inline(self, found: re.Match[str]) -> str:
        address = _bare(found[3])
        new = self.resolved(address, bool(found[1]))
        if new is None:
            self.lost.append(address.removeprefix("wiki:"))
            return words_for(found[2], address, bool(found[1]))
        if new == address:
            return found.group()
        return f"{found[1]}[{found[2]}]({new}{found[4] or ''})"

    def _defined(self, found: re.Match[str]) -> str:
        address = _bare(found[2])
        if found[1].lstrip().startswith("[^"):
            return found.group()
        new = self.resolved(address, address.casefold().endswith(PICTURES))
        if new is None:
            self.lost.append(address)
            return f"`{address}`"
        return found.group() if new == address else f"{found[1]}{new}{found[3]}"

    def resolved(self, address: str, picture: bool) -> str | None:
        """The address to use, or None when it leads to nothing that is here."""
        if not address:
            return None
        try:
            parts = urlsplit(address)
            if parts.scheme == "wiki":
                return self._entry(self.addresses.words(unquote(parts.path)), parts.fragment)
            if parts.scheme:
                return address if parts.scheme.casefold() in _SCHEMES else None
            if parts.netloc:
                return f"https:{address}"
        except ValueError:
            return None
        if not parts.path:
            return self._entry(self.path, parts.fragment) if parts.fragment else None
        if picture or parts.path.casefold().endswith(PICTURES):
            return self._picture(address, unquote(parts.path))
        if parts.path.startswith("/"):
            found = self.addresses.absolute(parts.path)
        else:
            found = self.addresses.relative(self.origin, unquote(parts.path)) or self.addresses.absolute(parts.path)
        return self._entry(found, parts.fragment) if found else self._elsewhere(address)

    def _entry(self, path: str, fragment: str) -> str | None:
        """A relative link to an entry; a part that it does not have is left out."""
        if not path:
            return None
        fragment = unquote(fragment)
        if fragment and self.anchors is not None:
            known = self.anchors(path)
            fragment = next((one for one in (fragment, fragment.lower()) if one in known), "")
        if path == self.path:
            return f"#{quote(fragment, safe='-_')}" if fragment else None
        link = quote(posixpath.relpath(path, posixpath.dirname(self.path)))
        return f"{link}#{quote(fragment, safe='-_')}" if fragment else link

    def _picture(self, address: str, path: str) -> str | None:
        if path.startswith("/"):
            return self._elsewhere(address)
        kept = self.copy(posixpath.normpath(posixpath.join(posixpath.dirname(self.origin), path)))
        return quote(posixpath.relpath(kept, posixpath.dirname(self.path))) if kept else None

    def _elsewhere(self, address: str) -> str | None:
        return self.site.rstrip("/") + address if self.site and address.startswith("/") else None


def _bare(target: str) -> str:
    return target[1:-1].strip() if target.startswith("<") else target


def words_for(text: str, address: str, picture: bool) -> str:
    """What stands where a link led to nothing: its words, and the address as it was written."""
    shown = address.removeprefix("wiki:").replace("`", "'")
    if text.strip() in ("", shown):
        return f"`{shown}`" if shown else ""
    if picture:
        return f"*{text.strip()}* (`{shown}`)" if shown else f"*{text.strip()}*"
    return f"{text} (`{shown}`)" if shown and not address.startswith(("wiki:", "#")) else text


def defused(text: str, addresses: Iterable[str]) -> str:
    """The text with every link to these addresses broken visibly: the last resort for markup nobody foresaw."""
    for address in addresses:
        for written in {address, unquote(address)}:
            text = text.replace(f"]({written}", f"]\\({written}").replace(f"](<{written}", f"]\\(<{written}")
            text = re.sub(rf"""\s(?:href|src)\s*=\s*(["']?){re.escape(written)}\1""", "", text, flags=re.I)
            text = re.sub(rf"^([ ]{{0,3}}\[[^\]\n]+\]:)(?=\s*<?{re.escape(written)})", r"\\\1", text, flags=re.M)
    return text
