"""What whoever filled a form in is told, in English and Chinese: what is missing, what was done, what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from kb.importing.forms.values import Note
from kb.model.markdown import inert

# What stops a form: the first part says why, the second what to do.
REFUSALS: Mapping[str, tuple[str, str]] = {
    "no-form": (
        "This text is no filled form: none of the form's headings was found. Open a new issue with one of the forms, or put the headings back.",
        "这不是填好的表单：没有找到表单的标题。请用表单新建一个议题，或把标题补回来。",
    ),
    "too-long": (
        "The text has more than {limit} characters. Split it into several forms, or ask for a file to be brought in with `kb ingest`.",
        "内容超过 {limit} 个字符。请分成几份表单，或请人用 `kb ingest` 导入文件。",
    ),
    "empty": ("Nothing was written in the form. One paragraph is enough, in any of: {parts}.", "表单里还没有内容。写一段就够，写在任意一处：{parts}。"),
    "no-recap": ("There is no recap in the form. Paste its text.", "表单里没有活动回顾，请粘贴正文。"),
    "unreadable": ("The text cannot be made into an entry: {en}. Simplify that part.", "无法把内容写成条目：{zh}。请简化这一处。"),
    "which-entry": ("Say which entry is meant: its address, its id or its whole title.", "请说明是哪个条目：网址、编号或完整标题。"),
    "no-entry": ("There is no entry {written}. Copy its address from the site.", "没有条目“{written}”。请从网站上复制它的网址。"),
    "no-entry-near": ("There is no entry {written}. Was {near} meant? Copy its address from the site.", "没有条目“{written}”。是不是 {near}？请从网站上复制它的网址。"),
    "which-day": ("Say on which day it was: 2026-01-31.", "请写明日期：2026-01-31。"),
    "too-early": ("Without a project that the base knows, evidence needs a result: did it help? Choose one, or name the project by its id.", "没有库中已有的项目时，需要写明效果。请选择一项，或写出项目的编号。"),
    "needs-name": ("Without a project that the base knows, evidence needs somebody who says so. Choose how you may be named, or name the project by its id.", "没有库中已有的项目时，需要有人署名。请选择署名方式，或写出项目的编号。"),
    "own-lesson": ("Whoever wrote a lesson cannot be the one who finds it effective. Name the project by its id, or ask a colleague.", "经验的作者不能自己评价效果。请写出项目的编号，或请同事填写。"),
    "not-a-list": ("`{key}` of {id} cannot be added to: it is no list. A maintainer has to mend the entry first.", "{id} 的 `{key}` 不是列表，无法追加。请维护者先修正该条目。"),
    "which-words": ("A correction of {id} needs both: the words as they stand now, and the words that should stand there.", "更正 {id} 需要两项：现在的文字，和应改成的文字。"),
    "words-not-there": ("These words do not stand in {id}. Copy them from the page as they are, without what is bold or linked.", "{id} 中没有这段文字。请照原样从页面复制，避开加粗和链接的部分。"),
    "words-twice": ("These words stand {count} times in {id}. Copy some more words around the place.", "这段文字在 {id} 中出现 {count} 次。请多复制前后几个字。"),
    "breaks": ("With this change the entry could not be read any more: {en}. Ask for it in words; a person will do it.", "这样修改后条目将无法读取：{zh}。请用文字说明，由人来改。"),
    "which-query": ("Say what you searched for.", "请写明搜索了什么。"),
    "query-known": ("The gap {query} is known already and waits for somebody who can answer.", "“{query}”已经记录在案，正等人补上。"),
    "query-answered": ("{query} has an answer: {finds}. If it is not the one that you need, say so in other words.", "“{query}”已有答案：{finds}。如果不是你要的，请换一种说法。"),
    "queries-broken": ("The list of queries cannot be read at the moment. A maintainer has to mend it first.", "查询列表目前无法读取，请维护者先修正。"),
}  # fmt: skip

NOTES: Mapping[str, tuple[str, str]] = {
    "encoding": ("The text was in {encoding} and was read as such; please look whether every character is right.", "内容的编码是 {encoding}，已按此读取；请核对文字是否正确。"),
    "conflict": ("The text holds marks of a merge conflict (`<<<<<<<`). Both sides were kept; delete the one that is wrong.", "内容里有合并冲突标记（`<<<<<<<`）。两边都已保留，请删去错误的一边。"),
    "missing": ("Still open: *{part}*.", "还没有填写：*{part}*。"),
    "missing-date": ("No date was given. It is needed before anybody can confirm the entry.", "没有写日期。确认之前需要补上。"),
    "no-date": ("{written} could not be read as one day of the calendar; it was kept in the text. Write it as 2026-01-31.", "“{written}”不是一个明确的日期，已保留在正文中。请写成 2026-01-31。"),
    "form-date": ("The day of the form was taken: {day}.", "采用了提交表单的日期：{day}。"),
    "long-title": ("The title was longer than {limit} characters; all of it stands in the text.", "标题超过 {limit} 个字符，全文保留在正文中。"),
    "unknown-project": ("The base has no project {project}; the name was kept.", "库中没有项目“{project}”，名称已保留。"),
    "unknown-topic": ("{word} is no topic of the vocabulary yet; it was kept aside for the reviewer.", "“{word}”不是词表中的主题，已留给审阅者处理。"),
    "unknown-topic-near": ("{word} is no topic of the vocabulary. Was {near} meant? It was kept aside for the reviewer.", "“{word}”不是词表中的主题，是不是 {near}？已留给审阅者处理。"),
    "topics-found": ("These topics were found in the text: {topics}.", "从文字中找到的主题：{topics}。"),
    "no-topics": ("No topic was found; the reviewer adds one.", "没有找到主题，由审阅者补充。"),
    "taken": ("Somebody has the id {id} already, so this one is called {other}. See whether both say the same.", "编号 {id} 已被占用，本条改用 {other}。请看看两条是否说的是同一件事。"),
    "links": ("A link to {link} leads nowhere here; its words were kept.", "指向 {link} 的链接在这里无效，文字已保留。"),
    "as-code": ("The text holds what our reader refuses; it stands word for word in a code block.", "文字中有无法读取的标记，已原样放入代码块。"),
    "unnamed": ("You are not named, because the form does not say that you may be.", "表单没有说明可以署名，所以没有写你的名字。"),
    "no-name": ("You chose to be named, but there is no name that can be shown.", "你选择了署名，但没有可用的名字。"),
    "same-name": ("{name} is credited as {id}, who has that name. Reviewer: is it the same person?", "“{name}”记为同名的 {id}。请审阅者确认是不是同一个人。"),
    "new-person": ("You have a page of your own now: {id}.", "为你建了一个页面：{id}。"),
    "recap-found": ("Found in the recap: sessions: {sessions}; sentences that may be lessons: {lessons}.", "回顾中找到 {sessions} 场分享、{lessons} 句可能的经验。"),
    "speakers": ("New people, inside the organisation only until each of them was asked: {people}.", "新增人物，征得本人同意之前仅限内部：{people}。"),
}  # fmt: skip


def said(note: Note, lang: str) -> str:
    """A note in one of our languages, as Markdown. What a person wrote in it is inert."""
    words = {**REFUSALS, **NOTES}[note.code][lang == "zh"]
    return words.format_map({name: inert(value) for name, value in note.args.items()})
