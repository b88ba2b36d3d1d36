"""The commands `kb` and `lessonbook`."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line and end with its exit code; Ctrl-C while it is being loaded ends quietly, too."""
    # A command makes many values and few circles: looking for circles less often saves a twentieth of its time.
    gc.set_threshold(100_000, 50, 50)
    try:
        from kb.cli import run

        raise SystemExit(run())
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
