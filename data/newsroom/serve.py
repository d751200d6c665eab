"""The sample newsroom: a small HTTP server on loopback for our own made-up outlets, for demonstrations and tests.

`python data/newsroom/serve.py [--port N] [--generation N]` prints its address and serves until it is stopped.
A file `page.v2.html` beside `page.html` is what the page becomes in the second generation; `POST /_generation` with
a number in the body turns to another generation while the server runs.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import threading
from collections import Counter
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGES = HERE / "pages"
SOURCES = HERE / "sources"
DEFAULT_PORT = 8791
PRINTED_BASE = f"http://127.0.0.1:{DEFAULT_PORT}"  # the address that feeds and source files are written with
MODIFIED = ("Mon, 29 Jun 2026 06:00:00 GMT", "Tue, 30 Jun 2026 06:00:00 GMT")  # first version, later versions
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
VERSION = re.compile(r"\.v([2-9])$")


def address_of(file: Path) -> tuple[str, int]:
    """Return the path a file is served under and the generation from which on it is served."""
    relative = file.relative_to(PAGES)
    stem = relative.with_suffix("").as_posix()
    found = VERSION.search(stem)
    generation = int(found[1]) if found else 1
    stem = VERSION.sub("", stem)
    if relative.suffix != ".html":
        return f"/{stem}{relative.suffix}", generation
    return ("/" + stem.removesuffix("index"), generation)


def load_pages() -> dict[str, list[tuple[int, Path]]]:
    """Return every served path with its versions, newest generation first."""
    pages: dict[str, list[tuple[int, Path]]] = {}
    for file in sorted(PAGES.rglob("*")):
        if file.is_file():
            path, generation = address_of(file)
            pages.setdefault(path, []).append((generation, file))
    return {path: sorted(versions, reverse=True) for path, versions in pages.items()}


class Newsroom(ThreadingHTTPServer):
    """The server: `generation` chooses the version of a page, `requests` counts (path, status)."""

    daemon_threads = True

    def __init__(self, port: int = 0, generation: int = 1) -> None:
        super().__init__(("127.0.0.1", port), Page)
        self.generation = generation
        self.pages = load_pages()
        self.requests: Counter[tuple[str, int]] = Counter()

    @property
    def base(self) -> str:
        """The address it serves on, without a final slash."""
        return f"http://127.0.0.1:{self.server_port}"

    def start(self) -> threading.Thread:
        """Serve in a thread of its own and return the thread."""
        thread = threading.Thread(target=self.serve_forever, args=(0.05,), name="newsroom", daemon=True)
        thread.start()
        return thread

    def version(self, path: str) -> tuple[Path, str] | None:
        """Return the file served for `path` in this generation, and its modification time."""
        for generation, file in self.pages.get(path, []):
            if generation <= self.generation:
                return file, MODIFIED[0] if generation == 1 else MODIFIED[1]
        return None

    def write_sources(self, folder: Path) -> Path:
        """Write the sample source files with this server's address into `folder` and return it."""
        folder.mkdir(parents=True, exist_ok=True)
        for file in sorted(SOURCES.glob("*.toml")):
            text = file.read_text(encoding="utf-8").replace(PRINTED_BASE, self.base)
            (folder / file.name).write_text(text, encoding="utf-8")
        return folder


class Page(BaseHTTPRequestHandler):
    """One request."""

    server: Newsroom
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the page, 304 when the asker has it already, or 404."""
        path = self.path.partition("?")[0]
        found = self.server.version(path)
        if found is None:
            self._answer(404, b"no such page\n", "text/plain; charset=utf-8")
            return
        file, modified = found
        body = file.read_bytes().replace(PRINTED_BASE.encode(), self.server.base.encode())
        etag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
        headers = {"ETag": etag, "Last-Modified": modified, "Cache-Control": "no-cache"}
        if self._is_known(etag, modified):
            self._answer(304, b"", None, headers)
        else:
            self._answer(200, body, TYPES[file.suffix], headers)

    def do_HEAD(self) -> None:
        """Answer as for GET, without the body."""
        self.do_GET()

    def do_POST(self) -> None:
        """Turn to another generation."""
        words = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode("ascii", "replace").strip()
        if self.path != "/_generation" or not words.isdecimal():
            self._answer(400, b"POST a number to /_generation\n", "text/plain; charset=utf-8")
            return
        self.server.generation = int(words)
        self._answer(200, f"generation {words}\n".encode(), "text/plain; charset=utf-8")

    def _is_known(self, etag: str, modified: str) -> bool:
        asked = self.headers.get("If-None-Match")
        if asked is not None:
            return etag in asked
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return parsedate_to_datetime(since) >= parsedate_to_datetime(modified)
        except (TypeError, ValueError):
            return False  # a date that cannot be read asks for the whole page

    def _answer(self, status: int, body: bytes, kind: str | None, headers: dict[str, str] | None = None) -> None:
        self.server.requests[(self.path.partition("?")[0], status)] += 1
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if kind is not None:
            self.send_header("Content-Type", kind)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the terminal quiet: requests are counted, not printed."""


def main() -> int:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description="Serve the sample newsroom on loopback.")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 takes a free one (default %(default)s)")
    parser.add_argument("--generation", type=int, default=1, help="which version of the pages (default %(default)s)")
    parser.add_argument("--sources", type=Path, help="write source files with this server's address into a folder")
    chosen = parser.parse_args()
    newsroom = Newsroom(chosen.port, chosen.generation)
    if chosen.sources is not None:
        newsroom.write_sources(chosen.sources)
    sys.stdout.write(f"{newsroom.base}\n")
    sys.stdout.flush()
    try:
        newsroom.serve_forever()
    except KeyboardInterrupt:
        return 0
    finally:
        newsroom.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
