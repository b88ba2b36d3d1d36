"""The command line as tests use it: a new process where that matters, this one where only the words do."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.cli import run
from kb.model.codes import ADVICE
from tests.casebook import Case, lay

NOBODY = 65534
PATIENCE = 60  # seconds: a hostile file may cost time, but not a coffee


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left behind: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


def kb(*args: str | bytes, cwd: Path, env: Mapping[str, str] | None = None) -> Said:
    """`kb ARGS` as a new process in the folder `cwd`, in English unless `env` says otherwise."""
    done = subprocess.run(
        [sys.executable, "-m", "kb", *args],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "HOME": str(cwd), "PYTHONPATH": os.pathsep.join(sys.path), **(env or {})},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Said(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


def kb_here(*args: str) -> Said:
    """`kb ARGS` in this process: the same words in a tenth of the time."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(list(args))
    return Said(code, out.getvalue(), err.getvalue())


def checked(case: Case, lang: str) -> str:
    """What `kb check` says about a case on standard output; advice is given where the case is about advice."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = Path(folder) / "base"
        lay(case, root)
        words = [
            "--root",
            str(root),
            "--lang",
            lang,
            "check",
            *(["--advice"] if ADVICE[0] <= case.code < ADVICE[1] else []),
        ]
        if case.unreadable:
            kb_here(*words)  # loads every module that is needed, while this process may still read it
        with _reader() if case.unreadable else contextlib.nullcontext():
            return kb_here(*words).out


@contextlib.contextmanager
def _reader() -> Iterator[None]:
    """Somebody whom file rights concern: root may read everything. Modules must be loaded before."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
