"""How to write something down: without Git in a form, or by handing it on; with Git which file, and what is in it."""

from __future__ import annotations

from kb.model.page import Page
from kb.pages import frame
from kb.pages.code_host import writing_forms
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.rows import section

_LESSON = {
    "en": """---
title: Hold the kickoff before the plan
date: {day}
tags: [{topic}]
---

What happened, in one paragraph.

## Lesson

One sentence that says what to do.

## Do this next time

- Who: does what, by when.
""",
    "zh": """---
title: 先开启动会，再排计划
lang: zh-Hans
date: {day}
tags: [{topic}]
---

用一段话说明发生了什么。

## 经验教训

用一句话说明该怎么做。

## 下次怎么做

- 谁：什么时候，做什么。
""",
}
_PRACTICE = {
    "en": """---
title: Hold a kickoff
date: {day}
tags: [{topic}]
purpose: What it is good for, in one sentence.
---

## Steps

1. **Role** does something.

## Checklist

- [ ] Something that can be ticked off
""",
    "zh": """---
title: 召开启动会
lang: zh-Hans
date: {day}
tags: [{topic}]
purpose: 用一句话说明目的。
---

## 步骤

1. **角色** 做什么。

## 检查清单

- [ ] 可以打勾的一项
""",
}
_SALON = {
    "en": """---
title: Name of the salon
date: {day}
tags: [{topic}]
start: "14:00"
end: "17:00"
programme:
  - time: "14:00"
    kind: session
    id: first-talk
    title: Title of the talk
    speakers: []
---

## Title of the talk

What was said, and what to take away.
""",
    "zh": """---
title: 沙龙名称
lang: zh-Hans
date: {day}
tags: [{topic}]
start: "14:00"
end: "17:00"
programme:
  - time: "14:00"
    kind: session
    id: first-talk
    title: 分享题目
    speakers: []
---

## 分享题目

讲了什么，有什么收获。
""",
}
_TRANSLATION = {
    "en": """---
title: Hold the kickoff before the plan
lang: en
translation_of: lessons/{year}/short-name
date: {day}
tags: [{topic}]
---

## What happened
""",
    "zh": """---
title: 先开启动会，再排计划
lang: zh-Hans
translation_of: lessons/{year}/short-name
date: {day}
tags: [{topic}]
---

## 发生了什么
""",
}
_KINDS = (
    ("lesson", _LESSON, "lessons/{year}/short-name.md"),
    ("practice", _PRACTICE, "content/practices/short-name.md"),
    ("salon", _SALON, "content/salons/{day}-short-name.md"),
)


def _recipe(leaf: Leaf, text: str, path: str) -> Markup:
    where = path.format(year=leaf.today.year, day=leaf.today.isoformat())
    place = Markup("{} <code>{}</code>").format(leaf.say("help.where"), where)
    return _filled(leaf, place, leaf.say("help.put"), text)


def _filled(leaf: Leaf, place: Markup | str, put: str, text: str) -> Markup:
    """Where the file goes, and what to put in it."""
    topic = leaf.catalog.vocabulary.topics[0].id if leaf.catalog.vocabulary.topics else ""
    shape = Markup('<p>{}</p>\n<p>{}</p>\n<div class="highlight"><pre><span></span><code>{}</code></pre></div>\n')
    return shape.format(place, put, text.format(day=leaf.today.isoformat(), year=leaf.today.year, topic=topic))


def contribute_page(leaf: Leaf) -> Page:
    title = leaf.say("help.title")
    parts = [(key, leaf.say(f"help.{key}"), _recipe(leaf, texts[leaf.ui], path)) for key, texts, path in _KINDS]
    where, put = (leaf.say(f"help.translate.{key}") for key in ("where", "put"))
    parts.append(("translate", leaf.say("help.translate"), _filled(leaf, where, put, _TRANSLATION[leaf.ui])))
    html = Markup().join(
        [
            frame.title_block(title, leaf.say("help.lead")),
            section("plain", leaf.say("help.plain"), _plain(leaf)),
            Markup("<h2>{}</h2>\n").format(leaf.say("help.git")),
            *(section(*part, level=3) for part in parts),
            Markup('<p>{} <a href="{}">{}</a></p>\n').format(
                leaf.say("help.check"), leaf.here("topics/"), leaf.say("help.topics")
            ),
        ]
    )
    return frame.generated_page(leaf, "contribute/", title, html)


def _plain(leaf: Leaf) -> Markup:
    """For whoever has never used Git: the code host's forms, or the people who keep the base."""
    forms = writing_forms(leaf)
    if not forms:
        return Markup("<p>{}</p>\n").format(leaf.say("help.plain.hand"))
    item = Markup('<li><a class="kb-button" href="{1}" rel="noopener noreferrer">{0}</a></li>')
    items = Markup("\n").join(item.format(*one) for one in forms)
    return Markup('<p>{}</p>\n<ul class="kb-buttons">\n{}\n</ul>\n').format(leaf.say("help.plain.form"), items)
