"""The bootstrap does nothing when nothing has changed, and says what it needs."""

from __future__ import annotations

from pathlib import Path

import pytest

import bootstrap


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment folder with an interpreter in it."""
    python = tmp_path / "python"
    python.touch()
    monkeypatch.setattr(bootstrap, "PYTHON", python)
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp")
    return tmp_path


def test_without_a_stamp_everything_is_to_do(environment: Path) -> None:
    """An environment that somebody else made is brought up to date."""
    assert not bootstrap.is_current("wanted", dev=False)


@pytest.mark.parametrize(
    ("stamp", "dev", "current"),
    [
        ("wanted\ndev\n", True, True),
        ("wanted\ndev\n", False, True),
        ("wanted\n\n", False, True),
        ("wanted\n\n", True, False),
        ("other\ndev\n", False, False),
        ("", False, False),
    ],
)
def test_stamp_decides(environment: Path, stamp: str, dev: bool, current: bool) -> None:
    """The stamp holds what was installed and whether the test dependencies were."""
    (environment / "stamp").write_text(stamp, encoding="utf-8")
    assert bootstrap.is_current("wanted", dev=dev) is current


def test_fingerprint_follows_the_pins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another pin is another environment."""
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_text("one\n", encoding="utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    before = bootstrap.fingerprint()
    (tmp_path / "constraints.txt").write_text("two\n", encoding="utf-8")
    assert bootstrap.fingerprint() != before


def test_constraints_name_no_host() -> None:
    """The pins hold on any index: no addresses in the file."""
    text = (Path(bootstrap.__file__).parent / "constraints.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert all("==" in line for line in text.splitlines() if line and not line.startswith("#"))


def test_a_failing_command_ends_with_one_line() -> None:
    """No traceback for a failed installation."""
    with pytest.raises(SystemExit, match="failed with status 1"):
        bootstrap.run(["false"])
