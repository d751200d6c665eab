"""Reconciling alone: gold figures go straight into it, the scorer holds the floors, so no reader's slip counts here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nlp.reconcile import reconcile
from tests.eval import gold_reports

HERE = Path(__file__).resolve().parent
FLOORS = {
    "dev": {
        "incident_completeness": 1.0,
        "incident_purity": 1.0,
        "alarm_recall": 0.98,
        "alarm_type_recall": 0.98,
        "alarm_precision": 0.98,
        "reconciled_best_accuracy": 0.98,
        "reconciled_origins_accuracy": 0.98,
        "reconciled_status_accuracy": 0.98,
    },
    "further": {
        "incident_completeness": 1.0,
        "incident_purity": 1.0,
        "alarm_recall": 0.98,
        "alarm_type_recall": 0.98,
        "alarm_precision": 0.98,
        "reconciled_best_accuracy": 0.98,
        "reconciled_origins_accuracy": 0.90,
        "reconciled_status_accuracy": 0.98,
    },
    "harder": {
        "incident_completeness": 1.0,
        "incident_purity": 1.0,
        "alarm_recall": 0.98,
        "alarm_type_recall": 0.98,
        "alarm_precision": 0.86,
        "reconciled_best_accuracy": 0.98,
        "reconciled_origins_accuracy": 0.98,
        "reconciled_status_accuracy": 0.98,
    },
    "own": {
        "incident_completeness": 1.0,
        "incident_purity": 1.0,
        "alarm_recall": 0.98,
        "alarm_type_recall": 0.98,
        "alarm_precision": 0.98,
        "reconciled_best_accuracy": 0.98,
        "reconciled_origins_accuracy": 0.98,
        "reconciled_status_accuracy": 0.98,
    },
}


@pytest.mark.parametrize("corpus", sorted(FLOORS))
def test_gold_figures_reach_the_floors(corpus: str, tmp_path: Path) -> None:
    """No named measure is below its floor."""
    held = gold_reports.reports(HERE / corpus)
    gold_reports.export(tmp_path, held, reconcile(held))
    floors = [word for name, value in FLOORS[corpus].items() for word in ("--floor", f"{name}={value}")]
    command = [sys.executable, "-X", "utf8", str(HERE / "score.py"), str(tmp_path), str(HERE / corpus), *floors]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
