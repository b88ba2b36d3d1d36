"""The benchmarks measure a base that a person could have written: valid, in both languages, no two entries alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.workspace import Workspace
from tests.benchmarks.corpus import make
from tests.benchmarks.corpus_samples import sample

ENTRIES = 60
PARAGRAPH = (
    "Nobody had asked the people at the counter what slows them down, so the first version answered another question."
)

SHAPES = {
    "letters/posts/2019-03-04-asking-first.md": f"""---
title: "Asking first: a letter"
date: 2019-03-04 09:00:00 -5
tags:
- listening
- service design
authors:
- someone
excerpt: "Ask before you build."
---
{{% include lead.html %}}
{PARAGRAPH} See [another letter](/letters/listening) and ![the counter](/img/counter.png).

```python
answers = [listen(person) for person in counter]
```

::: note
A mark of another system, and <a href="/about">raw HTML</a>.
""",
    "ways/_methods/shadowing.md": f"""---
layout: card
title: Shadowing
category: Discover
what: Follow a person through one day of work.
why: To see what nobody would think of telling.
---

## How to do it

1. Ask for one ordinary day.
1. Write down what surprises you. {PARAGRAPH}
""",
    "incidents/PM2021-004 - Queue ran full.md": f"""# Queue ran full &amp; stayed so

## Summary

{PARAGRAPH}

## Timeline

| Time | Event |
| --- | --- |
| 2021-05-06 10:00 | First alert |

## Contributing Factors

- Nobody watched the queue

## Lessons Learned

- Watch what can run full before it does

## Action Items

- Add an alert for the queue
""",
    "recaps/zh/spring-meeting/index.md": """---
title: "春季分享会，聊聊启动会 | 回顾"
author: "编辑"
categories: "分享会"
tags: ["分享会"]
date: 2022-04-05T17:00:00+08:00
description: "四位同事分享了各自的项目。"
---

### 从一次启动会说起

会上大家第一次把目标写在同一张纸上，后来的分歧少了很多，改动也少了很多。

### 沟通机制怎么定

每周一次短会，谁负责、什么时候给答复，都写下来，参考[上一期](/recaps/winter)。
""",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("benchmark")
    for path, text in {**SHAPES, "incidents/README.md": "# Not an article\n"}.items():
        (root / "corpora" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "corpora" / path).write_text(text, encoding="utf-8")
    make(root / "corpora", ENTRIES, root / "one")
    return root


def bodies(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.md")):
        yield re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_every_shape_of_collection_is_told_by_the_file_alone() -> None:
    found = [sample(path, text) for path, text in SHAPES.items()]
    assert [one.shape for one in found if one] == ["post", "method", "postmortem", "recap"]
    assert [one.lang for one in found if one] == ["en", "en", "en", "zh-Hans"]
    assert [str(one.day) for one in found if one] == ["2019-03-04", "None", "2021-05-06", "2022-04-05"]


def test_the_base_has_as_many_entries_as_asked_and_nothing_to_complain_of(made: Path) -> None:
    report = Workspace(made / "one" / "base").load().report
    assert sum(report.entries.values()) == ENTRIES
    assert set(report.entries) == {"case", "lesson", "person", "practice", "project", "salon"}
    assert report.diagnostics == ()


def test_no_two_entries_are_alike(made: Path) -> None:
    base = made / "one" / "base"
    texts = [*bodies(base / "content"), *bodies(base / "lessons")]
    titles = [entry.name for entry in Workspace(base).load().catalog.entries]
    assert len(texts) == len(set(texts)) == ENTRIES
    assert len(set(titles)) == ENTRIES


def test_the_peer_gets_the_same_pages(made: Path) -> None:
    base, docs = made / "one" / "base", made / "one" / "plain" / "docs"
    for folder in ("content", "lessons"):
        assert list(bodies(base / folder)) == list(bodies(docs / folder))


def test_the_same_samples_give_the_same_files(made: Path) -> None:
    make(made / "corpora", ENTRIES, made / "again")
    first = {path.relative_to(made / "one"): path.read_bytes() for path in (made / "one").rglob("*") if path.is_file()}
    again = {
        path.relative_to(made / "again"): path.read_bytes() for path in (made / "again").rglob("*") if path.is_file()
    }
    assert first == again
