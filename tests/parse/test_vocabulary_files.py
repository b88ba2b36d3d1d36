"""Topics and frameworks: one that cannot be read never takes the others along."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.model.source import SourceFile
from kb.parse.vocabulary import parse_framework, parse_topics


def topics(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """Ids of the topics in a text, and line and code of what is wrong."""
    found = parse_topics(SourceFile("site_config/topics.yml", text.encode()))
    return [topic.id for topic in found.topics], [(one.line, one.code) for one in found.diagnostics]


@given(st.binary(max_size=200))
def test_reading_a_vocabulary_never_raises(data: bytes) -> None:
    parse_topics(SourceFile("t.yml", data))
    parse_framework(SourceFile("f.yml", data))


@given(st.text(st.sampled_from(list("abid:- \n[]{}\"'label,.enzh#")), max_size=200))
def test_reading_what_looks_like_a_vocabulary_never_raises(text: str) -> None:
    parse_topics(SourceFile("t.yml", text.encode()))
    parse_framework(SourceFile("f.yml", text.encode()))


def test_a_bad_topic_never_hides_the_next() -> None:
    text = "- id: a\n  label: A\n- id: B!\n  label: B\n- just text\n- id: c\n- id: d\n  label: D\n  colour: red\n- id: e\n  label: E\n"
    assert topics(text) == (["a", "d", "e"], [(3, "KB311"), (5, "KB303"), (6, "KB302"), (9, "KB301")])


def test_a_topic_knows_its_words_in_every_language() -> None:
    found = parse_topics(SourceFile("t.yml", "- id: kick-off\n  label: {en: Kickoff, zh: 启动会}\n  aliases: {en: [Start], zh: [开工会]}\n".encode()))  # fmt: skip
    assert found.topics[0].words() == ("Kickoff", "启动会", "Start", "开工会", "kick off")


def test_aliases_may_be_a_plain_list() -> None:
    found = parse_topics(SourceFile("t.yml", b"- id: a\n  label: A\n  aliases: [B, C]\n"))
    assert (found.topics[0].aliases, found.diagnostics) == ((("en", "B"), ("en", "C")), ())


def test_a_vocabulary_may_be_larger_than_front_matter() -> None:
    text = "".join(
        f"- id: topic-{n}\n  label: {{en: Topic {n}, zh: 主题{n}}}\n  definition: {'word ' * 40}\n"
        for n in range(1_500)
    )
    found, problems = topics(text)
    assert (len(found), problems) == (1_500, [])


def test_an_empty_file_is_an_empty_vocabulary() -> None:
    assert topics("") == ([], [])
    assert topics("# nothing yet\n") == ([], [])


def test_a_framework_without_elements_is_none() -> None:
    framework, problems = parse_framework(SourceFile("f.yml", b"id: star\ntitle: Star\n"))
    assert (framework, [one.code for one in problems]) == (None, ["KB302"])
