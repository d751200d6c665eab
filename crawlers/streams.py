"""Large files over HTTP as streams: memory stays flat, every redirect and every resolved address is checked."""

from __future__ import annotations

import http.client
import io
import socket
from collections.abc import Callable
from typing import Any
from urllib.request import HTTPHandler, HTTPRedirectHandler, HTTPSHandler, OpenerDirector, Request, build_opener

from crawlers.addresses import ForbiddenAddressError, is_private, refusal

LARGEST = 4_000_000_000  # bytes of one archive
TIMEOUT = 60.0  # seconds without a byte
MOST_REDIRECTS = 5


class StreamStoppedError(OSError):
    """A stream that was ended on purpose: out of time, or larger than any archive should be."""


class CountedStream(io.RawIOBase):
    """The body of an answer, read once; ends with StreamStoppedError where `stop` says so or it is too large."""

    def __init__(self, answer: Any, stop: Callable[[], bool]) -> None:
        super().__init__()
        self.answer, self.stop, self.taken = answer, stop, 0

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def tell(self) -> int:
        """Return how many bytes were taken: the archive reader asks, though it cannot go back."""
        return self.taken

    def readinto(self, buffer: Any) -> int:
        """Read the next bytes."""
        if self.stop() or self.taken > LARGEST:
            raise StreamStoppedError("out of time" if self.taken <= LARGEST else "too large")
        piece = self.answer.read(len(buffer))
        buffer[: len(piece)] = piece
        self.taken += len(piece)
        return len(piece)


def guarded_connection(private_host: str | None) -> Callable[..., socket.socket]:
    """Return a replacement of socket.create_connection that refuses private addresses, whatever name led there."""

    def connect(address: tuple[str, int], timeout: Any = TIMEOUT, source_address: Any = None) -> socket.socket:
        last: OSError | None = None
        for family, kind, protocol, _, place in socket.getaddrinfo(*address, type=socket.SOCK_STREAM):
            if address[0] != private_host and is_private(str(place[0])):
                raise ForbiddenAddressError(f"{address[0]} leads to the private address {place[0]}")
            made = socket.socket(family, kind, protocol)
            made.settimeout(timeout if isinstance(timeout, float) else TIMEOUT)
            try:
                made.connect(place)
            except OSError as error:
                made.close()
                last = error
            else:
                return made
        raise last or OSError(f"no address for {address[0]}")

    return connect


class _Redirects(HTTPRedirectHandler):
    max_redirections = MOST_REDIRECTS

    def __init__(self, private_host: str | None) -> None:
        self.private_host = private_host

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        """Follow a redirect only where its target may be asked."""
        reason = refusal(newurl, private_host=self.private_host)
        if reason:
            raise ForbiddenAddressError(f"{reason}: {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def opener(private_host: str | None) -> OpenerDirector:
    """Return an opener whose connections and redirects are checked."""
    connect = guarded_connection(private_host)

    def guarded(kind: Any) -> Any:
        def make(host: str, **options: Any) -> Any:
            connection = kind(host, **options)
            connection._create_connection = connect
            return connection

        return make

    class Plain(HTTPHandler):
        def http_open(self, req: Request) -> Any:
            return self.do_open(guarded(http.client.HTTPConnection), req)

    class Secure(HTTPSHandler):
        def https_open(self, req: Request) -> Any:
            return self.do_open(guarded(http.client.HTTPSConnection), req)

    return build_opener(Plain, Secure, _Redirects(private_host))


def open_stream(url: str, agent: str, *, private_host: str | None, stop: Callable[[], bool]) -> io.BufferedReader:
    """Open an address as a stream; raises OSError (ForbiddenAddressError, HTTPError, URLError) where it cannot be."""
    reason = refusal(url, private_host=private_host)
    if reason:
        raise ForbiddenAddressError(reason)
    answer = opener(private_host).open(Request(url, headers={"User-Agent": agent}), timeout=TIMEOUT)
    return io.BufferedReader(CountedStream(answer, stop), 1 << 20)
