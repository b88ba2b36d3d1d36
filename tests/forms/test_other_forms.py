"""Recaps, corrections, evidence and gaps: each form writes what it is for, or says what is missing."""

from __future__ import annotations

from pathlib import Path

from tests.command import kb_here
from tests.forms.recorded import body, errors, submit


def test_a_recap_becomes_a_salon_with_its_sessions_people_and_candidate_lessons(base: Path) -> None:
    made = submit(base, body("recap.en"))
    assert made.code == 0, made.err
    assert made.paths[0] == "content/salons/2026-04-18-spring-salon-on-kickoffs.md"
    assert "content/people/ines-duarte.md" in made.paths
    assert "site_config" not in "".join(made.paths)
    salon = (base / made.paths[0]).read_text()
    assert 'time: "14:00"' in salon
    assert "venue: Lisbon\n" in salon
    assert "sessions: 2" in made.comment
    assert "consent: internal" in (base / "content/people/ines-duarte.md").read_text()
    assert errors(base) == ""


def test_whoever_sends_a_recap_and_spoke_is_one_person(base: Path) -> None:
    text = body("recap.en").replace("Do not name me", "Name me, for colleagues only")
    made = submit(base, text.replace("_No response_", "Ines Duarte"))
    assert [path for path in made.paths if "ines" in path] == ["content/people/ines-duarte.md"]
    salon = (base / made.paths[0]).read_text()
    assert salon.count("content/people/ines-duarte") == 2  # as the author, and as the speaker
    assert errors(base) == ""


def test_a_recap_that_is_one_paragraph_is_a_salon_too(base: Path) -> None:
    made = submit(base, "### Name of the event\n\nLunch talk\n\n### The recap\n\nSomebody told how it went.\n")
    assert made.code == 0
    assert errors(base) == ""


def test_a_correction_replaces_these_words_and_nothing_else(base: Path) -> None:
    path = base / "lessons/2026/agree-on-value.md"
    before = path.read_text()
    made = submit(base, body("correction.en"))
    assert made.code == 0, made.err
    assert path.read_text() == before.replace("anybody plans it", "everybody who pays for it")


def test_words_that_do_not_stand_there_once_are_not_guessed(base: Path) -> None:
    path = base / "lessons/2026/agree-on-value.md"
    before = path.read_text()
    for words, said in (("nowhere to be read", "do not stand in"), ("the", "times in")):
        made = submit(base, body("correction.en").replace("anybody   plans\nit", words))
        assert made.code == 1
        assert said in made.comment
    assert path.read_text() == before


def test_a_correction_never_makes_more_of_front_matter_than_words(base: Path) -> None:
    path = base / "lessons/2026/agree-on-value.md"
    before = path.read_text()
    text = body("correction.en").replace("anybody   plans\nit", "Agree on the value first")
    made = submit(base, text.replace("everybody who pays for it", "x\naudience: public"))
    assert made.code == 1
    assert path.read_text() == before


def test_an_entry_that_is_not_there_is_answered_with_the_nearest(base: Path) -> None:
    made = submit(base, body("applied.en").replace("agree-on-value", "agree-on-valeu"))
    assert made.code == 1
    assert "Was lessons/2026/agree-on-value meant?" in made.comment.replace("\\", "").replace("&#58;", ":")


def test_evidence_without_a_known_project_stands_on_the_lesson(base: Path) -> None:
    before = (base / "lessons/2026/agree-on-value.md").read_text()
    made = submit(base, body("applied.en"))
    assert made.code == 0, made.err
    text = (base / "lessons/2026/agree-on-value.md").read_text()
    assert "effectiveness:\n  - date: 2026-06-01\n    by: content/people/noor-haddad\n    result: effective\n" in text
    assert text.endswith(before.split("---\n")[2])
    assert "consent: name-only" in (base / "content/people/noor-haddad.md").read_text()
    assert errors(base) == ""


def test_evidence_from_a_known_project_stands_in_the_project(base: Path) -> None:
    text = body("applied.en").replace("### In which project\n\n_No response_", "### In which project\n\nnew shop")
    made = submit(base, text.replace("Name me, also where this is public", "Do not name me"))
    assert made.paths == ("content/projects/new-shop.md",), made.err
    project = (base / "content/projects/new-shop.md").read_text()
    assert "lesson: lessons/2026/agree-on-value\n" in project
    assert "decision: adapted" in project
    assert "result: helped" in project
    assert errors(base) == ""


def test_long_evidence_is_kept_whole(base: Path) -> None:
    long = "\n\n".join(f"Paragraph {number} of what we saw." for number in range(60))
    made = submit(base, body("applied.en").replace("We agreed on the value in one hour", long))
    text = (base / made.paths[0]).read_text()
    assert "## From the form of 2026-06-01" in text
    assert "Paragraph 59 of what we saw." in text
    assert errors(base) == ""


def test_evidence_without_a_name_or_a_project_says_what_it_needs(base: Path) -> None:
    made = submit(base, body("applied.en").replace("Name me, also where this is public", "Do not name me"))
    assert made.code == 1
    assert "needs somebody who says so" in made.comment


def test_a_search_without_result_is_a_gap_that_waits_among_the_golden_queries(base: Path) -> None:
    made = submit(base, body("not-found.en"))
    assert made.paths == ("site_config/queries.yml",), made.err
    text = (base / made.paths[0]).read_text()
    assert '- query: contract template for small vendors\n  gap: "' in text
    assert "asked: 2026-04-20" in text
    assert errors(base) == ""
    said = kb_here("--root", str(base), "check", "--search")
    assert said.code == 0
    assert "1 wait for an answer:\n  site_config/queries.yml:2: contract template for small vendors – Which" in said.err


def test_a_gap_that_is_known_is_not_recorded_twice(base: Path) -> None:
    submit(base, body("not-found.en"))
    again = submit(base, body("not-found.en").replace("contract template", "Contract-Template"))
    assert again.code == 1
    assert "is known already" in again.comment
