"""What stops a command: one exception, with the way out in it.

Findings about content are never exceptions; they are `Diagnostic` values, collected and sorted.
"""


class KbError(Exception):
    """A command cannot go on: `message` says why, `hint` says what to do, `exit_code` is what the shell sees.

    `zh` is (message, hint) in Chinese, where somebody has written them.
    """

    def __init__(self, message: str, hint: str = "", exit_code: int = 2, zh: tuple[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code
        self.zh = zh

    def said(self, lang: str) -> tuple[str, str]:
        """(message, hint) for a reader of `lang`: in English where there is no Chinese."""
        return self.zh if self.zh and lang == "zh" else (self.message, self.hint)
