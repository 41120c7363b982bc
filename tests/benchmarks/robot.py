"""A seeded robot in a real window: random actions, and every fault that they bring about. Run by hand on a display:

    xvfb-run -a python tests/benchmarks/robot.py [--seed N] [--actions 10000] [--patience 1] [--story FOLDER]

The window has a real library file, in FOLDER or a temporary folder, and the real analyst process. All choices come from
one generator, so that a seed replays the same ones, as far as the analyst's pace allows. Every 50 actions all dialogs
are closed and what must always be so is looked at; every 250 the same story is opened again in one window and the
process is measured. Prints one line of JSON with the figures; after a fault, the last 40 actions and the fault, and the
exit status is 1. The window runs in a process of its own, so that a crash is told as well.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "desktop"), str(ROOT / "tests")]
_TOLD = 40


def main() -> int:
    """Start the window's process, and tell what became of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--actions", type=int, default=10_000)
    parser.add_argument("--patience", type=float, default=1, help="how many times as long all may take; 1 is 10 s")
    parser.add_argument("--story", type=Path, help="the folder of a library to begin with; it is copied")
    parser.add_argument("--within", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.within:
        try:
            print(json.dumps(run(args.seed, args.actions, args.within, args.patience)))
        except Exception:  # noqa: BLE001 - whatever it is, it is told after the last actions
            print(traceback.format_exc())
            return 1
        return 0
    with tempfile.TemporaryDirectory(prefix="robot-") as name:
        folder = Path(name)
        if args.story:
            for path in args.story.glob("library.sqlite*"):
                shutil.copy(path, folder / path.name)
        own = {"HOME": name, "XDG_DATA_HOME": name, "XDG_CONFIG_HOME": name, "XDG_CACHE_HOME": name}
        own["CUPS_SERVER"] = "localhost:1"  # no printer is found, and nothing printed on paper
        command = [sys.executable, "-B", __file__, "--within", name, "--seed", str(args.seed)]
        command += ["--patience", str(args.patience)]
        done = subprocess.run(
            [*command, "--actions", str(args.actions)], env={**os.environ, **own}, stdout=subprocess.PIPE, text=True
        )
        if done.returncode == 0:
            print(done.stdout.strip())
            return 0
        log = folder / "log.txt"
        print(*log.read_text().splitlines()[-_TOLD:] if log.exists() else [], sep="\n")
        dump = folder / "stacks.txt"
        print(dump.read_text() if dump.exists() else "")
        print(done.stdout.strip())
        print(f"seed {args.seed}: a fault, status {done.returncode}")
        return 1


def run(seed: int, actions: int, folder: Path, patience: float = 1) -> dict[str, Any]:
    """Do so many random actions in a window on a library in `folder`; the figures. Raises Fault."""
    from PySide6.QtWidgets import QApplication

    from parallax.window.interpreter import run_smoothly
    from random_reader.eyes import be_patient
    from random_reader.robot import Robot

    be_patient(patience)
    application = QApplication.instance() or QApplication(["robot"])
    assert isinstance(application, QApplication)
    run_smoothly(application)
    manager = (
        subprocess.Popen(["openbox"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if shutil.which("openbox")
        else None
    )
    time.sleep(0.3 if manager else 0)  # where another one manages the windows already it ends at once
    begun = time.monotonic()
    robot = Robot(random.Random(seed), folder)
    try:
        figures = robot.run(actions)
    finally:
        robot.close()
        if manager:
            manager.terminate()
            manager.wait(10)
    return {"seed": seed, "seconds": round(time.monotonic() - begun), **figures}


if __name__ == "__main__":
    sys.exit(main())
