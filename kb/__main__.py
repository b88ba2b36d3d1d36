"""The commands `kb` and `lessonbook`."""

from __future__ import annotations

from kb.cli import run


def main() -> None:
    raise SystemExit(run())


if __name__ == "__main__":
    main()
