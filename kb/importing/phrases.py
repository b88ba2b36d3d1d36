"""Everything that bringing things in has to say, in English and Chinese. `{name}` is filled from a note's `args`."""

from __future__ import annotations

from kb.errors import REASONS
from kb.importing.values import Note
from kb.model.codes import worded

PHRASES: dict[str, tuple[str, str]] = {
    # why a file is refused
    "binary": ("is no text ({what})", "不是文本（{what}）"),
    "encoding-unknown": ("is in an encoding that cannot be told for sure", "编码无法确定"),
    "too-large": ("is {size}, larger than the {limit} that is read", "大小为 {size}，超过可读取的 {limit}"),
    "not-regular": ("is {what}, not a regular file", "是{what}，不是普通文件"),
    "outside": ("leads out of the folder that was named", "指向所给文件夹之外"),
    "cannot-open": ("cannot be read: {why}", "无法读取：{why}"),
    "front-matter": ("front matter cannot be read: {why}", "头信息无法读取：{why}"),
    "front-long": ("front matter is longer than {limit}", "头信息超过 {limit}"),
    "bomb": ("{packed} of it unpack to {size}: no program writes that", "{packed} 解压后有 {size}：没有程序会这样写"),
    "front-deep": ("front matter is nested deeper than {limit} levels", "头信息嵌套超过 {limit} 层"),
    "toml": ("TOML front matter cannot be read: {why}", "TOML 头信息无法读取：{why}"),
    "would-fail": ("could not be turned into an entry that passes `kb check`: {why}", "无法转成能通过 `kb check` 的条目：{why}"),
    "document": ("cannot be read as {what}: {why}", "无法作为“{what}”读取：{why}"),
    "rows-none": ("is a table without rows below its header", "是表格，但表头下面没有内容"),
    "rows-many": ("has {rows} rows, more than the {limit} that are read", "有 {rows} 行，超过可读取的 {limit} 行"),
    "record-json": ("line {line} of it is no JSON: {why}", "第 {line} 行不是 JSON"),
    "record-object": ("line {line} of it is no object", "第 {line} 行不是对象（`{{…}}`）"),
    "extra-missing": ("needs the import extra: {install}", "需要安装导入扩展：{install}"),
    "no-text": ("holds no text at all", "没有任何文字"),
    "fence": ("has `::: audience` blocks that cannot be read for sure", "含有无法确定的 `::: audience` 区块"),
    # what is said of a file that went in
    "converted": ("was converted from {encoding}", "已从 {encoding} 转换"),
    "tabs": ("had tabs in its front matter; they were read as spaces", "头信息中有制表符，已按空格读取"),
    "quoted": ("had values in its front matter that needed quotes; they were read as text", "头信息中有需要加引号的值，已按文字读取"),
    "title-heading": ("title taken from its heading: {title}", "标题取自正文标题：{title}"),
    "title-line": ("title taken from its first line: {title}", "标题取自正文第一行：{title}"),
    "title-name": ("title taken from the file name: {title}", "标题取自文件名：{title}"),
    "title-list": ("its title was a list; its words were taken: {title}", "标题是列表，已取其文字：{title}"),
    "title-cut": ("title cut at {limit} characters; the whole stands in x_title", "标题截至 {limit} 个字符，全文保存在 x_title"),
    "date-none": ("has no date; it is left empty", "没有日期，留空"),
    "date-year": ("names only the year {year}; the date is left empty", "只写了年份 {year}，日期留空"),
    "date-unclear": ("date `{value}` can be read in two ways; say `date_order: mdy` or `dmy` in a source", "日期“{value}”有两种读法；请在来源文件中写 `date_order: mdy` 或 `dmy`"),
    "date-odd": ("date `{value}` is no date; it is kept in x_{key}", "“{value}”不是日期，保存在 x_{key}"),
    "date-name": ("date taken from the file name: {date}", "日期取自文件名：{date}"),
    "date-text": ("date taken from its text: {date}", "日期取自正文：{date}"),
    "tags-over": ("has {count} topics; seven are kept, the others stand in x_tags", "有 {count} 个主题；保留七个，其余在 x_tags"),
    "not-a-person": ("`{value}` names no person; it is kept in x_authors", "“{value}”不是人名，保存在 x_authors"),
    "unpublished": ("was not published ({why}); it is `restricted` and never built", "原文未发布（{why}），设为 `restricted`，不会生成页面"),
    "empty-body": ("has no text in its body", "正文为空"),
    "left": ("{count} foreign forms stay as text, such as {example}", "{count} 处外来写法保留为文字，例如 {example}"),
    "dropped": ("{count} pieces that are no text were left out: {example}", "略去 {count} 处非正文内容：{example}"),
    "dead-links": ("{count} links lead to nothing here and stand as words: {example}", "{count} 个链接在此没有目标，改为文字：{example}"),
    "contradiction": ("conflict in the source: “{session}” is given {time}, but {other} at {at}; its time is left out", "原文自相矛盾：“{session}”写的是 {time}，而 {at} 是“{other}”；该场时间留空"),
    "session-untitled": ("session {number} has no title in the source", "原文没有写第 {number} 场的题目"),
    "licence": ("looks like a file about the folder and not like experience; delete it if it is", "看起来是说明文件而不是经验；如是，请删除"),
    "edited": ("conflict: {entry} was edited since; the new version lies beside it as {beside}", "冲突：{entry} 已被修改；新版本放在旁边：{beside}"),
    "deleted": ("{entry} was deleted or moved here and is not written again; its line in {ledger} remembers it, delete that to have it back", "{entry} 已被删除或移动，不再写入；{ledger} 中有它的一行记录，删去该行即可重新导入"),
    "left-behind": ("{entry} is no longer in the source; it stays until you delete it", "来源中已没有 {entry}；删除之前一直保留"),
    "not-read": ("not read: {count} files without a Markdown ending, such as {example}; name a file to bring it in", "未读取：{count} 个没有 Markdown 扩展名的文件，例如 {example}；点名即可导入"),
    "ledger-damaged": ("{count} lines of it cannot be read and are left out; their files may come in twice", "其中 {count} 行无法读取，已略去；对应的文件可能会重复导入"),
    "skipped": ("left out by the source: {count} files, such as {example}", "按来源设置略过：{count} 个文件，例如 {example}"),
    "picture-missing": ("{count} pictures of it could not be saved: {example}", "{count} 张图片无法保存：{example}"),
    "new-topics": ("words that site_config/topics.yml does not know, kept in x_tags: {words}", "site_config/topics.yml 中没有的词，保存在 x_tags：{words}"),
    "person-known": ("is called {names} elsewhere; add the spelling to {entry} if it is the same person", "在别处写作 {names}；如是同一人，请加到 {entry}"),
    # why an entry is of its kind
    "kind-asked": ("--kind says so", "由 --kind 指定"),
    "kind-source": ("the source says so", "由来源文件指定"),
    "kind-register": ("a row of a register", "登记表的一行"),
    "kind-recap": ("a recap", "活动回顾"),
    "kind-incident": ("a postmortem or register of lessons", "事故复盘或经验登记"),
    "kind-method": ("a method or how-to", "方法或操作指南"),
    "kind-post": ("a post", "文章"),
    "kind-rest": ("nothing says what it is", "没有其他线索"),
    "kind-person": ("named as a person", "文中提到的人"),
    "kind-candidate": ("a candidate from a recap", "活动回顾中的候选经验"),
    "kind-case": ("a case that a session told", "分享中讲述的案例"),
}  # fmt: skip
# What is filled into a phrase and is of ours, or is often said by a library.
PARTS = {
    "a PNG picture": "PNG 图片",
    "a JPEG picture": "JPEG 图片",
    "a GIF picture": "GIF 图片",
    "a PDF document": "PDF 文档",
    "a ZIP archive": "ZIP 压缩包",
    "a gzip archive": "gzip 压缩包",
    "a program": "程序",
    "an old Office document": "旧版 Office 文档",
    "zero bytes": "含零字节",
    "control characters": "含控制字符",
    "a Word document": "Word 文档",
    "an Office document": "Office 文档",
    "slides": "幻灯片",
    "a web page": "网页",
    "a table": "表格",
    "a workbook": "工作簿",
    "records": "记录",
    "a folder": "文件夹",
    "a symbolic link to a folder": "指向文件夹的符号链接",
    "a device or pipe": "设备或管道",
    "File is not a zip file": "不是 ZIP 压缩文件",
    **REASONS,
}
CONFLICTS = frozenset({"edited"})


def said(note: Note, lang: str = "en") -> str:
    """A note in a reader's language."""
    if note.diagnostic is not None:
        words = worded(note.diagnostic, lang)
        where = f"第 {note.diagnostic.line} 行：" if lang == "zh" else f"line {note.diagnostic.line}: "
        return where + words.message
    phrase = PHRASES[note.code][lang == "zh"]
    args = dict(note.args)
    if lang == "zh":
        args.update((name, PARTS.get(args[name], args[name])) for name in ("what", "why") if name in args)
    return phrase.format_map({name: _shown(value) for name, value in args.items()})


def phrase(code: str, lang: str) -> str:
    return PHRASES[code][lang == "zh"]


def _shown(value: str) -> str:
    clean = "".join(char if char.isprintable() else " " for char in value)
    return clean if len(clean) <= 200 else clean[:199] + "…"
