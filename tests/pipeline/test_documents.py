"""An entry → what is searched of it."""

from __future__ import annotations

import textwrap

from kb.catalog import Catalog
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.model.text import Text
from kb.model.topic import Topic
from kb.parse import parse
from kb.pipeline.documents import document, needs
from kb.ports.search import Document
from kb.vocabulary import Vocabulary

TOPICS = Vocabulary([Topic("kickoff", Text((("en", "Kickoff"), ("zh", "启动会"))), (("zh", "开工会"),))])

LESSON = """
    title: {en: Meet first, zh: 先开会}
    date: 2018-05-27
    tags: [启动会]
    project: content/projects/learning
    authors: [content/people/editor]
    sources:
      - entry: "content/salons/2018-05-27-salon#talk"
    origin: {path: recap.docx}
    ---
    ## What happened

    Nobody had met.

    ## A heading of its own

    More.

    ## Do this next time

    - Meet first.
    """
SALON = """
    title: The salon
    programme:
      - {kind: session, id: talk, title: {en: How we began, zh: 我们怎样开始}, speakers: [content/people/wang], note: Unclear.}
    ---
    """
PERSON = "names: {en: Wang Ying, zh: 王颖}\naliases: [Yingying]\n"


def catalog(**files: str) -> Catalog:
    """A catalog of files by the last part of their path."""
    folders = {"lesson": "lessons/2018/", "wang": "content/people/", "learning": "content/projects/"}
    entries = []
    for name, text in files.items():
        path = "content/salons/2018-05-27-salon.md" if name == "salon" else f"{folders[name]}{name}.md"
        data = "---\n" + textwrap.dedent(text).strip("\n") + ("\n" if "---" in text else "\n---\n")
        found = parse(SourceFile(path, data.encode()), Settings())
        assert found.entry is not None, found.diagnostics
        entries.append(found.entry)
    return Catalog(entries, TOPICS)


def searched(name: str, **files: str) -> Document:
    known = catalog(**files)
    entry = known.get(name)
    assert entry is not None
    return document(entry, known)


def test_a_lesson_is_searched_in_every_language_of_its_title_and_topics() -> None:
    found = searched("lessons/2018/lesson", lesson=LESSON)
    assert dict(found.titles) == {"en": "Meet first", "zh": "先开会"}
    assert found.tags == ("kickoff",) and found.topics == ("Kickoff", "启动会")


def test_what_to_do_leads_and_is_known_by_its_lines_and_the_headings_of_every_lesson_say_nothing() -> None:
    found = searched("lessons/2018/lesson", lesson=LESSON)
    assert found.lead == "Meet first."
    assert found.text.split("\n")[slice(*found.advice)] == ["Meet first."]
    assert found.headings == ("A heading of its own",)


def test_the_file_that_it_was_ingested_from_is_its_origin() -> None:
    assert searched("lessons/2018/lesson", lesson=LESSON).origin == "recap.docx"


def test_a_lesson_is_found_by_who_told_it_and_by_its_project() -> None:
    found = searched(
        "lessons/2018/lesson", lesson=LESSON, salon=SALON, wang=PERSON, learning="title: Learning system\n"
    )
    assert found.people == ("Wang Ying", "王颖", "Yingying")
    assert found.speakers == ("content/people/wang",)
    assert "Learning system" in found.details and found.project == "content/projects/learning"


def test_a_document_needs_everything_that_it_was_made_from_whether_it_is_there_or_not() -> None:
    known = catalog(lesson=LESSON, salon=SALON)
    entry = known.get("lessons/2018/lesson")
    assert entry is not None
    assert needs(entry, known) == {
        "content/projects/learning",
        "content/people/editor",
        "content/salons/2018-05-27-salon",
        "content/people/wang",
    }


def test_a_salons_programme_is_searched() -> None:
    found = searched("content/salons/2018-05-27-salon", salon=SALON, wang=PERSON)
    assert {"How we began", "我们怎样开始", "Unclear."} <= set(found.details)


def test_a_pseudonym_stands_for_the_name_everywhere() -> None:
    person = PERSON + "consent: pseudonym\npseudonym: Mrs. W\nroles: [Manager of Secret]\n---\nWang Ying herself.\n"
    files = {"lesson": LESSON, "salon": SALON, "wang": person}
    for name in ("content/people/wang", "lessons/2018/lesson", "content/salons/2018-05-27-salon"):
        said = repr(searched(name, **files))
        assert "Mrs. W" in said
        assert not [word for word in ("Wang", "王颖", "Yingying", "Secret") if word in said]
