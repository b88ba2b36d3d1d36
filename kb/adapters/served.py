"""What the loopback server sends: the file behind an address, its type, and the script that reloads a page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

# No file of a site can have these addresses: names with a dot in front are not served.
CHANGES = "/.kb/changes"
SCRIPT = "/.kb/reload.js"

_TYPES = {
    "": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".gz": "application/gzip",
    ".htm": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}

# A hidden tab lets its connection go, because browsers open only a few to one server. The state of the site that the
# page shows stands in the address of the script: the page's policy lets no inline script run.
RELOADING = """(() => {
  const seen = new URL(document.currentScript.src).search;
  let source = null;
  const listen = () => {
    if (document.hidden) { if (source) source.close(); source = null; return; }
    if (!source) { source = new EventSource("CHANGES" + seen); source.onmessage = () => location.reload(); }
  };
  document.addEventListener("visibilitychange", listen);
  listen();
})();
""".replace("CHANGES", CHANGES)


def served(site: Path, address: str) -> Path | None:
    """The file or folder of `site` behind the path of a URL, or None. A folder's address gives its `index.html`.

    Nothing that lies outside of the folder, also by a symbolic link, nor anything whose name begins with a dot.
    """
    try:
        names = unquote(address, errors="strict").split("/")
    except UnicodeDecodeError:
        return None
    if any(name.startswith(".") or "\0" in name or "\\" in name for name in names):
        return None
    try:
        root = site.resolve(strict=True)
        path = root.joinpath(*filter(None, names)).resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    if not path.is_relative_to(root):
        return None
    if path.is_dir():
        if names[-1]:
            return path
        path = path / "index.html"
    elif not names[-1]:
        return None
    return path if path.is_file() and path.resolve().is_relative_to(root) else None


def with_script(page: bytes, state: str) -> bytes:
    """A page that reloads itself as soon as the site is newer than `state`."""
    script = f'<script src="{SCRIPT}?seen={state}"></script>'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page + script


def content_type(suffix: str) -> str:
    return _TYPES.get(suffix, _TYPES[""])
