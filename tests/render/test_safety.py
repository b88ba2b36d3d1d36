"""What a writer can put into a page."""

from __future__ import annotations

import pytest

from kb.render import body
from tests.render.markup import Markup


def html(markdown: str) -> str:
    return "".join(section.html for section in body(markdown).sections)


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<SCRIPT src=//x.example/a.js></SCRIPT>",
        "<iframe src='x.html'></iframe>",
        "<video src=a.mp4 autoplay></video>",
        "<svg onload=alert(1)><script>1</script></svg>",
        "<form action=/x><button>go</button><textarea>t</textarea></form>",
        "<style>body{display:none}</style>",
        "<base href=https://x.example><link rel=stylesheet href=x><meta http-equiv=refresh content=0>",
        "<object data=x></object><embed src=x><applet></applet>",
        "<math><mtext><script>1</script></mtext></math>",
    ],
)
def test_active_elements_never_reach_the_page(markdown: str) -> None:
    assert Markup(html(f"before\n\n{markdown}\n\nafter")).names <= {"p"}


def test_event_handlers_and_styles_are_gone() -> None:
    page = Markup(html('<p onclick="x()" style="position:fixed" title="kept">a <b onmouseover=x>b</b></p>'))
    assert page.tags == [("p", {"title": "kept"}), ("b", {})]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd"]
)
def test_a_link_with_another_scheme_leaves_its_words(address: str) -> None:
    assert html(f"[words](<{address}>) <a href='{address}'>more</a>") == "<p>words more</p>\n"


def test_a_picture_with_another_scheme_leaves_its_words() -> None:
    assert html("![a cat](data:image/svg+xml,x)") == "<p>a cat</p>\n"


def test_a_writer_cannot_use_classes_and_ids_of_the_theme() -> None:
    page = Markup(html('<div class="md-header kb-do" id="__config">a</div>\n\n<span class="md-x">b</span>'))
    assert page.values("class") == [] and page.values("id") == []


def test_an_unclosed_tag_swallows_nothing() -> None:
    for tag in ("title", "textarea", "script", "style", "xmp", "noframes", "plaintext"):
        assert "after" in html(f"before <{tag}> between\n\nafter")


def test_comments_do_not_reach_the_page() -> None:
    assert html("a <!-- kb:toc [] --> b") == "<p>a  b</p>\n"


def test_a_check_box_can_only_be_looked_at() -> None:
    page = Markup(html("- [x] a\n\n<input type=image src=x name=y onfocus=z>"))
    boxes = [attributes for name, attributes in page.tags if name == "input"]
    assert boxes == [{"type": "checkbox", "disabled": "", "checked": ""}, {"type": "checkbox", "disabled": ""}]


def test_harmless_html_is_kept() -> None:
    for kept in (
        "<details><summary>a</summary>b</details>",
        "<kbd>Ctrl</kbd>",
        '<abbr title="Project management office">PMO</abbr>',
        "<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>",
        "H<sub>2</sub>O<sup>3</sup>",
        '<figure><img src="a.png" alt="b"><figcaption>c</figcaption></figure>',
        '<span lang="zh-Hant">經驗</span>',
    ):
        assert kept in html(f"{kept}\n")


def test_control_characters_are_left_out() -> None:
    assert html("a\x1b[31mb\x00c&#27;d\x7f") in ("<p>a[31mb\ufffdcd</p>\n", "<p>a[31mbcd</p>\n")


def test_the_same_body_gives_the_same_bytes_every_time() -> None:
    markdown = "- [x] a\n\n<div dir=rtl lang=ar title=t>x</div>\n\n<ol start=3 type=a reversed><li value=4>x</ol>"
    assert {html(markdown) for _ in range(50)} == {html(markdown)}
