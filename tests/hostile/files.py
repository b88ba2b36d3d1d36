"""Hostile files: what each costs before it is refused, or read.

They are made here, in a few sizes: Markdown and HTML that make a reader work with the square of their size, YAML that
grows, files that are too long, drawings and archives that unpack to more than they are. Each is read in a process of
its own, whose processor time (with that of the processes which it starts) and memory the system counts.
"""

from __future__ import annotations

import io
import os
import resource
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

HEAD = b"---\ntitle: Hostile\ndate: 2026-01-02\ntags: [risk]\n---\n"
SIZES = (64_000, 1_990_000)  # what is read at once at most, and what an entry may be at most
SECONDS, MEGABYTES = 2.0, 256

# What is repeated, in Markdown and raw HTML; `{n}` is a number that grows.
_REPEATED = (
    "<table><tr><td><b>", "<b>", "<b>x</b>", "<i><b>\n\n", "<a href=x>", "<p><b><i><u>", "<font color=red>", "<td>", "<li>",
    "<p>", "<del>", "<details>", "<svg>", "<math><mi>", "<select>", "<template>", "<div>", "</p>", "<", "<a ", "<a href=\"",
    "<!--", "<?", "<![CDATA[", "<!x>", "[", "![", "[](", "[a](<b", "[a]: b\n", "[{n}]: b\n", "[^{n}]: x\n\n", "[^{n}] [^{n}]: x\n\n",
    "[^1] ", "*a ", "*a **", "_a__", "~~a ~", "**启。**", "> ", ">", "- ", "1. ", "|", "|a|\n", "|a" * 200 + "\n" + "|-" * 200 + "\n",
    "a\n\n: b\n\n", ": ", "&amp;", "&", "# a\n", "## abc\n", "a\n=\n", "---\n\n", "http://a.b ", "http://a.b/(", "```\na\n```\n",
    "> [!NOTE]\n> a\n\n", "- [ ] a\n", "data-sourcepos=x0x- ", " ", "\n", "\t", "启动会", "启\n", "a", "\\", "::: audience internal\n:::\n", "::: ",
    "`a``", "</b><b>", "<b title='&quot;'>",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cost:
    """One file that was read. `told` is the code of its finding, a phrase, or nothing for what is only strange."""

    name: str
    size: int
    told: str
    seconds: float
    megabytes: float


def markdown() -> Iterator[tuple[str, bytes]]:
    for size in SIZES:
        for one in _REPEATED:
            unit = one.replace("{n}", "1").encode()
            many = size // len(unit) + 1
            body = b"".join(one.replace("{n}", str(n)).encode() for n in range(many)) if "{n}" in one else unit * many
            yield f"{size // 1000} kB of {one[:20]!r}", HEAD + body[:size]


def front_matter() -> Iterator[tuple[str, bytes]]:
    laughs = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]\n" for n in range(9))
    for name, text in {
        "aliases of aliases": laughs,
        "merge keys": "a: &a {b: 1}\n" + "".join(f"c{n}: {{<<: [{', '.join(['*a'] * 50)}]}}\n" for n in range(20)),
        "100,000 brackets": "a: " + "[" * 100_000,
        "100,000 braces": "a: " + "{a: " * 100_000,
        "a number of a million digits": "title: " + "9" * 1_000_000,
        "100,000 keys": "".join(f"k{n}: 1\n" for n in range(100_000)),
        "a key of a megabyte": "a" * 1_000_000 + ": 1",
        "a line of a million quotes": 'title: "' + '\\"' * 500_000 + '"',
        "type tags": "title: !!python/object/apply:os.system [true]\n" * 1_000,
        "deep lists": "".join(" " * n + "-\n" for n in range(1_000)),
        "comments": "# a\n" * 400_000,
        "a date of many digits": "date: " + "1" * 100_000,
        "sexagesimal": "title: " + "1:" * 100_000 + "1",
    }.items():
        yield name, b"---\n" + text.encode()[:1_990_000] + b"\n---\nText.\n"
    yield "a line of ten megabytes", HEAD + b"a" * 10_000_000
    yield "a front matter that never ends", b"---\n" + b"a: b\n" * 300_000
    yield "two million zero bytes", b"\0" * 1_990_000


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _laugh(number: int) -> str:
    return f"&a{number - 1};" * 10 if number else "x" * 10


def assets() -> Iterator[tuple[str, bytes]]:
    namespace = 'xmlns="http://www.w3.org/2000/svg"'
    laughs = "".join(f'<!ENTITY a{n} "{_laugh(n)}">' for n in range(12))
    yield "laughs.svg", f"<!DOCTYPE svg [{laughs}]><svg {namespace}>&a11;</svg>".encode()
    uses = "".join(f'<g id="a{n}"><use href="#a{n + 1}"/><use href="#a{n + 1}"/></g>' for n in range(40))
    yield "uses.svg", f"<svg {namespace}>{uses}</svg>".encode()
    yield "deep.svg", f"<svg {namespace}>{'<g>' * 500_000}".encode()
    many = " ".join(f"a{n}='1'" for n in range(200_000))
    yield "attributes.svg", f"<svg {namespace} {many}/>".encode()
    yield "wide.svg", f"<svg {namespace}>{'<rect/>' * 500_000}</svg>".encode()
    huge = _chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    yield "huge.png", b"\x89PNG\r\n\x1a\n" + huge + _chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
    yield "chunks.png", b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", huge[8:21]) + _chunk(b"tEXt", b"") * 1_000_000
    yield "blocks.gif", b"GIF89a\1\0\1\0\0\0\0" + b"!\xfe\1a\0" * 2_000_000
    yield "segments.jpg", b"\xff\xd8\xff\xfe\0\2" + b"\xff\xfe\0\2" * 3_000_000
    yield "fill.jpg", b"\xff\xd8" + b"\xff" * 15_000_000
    yield "boxes.avif", b"\0\0\0\x10ftypavif\0\0\0\0" + b"\0\0\0\x08free" * 1_000_000
    yield "chunks.webp", b"RIFF" + struct.pack("<I", 8_000_004) + b"WEBP" + b"ABCD\0\0\0\0" * 1_000_000


def _zip(name: str, body: bytes, *more: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, data in ((name, body), *more):
            archive.writestr(one, data)
    return out.getvalue()


def documents() -> Iterator[tuple[str, bytes]]:
    for ending, part in (("docx", "word/document.xml"), ("pptx", "ppt/presentation.xml"), ("xlsx", "xl/workbook.xml")):
        bomb = _zip(part, b"<a>" + b"0" * 100_000_000 + b"</a>")
        yield f"bomb.{ending}", bomb
        yield f"nested.{ending}", _zip(part, bomb)
        yield f"empty.{ending}", _zip("[Content_Types].xml", b"<Types/>")
        laughs = "".join(f'<!ENTITY a{n} "{_laugh(n)}">' for n in range(10))
        yield f"laughs.{ending}", _zip(part, f"<!DOCTYPE a [{laughs}]><a>&a9;</a>".encode())
        yield f"no-archive.{ending}", b"PK\3\4" + b"\0" * 1_000_000
    yield "deep.html", b"<div>" * 200_000
    yield "tables.html", b"<table><tr><td>" * 50_000
    yield "bold.html", b"<b>" * 100_000 + b"x"
    yield "quotes.csv", b'"' * 5_000_000
    yield "commas.csv", b"," * 5_000_000
    yield "deep.jsonl", b"[" * 1_000_000


def costs() -> Iterator[Cost]:
    """What every hostile file costs, in the order in which they are made."""
    from kb.adapters import documents as foreign_documents
    from kb.adapters.careful_reading import read_carefully
    from kb.assets import Refused, publishable
    from kb.importing.values import Unreadable
    from kb.model.settings import Settings
    from kb.model.source import SourceFile
    from kb.parse import MAX_ENTRY_BYTES

    def entry(name: str, data: bytes) -> str:
        if len(data) > MAX_ENTRY_BYTES:  # the disk's reader gives no more than that
            return "KB102"
        found = read_carefully(SourceFile("lessons/2026/hostile.md", data), Settings())
        return "" if found.entry is not None else min(one.code for one in found.diagnostics)

    def asset(name: str, data: bytes) -> str:
        try:
            publishable(name, data)
        except Refused as refused:
            return refused.what
        return ""

    def document(name: str, data: bytes) -> str:
        try:
            foreign_documents.foreign(name, data)
        except Unreadable as refused:
            return refused.note.diagnostic.code if refused.note.diagnostic else refused.note.code
        return ""

    entry("", HEAD + b"Text.")
    for made, read in ((markdown, entry), (front_matter, entry), (assets, asset), (documents, document)):
        for name, data in made():
            yield _measured(name, data, read)


def _measured(name: str, data: bytes, read: Callable[[str, bytes], str]) -> Cost:
    readable, writable = os.pipe()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = os.fork()
    if child == 0:
        try:
            told = read(name, data)
        except BaseException as error:  # noqa: BLE001 - this is what must not happen
            told = f"TRACEBACK {type(error).__name__}"
        os.write(writable, told.encode()[:200])
        os._exit(0)
    os.close(writable)
    told = os.read(readable, 1_000).decode()
    os.close(readable)
    _, status, used = os.wait4(child, 0)
    told = told if status == 0 else f"DIED {status}"
    return Cost(name, len(data), told, used.ru_utime + used.ru_stime, max(0, used.ru_maxrss - before) / 1024)
