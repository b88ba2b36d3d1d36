"""What the site gets of a picture or a document, and which it refuses."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kb.assets import Refused, publishable
from kb.pipeline.disclosures import in_file

SECRET = b"Photographer Li Na, 31.2304 N"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def picture(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((40, 30)).save(out, kind, **options)
    return out.getvalue()


def pixels(data: bytes) -> list[bytes]:
    with Image.open(io.BytesIO(data)) as image:
        count = getattr(image, "n_frames", 1)
        frames = []
        for number in range(count):
            image.seek(number)
            frames.append(image.convert("RGBA").tobytes())
        return frames


def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = 6  # which way is up
    made[0x010E] = made[0x9286] = SECRET.decode()
    return made


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


PNG = picture("PNG")
NOTED = {
    "a.jpg": picture("JPEG", exif=exif(), comment=SECRET),
    "a.jpeg": picture("JPEG", exif=exif(), progressive=True, icc_profile=None, quality=60),
    "a.png": PNG[:33] + chunk(b"tEXt", b"Author\0" + SECRET) + chunk(b"eXIf", SECRET) + PNG[33:],
    "a.webp": picture("WEBP", exif=exif(), xmp=SECRET, lossless=True),
    "b.webp": picture("WEBP", exif=exif(), quality=70),
    "a.gif": picture("GIF", comment=SECRET),
    "b.gif": picture("GIF", save_all=True, append_images=[Image.new("RGB", (40, 30), "red")], duration=50, loop=0),
}


@pytest.mark.parametrize("name", NOTED)
def test_a_picture_looks_the_same_and_says_nothing_of_who_took_it_where(name: str) -> None:
    data = NOTED[name] + b"<script>alert(1)</script>" + SECRET
    given = publishable(name, data)
    assert pixels(given) == pixels(NOTED[name])
    assert SECRET not in given and b"script" not in given


def test_a_photograph_still_says_which_way_is_up() -> None:
    with Image.open(io.BytesIO(publishable("a.jpg", NOTED["a.jpg"]))) as image:
        assert dict(image.getexif()) == {0x0112: 6}


def test_an_avif_picture_is_published_if_it_has_no_notes() -> None:
    plain = picture("AVIF")
    assert publishable("a.avif", plain) == plain
    with pytest.raises(Refused):
        publishable("a.avif", picture("AVIF", exif=exif()))
    with pytest.raises(Refused):
        publishable("a.avif", plain + b"<script>alert(1)</script>")


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.gif", "a.webp", "a.avif", "a.svg", "a.pdf", "a.pptx", "a.odt"])
@pytest.mark.parametrize(
    "data", [b"", b"<html><script>alert(1)</script></html>", b"GIF89a/*", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"%PDF-"]
)
def test_a_file_that_is_not_what_its_ending_says_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(Refused):
        publishable(name, data)


@pytest.mark.parametrize("name", ["a.html", "a.js", "a.svgz", "a.xml", "a", "a.png.exe", "a.docm", "a.swf", ".png/x"])
def test_a_kind_of_file_that_is_not_listed_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        publishable(name, PNG)


def test_a_small_file_that_claims_to_be_a_huge_picture_is_refused() -> None:
    huge = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)) + PNG[33:]
    gif = NOTED["a.gif"][:6] + struct.pack("<HH", 60_000, 60_000) + NOTED["a.gif"][10:]
    for name, data in (("a.png", huge), ("a.gif", gif)):
        with pytest.raises(Refused, match="too many pixels"):
            publishable(name, data)


@given(st.sampled_from(sorted(NOTED)), st.integers(0, 5_000), st.binary(max_size=12), st.booleans())
def test_a_damaged_picture_is_refused_or_still_a_picture(name: str, at: int, junk: bytes, cut: bool) -> None:
    data = NOTED[name]
    place = at % len(data)
    try:
        given = publishable(name, data[:place] + junk + (b"" if cut else data[place + len(junk) :]))
    except Refused:
        return
    assert given[:3] == data[:3]


SHAPES = '<g id="a"><path d="M0 0L9 9" fill="#123" stroke="url(#b)"/></g><text x="1">a &lt; b</text><use href="#a"/>'


def test_an_svg_drawing_keeps_its_shapes() -> None:
    root = ElementTree.fromstring(publishable("a.svg", SVG.format(SHAPES).encode()))
    names = [one.tag.rpartition("}")[2] for one in root.iter()]
    assert names == ["svg", "g", "path", "text", "use"]
    assert root[0][0].attrib == {"d": "M0 0L9 9", "fill": "#123", "stroke": "url(#b)"} and root[1].text == "a < b"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>", "<script href='https://x.example/a.js'/>", "<rect onclick='alert(1)'/>",
        "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' src='https://x.example'/></foreignObject>",
        "<a href='javascript:alert(1)'><text>x</text></a>", "<image href='https://x.example/a.png'/>",
        "<use xlink:href='https://x.example/a.svg#b'/>", "<use href='data:image/svg+xml,x#y'/>",
        "<style>@import 'https://x.example/a.css';</style>", "<rect style='fill:url(https://x.example/a)'/>",
        "<rect fill='url( https://x.example/a )'/>", "<rect fill='URL(\"//x.example/a\")'/>",
        "<rect style='background:url(//x.example)'/>", "<rect fill='u\\72l(https://x.example/a)'/>",
        "<set attributeName='href' to='javascript:alert(1)'/>", "<animate onbegin='alert(1)'/>",
        "<filter><feImage href='https://x.example/a'/></filter>", "<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>",
        "<html:script xmlns:html='http://www.w3.org/1999/xhtml'>alert(1)</html:script>",
        "<?xml-stylesheet href='https://x.example/a.css'?>", "<metadata>https://x.example</metadata>", "<!-- https://x.example alert -->",
    ],
)  # fmt: skip
def test_an_svg_drawing_cannot_run_or_fetch_anything(inside: str) -> None:
    given = publishable("a.svg", SVG.format(inside + "<rect id='kept'/>").encode()).decode()
    assert "kept" in given
    assert not any(word in given for word in ("alert", "x.example", "script", "data:", "href", "on", "style"))


@pytest.mark.parametrize(
    "data",
    [
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + SVG.format("&b;"),
        '<!DOCTYPE svg SYSTEM "https://x.example/a.dtd">' + SVG.format(""),
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("&a;"),
        SVG.format("<g>" * 5_000 + "</g>" * 5_000),
        SVG.format("<rect/>" * 30_000),
        SVG.format("".join(f'<g id="a{n}"><use href="#a{n + 1}"/><use href="#a{n + 1}"/></g>' for n in range(30))),
        SVG.replace("<svg", '<svg width="9000000"').format(""),
        SVG.format("<rect"),
        "<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>",
    ],
)
def test_an_svg_drawing_that_grows_or_fetches_is_refused(data: str) -> None:
    with pytest.raises(Refused):
        publishable("a.svg", data.encode())


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, b"0" * 77)
    return out.getvalue()


def test_a_document_is_offered_as_it_is_unless_it_has_macros_or_is_a_bomb() -> None:
    whole = archive("ppt/presentation.xml", "ppt/slides/slide1.xml")
    assert publishable("a.pptx", whole) == whole
    for bad in (
        archive("ppt/presentation.xml", "ppt/vbaProject.bin"),
        archive("word/document.xml"),
        whole.replace(struct.pack("<I", 77), struct.pack("<I", 400_000_000)),
    ):
        with pytest.raises(Refused):
            publishable("a.pptx", bad)


def test_long_values_and_many_parts_take_no_time() -> None:
    before = time.process_time()
    long = "a" * 3_000_000
    given = publishable("a.svg", SVG.format(f'<path d="{long}" fill="{long}"/><rect style="fill:{long}"/>').encode())
    assert len(given) > 3_000_000
    for name, data in (
        ("a.jpg", b"\xff\xd8" + b"\xff" * 15_000_000),
        ("a.jpg", b"\xff\xd8" + b"\xff\xfe\0\2" * 3_000_000),
    ):
        with pytest.raises(Refused):
            publishable(name, data)
    assert time.process_time() - before < 1


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a" + b"<x:xmpmeta" * 100_000,
        b"%PDF-1.4\n" + b"stream\n" * 100_000,
        b"%PDF-1.4\n" + b"(\xfe\xff\\" * 100_000 + b"<aaaaaaaa" * 100_000,
    ],
    ids=["gif", "pdf", "strings"],
)
def test_marks_that_never_end_do_not_hold_up_the_reading_of_notes(data: bytes) -> None:
    began = time.process_time()
    list(in_file("a.bin", data))
    assert time.process_time() - began < 2
