"""`kb completion SHELL`: the lines by which a shell completes commands and options as they are typed."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command(
    name="completion",
    epilog="Example: kb completion bash >> ~/.bashrc\n\n"
    "Example: kb completion fish > ~/.config/fish/completions/kb.fish",
)
@click.argument("shell", type=click.Choice(tuple(SHELLS)))
def command(shell: str) -> None:
    """Print the completion script of a SHELL, to be put where that shell reads it when it starts."""
    from kb.cli import cli

    # `source()` of bash's class asks the installed bash for its version; the script is the same without.
    click.echo(ShellComplete.source(SHELLS[shell](cli, {}, "kb", "_KB_COMPLETE")))
