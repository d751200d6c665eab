"""A real HTTP server on loopback that answers as it is told, friendly and hostile."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, dict[str, str], bytes]


def page(title: str, text: str, canonical: str = "") -> bytes:
    """Return a small article page."""
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{link}'
        f'<meta property="article:published_time" content="2026-03-01T10:00:00Z"></head>'
        f"<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    ).encode()


def feed(base: str, paths: list[str]) -> bytes:
    """Return an RSS feed of pages."""
    items = "".join(f"<item><title>Story {path}</title><link>{base}{path}</link></item>" for path in paths)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Test</title>{items}</channel></rss>'.encode()


class Site(ThreadingHTTPServer):
    """`answers` maps a path to a fixed answer or to a function of the request headers; every request is counted."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer | Callable[[dict[str, str]], Answer]] = {}
        self.requests: Counter[str] = Counter()
        self.times: list[tuple[float, str]] = []
        self.delay = 0.0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.serve_forever, daemon=True)
        self.thread.start()

    @property
    def base(self) -> str:
        """The address of the site."""
        return f"http://127.0.0.1:{self.server_port}"

    def html(self, path: str, body: bytes) -> None:
        """Serve a page with an ETag, 304 for who has it."""
        mark = f'"{hash(body) & 0xFFFFFF:x}"'

        def answer(headers: dict[str, str]) -> Answer:
            if headers.get("If-None-Match") == mark:
                return 304, {"ETag": mark}, b""
            return 200, {"Content-Type": "text/html; charset=utf-8", "ETag": mark}, body

        self.answers[path] = answer

    def serve(self, path: str, body: bytes, kind: str = "text/html", status: int = 200, **headers: str) -> None:
        """Serve a fixed answer."""
        self.answers[path] = (status, {"Content-Type": kind, **headers}, body)

    def stop(self) -> None:
        """End the server."""
        self.ended.set()
        self.shutdown()
        self.server_close()
        self.thread.join(5)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a client hangs up."""


class Handler(BaseHTTPRequestHandler):
    """Answers from the table of its site."""

    server: Site

    def do_GET(self) -> None:
        """Answer one request."""
        self.server.requests[self.path] += 1
        self.server.times.append((time.monotonic(), self.path))
        time.sleep(self.server.delay)
        answer = self.server.answers.get(self.path, (404, {}, b"not here"))
        status, headers, body = answer(dict(self.headers)) if callable(answer) else answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        drip, endless = headers.get("X-Drip"), headers.get("X-Endless")
        if not endless:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        while endless and not self.server.ended.is_set():
            self.wfile.write(body)
        if drip:
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                if self.server.ended.wait(0.5):
                    return
        else:
            self.wfile.write(body)

    def do_HEAD(self) -> None:
        """Answer as for GET, without the body."""
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


def bomb(size: int) -> bytes:
    """Return gzip bytes that unpack to `size` zeros."""
    return gzip.compress(b"0" * size)
