"""The app and, at the same address and in the same process, feeds, a JSON endpoint and exports to download.

Everything here only reads. What people decide is written by the review page; while decisions wait, an analysis of its
own process applies them, so that a page is never held up.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import streamlit as st
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from jobs import feeds
from jobs.desk import Desk
from ledger.coding import ANALYST
from store.changes import KINDS, following, latest
from store.engine import open_ledger
from store.exports import Filters
from store.judgements import pending
from store.queries.services import offer
from store.scopes import is_touched

DEFAULT_LIMIT, MOST = 50, 500
ASK_EVERY = 1.0  # seconds between two looks at the decisions that wait
WAIT_AFTER_FAILURE = 60.0
READ = 1 << 18
NEEDED_SOON = ("pandas", "altair", "streamlit.elements.vega_charts", "jobs.past")
EXPORTS_AT_ONCE = threading.BoundedSemaphore(2)
SANDBOX = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups"}
NO_STORE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class BadRequestError(ValueError):
    """A question that cannot be answered; the message says why."""


def whole(request: Request, name: str, default: int, most: int) -> int:
    """Return a whole number of the address. Raises BadRequestError."""
    text = request.query_params.get(name, str(default))
    if not text.isascii() or not text.isdigit() or int(text) > most:
        raise BadRequestError(f"{name} is a whole number up to {most}")
    return int(text)


def day(request: Request) -> str | None:
    """Return the day that an answer is to be as of. Raises BadRequestError."""
    from jobs.export import is_moment

    asked = request.query_params.get("as_of") or None
    if asked is not None and not is_moment(asked):
        raise BadRequestError("as_of is a day like 2026-03-01")
    return asked


class Served:
    """The routes over one ledger."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> list[Route]:
        """Return all routes."""
        answers = {
            "/feeds/changes.atom": self.atom,
            "/feeds/changes.json": self.json_feed,
            "/api/changes": self.changes,
            "/api/export.zip": self.export,
            "/api/brief/{name}": self.brief,
        }
        return [Route(path, guarded(answer), methods=["GET"]) for path, answer in answers.items()]

    def entries(self, request: Request) -> list[feeds.Entry]:
        """Return the newest changes that the address asks for."""
        kinds = request.query_params.getlist("kind")
        unknown = sorted(set(kinds) - set(KINDS))
        if unknown:
            raise BadRequestError(f"no such kind; kinds are {', '.join(KINDS)}")
        limit = whole(request, "limit", DEFAULT_LIMIT, MOST)
        with self.engine.connect() as connection:
            rows = latest(connection, limit, kinds, request.query_params.get("incident"))
        return [feeds.entry(row, base(request)) for row in rows]

    def atom(self, request: Request) -> Response:
        """Answer with an Atom feed."""
        return Response(feeds.atom(self.entries(request), base(request)), media_type="application/atom+xml")

    def json_feed(self, request: Request) -> Response:
        """Answer with a JSON feed."""
        feed = feeds.json_feed(self.entries(request), base(request))
        return JSONResponse(feed, media_type="application/feed+json")

    def changes(self, request: Request) -> Response:
        """Answer with plain JSON: the newest changes, or those after a number."""
        if "after" not in request.query_params:
            return JSONResponse({"changes": [feeds.json_item(item) for item in self.entries(request)]})
        after = whole(request, "after", 0, sys.maxsize)
        with self.engine.connect() as connection:
            rows = following(connection, after, whole(request, "limit", DEFAULT_LIMIT, MOST))
        items = [feeds.json_item(feeds.entry(row, base(request))) for row in rows]
        return JSONResponse({"changes": items, "last": rows[-1].number if rows else after})

    def brief(self, request: Request) -> Response:
        """Answer with the brief on an incident: NAME.html or NAME.md."""
        from jobs.brief import ExportError, read
        from jobs.briefs import writing

        name, _, kind = request.path_params["name"].rpartition(".")
        if kind not in ("html", "md"):
            raise BadRequestError("a brief is an incident's id with .html or .md")
        try:
            found = read(self.engine, name, day(request))
        except ExportError as error:
            raise BadRequestError(str(error)) from error
        if kind == "html":
            return Response(writing.page(found), media_type="text/html", headers=SANDBOX)
        return Response("\n".join(writing.markdown(found)), media_type="text/markdown")

    def export(self, request: Request) -> Response:
        """Answer with an export as a zip file, streamed from disk."""
        from jobs.archive import archived
        from jobs.export import ExportError, Options

        asked = request.query_params
        filters = Filters(day(request), asked.get("incident") or None, asked.get("measure") or None)
        options = Options(*(asked.get(name) == "1" for name in ("excel", "jsonl", "parquet")))
        if not EXPORTS_AT_ONCE.acquire(blocking=False):
            headers = {"Retry-After": "30"}
            return JSONResponse({"error": "two exports are being made; try again"}, 503, headers)
        kept = contextlib.ExitStack()
        kept.callback(EXPORTS_AT_ONCE.release)
        try:
            path = kept.enter_context(archived(self.engine, filters, options))
        except ExportError as error:
            kept.close()
            raise BadRequestError(str(error)) from error
        except BaseException:
            kept.close()
            raise
        headers = {"Content-Disposition": 'attachment; filename="claimline.zip"', "Content-Length": str(size(path))}
        return StreamingResponse(pieces(path, kept), media_type="application/zip", headers=headers)


def size(path: Path) -> int:
    """Return the length of a file."""
    return path.stat().st_size


def pieces(path: Path, kept: contextlib.ExitStack) -> Iterator[bytes]:
    """Yield a file piece by piece, and let go of it at the end."""
    with kept, path.open("rb") as stream:
        while piece := stream.read(READ):
            yield piece


def base(request: Request) -> str:
    """Return the address at which the app was asked."""
    return os.environ.get("CLAIMLINE_BASE_URL") or str(request.base_url)


def guarded(answer: Any) -> Any:
    """Return an endpoint whose bad questions are answered in one line."""

    def endpoint(request: Request) -> Response:
        try:
            response: Response = answer(request)
        except BadRequestError as error:
            response = JSONResponse({"error": str(error)}, 400)
        response.headers.update(NO_STORE)
        return response

    return endpoint


async def apply_decisions(engine: Engine) -> None:
    """While the app runs: analyse whenever decisions wait, in a process of its own."""
    wait = ASK_EVERY
    while True:
        await asyncio.sleep(wait)
        wait = ASK_EVERY
        try:
            if await run_in_threadpool(waiting, engine):
                url = engine.url.render_as_string(hide_password=False)
                command = (sys.executable, "-m", "cli", "analyze")
                environment = {**os.environ, "CLAIMLINE_DB": url}
                process = await asyncio.create_subprocess_exec(*command, cwd=root(), env=environment)
                try:
                    failed = await process.wait() > 1
                except asyncio.CancelledError:
                    process.terminate()
                    await process.wait()
                    raise
                wait = WAIT_AFTER_FAILURE if failed else ASK_EVERY
        except SQLAlchemyError:
            wait = WAIT_AFTER_FAILURE


def waiting(engine: Engine) -> bool:
    """Tell whether decisions or hand-coded figures wait for an analysis."""
    with engine.connect() as connection:
        return pending(connection) > 0 or is_touched(connection, ANALYST)


def root() -> Path:
    """Return the folder of app.py."""
    spec = find_spec("app")
    if spec is None or spec.origin is None:
        raise RuntimeError("app.py is not installed")
    return Path(spec.origin).parent


def application(url: str, *, with_decisions: bool = True) -> Any:
    """Return the app with its routes over the ledger at a database URL."""
    engine = open_ledger(url)
    offer(Desk(engine))

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:
        task = asyncio.create_task(apply_decisions(engine)) if with_decisions else None
        yield {}
        if task is not None:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        offer(None)
        engine.dispose()

    return st.App(root() / "app.py", routes=Served(engine).routes(), lifespan=lifespan)


def make_ready() -> None:
    """Load what draws charts and winds back while the server starts, so that the first reader does not wait for it."""
    for name in NEEDED_SOON:
        import_module(name)


def main() -> None:
    """Serve until the end."""
    parser = argparse.ArgumentParser(description="Serve the app.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--address", required=True)
    chosen = parser.parse_args()
    served = application(os.environ["CLAIMLINE_DB"], with_decisions=os.environ.get("CLAIMLINE_REVIEW") != "off")
    os.environ["CLAIMLINE_SERVED"] = "yes"
    threading.Thread(target=make_ready, daemon=True).start()
    sys.argv = [str(root() / "app.py")]  # what is found beside the app is found, not what lies beside this module
    options = {"server.port": chosen.port, "server.address": chosen.address, "server.headless": True}
    served.run(config={**options, "browser.gatherUsageStats": False, "server.fileWatcherType": "none"})


if __name__ == "__main__":
    main()
