"""`kb completion SHELL`: the lines by which a shell completes commands and options as they are typed."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from kb.cli.declaring import argument, declare

SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@declare(
    "completion",
    zh="输出 Shell 的补全脚本；请放到该 Shell 启动时读取的位置。",
    examples=("kb completion bash >> ~/.bashrc", "kb completion fish > ~/.config/fish/completions/kb.fish"),
)
@argument("shell", choices=tuple(SHELLS))
def command(shell: str) -> None:
    """Print the completion script of a SHELL, to be put where that shell reads it when it starts."""
    from kb.cli import cli

    # `source()` of bash's class asks the installed bash for its version; the script is the same without.
    click.echo(ShellComplete.source(SHELLS[shell](cli, {}, "kb", "_KB_COMPLETE")))
