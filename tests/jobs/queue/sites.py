"""Sites that see what a crowd of workers does to them: who asks for what at the same time, and how often."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Sequence
from pathlib import Path

from tests.crawlers.loopback import Handler, Site, feed
from tests.jobs.warc import accusation, told_apart

SLACK = 1.0  # seconds by which requests may bunch on a busy machine


class WatchedSite(Site):
    """A site that notes every page that two living clients asked for at once."""

    def __init__(self) -> None:
        super().__init__()
        self.RequestHandlerClass = WatchingHandler
        self.at_once: list[str] = []
        self.asked: dict[str, list[socket.socket]] = {}
        self.lock = threading.Lock()
        self.delay = 0.1

    def enter(self, path: str, client: socket.socket) -> None:
        """Note that a client waits for a page."""
        with self.lock:
            others = self.asked.setdefault(path, [])
            if any(is_open(other) for other in others):
                self.at_once.append(path)
            others.append(client)

    def leave(self, path: str, client: socket.socket) -> None:
        """Note that it waits no more."""
        with self.lock:
            self.asked[path].remove(client)

    def burst(self, seconds: float) -> float:
        """Return by how many seconds the requests of some stretch came too early for one in so many seconds."""
        moments = sorted(moment for moment, path in self.times if path != "/robots.txt" and ".xml" not in path)
        worst, start = 0.0, 0.0
        for number, moment in enumerate(moments):
            start = moment if not number else max(start + seconds, moment)  # when it might have come at the earliest
            worst = max(worst, start - moment)
        return worst


class WatchingHandler(Handler):
    """Answers as any, and tells its site who waits."""

    server: WatchedSite

    def do_GET(self) -> None:  # noqa: N802 - the name that the library calls
        """Answer one request."""
        self.server.enter(self.path, self.connection)
        try:
            super().do_GET()
        finally:
            self.server.leave(self.path, self.connection)


def is_open(client: socket.socket) -> bool:
    """Tell whether a client still waits: one that was killed has hung up."""
    try:
        if not select.select([client], [], [], 0)[0]:
            return True
        return client.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
    except (OSError, ValueError):
        return False


def newsroom(
    folder: Path, site: WatchedSite, sources: Sequence[str], pages: int, delay: float, first: int = 0
) -> list[str]:
    """Let a site have some feeds, each a source with a file of its own; return the paths of all pages.

    Pages of sites whose numbers begin with another `first` are no near-copies of each other.
    """
    folder.mkdir(exist_ok=True)
    site.serve("/robots.txt", b"", "text/plain")
    every = []
    for number, source in enumerate(sources):
        paths = [f"/{source}/{place}" for place in range(pages)]
        for place, path in enumerate(paths):
            serial = number * pages + place
            page = accusation(f"{serial % 7 + 2} million", serial)
            site.html(path, told_apart(page.body, serial + first))
        site.serve(f"/{source}.xml", feed(site.base, paths), "application/rss+xml")
        (folder / f"{source}.toml").write_text(
            f'name = "Test {source}"\ntier = "sample"\nkind = "feed"\nurl = "{site.base}/{source}.xml"\n'
            f'language = "en"\ncountry = "US"\ncadence_hours = 1\nexpect_per_week = [0, 100]\n'
            f"delay_seconds = {delay}\nloopback = true\n",
            encoding="utf-8",
        )
        every += paths
    return every
