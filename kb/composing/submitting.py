"""The composition of `kb from-issue`: an event, the forms, the base and its drafts that wait, wired into one filing."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from kb.adapters import disk
from kb.adapters.git import paths_on_branches
from kb.adapters.host_events import MAX_BYTES, submission
from kb.adapters.pinyin import romanise
from kb.adapters.replacing import write_all, write_new
from kb.errors import KbError
from kb.importing.forms.definition import Form, read_form
from kb.importing.forms.reply import comment, commit_message, headline, pull_request
from kb.importing.forms.values import Base, Filed, Submission
from kb.model.source import SourceFile
from kb.pipeline.form_filing import filed
from kb.workspace import Progress, Workspace

FORMS = ".github/ISSUE_TEMPLATE"
BRANCHES = "form/"  # drafts that came from forms wait on branches of this name
_LIKE = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a form, and every text that goes back to the code host, by the name of its file."""

    filed: Filed
    submission: Submission
    replies: dict[str, str]


def submit(workspace: Workspace, event: str, dry_run: bool, advance: Progress) -> Outcome:
    """Read an event, write what it asks for, and give what to say. Raises `KbError` for an event that is none."""
    sent = submission(event, _bytes(event))
    made = filed(sent, forms(workspace), _base(workspace, sent.number, advance))
    like = similar(workspace, made, advance) if made.kind == "lesson" and made.writes else ()
    if not dry_run:
        _write(workspace, made)
    silent = made.kind == "" and not made.writes  # an issue about something else
    replies = {} if silent else {"comment.md": comment(made)}
    replies |= {"branch.txt": f"{BRANCHES}{sent.number}\n"} if replies else {}
    if made.writes:
        replies |= {
            "pull-request.md": pull_request(made, sent, like),
            "title.txt": headline(made) + "\n",
            "commit.txt": commit_message(made, sent),
            "paths.txt": "".join(f"{path}\n" for path in made.writes),
        }
    return Outcome(made, sent, replies)


def _bytes(event: str) -> bytes:
    path = Path(event)
    read = disk.read(path.parent.resolve(), path.name, MAX_BYTES)
    if not isinstance(read, SourceFile):
        raise KbError(
            f"{event} cannot be read",
            "name the file of the event; it must be a regular file",
            zh=(f"无法读取 {event}", "请写出事件文件；它应当是普通文件"),
        )
    return read.data


def forms(workspace: Workspace) -> tuple[Form, ...]:
    """The base's own forms first, as an organisation may have worded them, then ours."""
    found: list[Form | None] = []
    for path in disk.scan(workspace.root, (FORMS,)).files:
        read = disk.read(workspace.root, path, 200_000)
        if isinstance(read, SourceFile):
            found.append(read_form(path, read.data.decode("utf-8", "replace")))
    for one in sorted((files("kb") / "templates" / "github" / "ISSUE_TEMPLATE").iterdir(), key=lambda one: one.name):
        found.append(read_form(one.name, one.read_text(encoding="utf-8")))
    return tuple(one for one in found if one is not None)


def _base(workspace: Workspace, number: int, advance: Progress) -> Base:
    loaded = workspace.load(advance, kept=True)
    waiting = paths_on_branches(workspace.root, BRANCHES, f"{BRANCHES}{number}")

    def read(path: str) -> bytes | None:
        found = disk.read(workspace.root, path, 2_000_000)
        return found.data if isinstance(found, SourceFile) else None

    logins = {login.casefold().lstrip("@"): person for person, login in workspace.settings.logins}
    return Base(
        loaded.catalog, workspace.settings, frozenset((*loaded.files, *waiting)), read, logins, romanise()
    )  # fmt: skip


def _write(workspace: Workspace, made: Filed) -> None:
    """Every file; one that is new is never written over another."""
    present = {path for path in made.writes if (workspace.root / path).exists()}
    for path, data in made.writes.items():
        if path not in present and not write_new(workspace.root, path, data):
            raise KbError(
                f"{path} appeared in the meantime", "run the command again", zh=(f"{path} 刚刚出现", "请重新运行命令")
            )
    write_all(workspace.root, {path: made.writes[path] for path in present})


def similar(workspace: Workspace, made: Filed, advance: Progress) -> tuple[str, ...]:
    """Ids of entries that answer to the title of the draft, before it was there."""
    from kb.query.concepts import Concepts
    from kb.query.reading import read

    words = "".join(char if char.isalnum() else " " for char in made.title).casefold()
    with workspace.search(lambda text: None, advance) as engine:
        hits = engine.search(read(words, Concepts(engine.concepts), limit=_LIKE + len(made.writes))).hits
    own = {path.removesuffix(".md") for path in made.writes}
    return tuple(hit.id for hit in hits if hit.id not in own)[:_LIKE]


def put(replies: dict[str, str], folder: Path) -> None:
    """Write the texts for the code host into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in replies.items():
        (folder / name).write_text(text, encoding="utf-8", errors="replace")
