"""What stops a command is said in Chinese with all that is said in English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kb
from kb.adapters import charset, documents
from kb.importing.phrases import PARTS
from tests.command import kb_here
from tests.test_messages import english_words, literals

PACKAGE = Path(kb.__file__).parent
HAN = re.compile(r"[\u4e00-\u9fff]")


def stops() -> Iterator[tuple[str, ast.Call, ast.Tuple]]:
    """Every `KbError(…, zh=(message, hint))` of the program that has its Chinese in it, with where it stands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "KbError(" in text and "vendor" not in path.parts else ():
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "KbError":
                chinese = next(one.value for one in node.keywords if one.arg == "zh")
                if isinstance(chinese, ast.Tuple):
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node, chinese


def filled(node: ast.AST) -> set[str]:
    """What is filled into a text; `why_zh` and `chinese` fill in what `why` and `said` do."""
    found = {ast.unparse(one.value) for one in ast.walk(node) if isinstance(one, ast.FormattedValue)}
    return {
        re.sub(r"_zh\b", "", one).replace("chinese", "said").replace("'、'", "', '").replace("'zh'", "'en'")
        for one in found
    }


def written(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant | ast.JoinedStr)


def literal(node: ast.AST) -> str:
    return "".join(one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_the_chinese_message_names_what_the_english_one_names() -> None:
    pairs = [(where, call.args[0], zh.elts[0]) for where, call, zh in stops()]
    odd = [where for where, *both in pairs if all(map(written, both)) and filled(both[0]) != filled(both[1])]
    assert odd == []


def test_messages_and_hints_of_ours_are_chinese_and_hold_no_english_sentence() -> None:
    texts = [(where, literal(text)) for where, _, zh in stops() for text in zh.elts if written(text)]
    assert len(texts) > 150
    assert [where for where, text in texts if re.search("[a-z]{4}", text) and not HAN.search(text)] == []
    assert [(where, words) for where, text in texts if (words := english_words(text))] == []


@pytest.mark.parametrize(
    ("args", "first", "second"),
    [
        (("ingest", "nowhere.docx"), "kb: 没有文件或文件夹 nowhere.docx", "    请写出要导入的文件或文件夹"),
        (("new", "lesson"), "kb: 需要标题", '    `kb new lesson --title "…"`，或用 --title-zh 写中文标题'),
        (("topics", "rename", "kickof", "start"), "kb: 没有主题“kickof”", "    是不是 `kickoff`？"),
        (("changes",), "kb: 需要 --since 或 --from", "    `kb changes --since origin/main` 与该分支比较"),
        (("search", "x", "--pick"), "kb: --pick 要在终端里选择", "    请去掉它，或用 `--format jsonl` 交给别的工具选择"),
        (("check", "--changed-since", "gone"), "kb: Git 不认识 `gone`", "    请写分支、标签或提交；`git fetch` 可以取来代码托管平台上的"),
    ],
)  # fmt: skip
def test_a_reader_of_chinese_is_told_why_and_what_to_do(args: tuple[str, ...], first: str, second: str) -> None:
    said = kb_here("--lang", "zh", "--root", str(PACKAGE.parent), *args)
    assert (said.code, said.err.splitlines()) == (2, [first, second])


def test_what_the_system_refuses_is_worded_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "made").write_text("a file where a folder is asked for")
    asked = ("changes", "--from", str(tmp_path / "none"))
    assert kb_here("--lang", "zh", *asked).err.startswith(f"kb: {tmp_path}/none：没有这个文件\n    请检查")
    assert kb_here("--lang", "en", *asked).err.startswith(f"kb: {tmp_path}/none: No such file or directory\n")


def parts(path: Path) -> Iterator[str]:
    """What a module fills into a note on a foreign file as words of ours."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Note.of":
            yield from (text for one in node.keywords if one.arg in ("what", "why") for text in literals(one.value))


@pytest.mark.parametrize("folder", ["adapters", "importing"])
def test_what_a_note_on_a_foreign_file_is_filled_with_is_translated(folder: str) -> None:
    found = {text for path in sorted((PACKAGE / folder).rglob("*.py")) for text in parts(path)}
    found |= {what for _, what, _ in documents._ADAPTERS.values()} | set(charset._MAGIC.values())
    assert found - PARTS.keys() == set()


def test_a_file_that_cannot_be_brought_in_is_refused_in_chinese(tmp_path: Path) -> None:
    for name, data in {
        "a.docx": b"no zip",
        "b.csv": b"only,a header\n",
        "c.jsonl": b"[]\n",
        "d.md": b"%PDF-1.7 ...",
    }.items():
        (tmp_path / name).write_bytes(data)
    said = kb_here(
        "--lang", "zh", "--root", str(PACKAGE.parent), "ingest", "--dry-run", *map(str, sorted(tmp_path.iterdir()))
    )
    reasons = [line.rsplit("：拒绝：", 1)[1] for line in said.out.splitlines() if "：拒绝：" in line]
    assert reasons == [
        "无法作为“Office 文档”读取：不是 ZIP 压缩文件",
        "是表格，但表头下面没有内容",
        "第 1 行不是对象（`{…}`）",
        "不是文本（PDF 文档）",
    ]
