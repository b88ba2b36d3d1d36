"""What stops a command: one exception, with the way out in it.

Findings about content are never exceptions; they are `Diagnostic` values, collected and sorted.
"""


class KbError(Exception):
    """A command cannot go on: `message` says why, `hint` says what to do, `exit_code` is what the shell sees."""

    def __init__(self, message: str, hint: str = "", exit_code: int = 2) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code
