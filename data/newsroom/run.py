"""Show Claimline on the sample newsroom: serve it, crawl it, analyse, open the app. What `make run` calls.

The first run crawls twice, before and after one outlet corrects a figure, so that the correction is in the ledger.
A later run crawls once more, finds nothing new and changes nothing. Ctrl-C ends everything that was started.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from data.newsroom.serve import DEFAULT_PORT, Newsroom

ROOT = Path(__file__).resolve().parents[2]
LEDGER = ROOT / "var" / "sample.db"
COMMAND = Path(sys.executable).with_name("claimline")
FAILED = 2  # exit statuses from here on end the run; 1 means done with failures, which the run reports and survives


def say(words: str) -> None:
    """Print one line at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def claimline(ledger: Path, *words: str) -> None:
    """Run one claimline command against the sample ledger."""
    say(f"$ claimline {' '.join(words)}")
    status = subprocess.run([str(COMMAND), "--db", f"sqlite:///{ledger}", *words], cwd=ROOT, check=False).returncode
    if status >= FAILED or status < 0:
        sys.exit(f"run: claimline {words[0]} ended with status {status}")
    if status:
        say(f"run: claimline {words[0]} reports failures, see above")


def fill(ledger: Path, newsroom: Newsroom) -> None:
    """Crawl and analyse; on a new ledger once before and once after the correction."""
    sources = newsroom.write_sources(ROOT / "var" / "newsroom" / str(newsroom.server_port))
    generations = (2,) if ledger.exists() else (1, 2)
    for generation in generations:
        newsroom.generation = generation
        claimline(ledger, "crawl", "--sources", str(sources))
        claimline(ledger, "analyze")


def show(ledger: Path, port: int) -> int:
    """Serve the app until it ends or is interrupted; nothing started here outlives this call."""
    database = {"CLAIMLINE_DB": f"sqlite:///{ledger}"}
    app = subprocess.Popen([str(COMMAND), "app", "--port", str(port)], cwd=ROOT, env=os.environ | database)
    say(f"The app is at http://127.0.0.1:{port} (sample data; Ctrl-C ends it)")
    try:
        return app.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        if app.poll() is None:
            app.terminate()
            try:
                app.wait(timeout=10)
            except subprocess.TimeoutExpired:
                app.kill()
                app.wait()


def interrupt(_number: int, _frame: FrameType | None) -> None:
    """Turn a polite end signal into the same path as Ctrl-C."""
    raise KeyboardInterrupt


def main() -> int:
    """Do all of it."""
    parser = argparse.ArgumentParser(description="Show Claimline on the sample newsroom.")
    parser.add_argument("--port", type=int, default=8501, help="of the app (default %(default)s)")
    parser.add_argument("--newsroom-port", type=int, default=DEFAULT_PORT, help="of the newsroom (default %(default)s)")
    parser.add_argument("--ledger", type=Path, default=LEDGER, help="file to keep it in (default var/sample.db)")
    parser.add_argument("--no-app", action="store_true", help="stop after the analysis")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, interrupt)
    ledger: Path = chosen.ledger.resolve()
    ledger.parent.mkdir(parents=True, exist_ok=True)
    try:
        newsroom = Newsroom(chosen.newsroom_port)
    except OSError as error:
        sys.exit(f"run: port {chosen.newsroom_port} for the newsroom: {error.strerror}; choose --newsroom-port")
    newsroom.start()
    say(f"The sample newsroom is at {newsroom.base}")
    try:
        fill(ledger, newsroom)
        return 0 if chosen.no_app else show(ledger, chosen.port)
    except KeyboardInterrupt:
        return 0
    finally:
        newsroom.shutdown()
        newsroom.server_close()


if __name__ == "__main__":
    raise SystemExit(main())
