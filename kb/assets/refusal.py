"""Why a file is not published, and the size of a picture that is."""

from __future__ import annotations

MAX_PIXELS = 50_000_000  # 50 megapixels are 200 MB in a reader's browser
MAX_SIDE = 20_000


class Refused(Exception):
    """`what` is a phrase of ours that `kb.model.codes_zh.PHRASES` has in Chinese."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def damaged() -> Refused:
    return Refused("not what its ending says, or damaged")


def bounded(width: int, height: int) -> None:
    """Raises `Refused` for a picture that no browser should be asked to hold, or that has no size."""
    if not width or not height:
        raise damaged()
    if width > MAX_SIDE or height > MAX_SIDE or width * height > MAX_PIXELS:
        raise Refused("a picture of too many pixels")
