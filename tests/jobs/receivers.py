"""Receivers of alerts on loopback: a web server and a mail server that keep what they are given."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Hook(ThreadingHTTPServer):
    """A web server: `answer` is the status it gives, `posts` what it took."""

    answer = 204

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), HookRequest)
        self.posts: list[dict[str, Any]] = []
        self.heads: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.server_address[1]}/hook"


class HookRequest(BaseHTTPRequestHandler):
    """One request to the hook."""

    server: Hook

    def do_POST(self) -> None:
        """Keep the body when it is taken."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.answer < 300:
            self.server.posts.append(json.loads(body))
            self.server.heads.append(dict(self.headers))
        self.send_response(self.server.answer)
        if self.server.answer in (301, 302, 307):
            self.send_header("Location", self.server.url)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Mailbox(socketserver.ThreadingTCPServer):
    """A mail server without encryption: `refuse` makes it turn everybody away."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), MailSession)
        self.messages: list[Message] = []
        self.recipients: list[str] = []
        self.refuse = False


class MailSession(socketserver.StreamRequestHandler):
    """One conversation by RFC 5321, as far as a client needs it."""

    server: Mailbox

    def say(self, line: str) -> None:
        """Answer."""
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        """Take messages until QUIT."""
        self.say("220 mailbox")
        while line := self.rfile.readline():
            word = line[:4].upper().decode("ascii", "replace")
            if word == "QUIT":
                self.say("221 bye")
                return
            if word == "RCPT" and self.server.refuse:
                self.say("550 not here")
            elif word == "DATA":
                self.say("354 go on")
                self.server.messages.append(message_from_bytes(self.body()))
                self.say("250 kept")
            else:
                if word == "RCPT":
                    self.server.recipients.append(line.decode().strip())
                self.say("250 mailbox")

    def body(self) -> bytes:
        """Return a message up to its lone dot."""
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)


@contextmanager
def serving(server: Any) -> Iterator[Any]:
    """Serve in a thread until the end of the block."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
