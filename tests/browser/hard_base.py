"""A knowledge base of pages that are hard to show: too much, too little, too long, from right to left, unlike ours."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

MANY = 450  # lessons under one topic: the register has three pages of them
LONG_TITLE = ("Agree in writing who decides about scope and money before the first workshop " * 2)[:120].strip()
LONG_WORD = "Projektportfoliosteuerungsausschussgeschäftsordnungsänderungsantrag" * 2
PICTURE = "The plan of the hall with all its doors"
ARABIC = "اتفقوا على القيمة قبل الخطة (PMO) ثم ابدأوا"

SETTINGS = 'name = { en = "Hard base", zh = "难题库" }\nlanguages = ["en", "zh-Hans"]\ntimezone = "Asia/Shanghai"\n'
TOPICS = """
- id: plenty
  label: {en: Plenty, zh: 大量}
- id: rare
  label: {en: Rare, zh: 少见}
""".lstrip()


def _lesson(title: str, body: str, more: str = "") -> str:
    return f'---\ntitle: "{title}"\ndate: 2026-01-02\ntags: [rare]\n{more}---\n{body}\n'


def _programme() -> str:
    """Sixty sessions of five minutes, speakers and notes in every third."""
    lines = []
    for number in range(60):
        start, end = 540 + number * 5, 545 + number * 5
        lines.append(
            f'  - {{time: "{start // 60:02}:{start % 60:02}", until: "{end // 60:02}:{end % 60:02}", kind: session,'
            f" id: talk-{number}, title: Talk number {number} about something that takes five minutes,"
            " session: talk, speakers: [content/people/silent]}"
        )
    return "\n".join(lines)


def files() -> dict[str, str]:
    """Path → text of every file."""
    made = {
        "site_config/settings.toml": SETTINGS,
        "site_config/topics.yml": TOPICS,
        "lessons/2026/missing-picture.md": _lesson(
            "Show the picture that is not there", "Before ![A plan of the hall](hall.png) and after.\n"
        ),
        "lessons/2026/no-body.md": _lesson("A title and nothing else", ""),
        "lessons/2026/long-title.md": _lesson(LONG_TITLE, f"## Lesson\n\nAgree first.\n\n![{PICTURE}](plan.png)\n"),
        "lessons/2026/long-word.md": _lesson(LONG_WORD[:120], f"One word: {LONG_WORD * 3}\n"),
        "lessons/2026/arabic.md": _lesson(
            ARABIC, "## Lesson\n\nقيمة المشروع أولاً، ثم الخطة.\n\n- نقطة أولى\n- نقطة ثانية\n", "lang: ar\n"
        ),
        "content/cases/long-tail.md": _lesson(
            "The sentence is near the end", "\n\n".join([*_paragraphs()[:40], "The quokka contract was signed in May."])
        ),
        "lessons/2026/heavy.md": _lesson("Half a megabyte of text", "\n\n".join(_paragraphs())),
        "content/salons/2026-03-04-sixty.md": (
            '---\ntitle: Sixty sessions in one day\ndate: 2026-03-04\ntags: [rare]\nstart: "09:00"\nend: "14:00"\n'
            f"programme:\n{_programme()}\n---\n"
        ),
        "content/salons/2026-03-05-empty.md": "---\ntitle: A salon of which only the day is known\ndate: 2026-03-05\n---\n",
        "content/people/silent.md": "---\nnames: {en: Silent Person, zh: 沉默者}\nconsent: public\naudience: public\n---\n",
        "content/people/without-talks.md": "---\nnames: {en: Never Spoke}\nconsent: public\naudience: public\n---\n",
        "content/practices/bare.md": "---\ntitle: A practice without steps\n---\n",
        "content/cases/bare.md": "---\ntitle: A case without numbers\n---\n",
        "content/projects/bare.md": "---\ntitle: A project without a profile\n---\n",
    }
    for number in range(MANY):
        made[f"lessons/2025/number-{number:04}.md"] = (
            f"---\ntitle: Lesson number {number} of very many\nsummary: What number {number} says in one sentence.\n"
            f"date: 2025-{number % 12 + 1:02}-{number % 28 + 1:02}\ntags: [plenty]\n---\nShort.\n"
        )
    return made


def _paragraphs() -> list[str]:
    """500 kB in some thousand paragraphs, with a heading now and then."""
    text = "Nobody will read all of this, and yet the page must open, scroll and print as any other page does. " * 4
    parts = [f"## Part {number}\n\n{text}" if number % 25 == 0 else text for number in range(1250)]
    return parts


def _png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    lines = (b"\0" + b"\x80\xb0\xb0" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def write(folder: Path) -> Path:
    for path, text in files().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (folder / "lessons/2026/plan.png").write_bytes(_png(1600, 900))
    return folder
