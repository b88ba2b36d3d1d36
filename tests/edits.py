"""What people do to a base between two builds: each edit changes files in place, at random, and may well do harm.

An edit is a function of the base's folder and a source of randomness. Some leave an entry that cannot be read, or a
link that leads nowhere: a build must cope with those like with any other.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

PICTURE = b"\x89PNG\r\n\x1a\n"
STATES = ("proposed", "validated", "applied", "learned", "rejected", "draft", "published", "trial", "adopted")


def entries(root: Path, below: str = "") -> list[Path]:
    """The files that are read as entries, sorted."""
    found = (path for name in ("content", "lessons") for path in (root / name).rglob("*.md"))
    return sorted(path for path in found if path.name != "README.md" and below in path.as_posix())


def _replaced(root: Path, random: Random, pattern: str, put: Callable[[re.Match[str]], str], below: str = "") -> None:
    """One place of one entry that has it, written anew."""
    fitting = [path for path in entries(root, below) if re.search(pattern, path.read_text(), re.MULTILINE)]
    if fitting:
        path = random.choice(fitting)
        text = path.read_text()
        found = random.choice(list(re.finditer(pattern, text, re.MULTILINE)))
        path.write_text(text[: found.start()] + put(found) + text[found.end() :])


def body(root: Path, random: Random) -> None:
    path = random.choice(entries(root))
    path.write_text(f"{path.read_text()}\nA sentence with the number {random.randrange(10_000)} and 一句话。\n")


def heading(root: Path, random: Random) -> None:
    _replaced(root, random, r"^## .+$", lambda found: f"{found[0]} {random.randrange(100)}\n\n```python\nprint(1)\n```")


def link(root: Path, random: Random) -> None:
    """A link from one entry to another, as far as the folders allow."""
    path, other = random.choice(entries(root)), random.choice(entries(root))
    up = "../" * (len(path.relative_to(root).parts) - 1)
    path.write_text(f"{path.read_text()}\nSee [this]({up}{other.relative_to(root).as_posix()}).\n")


def title(root: Path, random: Random) -> None:
    _replaced(root, random, r"^  (en|zh): .+$", lambda found: f"  {found[1]}: Named {random.randrange(1000)} 名")


def tag(root: Path, random: Random) -> None:
    words = ("pmo", "agile", "no such topic", "stakeholder", "communication", "项目管理")
    _replaced(root, random, r"^tags: \[.*\]$", lambda _: f"tags: [{', '.join(random.sample(words, 2))}]")


def status(root: Path, random: Random) -> None:
    _replaced(root, random, r"^status: .+$", lambda _: f"status: {random.choice(STATES)}")


def audience(root: Path, random: Random) -> None:
    _replaced(
        root, random, r"^audience: .+$", lambda _: f"audience: {random.choice(('public', 'internal', 'restricted'))}"
    )


def day(root: Path, random: Random) -> None:
    _replaced(
        root, random, r"^date: .+$", lambda _: f"date: {random.randrange(2015, 2029)}-0{random.randrange(1, 10)}-11"
    )


def fenced(root: Path, random: Random) -> None:
    path = random.choice(entries(root))
    path.write_text(f"{path.read_text()}\n::: audience internal\nNot for everybody: {random.randrange(99)}.\n:::\n")


def person(root: Path, random: Random) -> None:
    """Another name, or another consent."""
    if random.random() < 0.5:
        _replaced(
            root, random, r"^  (en|zh): .+$", lambda found: f"  {found[1]}: Somebody {random.randrange(99)}", "people"
        )
    else:
        wanted = random.choice(
            ("consent: public", "consent: internal", "consent: name-only", "consent: pseudonym\npseudonym: Ann")
        )
        _replaced(root, random, r"^consent: .+$", lambda _: wanted, "people")


def broken(root: Path, random: Random) -> None:
    """Front matter that cannot be read, or can be again."""
    path = random.choice(entries(root))
    text = path.read_text()
    path.write_text(text.removeprefix("---\n[\n") if text.startswith("---\n[\n") else f"---\n[\n{text}")


def added(root: Path, random: Random) -> None:
    path = random.choice(entries(root))
    number = random.randrange(10_000)
    path.with_name(f"added-{number}.md").write_text(path.read_text().replace("en: ", f"en: New {number} ", 1))


def removed(root: Path, random: Random) -> None:
    random.choice(entries(root)).unlink()


def renamed(root: Path, random: Random) -> None:
    """Another file name; half of the time the old id leads to the new one."""
    path = random.choice(entries(root))
    old = path.relative_to(root).with_suffix("").as_posix()
    fresh = path.rename(path.with_name(f"renamed-{random.randrange(10_000)}.md"))
    if random.random() < 0.5 and "people" not in old:
        text = re.sub(r"^aliases: .*\n", "", fresh.read_text(), flags=re.MULTILINE)
        fresh.write_text(text.replace("---\n", f"---\naliases: [{old}]\n", 1))


def topics(root: Path, random: Random) -> None:
    path = root / "site_config" / "topics.yml"
    number = random.randrange(1000)
    path.write_text(
        f"{path.read_text()}- id: topic-{number}\n  label: {{en: Topic {number}, zh: 话题}}\n"
        f"  former: [former-{number % 5}, topic-{number + 1}]\n"
    )


def settings(root: Path, random: Random) -> None:
    path = root / "site_config" / "settings.toml"
    line = random.choice(
        (f'name = "Notes {random.randrange(99)}"', 'site_url = "https://example.org/kb/"', 'site_url = ""')
    )
    text = re.sub(rf"^{line.split()[0]} = .*$", line, path.read_text(), count=1, flags=re.MULTILINE)
    path.write_text(text)


def framework(root: Path, random: Random) -> None:
    path = root / "site_config" / "frameworks" / "five-star-opm.yml"
    if path.exists():
        path.write_text(path.read_text().replace("en: ", f"en: X{random.randrange(99)} ", 1))


def picture(root: Path, random: Random) -> None:
    """A picture beside an entry that shows it: new, changed or gone."""
    path = random.choice(entries(root))
    place = path.with_name("picture.png")
    if place.exists() and random.random() < 0.3:
        place.unlink()
        return
    place.write_bytes(PICTURE + random.randbytes(20))
    path.write_text(f"{path.read_text()}\n![a picture](picture.png)\n")


def override(root: Path, random: Random) -> None:
    """A template, or a file of the theme, of the base's own."""
    folder = root / "site_config" / "overrides"
    if folder.exists() and random.random() < 0.3:
        shutil.rmtree(folder)
        return
    (folder / "partials").mkdir(parents=True, exist_ok=True)
    said = random.choice(("{{ page.title }}", "{{ build_date_utc.year }}", "{{ config.site_name }}"))
    (folder / "partials" / "footer.html").write_text(f"<footer>{random.randrange(99)} {said}</footer>")
    (folder / "llms.txt").write_text("this is the theme's, and the site has its own")
    (folder / "added.css").write_text(f"b {{ order: {random.randrange(99)} }}")


def engine(root: Path, random: Random) -> None:
    path = root / "mkdocs.yml"
    path.write_text(f"extra:\n  number: {random.randrange(99)}\n" if random.random() < 0.7 else "")


def tampered(root: Path, random: Random) -> None:
    """Somebody's hands in a folder that is ours."""
    found = sorted(path for path in (root / "build").rglob("*") if path.is_file() and path.name[0] != ".")
    for path in random.sample(found, min(3, len(found))):
        if random.random() < 0.5:
            path.unlink()
        else:
            path.write_bytes(b"tampered")


EDITS: tuple[Callable[[Path, Random], None], ...] = (
    body, heading, link, title, tag, status, audience, day, fenced, person, broken, added, removed, renamed, topics,
    settings, framework, picture, override, engine, tampered,
)  # fmt: skip
