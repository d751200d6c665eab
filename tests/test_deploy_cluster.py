"""The templates for several machines: they parse, fit together, and call the command as it is."""

from __future__ import annotations

import configparser
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from jobs.access import review_mode
from tests.commands import COMMAND, ROOT

DEPLOY = ROOT / "deploy"


def unit(name: str) -> configparser.ConfigParser:
    """Read a systemd unit."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string((DEPLOY / "systemd" / name).read_text(encoding="utf-8"))
    return parser


def compose() -> dict[str, Any]:
    """Read the compose file."""
    parsed: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
    return parsed


def calls() -> list[list[str]]:
    """Return the words after `claimline` that the templates run."""
    started = shlex.split(unit("claimline-worker@.service")["Service"]["ExecStart"])[1:]
    return [started, *(service["command"] for service in compose()["services"].values() if "command" in service)]


@pytest.mark.parametrize("words", calls(), ids=" ".join)
def test_calls_name_commands_and_options_that_exist(words: list[str]) -> None:
    """`claimline X --option` is in the help of X."""
    done = subprocess.run([str(COMMAND), words[0], "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for option in (word for word in words if word.startswith("--")):
        assert option in done.stdout


def test_a_worker_unit_ends_gracefully_and_comes_again() -> None:
    """SIGTERM to the worker alone, time to hand its work on, and a restart whatever happened."""
    service = unit("claimline-worker@.service")["Service"]
    assert (service["KillMode"], service["KillSignal"], service["Restart"]) == ("mixed", "SIGTERM", "always")
    assert service["EnvironmentFile"].startswith("/etc/")


def test_the_backup_timer_starts_the_backup() -> None:
    """With the tool and the format that docs/scaling.md restores from."""
    assert unit("claimline-backup.timer")["Timer"]["Unit"] == "claimline-backup.service"
    service = unit("claimline-backup.service")["Service"]
    words = shlex.split(service["ExecStart"])
    assert words[1] == "--format=custom"
    assert "pg_restore" in (ROOT / "docs" / "scaling.md").read_text(encoding="utf-8")


def test_a_dump_that_breaks_off_replaces_nothing(tmp_path: Path) -> None:
    """A whole one does, and the one before stays beside it: what the unit runs, in another folder."""
    service = unit("claimline-backup.service")["Service"]
    part = tmp_path / Path(shlex.split(service["ExecStart"])[-1].partition("=")[2]).name
    kept = tmp_path / "claimline.dump"
    for night in ("first", "second"):
        part.write_text(night, encoding="utf-8")
        assert not kept.exists() or kept.read_text(encoding="utf-8") == "first"
        words = [
            word.replace("/var/lib/claimline/backup", str(tmp_path)) for word in shlex.split(service["ExecStartPost"])
        ]
        subprocess.run(words, check=True)
    assert kept.read_text(encoding="utf-8") == "second"
    assert (tmp_path / "claimline.dump.before").read_text(encoding="utf-8") == "first"
    assert not part.exists()


def test_the_app_of_the_compose_file_may_start() -> None:
    """Open beyond its machine it needs a login, or shows only."""
    words = compose()["services"]["app"]["command"]
    address = words[words.index("--address") + 1]
    assert review_mode(address, {}, ROOT / "nowhere", read_only="--read-only" in words) == "off"


def test_who_writes_a_volume_owns_it() -> None:
    """A new volume takes its owner from the folder of the image; processes that nobody waits for are reaped."""
    container = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    for name, service in compose()["services"].items():
        if name == "ledger":
            continue
        assert service["init"] is True
        for volume in service.get("volumes", ()):
            assert f"--owner=claimline {volume.split(':')[1]}" in container


def test_compose_builds_from_files_that_exist_and_keeps_its_data() -> None:
    """Every volume is declared, every service waits for the ledger, the build takes the argument it is given."""
    parsed = compose()
    services = parsed["services"]
    container = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    for name, service in services.items():
        named = {volume.split(":")[0] for volume in service.get("volumes", ())}
        assert named <= set(parsed["volumes"])
        if name == "ledger":
            continue
        assert service["depends_on"]["ledger"]["condition"] == "service_healthy"
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
        for argument in service["build"]["args"]:
            assert re.search(rf"^ARG {argument}\b", container, re.MULTILINE)
    assert "healthcheck" in services["ledger"]
    assert services["app"]["ports"] == ["127.0.0.1:8501:8501"]
