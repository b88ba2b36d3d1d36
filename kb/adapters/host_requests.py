"""What a code host says of a pull request: its event, its files and its reviews, each as JSON from the host's API.

The host lists in pages, which may come as one list, as a list of lists, or one after another. What does not have the
form of the API is refused: a gate that misreads its input must not open.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kb.errors import KbError
from kb.pipeline.gate import Contribution, Review


def contribution(request_file: str, files: str) -> Contribution:
    """A pull request, or that of an event, with its files. Raises `KbError` for anything but that."""
    whole = next(_values(request_file), None)
    request = whole.get("pull_request", whole) if isinstance(whole, dict) else None
    try:
        author, commit = request["user"]["login"], request["head"]["sha"]  # type: ignore[index]
        changed, relation = request["changed_files"], request["author_association"]  # type: ignore[index]
        rows = list(_rows(files))
        names = [row[key] for row in rows for key in ("filename", "previous_filename") if row.get(key)]
    except (TypeError, KeyError, AttributeError) as error:
        raise _not(request_file, "pull request with its files", "合并请求及其文件清单") from error
    if not all(isinstance(one, str) for one in (author, commit, relation, *names)) or not isinstance(changed, int):
        raise _not(request_file, "pull request with its files", "合并请求及其文件清单")
    return Contribution(author, commit, tuple(names), relation, complete=changed == len(rows))


def given(reviews: str) -> tuple[Review, ...]:
    """The reviews in their order. Raises `KbError` for anything but a list of reviews."""
    try:
        return tuple(
            Review(
                (row["user"] or {}).get("login", ""), row["state"], row["commit_id"] or "", row["author_association"]
            )
            for row in _rows(reviews)
        )
    except (TypeError, KeyError, AttributeError) as error:
        raise _not(reviews, "list of reviews", "评审清单") from error


def _rows(path: str) -> Iterator[dict[str, Any]]:
    for value in _values(path):
        for row in value:
            yield from row if isinstance(row, list) else (row,)


def _values(path: str) -> Iterator[Any]:
    """Every JSON value of a file, one after another."""
    text = Path(path).read_text(encoding="utf-8", errors="replace").strip()
    decoder = json.JSONDecoder()
    while text:
        try:
            value, end = decoder.raw_decode(text)
        except (ValueError, RecursionError) as error:
            raise _not(path, "JSON", "JSON") from error
        yield value
        text = text[end:].lstrip()


def _not(path: str, what: str, what_zh: str) -> KbError:
    hint = "give what the code host's API answered"
    return KbError(f"{path} is no {what}", hint, zh=(f"{path} 不是{what_zh}", "请给出代码托管平台接口返回的内容"))
