"""Knowledge bases made for measuring search: half English, half Chinese, words by Zipf's law, and the bare rival."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

QUERIES = (
    "vendor kickoff goals",
    "项目 启动会 目标",
    "risk register review",
    "部门 资源 冲突",
)  # each in a fifth of a half
ENGLISH = """project vendor kickoff goals risk register review team plan manager owner resource conflict department
salon value change people meeting report budget scope quality delay decision agenda lesson practice""".split()
TERMS = """项目 启动会 目标 部门 资源 冲突 风险 价值 变革 沟通 机制 负责人 计划 进度 质量 预算 会议 决定 经理 团队
优先级 协作 干系人 组织 架构 客户 需求 交付 评审 复盘 培训 考核""".split()
BARE = """import sqlite3, sys
found = sqlite3.connect(sys.argv[1]).execute(
    "select title, snippet(t, 1, '[', ']', '…', 20) from t where t match ? order by bm25(t) limit 10", (sys.argv[2],))
print(len(found.fetchall()))"""


def text(chance: random.Random, chinese: bool, part: float = 1.0) -> str:
    """About 5,000 bytes, or a part of them, in sentences: six words that it is about, one in ten, among others by Zipf's law."""
    about = chance.sample(TERMS if chinese else ENGLISH, 6)
    if chinese:
        others = [chr(0x4E00 + min(int(chance.paretovariate(0.8)), 9_000)) for _ in range(int(1_560 * part))]
        runs = [chance.choice(about) if chance.random() < 0.07 else one for one in others]
        return "".join("".join(runs[at : at + 28]) + "。" for at in range(0, len(runs), 28))
    others = [f"w{min(int(chance.paretovariate(0.8)), 20_000)}" for _ in range(int(900 * part))]
    words = [chance.choice(about) if chance.random() < 0.1 else one for one in others]
    return " ".join(" ".join(words[at : at + 15]) + "." for at in range(0, len(words), 15))


def write_base(root: Path, entries: int, part: float = 1.0) -> list[tuple[str, str]]:
    """A base; gives (title, text) of every entry."""
    chance = random.Random(entries)
    (root / "site_config").mkdir(parents=True)
    (root / "site_config" / "settings.toml").write_text("")
    folder = root / "lessons" / "undated"
    folder.mkdir(parents=True)
    found = []
    for number in range(entries):
        title, body = f"Lesson {number}", text(chance, number % 2 == 1, part)
        (folder / f"lesson-{number}.md").write_text(f"---\ntitle: {title}\n---\n\n{body}\n", encoding="utf-8")
        found.append((title, body))
    return found


def bare_index(path: Path, rows: list[tuple[str, str]]) -> None:
    connection = sqlite3.connect(path)
    connection.execute("create virtual table t using fts5(title, body, tokenize='trigram')")
    connection.executemany("insert into t values (?, ?)", rows)
    connection.commit()
    connection.close()
