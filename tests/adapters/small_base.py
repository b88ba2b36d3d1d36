"""A knowledge base of a few files on the disk, for what reads and indexes real files."""

from __future__ import annotations

import os
from pathlib import Path

FILES = {
    "site_config/settings.toml": "",
    "site_config/topics.yml": """
        - id: kickoff
          label: {en: Kickoff, zh: 启动会}
          aliases: {zh: [开工会]}
        - id: risk
          label: {en: Risk, zh: 风险}
        """,
    "lessons/2018/kickoff-first.md": """
        ---
        title: {en: Hold the kickoff first, zh: 先开启动会}
        date: 2018-05-27
        tags: [kickoff]
        sources:
          - entry: "content/salons/2018-05-27-salon#talk"
        ---
        Goals were not shared.
        """,
    "lessons/2018/name-the-risks.md": """
        ---
        title: Name the risks
        date: 2018-06-01
        tags: [risk]
        authors: [content/people/ma]
        ---
        A vendor was late.
        """,
    "content/people/wang.md": """
        ---
        names: {en: Wang Ying, zh: 王颖}
        ---
        """,
    "content/people/ma.md": """
        ---
        names: {en: Ma Ronglei}
        aliases: [Xiao Ma]
        ---
        """,
    "content/salons/2018-05-27-salon.md": """
        ---
        title: The first salon
        date: 2018-05-27
        tags: [kickoff]
        programme:
          - kind: session
            id: talk
            title: How we began
            speakers: [content/people/wang]
        ---
        ## How we began

        She told it.
        """,
}


def write(root: Path, path: str, text: str, *, settled: bool = True) -> None:
    """A file of the base. A settled one was not written just now, so that a stat alone can tell it is the same."""
    lines = text.strip("\n").splitlines()
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(line[indent:] for line in lines) + "\n", encoding="utf-8")
    if settled:
        before = file.stat().st_mtime_ns - 3_600_000_000_000
        os.utime(file, ns=(before, before))


def small_base(root: Path) -> Path:
    for path, text in FILES.items():
        write(root, path, text)
    return root
