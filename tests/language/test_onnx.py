"""The runtime of the networks tells its makers nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from parallax.worker.process import child_environment

LOADS = (
    "from parallax.alignment.ranker import ranker as load",
    "from parallax.language.encoder import encoder as load",
)


@pytest.mark.parametrize("load", LOADS)
def test_a_network_that_is_loaded_keeps_no_number_of_this_computer(load: str, tmp_path: Path) -> None:
    kept = {k: v for k, v in child_environment().items() if k not in ("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME")}
    environment = {**kept, "HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "OMP_NUM_THREADS": "1"}
    run = [sys.executable, "-B", "-c", f"{load}; load()"]
    ran = subprocess.run(run, env=environment, capture_output=True, text=True, check=True)
    assert list(tmp_path.rglob("*")) == []
    assert "telemetry" not in ran.stderr
