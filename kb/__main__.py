"""The commands `kb` and `lessonbook`."""

from __future__ import annotations

import gc

from kb.cli import run


def main() -> None:
    # A command makes many values and few circles: looking for circles less often saves a twentieth of its time.
    gc.set_threshold(100_000, 50, 50)
    raise SystemExit(run())


if __name__ == "__main__":
    main()
