"""The loopback server: what it shows, and to whom."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.adapters.serving import SiteServer
from kb.errors import KbError


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "index.html": "<html><body>home</body></html>", "404.html": "<body>nothing here</body>",
        "a/index.html": "<body>页 a</body>", "文/index.html": "<body>han</body>", "a/data.json": "{}",
        "a/x.css": "b{}", "feed.xml": "<x/>", "odd.xyz": "?", ".secret": "concealed",
    }  # fmt: skip
    for name, text in files.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "secret.txt").write_text("no business of yours")
    return tmp_path / "site"


@pytest.fixture
def server(site: Path) -> Iterator[SiteServer]:
    found = SiteServer(site, 0)
    found.start()
    yield found
    found.close()


def get(
    server: SiteServer, path: str, host: str | None = None, method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host if host is not None else f"127.0.0.1:{server.port}")
    connection.endheaders()
    answer = connection.getresponse()
    try:
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_a_page_is_shown_at_its_address_with_the_script_that_reloads_it(server: SiteServer, site: Path) -> None:
    status, headers, data = get(server, "/a/?q=1#x")
    assert status == 200 and headers["content-type"] == "text/html; charset=utf-8"
    text = data.decode()
    assert text.startswith('<body>页 a<script src="/.kb/reload.js?seen=') and text.endswith('"></script></body>')
    assert (site / "a/index.html").read_text() == "<body>页 a</body>"


def test_the_script_that_reloads_is_a_file_because_no_page_runs_an_inline_one(server: SiteServer) -> None:
    status, headers, data = get(server, "/.kb/reload.js?seen=1")
    assert status == 200 and headers["content-type"].startswith("text/javascript") and b"EventSource" in data


@pytest.mark.parametrize(
    ("path", "type"),
    [("/a/data.json", "application/json"), ("/a/x.css", "text/css; charset=utf-8"), ("/feed.xml", "application/xml"),
     ("/odd.xyz", "application/octet-stream")],
)  # fmt: skip
def test_other_files_are_sent_as_they_are_with_their_type(server: SiteServer, site: Path, path: str, type: str) -> None:
    status, headers, data = get(server, path)
    assert (status, headers["content-type"], data) == (200, type, (site / path[1:]).read_bytes())
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_a_folder_without_its_slash_leads_to_the_one_with_it(server: SiteServer) -> None:
    assert get(server, "/a?q=1")[:1] == (302,) and get(server, "/a?q=1")[1]["location"] == "/a/?q=1"
    assert get(server, "//a")[1]["location"] == "/a/"
    assert get(server, "/%E6%96%87")[1]["location"] == "/%E6%96%87/"
    assert b"han" in get(server, "/%E6%96%87/")[2]


def test_what_does_not_exist_gets_the_sites_own_page(server: SiteServer) -> None:
    status, headers, data = get(server, "/nowhere/")
    assert status == 404 and b"nothing here" in data and headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/a/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/a/..\\..\\secret.txt",
     "/%5c..%5csecret.txt", "//secret.txt", "/.secret", "/a/data.json/", "/%00", "/%ff", "/link.txt", "/folder/secret.txt",
     "http://127.0.0.1/../secret.txt"],
)  # fmt: skip
def test_nothing_outside_the_site_and_nothing_hidden_is_served(server: SiteServer, site: Path, path: str) -> None:
    (site / "link.txt").symlink_to(site.parent / "secret.txt")
    (site / "folder").symlink_to(site.parent)
    status, _, data = get(server, path)
    assert status == 404 and b"no business of yours" not in data and b"concealed" not in data


def test_only_requests_that_name_this_machine_are_answered(server: SiteServer) -> None:
    assert get(server, "/", f"localhost:{server.port}")[0] == 200
    for host in (
        "evil.example",
        f"evil.example:{server.port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "",
        f"localhost.evil.example:{server.port}",
    ):
        status, _, data = get(server, "/", host)
        assert status == 403 and b"home" not in data


def test_only_this_machine_can_connect(server: SiteServer) -> None:
    with socket.socket() as probe:
        probe.settimeout(2)
        assert probe.connect_ex(("127.0.0.2", server.port)) != 0


def test_head_is_answered_without_a_body_and_nothing_can_be_sent(server: SiteServer) -> None:
    status, headers, data = get(server, "/a/x.css", method="HEAD")
    assert (status, headers["content-length"], data) == (200, "3", b"")
    for method in ("POST", "PUT", "DELETE"):
        assert get(server, "/", method=method)[0] == 501


def test_an_open_page_is_told_when_the_site_was_built_again(server: SiteServer) -> None:
    state = get(server, "/")[2].decode().split("seen=")[1].split('"')[0]
    answers: list[bytes] = []
    waiting = threading.Thread(target=lambda: answers.append(get(server, f"/.kb/changes?seen={state}")[2]))
    waiting.start()
    waiting.join(0.2)
    assert waiting.is_alive() and answers == []
    server.reload()
    waiting.join(5)
    assert answers == [b"data: built\n\n"]


def test_a_page_from_before_is_told_at_once(server: SiteServer) -> None:
    assert get(server, "/.kb/changes?seen=another-server-7")[2] == b"data: built\n\n"


def test_a_port_that_is_taken_gives_the_next_one_and_says_so(server: SiteServer, site: Path) -> None:
    second = SiteServer(site, server.port)
    assert second.moved and second.port > server.port and not server.moved
    assert second.url == f"http://127.0.0.1:{second.port}/"
    second.close()


def test_no_port_at_all_is_one_clear_error(site: Path) -> None:
    with pytest.raises(KbError, match="port 70000"):
        SiteServer(site, 70000)


def test_a_site_that_will_live_below_a_path_is_served_there_too(site: Path) -> None:
    server = SiteServer(site, 0, "/kb")
    server.start()
    assert b"home" in get(server, "/kb/")[2] and b"home" in get(server, "/")[2]
    assert get(server, "/kb/a/x.css")[2] == b"b{}" and get(server, "/kb/a")[1]["location"] == "/kb/a/"
    server.close()


def test_closing_lets_waiting_pages_go(site: Path) -> None:
    server = SiteServer(site, 0)
    server.start()
    state = get(server, "/")[2].decode().split("seen=")[1].split('"')[0]
    waiting = threading.Thread(target=lambda: get(server, f"/.kb/changes?seen={state}"))
    waiting.start()
    waiting.join(0.1)
    server.close()
    waiting.join(5)
    assert not waiting.is_alive()
