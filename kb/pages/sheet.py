"""How the page of an entry is laid out: what must be seen first, what is known about it, and all the rest.

The three follow one another on a phone, on paper and when read aloud. Where there is room, the facts and the contents
stand beside the text, so that nothing comes between what to do and what happened.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.model.body import Heading
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup

FEW = 4  # parts; a page of no more is seen at a glance and needs no list of contents

Part = Heading | tuple[str, str]  # of the body, or (id, words) of one of ours


def sheet(leaf: Leaf, top: Markup, facts: Markup, rest: Markup, parts: Sequence[Part] = ()) -> Markup:
    """The whole page between its crumbs and its foot."""
    beside = facts + _contents(leaf, parts)
    aside = Markup('<div class="kb-beside">\n{}</div>\n').format(beside) if beside else ""
    shape = Markup('<div class="kb-top">\n{}</div>\n{}<div class="kb-rest">\n{}</div>\n')
    return shape.format(top, aside, rest)


def _contents(leaf: Leaf, parts: Sequence[Part]) -> Markup:
    """Links to the parts of a long page; what is ours among them is told apart from what people wrote."""
    if len(parts) <= FEW:
        return Markup()
    items = Markup("\n").join(map(_line, parts))
    shape = Markup(
        '<details class="kb-toc" data-kb-sheet><summary>{}</summary>\n<nav class="md-nav md-nav--secondary" '
        'aria-label="{}"><ul class="md-nav__list" data-md-component="toc">\n{}\n</ul></nav></details>\n'
    )
    name = leaf.say("nav.toc")
    return shape.format(name, name, items)


def _line(part: Part) -> Markup:
    shape = Markup('<li class="md-nav__item"><a href="#{}" class="md-nav__link">{}</a></li>')
    return shape.format(part.id, part.text) if isinstance(part, Heading) else shape.format(f"kb.{part[0]}", part[1])
