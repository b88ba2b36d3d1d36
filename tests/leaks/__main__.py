"""`python -m tests.leaks`: what of the canaries gets out of a normal build, and which broken filters are caught."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from kb.leaks.marks import Marks
from kb.leaks.opened import Seen, opened
from kb.leaks.withheld import Saying
from kb.model.kinds import Audience
from kb.workspace import Built, Workspace
from tests.leaks.canary_base import CANARY, canary_base
from tests.leaks.holes import HOLES, TODAY, leaks_through


def canaries(site: Path) -> list[str]:
    """Files that say a canary in any way of writing."""
    marks = Marks.of([Saying("canary", "text", CANARY), Saying("people", "name", "袋熊先生，真名实姓，金丝雀标题")])
    found = []
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        texts = list(opened(name, path.read_bytes(), Seen()))
        if marks.find("\n".join([name, *texts])) or any(CANARY in text.casefold() for text in texts):
            found.append(name)
    return found


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KB_CACHE_DIR"] = str(Path(folder) / "cache")
        workspace = Workspace(canary_base(Path(folder) / "base"))
        built = workspace.build(Audience.PUBLIC, TODAY)
        assert isinstance(built, Built)
        files = sum(path.is_file() for path in built.site.rglob("*"))
        said = canaries(built.site)
        print(f"normal build: {len(said)} canaries in {files} files of the public edition", *said)
        caught = 0
        for name, hole in HOLES.items():
            leaks = leaks_through(workspace, hole)
            right = any(hole.file in leak.path for leak in leaks)
            caught += right
            print(
                f"{'caught' if right else 'MISSED'}  {name}: {len(leaks)} leaks in {len({one.path for one in leaks})} files"
            )
        print(f"{caught} of {len(HOLES)} broken filters stopped the build; nothing was put in place")
        return 0 if caught == len(HOLES) and not said and not canaries(built.site) else 1


if __name__ == "__main__":
    raise SystemExit(main())
