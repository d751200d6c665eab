"""Make `.venv` and install Claimline with its pinned dependencies; skipped when nothing has changed since.

    python3 bootstrap.py          what the product needs
    python3 bootstrap.py --dev    what its tests need as well

Standard library only. Uses uv when it is installed, else pip; both install what constraints.txt pins.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "claimline-stamp"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LEAST = (3, 11)


def fingerprint() -> str:
    """Return a hash of everything that decides what has to be installed."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    digest.update(f"{ROOT} {sys.version_info[:2]}".encode())
    return digest.hexdigest()


def is_current(wanted: str, dev: bool) -> bool:
    """Tell whether the environment already holds what is wanted."""
    if not PYTHON.exists() or not STAMP.exists():
        return False
    lines = STAMP.read_text(encoding="utf-8").split()
    return lines[:1] == [wanted] and (not dev or lines[1:] == ["dev"])


def install(dev: bool) -> None:
    """Make the environment if it is missing and install into it."""
    what = f"{ROOT}[dev]" if dev else str(ROOT)
    pinned = str(ROOT / "constraints.txt")
    uv = working_uv()
    if uv is not None:
        if not PYTHON.exists():
            run([uv, "venv", "--quiet", "--python", sys.executable, str(ENVIRONMENT)])
        run([uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--constraint", pinned, "--editable", what])
        return
    if not PYTHON.exists():
        run([sys.executable, "-m", "venv", str(ENVIRONMENT)])
    quiet = ["--quiet", "--disable-pip-version-check"]
    run([str(PYTHON), "-m", "pip", "install", *quiet, "--constraint", pinned, "--editable", what])


def working_uv() -> str | None:
    """Return the path of uv when it is there and answers (a version manager's stand-in may not)."""
    uv = shutil.which("uv")
    if uv is None or subprocess.run([uv, "--version"], capture_output=True, check=False).returncode != 0:
        return None
    return uv


def run(command: list[str]) -> None:
    """Run a command from the root; stop with one clear line when it fails."""
    finished = subprocess.run(command, cwd=ROOT, check=False)
    if finished.returncode != 0:
        sys.exit(f"bootstrap: failed with status {finished.returncode}: {' '.join(command)}")


def main() -> None:
    """Bring the environment up to date."""
    parser = argparse.ArgumentParser(description="Make .venv and install Claimline into it.")
    parser.add_argument("--dev", action="store_true", help="also what the tests need")
    dev: bool = parser.parse_args().dev
    if sys.version_info < LEAST:
        sys.exit(f"bootstrap: Python {LEAST[0]}.{LEAST[1]} or newer is needed, this is {sys.version.split()[0]}")
    wanted = fingerprint()
    if is_current(wanted, dev):
        return
    sys.stderr.write("bootstrap: installing into .venv (once; a few minutes without uv)\n")
    dev = dev or (STAMP.exists() and "dev" in STAMP.read_text(encoding="utf-8").split())
    install(dev)
    STAMP.write_text(f"{wanted}\n{'dev' if dev else ''}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
