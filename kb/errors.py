"""What stops a command: one exception, with the way out in it, in both languages.

Findings about content are never exceptions; they are `Diagnostic` values, collected and sorted.
"""

from __future__ import annotations

import errno
import os

# What the system says, as it says it → in Chinese; what is not here is rarely seen and stays in English.
REASONS = {
    os.strerror(number): chinese
    for number, chinese in (
        (errno.EACCES, "没有权限"),
        (errno.EPERM, "不允许这样做"),
        (errno.ENOENT, "没有这个文件"),
        (errno.EEXIST, "文件已存在"),
        (errno.EISDIR, "是文件夹"),
        (errno.ENOTDIR, "不是文件夹"),
        (errno.ENOTEMPTY, "文件夹不是空的"),
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EDQUOT, "超出磁盘配额"),
        (errno.EROFS, "磁盘是只读的"),
        (errno.EFBIG, "文件太大"),
        (errno.EIO, "磁盘读取出错"),
        (errno.ENAMETOOLONG, "文件名太长"),
        (errno.ELOOP, "符号链接层数太多"),
        (errno.EMFILE, "打开的文件太多"),
        (errno.ENOMEM, "内存不足"),
        (errno.EADDRINUSE, "地址已被占用"),
        (errno.ENOEXEC, "不是可以运行的程序"),
    )
}


class KbError(Exception):
    """A command cannot go on: `message` says why, `hint` says what to do, `exit_code` is what the shell sees.

    `zh` is (message, hint) in Chinese.
    """

    def __init__(self, message: str, hint: str = "", exit_code: int = 2, *, zh: tuple[str, str]) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code
        self.zh = zh

    def said(self, lang: str) -> tuple[str, str]:
        """(message, hint) for a reader of `lang`."""
        return self.zh if lang == "zh" else (self.message, self.hint)


def reason(error: OSError) -> tuple[str, str]:
    """Why the system refused, in English and Chinese."""
    said = error.strerror or str(error)
    return said, REASONS.get(said, said)
