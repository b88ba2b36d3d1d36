"""An engine on an up-to-date index: taken from the cache, brought up to date in it, or, at worst, made for once.

Whatever happens to the cache, a search is answered: what is damaged is made again, what another process is
writing is not waited for when there is an older answer, and a folder that cannot be written is done without.
Each of these is said in one line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kb.adapters.index_cache import Damaged, Generation, IndexCache
from kb.errors import KbError, reason
from kb.pipeline.seen import Brief, Seen, is_current
from kb.ports.search import IndexFormat, SearchEngine

if TYPE_CHECKING:
    from kb.pipeline.index import Base, Update
    from kb.pipeline.state import State

WORDS = {
    "kept": (
        "the search index cannot be kept ({reason}), so it is made for this once",
        "搜索索引无法保存（{reason}），因此只为这一次建立",
    ),
    "last": (
        "no new search index can be written ({reason}): this answer is from the last one",
        "无法写入新的搜索索引（{reason}）：这次的结果来自上一次的索引",
    ),
    "damaged": ("the search index was damaged and is made again", "搜索索引已损坏，正在重建"),
    "busy": (
        "another kb is writing the search index: this answer does not have its changes",
        "另一个 kb 正在写搜索索引：这次的结果不含它的改动",
    ),
    "fresh": ("indexed {n} entry|indexed {n} entries", "已索引 {n} 个条目"),
    "anew": ("indexed {n} entry anew|indexed {n} entries anew", "已重新索引 {n} 个条目"),
    "refreshed": ("refreshed {n} entry|refreshed {n} entries", "已更新 {n} 个条目"),
    "removed": ("removed {n}", "已移除 {n} 个"),
}

Say = Callable[[str], None]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Refresh:
    """What is brought up to date: the base at `root`, looked at with `look`, read with `base` if need be."""

    root: Path
    engine: IndexFormat
    look: Callable[[], Seen]
    base: Callable[[], Base]
    say: Say = lambda text: None
    progress: Progress = lambda done, total: None
    rebuild: bool = False
    lang: str = "en"  # of what is said: en or zh
    _damaged: list[bool] = field(default_factory=list)  # whether that was said

    @contextmanager
    def opened(self, home: Path | None = None) -> Iterator[SearchEngine]:
        """An engine on the present state of the base. `home` is where caches are, if not where they always are."""
        with ExitStack() as places:
            engine = self._somewhere(IndexCache(self.root, self.engine, home), places)
            try:
                yield engine
            finally:
                engine.close()

    def _somewhere(self, cache: IndexCache, places: ExitStack) -> SearchEngine:
        """An engine on an index in the cache, or where nothing can be written there, on one in a passing folder.

        Where nothing can be written at all, the last index answers. Raises `KbError` when there is none.
        """
        try:
            return self._engine(cache)
        except OSError as error:
            self.say(self._words("kept", reason=reason(error)[self.lang == "zh"]))
        import tempfile

        try:
            folder = places.enter_context(tempfile.TemporaryDirectory(prefix="kb-index-", ignore_cleanup_errors=True))
            return self._engine(IndexCache(self.root, self.engine, Path(folder)))
        except OSError as error:
            return self._last(cache, *reason(error))

    def _last(self, cache: IndexCache, why: str, why_zh: str) -> SearchEngine:
        with suppress(OSError, Damaged):
            if (generation := cache.present()) is not None:
                engine = cache.open(generation)
                self.say(self._words("last", reason=why_zh if self.lang == "zh" else why))
                return engine
        raise KbError(
            f"a search index cannot be written, neither in {cache.folder.parent} nor in a passing folder: {why}",
            "make room on the disk; KB_CACHE_DIR names another place for it",
            zh=(
                f"搜索索引写不进 {cache.folder.parent}，也写不进临时文件夹：{why_zh}",
                "请腾出磁盘空间，或用 KB_CACHE_DIR 指定别的位置",
            ),
        )

    def _engine(self, cache: IndexCache) -> SearchEngine:
        seen = self.look()
        generation = None if self.rebuild else self._present(cache)
        if generation is not None and is_current(Brief(*generation.brief), seen):
            try:
                return cache.open(generation)
            except Damaged:
                generation = self._again(cache, generation)
        with cache.writing(wait=generation is None) as mine:
            if not mine and generation is not None:
                self.say(self._words("busy"))
                return self._older(cache, generation)
            now = None if self.rebuild else self._present(cache, quiet=True)
            same = mine and now is not None and generation is not None and now.folder == generation.folder
            return self._written(cache, now, seen if same else self.look())

    def _present(self, cache: IndexCache, quiet: bool = False) -> Generation | None:
        """The present generation, if it is whole; a pointer that has just moved on is followed."""
        for _ in range(3):
            try:
                return cache.present()
            except Damaged:
                continue
        if not quiet:
            self._say_damaged()
        return None

    def _again(self, cache: IndexCache, old: Generation) -> Generation | None:
        """After a generation failed: the one that has replaced it meanwhile, or nothing, which is said."""
        newer = self._present(cache, quiet=True)
        if newer is not None and newer.folder != old.folder:
            return newer
        self._say_damaged()
        return None

    def _older(self, cache: IndexCache, generation: Generation) -> SearchEngine:
        try:
            return cache.open(generation)
        except Damaged:
            with cache.writing(wait=True):
                return self._written(cache, self._present(cache, quiet=True), self.look())

    def _written(self, cache: IndexCache, generation: Generation | None, seen: Seen) -> SearchEngine:
        """With the lock held: write what is missing, and open it. `seen` is no older than the generation."""
        from kb.pipeline.index import update
        from kb.pipeline.state import restored, stored

        state: State | None = None
        if generation is not None:
            try:
                generation.verified()
                if is_current(Brief(*generation.brief), seen):
                    return cache.open(generation)
                state = restored(generation.state())
            except Damaged:
                self._say_damaged()
                generation = None
        found = update(state, seen, self.base(), self.progress)
        if generation is not None and not found.changes_index:
            cache.restate(generation, seen.brief, stored(found.state))
        else:
            generation = self._published(cache, generation, found, stored(found.state), seen.brief)
            self.say(self._told(state, found))
        return cache.open(generation, fresh=True)

    def _published(
        self, cache: IndexCache, generation: Generation | None, found: Update, state: bytes, looked: Brief
    ) -> Generation:
        total = 2 * len(found.documents)
        done = iter(range(len(found.documents), total + 1))

        def advance() -> None:
            self.progress(next(done), total)

        basis = None if found.fresh else generation
        with cache.preparing(basis) as folder:
            self.engine.write(folder, found.documents, found.removed, found.concepts, advance)
            return cache.publish(folder, looked, state, basis)

    def _told(self, before: State | None, found: Update) -> str:
        """What was done, in one line."""
        if found.fresh:
            return self._words("fresh" if before is None else "anew", n=found.state.files.entries)
        parts = [self._words("refreshed", n=len(found.documents))] if found.documents else []
        parts += [self._words("removed", n=len(found.removed))] if found.removed else []
        return ("，" if self.lang == "zh" else ", ").join(parts)

    def _say_damaged(self) -> None:
        """Once: the same files may be looked at again."""
        if not self._damaged:
            self._damaged.append(True)
            self.say(self._words("damaged"))

    def _words(self, key: str, **values: object) -> str:
        """What is said, in the reader's language; `n` chooses one or many."""
        words = WORDS[key][self.lang == "zh"]
        one, _, many = words.partition("|")
        return (one if values.get("n") == 1 or not many else many).format(**values)
