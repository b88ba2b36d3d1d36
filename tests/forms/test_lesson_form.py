"""A filled lesson form becomes a lesson that passes the check, with its author credited and nothing lost."""

from __future__ import annotations

from pathlib import Path

from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.parse import parse
from tests.adapters.test_git import git
from tests.forms.recorded import body, errors, run, submit
from tests.forms.test_any_text import TEMPLATES


def test_a_paste_from_a_word_processor_becomes_a_clean_lesson(base: Path) -> None:
    made = submit(base, body("lesson.en").replace("\n", "\r\n"))
    path = "lessons/2026/invite-every-department-that-can-stop-the-project-to-the-kickoff.md"
    assert made.code == 0
    assert made.paths[0] == path
    text = (base / path).read_text()
    assert "- In May, Legal stopped us for six weeks – nobody had asked them.\n" in text
    assert "- PMO: list who can stop the project, two weeks before the kickoff.\n- Project manager:" in text
    assert "\xa0" not in text
    assert "date: 2026-03-05\ntags: [kickoff, stakeholder]\n" in text
    assert "We started the “Titan” roll-out" in text
    assert errors(base) == ""


def test_the_author_has_a_page_with_the_consent_that_the_form_gives_and_no_contact_data(base: Path) -> None:
    made = submit(base, body("lesson.en"))
    assert made.paths[1] == "content/people/ada-lindqvist.md"
    person = (base / made.paths[1]).read_text()
    assert "names: {en: Ada Lindqvist}" in person
    assert "consent: internal" in person
    assert "example.org" not in person
    assert "authors: [content/people/ada-lindqvist]" in (base / made.paths[0]).read_text()
    assert "Co-authored-by: Ada Lindqvist <583231+ada-l@users.noreply.github.com>" in made.replies["commit.txt"]


def test_a_known_account_is_the_person_of_the_base(base: Path) -> None:
    settings = base / "site_config/settings.toml"
    settings.write_text(settings.read_text() + '\n[logins]\n"content/people/li-na" = "@ada-l"\n')
    made = submit(base, body("lesson.en"))
    assert "authors: [content/people/li-na]" in (base / made.paths[0]).read_text()
    assert len(made.paths) == 1
    assert errors(base) == ""


def test_a_name_that_somebody_has_is_a_question_for_the_reviewer(base: Path) -> None:
    made = submit(base, body("lesson.en").replace("Ada Lindqvist <ada@example.org>", "Li Na"))
    assert len(made.paths) == 1
    assert "is it the same person?" in made.replies["pull-request.md"]


def test_nobody_is_named_who_did_not_say_so(base: Path) -> None:
    for answer in ("Do not name me", "_No response_", "Certainly!"):
        made = submit(base, body("lesson.en").replace("Name me, for colleagues only", answer), number=len(answer))
        written = "".join((base / path).read_text() for path in made.paths)
        assert "Ada" not in written + made.replies["commit.txt"]
        assert "ada-l" not in written + made.replies["commit.txt"]
        assert "authors" not in written


def test_a_pseudonym_is_all_that_a_draft_and_its_commit_know(base: Path) -> None:
    made = submit(base, body("lesson.zh"))
    assert made.code == 0
    written = "".join((base / path).read_text() for path in made.paths)
    assert "pseudonym: 老周" in written
    assert "ada" not in (written + made.replies["commit.txt"] + " ".join(made.paths)).casefold()
    assert errors(base) == ""


def test_a_chinese_form_gives_a_chinese_lesson_and_is_answered_in_chinese(base: Path) -> None:
    made = submit(base, body("lesson.zh"))
    text = (base / made.paths[0]).read_text()
    assert "title: 先开启动会，再排计划" in text
    assert "lang: zh-Hans" in text
    assert "## 发生了什么\n\n2026年3月我们没开启动会就排了计划。\n1. 法务在五月叫停；\n2. 六周白费。" in text
    assert "谢谢。你的表单已写成：" in made.comment
    assert made.replies["title.txt"] == "经验：先开启动会，再排计划\n"


def test_what_is_missing_is_told_and_the_rest_is_kept(base: Path) -> None:
    made = submit(base, "### What happened\n\nThe vendor was late.\n", title="[Lesson] Ask the vendor early")
    assert made.code == 0
    assert made.paths == ("lessons/undated/ask-the-vendor-early.md",)
    assert "Still open: *The lesson*." in made.comment
    assert "No date was given." in made.comment
    assert errors(base) == ""


def test_an_empty_form_is_answered_with_what_is_enough(base: Path) -> None:
    made = submit(base, body("lesson.en").split("### What happened")[0] + "### What happened\n\n_No response_\n")
    assert made.code == 1
    assert made.paths == ()
    assert "One paragraph is enough" in made.comment
    assert "Edit the text of this issue" in made.comment


def test_a_text_that_is_no_form_is_answered(base: Path) -> None:
    made = submit(base, "Hello, I have an idea.")
    assert made.code == 1
    assert "no filled form" in made.comment


def test_a_second_lesson_of_one_name_gets_a_name_of_its_own(base: Path) -> None:
    first = submit(base, body("lesson.en"))
    before = (base / first.paths[0]).read_text()
    second = submit(base, body("lesson.en").replace("March", "April"), number=13)
    assert second.paths[0].endswith("-13.md")
    assert "already, so this one is called" in second.comment
    assert (base / first.paths[0]).read_text() == before
    assert errors(base) == ""


def test_a_text_in_gb18030_is_read_and_said_to_be(base: Path) -> None:
    file = base.parent / "form.txt"
    file.write_bytes(body("lesson.zh").encode("gb18030"))
    made = run(base, file)
    assert made.code == 0
    assert "title: 先开启动会，再排计划" in (base / made.paths[0]).read_text()
    assert "gb18030" in made.comment


def test_a_merge_conflict_is_kept_whole_and_told(base: Path) -> None:
    text = "### What happened\n\n<<<<<<< HEAD\none side\n=======\nother side\n>>>>>>> theirs\n"
    made = submit(base, text, title="Settle conflicts before you paste")
    written = (base / made.paths[0]).read_text()
    assert "one side" in written
    assert "other side" in written
    assert "merge conflict" in made.comment
    assert errors(base) == ""


def test_hostile_text_is_only_text(base: Path) -> None:
    before = {path for path in base.rglob("*") if path.is_file()}
    made = submit(base, body("hostile.en"))
    assert made.code == 0
    assert errors(base) == ""
    assert {path for path in base.rglob("*") if path.is_file()} - before == {base / path for path in made.paths}
    assert all(path.startswith(("lessons/", "content/people/")) for path in made.paths)
    text = (base / made.paths[0]).read_text()
    assert "audience: public" not in text.split("---")[1]
    for name, reply in made.replies.items():
        if name != "pull-request.md":
            assert "<script" not in reply.replace("<script>alert(2)", ""), name
    outside = made.replies["pull-request.md"].split("<details>")[0]
    assert "<img" not in outside
    assert "@everyone" not in outside + made.comment


def test_what_is_left_open_in_one_answer_hides_nothing_of_the_next(base: Path) -> None:
    for number, opening in enumerate(("```python", "~~~", "<!-- a note", "<script>", "<pre>", "<![CDATA["), start=30):
        made = submit(base, body("lesson.en").replace("In all we lost", f"{opening}\nIn all we lost"), number=number)
        entry = parse(SourceFile(made.paths[0], (base / made.paths[0]).read_bytes()), Settings()).entry
        assert entry is not None
        assert [one.text for one in entry.body.headings] == ["What happened", "Lesson", "Do this next time"], opening


def test_a_name_that_is_none_is_not_shown(base: Path) -> None:
    made = submit(base, body("hostile.en"))
    assert len(made.paths) == 1
    assert "no name that can be shown" in made.comment


def test_nothing_that_was_written_is_lost(base: Path) -> None:
    made = submit(base, body("hostile.en"))
    text = (base / made.paths[0]).read_text()
    for words in ("one side", "other side", "code that never ends", "A heading of the same name.", "{% raw %}",
                  "set-output name=x", "is not a question here", "everything", "yesterday"):  # fmt: skip
        assert words in text
    assert body("hostile.en") in made.replies["pull-request.md"]


def test_a_draft_that_waits_on_a_branch_keeps_its_name(base: Path) -> None:
    git(base, "init", "-q", "-b", "main")
    git(base, "add", "-A")
    git(base, "commit", "-q", "-m", "first")
    git(base, "checkout", "-q", "-b", "form/12")
    first = submit(base, body("lesson.en"))
    git(base, "add", "-A")
    git(base, "commit", "-q", "-m", "draft")
    git(base, "checkout", "-q", "main")
    second = submit(base, body("lesson.en"), number=13)
    assert second.paths[0] == first.paths[0].replace(".md", "-13.md")


def test_a_form_that_an_organisation_reworded_is_understood(base: Path) -> None:
    form = base / ".github/ISSUE_TEMPLATE/1-lesson.en.yml"
    form.parent.mkdir(parents=True)
    form.write_text((TEMPLATES / form.name).read_text().replace('"What happened"', '"Tell us the story"'))
    made = submit(base, body("lesson.en").replace("### What happened", "### Tell us the story"))
    assert "## What happened\n\nWe started" in (base / made.paths[0]).read_text()
