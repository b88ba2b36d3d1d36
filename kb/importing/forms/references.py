"""What a form says of an entry (an id, an address, a title) → the entry that is meant."""

from __future__ import annotations

import re
from urllib.parse import unquote

from kb.importing.forms.values import Base
from kb.importing.wording import one_line
from kb.model.entry import Entry
from kb.model.kinds import FOLDERS, Kind
from kb.vocabulary import fold, nearest

_ENDING = re.compile(r"(?:/index\.html|/index\.md|\.md|\.html|/)+$")
_FOLDER = "|".join(re.escape(folder) for folder in FOLDERS.values())
_ID = re.compile(rf"(?:^|/)((?:{_FOLDER})/[a-z0-9/-]+)")


def meant(written: str, base: Base, *kinds: Kind) -> Entry | None:
    """The entry of one of these kinds (of any, if none is named) that an id, an address or a whole title means."""
    words = one_line(written)
    place = _ENDING.sub("", unquote(re.split(r"[?#]", words)[0]))
    found = _ID.search(place)
    entry = base.catalog.get(found[1]) if found is not None else None
    if entry is not None and (not kinds or entry.kind in kinds):
        return entry
    wanted = fold(words)
    own = [one for one in base.catalog.entries if not kinds or one.kind in kinds]
    same = [
        one for one in own if wanted in (*map(fold, one.title.every()), one.id.rsplit("/", 1)[-1].replace("-", " "))
    ]
    return same[0] if len(same) == 1 else None


def named(written: str, kind: Kind, base: Base) -> str:
    """The id of the entry that is meant, or nothing."""
    found = meant(written, base, kind) if written else None
    return found.id if found is not None else ""


def near(written: str, base: Base, *kinds: Kind) -> str:
    """The id of the entry whose id or title is most like what was written, or nothing."""
    words = {one.id: one.id for one in base.catalog.entries if not kinds or one.kind in kinds}
    for one in base.catalog.entries:
        if not kinds or one.kind in kinds:
            words |= dict.fromkeys(one.title.every(), one.id)
    found = nearest(one_line(written)[:200], words, 0.5)
    return words[found] if found is not None else ""
