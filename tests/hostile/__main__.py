"""The figures: `python -m tests.hostile` reads every hostile file, opens every payload in Chromium, and prints both.

`python -m tests.hostile files` and `python -m tests.hostile browser` print one of them.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import QUIET, found_browser
from tests.hostile.browsing import ALONE, Observed
from tests.hostile.files import MEGABYTES, SECONDS, costs
from tests.hostile.payloads import payloads
from tests.hostile.run import browsed, fired_without_defences, served

HEAD = ("", "pages", "ran", "other hosts", "dialogs", "stopped by the policy", "found in pages", "not opened")


def _row(name: str, seen: Observed) -> tuple[object, ...]:
    lists = (seen.elsewhere, seen.dialogs, seen.stopped, seen.dangers, seen.errors)
    return (name, seen.pages, len(seen.fired), *map(len, lists))


def _print(rows: list[tuple[object, ...]]) -> None:
    print(f"| {' | '.join(map(str, HEAD))} |\n|---{'|--:' * (len(HEAD) - 1)}|")
    for row in rows:
        print(f"| {' | '.join(map(str, row))} |", flush=True)


def _files() -> int:
    """What the hostile files cost; the dearest are printed one by one."""
    found = list(costs())
    beyond = [one for one in found if one.seconds > SECONDS or one.megabytes > MEGABYTES or "TRACEBACK" in one.told]
    refused = [one for one in found if one.told]
    dearest = sorted(found, key=lambda one: -one.seconds)[:12]
    print(f"{len(found)} hostile files: {len(refused)} refused, {len(found) - len(refused)} only strange and read")
    print(
        f"most time {max(one.seconds for one in found):.2f} s, most memory {max(one.megabytes for one in found):.0f} MB"
    )
    print(f"beyond {SECONDS:.0f} s, {MEGABYTES} MB or with a traceback: {len(beyond)}\n")
    print("| the dearest | kB | finding | CPU s | MB |\n|---|--:|---|--:|--:|")
    for one in dict.fromkeys((*beyond, *dearest)):
        print(f"| {one.name} | {one.size // 1000} | {one.told} | {one.seconds:.2f} | {one.megabytes:.0f} |")
    print(flush=True)
    return int(bool(beyond))


def main() -> int:
    asked = sys.argv[1:] or ["files", "browser"]
    return max((_files() if one == "files" else _browser()) for one in asked)


def _browser() -> int:
    found = found_browser()
    if found is None:
        print("no Chromium on this machine", file=sys.stderr)
        return 2
    groups = Counter(one.group for one in payloads())
    print(f"{groups.total()} payloads in {len(groups)} classes\n", flush=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*QUIET, *ALONE])
        with served(Path(folder) / "good") as good:
            bare, kept = (browsed(browser, good, policy=policy) for policy in (False, True))
        with served(Path(folder) / "bad", broken=True) as bad:
            loose, held = (fired_without_defences(browser, bad, policy=policy) for policy in (False, True))
        browser.close()
    _print(
        [
            _row("as built, policy switched off", bare), _row("as built", kept),
            _row("without sanitising and escaping, policy switched off", loose),
            _row("without sanitising and escaping", held),
        ]
    )  # fmt: skip
    noticed = Counter(one.group for one in payloads() if one.number in loose.noticed)
    print("\nnoticed without sanitising, escaping and policy, by class: " + ", ".join(f"{name} {noticed[name]} of {groups[name]}" for name in groups))  # fmt: skip
    for seen in (bare, kept):
        for one in (*seen.elsewhere, *seen.dialogs, *seen.stopped, *seen.dangers, *seen.errors)[:20]:
            print(one)
    return int(bool(bare.noticed or kept.noticed or kept.stopped or bare.dangers or kept.dangers))


if __name__ == "__main__":
    raise SystemExit(main())
