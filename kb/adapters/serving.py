"""Showing a built site on this machine, and telling the browser when it was built again.

Only this machine is answered: the socket is bound to 127.0.0.1, the `Host` header must name it (so that no web
page can reach the site under a name of its own), and other sites may not embed what is served. Nothing outside the
site's folder is served and no file in it is changed: the script that reloads is added to pages on their way out.
"""

from __future__ import annotations

import os
import secrets
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from urllib.parse import quote, unquote, urlsplit

from kb.adapters.served import CHANGES, RELOADING, SCRIPT, content_type, served, with_script
from kb.errors import KbError, reason

ADDRESS = "127.0.0.1"
_TRIES = 20  # ports after the one that was asked for
_HEARTBEAT = 10.0  # seconds between signs of life, so that a closed tab is noticed


class SiteServer:
    """Serves the folder `site`. `port` is where it really is; `moved` says whether that is not what was asked for.

    Port 0 takes any. `below` is the path under which the site will be published, such as `/kb/`: its page for
    missing addresses links there. Raises `KbError` if no port can be had.
    """

    def __init__(self, site: Path, port: int = 8000, below: str = "/") -> None:
        self._server = _bound(port)
        self._server.site, self._server.below = site, "/" + below.strip("/") + "/" * bool(below.strip("/"))
        self.port: int = self._server.server_address[1]
        self.moved = port not in (0, self.port)
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://{ADDRESS}:{self.port}/"

    def start(self) -> None:
        """Serve in the background until `close`."""
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.25,), daemon=True)
        self._thread.start()

    def reload(self) -> None:
        """Tell every open page that the site was built again."""
        self._server.announce()

    def close(self) -> None:
        self._server.closing = True
        self._server.announce()
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name == "posix"
    site: Path = Path()
    below = "/"
    closing = False

    def __init__(self, port: int) -> None:
        self.changed = threading.Condition()
        self._start, self._builds = secrets.token_hex(4), 0
        super().__init__((ADDRESS, port), _Handler)

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # HTTPServer's own asks the network for this machine's name
        self.server_name, self.server_port = ADDRESS, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no error of ours; nothing else may end in a traceback either."""

    @property
    def state(self) -> str:
        """What changes with every build, and with every start of a server."""
        return f"{self._start}-{self._builds}"

    def announce(self) -> None:
        with self.changed:
            self._builds += 1
            self.changed.notify_all()


def _bound(port: int) -> _Server:
    last = OSError()
    for one in [port] if port == 0 else range(port, min(port + _TRIES, 65536)):
        try:
            return _Server(one)
        except OSError as error:
            last = error
    why, why_zh = reason(last) if last.strerror else ("it is not a port", "不是端口")
    hint = "name another one with --port"
    raise KbError(
        f"cannot serve at port {port}: {why}", hint, zh=(f"端口 {port} 不能用：{why_zh}", "请用 --port 换一个")
    )


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "kb"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """The terminal belongs to the build."""

    def _answer(self) -> None:
        if not self._from_here():
            self._send(HTTPStatus.FORBIDDEN, b"this server answers only to 127.0.0.1 and localhost\n", ".txt")
            return
        target = urlsplit("/" + self.path.lstrip("/\\"))
        if target.path == CHANGES:
            self._stream(target.query.removeprefix("seen="))
            return
        if target.path == SCRIPT:
            self._send(HTTPStatus.OK, RELOADING.encode(), ".js")
            return
        below = self.server.below
        found = served(self.server.site, target.path[len(below) :] if target.path.startswith(below) else target.path)
        if found is None:
            self._not_found()
        elif found.is_dir():
            self._send_to(quote(unquote(target.path)) + "/" + (f"?{target.query}" if target.query else ""))
        else:
            self._send_file(found, HTTPStatus.OK)

    def _send_to(self, address: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _from_here(self) -> bool:
        host = self.headers.get("Host", "")
        return host in (f"{name}:{self.server.server_port}" for name in (ADDRESS, "localhost"))

    def _not_found(self) -> None:
        page = served(self.server.site, "/404.html")
        if page is not None and page.is_file():
            self._send_file(page, HTTPStatus.NOT_FOUND)
        else:
            self._send(HTTPStatus.NOT_FOUND, b"there is no such page\n", ".txt")

    def _send_file(self, path: Path, status: HTTPStatus) -> None:
        state = self.server.state  # before the file is read: a build in between is then announced again
        try:
            data = path.read_bytes()
        except OSError:
            self._send(HTTPStatus.NOT_FOUND, b"there is no such file\n", ".txt")
            return
        if path.suffix.lower() in (".html", ".htm"):
            data = with_script(data, state)
        self._send(status, data, path.suffix.lower())

    def _send(self, status: HTTPStatus, data: bytes, suffix: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type(suffix))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "SAMEORIGIN")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _stream(self, seen: str) -> None:
        """Server-sent events: one message as soon as the site is newer than `seen`."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        server = self.server
        while not server.closing and self.command != "HEAD":
            with server.changed:
                newer = server.changed.wait_for(lambda: server.closing or server.state != seen, _HEARTBEAT)
            self.wfile.write(b"data: built\n\n" if newer and not server.closing else b":\n\n")
            if newer:
                return
