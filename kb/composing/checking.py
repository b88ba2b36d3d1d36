"""The composition of `kb check`: the whole base, or some of its files among what matters to them."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import replace

from kb.pipeline.check import checked
from kb.rules import Report
from kb.workspace import Progress, Workspace

FEW = 200  # files that changed since the last time; of more, as on a machine that builds once, only summaries are kept


def checked_whole(workspace: Workspace, progress: Progress, chosen: Callable[[str], bool], advised: bool) -> Report:
    """The report on the chosen files, after every file was looked at."""
    if not advised:
        return workspace.report(progress).within(chosen)
    from kb.rules.advice import advice, around

    loaded = workspace.load(progress)
    return loaded.report.within(chosen).plus(advice(loaded.catalog, around(loaded.catalog), chosen))


def checked_near(
    workspace: Workspace, progress: Progress, chosen: Callable[[str], bool], advised: bool, gone: Collection[str] = ()
) -> Report:
    """The same report, after the chosen files and what matters to them were parsed.

    What refers to an entry that stood in one of the files `gone` belongs to them: it is what its going has broken.
    """
    from kb.adapters.summaries import Summaries
    from kb.adapters.versions import versions
    from kb.pipeline.nearby import Neighbours, entries_near, summary
    from kb.rules.advice import advice

    looked_ns = time.time_ns()
    found = workspace.scan()
    kept = Summaries(workspace.cache, f"{versions()} {workspace.settings!r}")
    known = kept.known(found.entries)
    with workspace.reading() as parsed:
        fresh = [path for path in found.entries if path not in known]
        few = len(fresh) <= FEW
        for number, path in enumerate(fresh):
            progress("reading", number, len(fresh))
            known[path] = summary(parsed(path) if few else workspace.parse(path))
        neighbours = Neighbours(known)
        wanted = {path for path in known if chosen(path)} | neighbours.left_behind(gone)
        if any(chosen(path) for path in found.files if path not in known):  # any entry may name a picture
            return checked_whole(workspace, progress, lambda path: path in wanted or chosen(path), advised)
        near = {path: parsed(path) for path in sorted(neighbours.near(wanted, advised))}
    if fresh or len(known) != len(found.entries):
        kept.keep(found.entries, known, looked_ns)
    everything = entries_near(near, neighbours.unread)
    problems = workspace.problems(found, everything)
    report, catalog = checked(workspace.frame, everything, frozenset(found.files), problems, whole=False)
    report = report.within(lambda path: path in wanted or chosen(path))
    report = replace(report, files=len(known), entries=neighbours.counts)
    return report.plus(advice(catalog, neighbours.around(), wanted.__contains__)) if advised else report
