"""The templates under deploy/ and the pre-commit file: they parse, and the commands in them exist."""

from __future__ import annotations

import configparser
import re
import shlex
import stat
import subprocess

import pytest
import yaml

from tests.commands import COMMAND, ROOT

DEPLOY = ROOT / "deploy"
CALL = re.compile(r"\bclaimline\s+((?:run|export|app|crawl|analyze|ingest|status)\b[^\n>&|\"]*)")
CRON_FIELD = re.compile(r"\*(/\d+)?|\d+(-\d+)?(,\d+)*")


def unit(name: str) -> configparser.ConfigParser:
    """Read a systemd unit."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string((DEPLOY / "systemd" / name).read_text(encoding="utf-8"))
    return parser


def calls() -> list[tuple[str, str]]:
    """Return (file, words after `claimline`) of every call in the templates."""
    found = []
    for file in sorted(path for path in DEPLOY.rglob("*") if path.is_file()):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.lstrip().startswith("# ") or "podman run" in line:
                found += [(file.name, words.strip()) for words in CALL.findall(line)]
    return found


def test_every_template_calls_the_command() -> None:
    """Cron, systemd, the workflow and the container file all lead to claimline."""
    assert {"claimline.cron", "claimline.service", "claimline-app.service", "claimline.yml", "Containerfile"} <= {
        file for file, _ in calls()
    }


@pytest.mark.parametrize(("file", "words"), sorted(set(calls())))
def test_calls_name_commands_and_options_that_exist(file: str, words: str) -> None:
    """`claimline X --option` is in the help of X."""
    command, *rest = shlex.split(words)
    done = subprocess.run([str(COMMAND), command, "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{file}: {done.stderr}"
    for option in (word for word in rest if word.startswith("--")):
        assert option in done.stdout, f"{file}: {command} has no {option}"


def test_cron_lines_have_five_times_a_user_and_a_command() -> None:
    """As /etc/cron.d wants it."""
    text = (DEPLOY / "claimline.cron").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#") and "=" not in line.split()[0]]
    assert len(lines) == 3
    for line in lines:
        *times, user, command = line.split(maxsplit=6)
        assert subprocess.run(["sh", "-n", "-c", command], check=False).returncode == 0, command
        assert all(CRON_FIELD.fullmatch(field) for field in times), line
        assert user == "claimline"


def test_systemd_units_fit_together() -> None:
    """The timer starts the service; the service runs once and knows the lock's exit status."""
    service, timer = unit("claimline.service"), unit("claimline.timer")
    assert service["Service"]["Type"] == "oneshot"
    assert service["Service"]["SuccessExitStatus"] == "3"
    assert timer["Timer"]["Unit"] == "claimline.service"
    assert timer["Install"]["WantedBy"] == "timers.target"
    assert unit("claimline-app.service")["Service"]["Restart"] == "on-failure"


def test_workflow_parses() -> None:
    """YAML reads the key `on` as true."""
    workflow = yaml.safe_load((DEPLOY / "github" / "claimline.yml").read_text(encoding="utf-8"))
    assert workflow[True]["schedule"][0]["cron"]
    steps = [step["run"] for step in workflow["jobs"]["run"]["steps"] if "run" in step]
    assert steps[0] == "python3 bootstrap.py"
    assert all(subprocess.run(["bash", "-n", "-c", step], check=False).returncode == 0 for step in steps)
    assert steps[-1].endswith("claimline status")


def test_container_file_copies_what_exists() -> None:
    """Every instruction is known and every copied path is in the repository."""
    known = {"ARG", "FROM", "RUN", "WORKDIR", "COPY", "USER", "ENV", "EXPOSE", "ENTRYPOINT", "CMD"}
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    steps = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    assert {instruction for instruction, _ in steps} <= known
    copied = [name for instruction, rest in steps if instruction == "COPY" for name in rest.split()[:-1]]
    assert all((ROOT / name).exists() for name in copied)
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"} <= set(copied)
    assert {".streamlit"} & {path.name for path in ROOT.iterdir()} <= set(copied)


def test_pre_commit_uses_only_local_hooks() -> None:
    """Nothing is fetched when somebody commits."""
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    assert all(hook["entry"].startswith(".venv/bin/") for repo in config["repos"] for hook in repo["hooks"])


@pytest.mark.parametrize("script", [".ci/run"])
def test_scripts_are_executable_and_parse(script: str) -> None:
    """bash reads them without error; they stop at the first failure."""
    path = ROOT / script
    assert path.stat().st_mode & stat.S_IXUSR
    assert "set -euo pipefail" in path.read_text(encoding="utf-8")
    assert subprocess.run(["bash", "-n", str(path)], check=False).returncode == 0


def test_makefile_parses() -> None:
    """`make --dry-run` names the two commands the README promises."""
    for target, expected in (("run", "data.newsroom.run"), ("test", "pytest")):
        done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "bootstrap.py" in done.stdout
        assert expected in done.stdout
