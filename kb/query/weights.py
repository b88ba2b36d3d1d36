"""Which fields of a document are searched, and how much a word in each of them counts.

A word of the title counts four times a word of the text: on the judged English collection three to five is a
plateau. The other fields, which no judged collection has, stand between. Weights are whole numbers: then so is every
frequency.
"""

from __future__ import annotations

from kb.analysis.ranking import Weighted, weighted
from kb.ports.search import Document
from kb.query.concepts import Concepts

TITLE, SUMMARY, TOPICS, PEOPLE, HEADINGS, TEXT = 4, 2, 2, 2, 2, 1


def searched(document: Document) -> tuple[tuple[int, str], ...]:
    """(weight, text) of every field; several values of one field are lines."""
    titles = dict.fromkeys((document.title, *(title for _, title in document.titles)))
    summaries = dict.fromkeys((document.summary, *document.summaries))
    return (
        (TITLE, "\n".join(titles)),
        (SUMMARY, "\n".join(summaries)),
        (TOPICS, "\n".join(document.topics)),
        (PEOPLE, "\n".join((*document.names, *document.people))),
        (HEADINGS, "\n".join(document.headings)),
        (TEXT, document.shown_text),
    )


def weights(document: Document, concepts: Concepts) -> Weighted:
    """What an index holds of a document: weighted frequencies of its tokens and topics, and its length."""
    return weighted(searched(document), concepts.phrases)
