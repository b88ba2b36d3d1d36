"""A base that says its secrets with words of their own, so that whoever hears one knows where it came from.

Every word that begins with `canary` stands only in what the public may not read. A hidden entry of each kind has all
that its kind may have, and shown entries refer to it wherever they can.
"""

from __future__ import annotations

import shutil
import struct
import zlib
from pathlib import Path

from tests.adapters.small_base import write
from tests.casebook import BASE

CANARY = "canary"
HIDDEN = "lessons/2026/canaryid-late-vendor"

FILES = {
    "lessons/2026/seen.md": f"""
        ---
        title: Seen by everybody
        date: 2026-04-01
        tags: [kickoff]
        audience: public
        project: content/projects/canaryproject
        practices: [content/practices/seen, content/practices/canarypractice]
        recurs: [{HIDDEN}]
        validated_by: content/people/canaryperson
        origin: {{path: "/home/canaryorigin/notes.docx"}}
        sources:
          - {{file: "/home/canarymachine/recap.docx", quote: We told it., cited: false}}
        aliases: [lessons/2026/seen-before]
        ---
        ## What happened

        We told [the other story](canaryid-late-vendor.md) too<!-- canarycomment said so -->.

        ![A plan](plan.png)

        ::: audience internal
        Between us: canaryfence, and nobody else may know it.
        :::
        """,
    "content/practices/seen.md": f"""
        ---
        title: Meet early
        date: 2026-04-01
        tags: [kickoff]
        audience: public
        status: adopted
        owner: content/people/li-na
        changelog:
          - {{date: 2026-05-01, change: Earlier still., because: [{HIDDEN}]}}
        ---
        Meet.
        """,
    "content/salons/2026-06-01-seen.md": """
        ---
        title: Summer salon
        date: 2026-06-01
        tags: [kickoff]
        audience: public
        series: monthly
        programme:
          - {time: "14:00", kind: session, id: talk, title: A talk, speakers: [content/people/shy, content/people/canaryperson, content/people/canarypseudonym]}
        ---
        ## A talk

        It was told.
        """,
    f"{HIDDEN}.md": """
        ---
        title: {en: Canarytitle of a late vendor, zh: 金丝雀标题与迟到的供应商}
        summary: Canarysummary in one sentence.
        date: 2026-04-02
        tags: [kickoff]
        authors: [content/people/canaryperson]
        practices: [content/practices/seen]
        contradicts: [lessons/2026/seen]
        aliases: [lessons/2026/canaryalias]
        sources:
          - {quote: Canaryquote said it., url: "https://example.org/canaryurl"}
        ---
        The canarybody was paid twice, and [everybody](seen.md) looked away.

        ![The bill](bill.png)
        """,
    "content/practices/canarypractice.md": """
        ---
        title: Canarypractice nobody admits
        date: 2026-04-02
        tags: [kickoff]
        changelog:
          - {date: 2026-05-01, change: Canarychange., because: [lessons/2026/seen]}
        ---
        Look away.
        """,
    "content/salons/2026-06-02-canarysalon.md": """
        ---
        title: Canarysalon behind doors
        date: 2026-06-02
        tags: [kickoff]
        series: monthly
        start: "14:00"
        end: "15:00"
        venue: Canaryvenue
        programme:
          - {time: "14:00", kind: session, id: talk, title: Canarysession, speakers: [content/people/li-na]}
        ---
        It was told.
        """,
    "content/projects/canaryproject.md": """
        ---
        title: Canaryproject
        dispositions:
          - {lesson: lessons/2026/seen, decision: adopted, result: helped, reason: Canaryreason.}
        ---
        """,
    "content/cases/canarycase.md": """
        ---
        title: Canarycase
        date: 2026-06-02
        tags: [kickoff]
        numbers:
          - {name: Canarynumber, value: 3, as_said: canaryfigure or so}
        ---
        It was told.
        """,
    "content/people/canaryperson.md": """
        ---
        names: {en: Canaryname Wombat, zh: 袋熊先生}
        consent: internal
        audience: public
        expertise: [kickoff]
        ---
        """,
    "content/people/shy.md": """
        ---
        names: {en: Shy Wallaby}
        consent: name-only
        audience: public
        roles: [Canaryrole of the house]
        organisation: Canaryemployer
        expertise: [kickoff]
        ---
        All about the canarybiography.
        """,
    "content/people/canarypseudonym.md": """
        ---
        names: {en: Canaryrealname, zh: 真名实姓}
        pseudonym: Speaker One
        consent: pseudonym
        audience: public
        ---
        """,
}


def png(comment: bytes, colour: int) -> bytes:
    """A picture of one pixel that says something in its metadata."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(comment)) if comment else b""
    pixels = chunk(b"IDAT", zlib.compress(bytes([0, colour])))
    return b"\x89PNG\r\n\x1a\n" + head + text + pixels + chunk(b"IEND", b"")


def canary_base(root: Path) -> Path:
    shutil.copytree(BASE, root)
    for path, text in FILES.items():
        write(root, path, text)
    (root / "lessons/2026/plan.png").write_bytes(png(b"", 10))
    (root / "lessons/2026/bill.png").write_bytes(png(b"", 20))
    (root / "mkdocs.yml").touch()
    return root
