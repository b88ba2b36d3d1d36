"""A body → safe HTML, headings, links and plain text, once; and the finished HTML that the site shows.

`too_much` says what is not rendered, `body` renders and takes apart, `finish` decorates what is shown, `toc`
nests headings, `staged` writes a page as the site engine reads it. `ENGINE` names libraries and versions, for
cache keys. Nothing here opens a file; the libraries are loaded at the first use.
"""

from __future__ import annotations

from kb.render.finishing import finish
from kb.render.headings import toc
from kb.render.limits import too_much
from kb.render.staged import staged
from kb.render.structure import body

__all__ = ["ENGINE", "body", "finish", "staged", "toc", "too_much"]

ENGINE: str


def __getattr__(name: str) -> str:
    if name == "ENGINE":
        from kb.render.engine import version

        return version()
    raise AttributeError(name)
