"""What of a hit is shown for a query: its best sentence with marks, and why it matched when no typed word did."""

from __future__ import annotations

from kb.analysis.columns import shortened
from kb.analysis.folding import fold
from kb.analysis.phrases import Phrases
from kb.analysis.snippets import Snippet, occurrences, snippet
from kb.ports.search import Document, Expansion, Query, Reason

WIDTH = 180  # columns of a snippet: two lines of a terminal, three of a phone


def shown(query: Query, document: Document, width: int = WIDTH) -> Snippet:
    """The sentence that answers best; without a match in the text, what the entry tells to do."""
    wanted = Phrases(query.marks)
    found = snippet(document.shown_text, wanted, width, document.advice) if wanted else Snippet()
    if found.text:
        return found
    text = document.lead or document.summary or document.text
    line = " ".join(text.split())[: 4 * width]
    found = snippet(line, wanted, width) if wanted else Snippet()
    return found if found.text else Snippet(shortened(line, width))


def reasons(query: Query, document: Document) -> tuple[Reason, ...]:
    """The topics through which alone a hit matched: their typed names stand nowhere in what is shown of it."""
    if not query.expansions:
        return ()
    wanted = Phrases(query.marks)
    titles = (document.title, *(title for _, title in document.titles))
    written: dict[str, str] = {}
    for line in (*titles, document.summary, *document.shown_text.split("\n")):
        if wanted.may_be_in(fold(line)):
            for begin, end, value in occurrences(line, wanted):
                written.setdefault(value, line[begin:end])
    return tuple(
        Reason(expansion.topic, written.get(expansion.token) or _label(expansion, document))
        for expansion in query.expansions
        if not written.keys() & set(expansion.typed)
        and (expansion.token in written or expansion.topic in document.tags)
    )


def _label(expansion: Expansion, document: Document) -> str:
    """The name of a topic that an entry only carries as a tag: its label in the entry's language, if it has one."""
    chinese = document.lang.startswith("zh")
    labels = [word for word in expansion.words if word in document.topics]
    own = [word for word in labels if word.isascii() != chinese]
    return next(iter(own or labels or expansion.words), expansion.topic)
