"""What a base lacks most, said as an invitation: each with the page on which one can begin."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kb.model.kinds import Audience, Kind, Status
from kb.pages import addresses
from kb.pages.facts import overdue
from kb.pages.framework import coverage
from kb.pages.labels import listed
from kb.pages.leaf import Leaf
from kb.pages.lists import unused_practice
from kb.pages.markup import Markup

MOST = 3
Gap = tuple[str, str, str]  # sentence, words of the button, link


def gaps(leaf: Leaf) -> list[Gap]:
    """At most three, those that help most first. The public edition shows what is there, and asks for nothing."""
    return [] if leaf.edition.audience is Audience.PUBLIC else list(islice(_gaps(leaf), MOST))


def _gaps(leaf: Leaf) -> Iterator[Gap]:
    waiting = sum(one.status in (None, Status.PROPOSED) for one in leaf.catalog.of(Kind.LESSON))
    if waiting:
        yield (
            leaf.say("gap.proposed", n=waiting),
            leaf.say("gap.proposed.do"),
            f"{leaf.here('lessons/')}?status=proposed",
        )
    due = sum(overdue(leaf, one) for one in leaf.catalog.of(Kind.LESSON))
    if due:
        yield leaf.say("gap.due", n=due), leaf.say("gap.due.do"), f"{leaf.here('lessons/')}?review=due"
    trial = [one for one in leaf.catalog.of(Kind.PRACTICE) if one.status is Status.TRIAL and unused_practice(one)]
    if trial:
        yield leaf.say("gap.trial", n=len(trial)), leaf.say("gap.trial.do"), leaf.here("practices/")
    for model in leaf.catalog.frameworks:
        lacking = [one.element.title.pick(leaf.ui) for one in coverage(leaf, model) if not one.practices]
        if lacking:
            link = leaf.here(addresses.of_framework(model.id))
            yield leaf.say("gap.element", names=listed(lacking, leaf.ui)), leaf.say("gap.element.do"), link
    vocabulary = leaf.catalog.vocabulary
    bare = [one for one in vocabulary.topics if not leaf.catalog.tagged(one.id) and not vocabulary.narrower(one.id)]
    if bare:
        names = listed([one.label.pick(leaf.ui) for one in bare[:MOST]], leaf.ui)
        yield leaf.say("gap.topic", n=len(bare), names=names), leaf.say("gap.topic.do"), leaf.here("topics/")


def invitation(leaf: Leaf) -> Markup:
    """The gaps side by side, or nothing where none is known."""
    items = Markup("\n").join(
        Markup('<li><span>{}</span> <a class="kb-button" href="{}">{}</a></li>').format(sentence, link, button)
        for sentence, button, link in gaps(leaf)
    )
    if not items:
        return Markup()
    return Markup(
        '<section class="kb-invite" aria-labelledby="kb.missing">\n<h2 id="kb.missing">{}</h2>\n'
        '<ul class="kb-gaps">\n{}\n</ul>\n</section>\n'
    ).format(leaf.say("home.missing"), items)
