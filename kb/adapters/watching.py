"""Noticing that somebody saved a source.

The operating system says what changed; nothing is polled. Saves come in bursts (an editor writes, renames and
removes), so a change is reported when it has been quiet for a moment. What tools write beside the sources, and
everything that `kb` writes itself, is not a change.
"""

from __future__ import annotations

import os
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import KbError, reason

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver, ObservedWatch

QUIET = 0.1  # seconds without a change before changes are reported
LONGEST = 1.0  # seconds after which they are reported although it is not quiet
TICK = 0.25  # seconds between looks at `stop`, and at whether the roots are still the same folders
IGNORED_FOLDERS = frozenset(("build", "node_modules", "__pycache__"))
_CHANGES = frozenset(("created", "modified", "moved", "deleted"))  # not `opened`: reading is no change
_LEFTOVERS = ("~", ".swp", ".swx", ".swo", ".tmp", ".bak", ".orig", ".crdownload", ".part")


def watch(
    roots: Iterable[Path], on_change: Callable[[tuple[Path, ...]], None], stop: threading.Event | None = None
) -> None:
    """Call `on_change` with the changed paths, sorted, after every burst of changes below `roots`.

    Folders are watched with all below them, files by themselves; what does not exist yet is watched for. Runs in
    the calling thread until `stop` is set or Ctrl-C is pressed; changes during a call are reported by the next.
    Raises `KbError` if the system cannot watch.
    """
    changes, stop = _Changes(tuple(root.absolute() for root in roots)), stop or threading.Event()
    with _observer() as observer:
        while not stop.is_set():
            with _refusals():
                changes.schedule(observer)
            paths = changes.after_a_burst(stop)
            if paths:
                on_change(paths)


class _Changes:
    """What changed since it was last asked for, and what is watched."""

    def __init__(self, roots: tuple[Path, ...]) -> None:
        self._roots = roots
        self._watched: dict[Path, tuple[int, bool, ObservedWatch]] = {}  # folder → its inode, all below?, watch
        self._paths: set[Path] = set()
        self._last = 0.0
        self._news = threading.Condition()

    def dispatch(self, event: FileSystemEvent) -> None:
        """What watchdog calls, in its own thread."""
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
            return
        written = (os.fsdecode(event.src_path), os.fsdecode(event.dest_path or b""))
        paths = {Path(path) for path in written if path and self._counts(Path(path))}
        self._note(paths)

    def _note(self, paths: set[Path]) -> None:
        if paths:
            with self._news:
                self._paths |= paths
                self._last = time.monotonic()
                self._news.notify_all()

    def schedule(self, observer: BaseObserver) -> None:
        """Watch every root that exists, and the nearest folder above one that does not.

        A folder that was moved away and made anew is another one, which the system does not watch by itself.
        """
        begun = bool(self._watched)
        for root in self._roots:
            folder, deep = (root, True) if root.is_dir() else (root.parent, False)
            while not folder.is_dir() and folder != folder.parent:
                folder = folder.parent
            inode = folder.stat().st_ino
            before = self._watched.get(folder)
            if before is not None:
                if before[0] == inode and before[1] >= deep:
                    continue
                observer.unschedule(before[2])
            watch = observer.schedule(self, str(folder), recursive=deep)  # type: ignore[arg-type]
            self._watched[folder] = inode, deep, watch
            if begun and deep:
                self._note({root})  # whatever was written in it before it was watched

    def after_a_burst(self, stop: threading.Event) -> tuple[Path, ...]:
        """Wait for a change and for the quiet after it; now and then it returns with none."""
        with self._news:
            if not self._paths and not stop.is_set():
                self._news.wait(TICK)
            if not self._paths:
                return ()
            first = time.monotonic()
            while (now := time.monotonic()) < min(self._last + QUIET, first + LONGEST):
                self._news.wait(min(self._last + QUIET, first + LONGEST) - now)
            found, self._paths = self._paths, set()
        return tuple(sorted(found))

    def _counts(self, path: Path) -> bool:
        for root in self._roots:
            if path == root or path in root.parents:
                return True
            if path.is_relative_to(root):
                return not any(_ignored(name) for name in path.relative_to(root).parts)
        return False


def _ignored(name: str) -> bool:
    temporary = name.startswith((".", "#", "~$")) or name.endswith(_LEFTOVERS) or name == "4913"  # Vim's trial file
    return temporary or name in IGNORED_FOLDERS


@contextmanager
def _observer() -> Iterator[BaseObserver]:
    from watchdog.observers import Observer

    observer = Observer()
    with warnings.catch_warnings():
        # It warns when a new folder is seen twice, which happens and does no harm.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module="watchdog")
        with _refusals():
            observer.start()
        try:
            yield observer
        finally:
            observer.stop()
            observer.join()


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why, why_zh = reason(error)
        raise KbError(
            f"changes cannot be watched: {why}",
            "on Linux, raise fs.inotify.max_user_watches and max_user_instances; `kb build` works without",
            zh=(
                f"无法监视改动：{why_zh}",
                "在 Linux 上请调高 fs.inotify.max_user_watches 和 max_user_instances；`kb build` 不需要监视",
            ),
        ) from error
