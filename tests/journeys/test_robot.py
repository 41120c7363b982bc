"""A seeded robot does anything in a real window for a while; `tests/benchmarks/robot.py` goes on for longer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.display

ROBOT = Path(__file__).parents[1] / "benchmarks" / "robot.py"


def test_four_hundred_random_actions_bring_no_fault_about(display: str) -> None:
    command = [sys.executable, "-B", ROBOT, "--seed", "2", "--actions", "400", "--patience", "6"]  # for a busy machine
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr[-2000:]}"
