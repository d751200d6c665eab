"""The alert file: what it accepts, what it refuses in one line, and which changes its rules let pass."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jobs.alerting import AlertError, Rule, load
from tests.jobs.test_feeds import change

CHANNEL = '[[channel]]\nkind = "webhook"\nname = "desk"\nurl = "https://desk.example/hook"\n'
RULE = '[[rule]]\nsend_to = ["desk"]\n'


def written(folder: Path, text: str) -> Path:
    """Write an alert file."""
    path = folder / "alerts.toml"
    path.write_text(text, encoding="utf-8")
    return path


def moved(old: str | None, new: str | None, kind: str = "changed_figure", **values: Any) -> Any:
    """Return a change of a figure."""
    empty = {"best": None, "low": None, "high": None}
    return change(kind=kind, before={**empty, "best": old}, after={**empty, "best": new}, **values)


def test_a_file_is_read(tmp_path: Path) -> None:
    """Both kinds of channel and every part of a rule."""
    mail = (
        '[[channel]]\nkind = "mail"\nname = "mail"\nhost = "mx.example"\nsender = "a@x.example"\nto = ["b@x.example"]\n'
    )
    rule = RULE + 'kinds = ["changed_figure"]\nparties = ["Orrery AI"]\nmeasures = ["accounts"]\nmoves_more_than = 10\n'
    file = load(written(tmp_path, CHANNEL + mail + rule))
    assert [channel.name for channel in file.channel] == ["desk", "mail"]
    assert file.rule[0].moves_more_than == Decimal(10)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (CHANNEL, "neither a rule nor health_to"),
        (CHANNEL + RULE + "often = true\n", "rule.0.often: Extra inputs are not permitted"),
        (CHANNEL + '[[rule]]\nsend_to = ["nobody"]\n', "no such channel: nobody"),
        (CHANNEL + CHANNEL + RULE, "two channels have the same name"),
        (CHANNEL + RULE + 'kinds = ["rumour"]\n', "no such kind: rumour"),
        (CHANNEL.replace("https://desk.example", "file:///etc/passwd") + RULE, "not a web address"),
        ("[[channel]\n", "Expected"),
        (CHANNEL.replace("webhook", "pigeon") + RULE, "pigeon"),
    ],
)
def test_a_bad_file_is_one_clear_line(tmp_path: Path, text: str, reason: str) -> None:
    """With the file and the place."""
    with pytest.raises(AlertError) as caught:
        load(written(tmp_path, text))
    assert reason in str(caught.value) and "\n" not in str(caught.value)


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    """As any other."""
    with pytest.raises(AlertError, match="No such file"):
        load(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("old", "new", "sent"),
    [("100", "110", False), ("100", "111", True), ("100", "89", True), ("100", "100", False), ("0", "1", True)],
)
def test_moves_more_than_is_in_percent_of_the_old_value(old: str, new: str, sent: bool) -> None:
    """Ten percent exactly is not more than ten."""
    rule = Rule(send_to=["desk"], moves_more_than=Decimal(10))
    assert rule.wants(moved(old, new)) is sent


def test_a_move_to_or_from_no_value_counts() -> None:
    """There is no distance to nothing."""
    rule = Rule(send_to=["desk"], moves_more_than=Decimal(10))
    assert rule.wants(moved("100", None)) and rule.wants(moved(None, "100"))
    assert rule.wants(change(kind="new_conflict"))


def test_passes_fires_when_a_value_reaches_it() -> None:
    """Once, from below; a new figure counts."""
    rule = Rule(send_to=["desk"], passes=Decimal(20))
    assert rule.wants(moved("19", "20")) and rule.wants(moved(None, "25", "new_figure"))
    assert not rule.wants(moved("20", "30")) and not rule.wants(moved("25", "19"))


def test_parties_measures_and_kinds_must_all_pass() -> None:
    """A party by name, whatever its case."""
    rule = Rule(send_to=["desk"], kinds=["new_conflict"], parties=["orrery ai"], measures=["interactions"])
    assert rule.wants(change())
    assert not rule.wants(change(parties="Orrery AI Holdings"))
    assert not rule.wants(change(measure="accounts"))
    assert not rule.wants(change(kind="resolved_conflict"))
