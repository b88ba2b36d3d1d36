"""Bodies that stay in the cache until somebody reads them.

Most of a base is text that a build after an edit never looks at, and a base of ten thousand entries does not fit twice
into memory. So an entry that was parsed before has a body that knows what the rules ask, and reads the rest when that
is asked for. The bodies that were read last are held, up to a limit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from kb.model.body import Body

_HELD = 24_000_000  # bytes of bodies, as they are kept, that stay in memory


class Bodies:
    """The bodies of one cache by key. `read` gives one, with its size in bytes."""

    def __init__(self, read: Callable[[str, bytes], tuple[Body, int]]) -> None:
        self._read = read
        self._held: dict[bytes, tuple[Body, int]] = {}
        self._size = 0

    def of(self, path: str, key: bytes) -> Body:
        found = self._held.pop(key, None)
        if found is None:
            self.hold(key, *self._read(path, key))
            return self._held[key][0]
        self._held[key] = found  # the last one now
        return found[0]

    def hold(self, key: bytes, body: Body, size: int) -> None:
        """Let a body that was read or made just now stay for a while."""
        self._held[key] = body, size
        self._size += size
        while self._size > _HELD and len(self._held) > 1:
            self._size -= self._held.pop(next(iter(self._held)))[1]


class KeptBody:
    """Stands in for the body of the file at `path`; `outline` is what the rules read of it (see `kb.parse.outline`).

    `anchors` are the ids of its headings, which the outline lacks here, a line each.
    """

    __slots__ = ("_bodies", "_path", "audiences", "joined", "key", "line", "local", "outline")

    def __init__(self, outline: Body, anchors: str, bodies: Bodies, path: str, key: bytes) -> None:
        self.outline, self.joined, self._bodies, self._path, self.key = outline, anchors, bodies, path, key
        self.line, self.local, self.audiences = outline.line, outline.links, outline.audiences

    @property
    def anchors(self) -> frozenset[str]:
        return frozenset(self.joined.split("\n")) if self.joined else frozenset()

    @property
    def blank(self) -> bool:
        return self.outline.blank

    @property
    def bracketed(self) -> bool:
        return self.outline.bracketed

    @property
    def commented(self) -> bool:
        return self.outline.commented

    @property
    def parts(self) -> frozenset[str]:
        return self.outline.parts

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bodies.of(self._path, self.key), name)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, KeptBody) and other.key == self.key:
            return True
        return self._whole == (other._whole if isinstance(other, KeptBody) else other)

    def __hash__(self) -> int:
        return hash(self._whole)

    def __repr__(self) -> str:
        return repr(self._whole)

    @property
    def _whole(self) -> Body:
        return self._bodies.of(self._path, self.key)


def kept_body(outline: Body, anchors: str, bodies: Bodies, path: str, key: bytes) -> Body:
    """A body for whoever asks for one."""
    return cast(Body, KeptBody(outline, anchors, bodies, path, key))
