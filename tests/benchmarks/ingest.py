"""How long bringing in takes: 10,000 Markdown files of 5 kB, then the same again.

    python tests/benchmarks/ingest.py [FILES]

Prints seconds of CPU and the peak of memory of each run; exits with 1 above the limits of the issue.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

FIRST_CPU, SECOND_CPU, MEMORY_MB = 30.0, 8.0, 600.0
_WORDS = (
    "project vendor contract interface document week plan risk team decision kickoff budget owner meeting change delay "
    "quality release test review scope customer report schedule cost stakeholder goal process training support"
).split()


def collection(folder: Path, count: int) -> None:
    """`count` posts of about 5 kB with dates, tags, authors, headings and links among each other."""
    chance = random.Random(7)
    for number in range(count):
        day = f"{2010 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
        front = f'---\ntitle: "Post {number}: {chance.choice(_WORDS)} and {chance.choice(_WORDS)}"\ndate: {day}\n'
        front += f"tags: [risk, {chance.choice(_WORDS)}]\nauthors:\n- Writer {chr(65 + number % 26)}ones\n---\n"
        parts = [front]
        while sum(map(len, parts)) < 5_000:
            words = " ".join(chance.choice(_WORDS) for _ in range(90))
            parts.append(f"## {chance.choice(_WORDS)}\n\n{words}. See [post]({day}-post-{number}.md).\n")
        (folder / f"{day}-post-{number}.md").write_text("\n".join(parts), encoding="utf-8")


def measured(*args: str) -> tuple[float, float, dict[str, object]]:
    """(seconds of CPU, MB at the peak, what it printed as JSON) of one `kb` command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        [sys.executable, "-c", _RUN, *args], capture_output=True, text=True, check=False, env=os.environ
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if not run.stdout:
        raise SystemExit(run.stderr)
    return cpu, float(run.stderr.strip().rsplit("\n", 1)[-1]) / 1024, json.loads(run.stdout)


_RUN = (
    "import sys, resource; from kb.cli import run; code = run(sys.argv[1:]); "
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr); raise SystemExit(code)"
)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder, base = Path(name) / "posts", Path(name) / "base"
        folder.mkdir()
        collection(folder, count)
        subprocess.run([sys.executable, "-m", "kb", "init", str(base)], check=True, capture_output=True)
        command = ("--root", str(base), "ingest", str(folder), "--format", "json")
        first, memory, said = measured(*command)
        second, again, repeated = measured(*command)
        print(f"first run:  {first:6.1f} s CPU  {memory:5.0f} MB  {said['written']} of {said['files']} files written")
        print(f"second run: {second:6.1f} s CPU  {again:5.0f} MB  {repeated['unchanged']} unchanged")
        return int(first > FIRST_CPU or second > SECOND_CPU or max(memory, again) > MEMORY_MB)


if __name__ == "__main__":
    raise SystemExit(main())
