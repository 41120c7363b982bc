"""The wheel has all that the program needs, and runs from another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = (folder / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_resources_and_no_tests(unpacked: Path) -> None:
    assert (unpacked / "parallax" / "resources" / "models" / "en_core_web_sm-3.8.0.sha256").is_file()
    assert list((unpacked / "parallax" / "resources" / "samples").glob("*.txt"))
    assert {p.name for p in unpacked.iterdir() if not p.name.endswith(".dist-info")} == {"parallax"}
    (entry,) = unpacked.glob("*.dist-info/entry_points.txt")
    assert "parallax = parallax.commands:main" in entry.read_text(encoding="utf-8")


def test_the_wheel_compares_the_sample_from_another_folder(unpacked: Path, tmp_path: Path) -> None:
    samples = sorted((unpacked / "parallax" / "resources" / "samples").glob("*.txt"))
    done = subprocess.run(
        [sys.executable, "-P", "-m", "parallax", "compare", "--format", "json", *map(str, samples)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    assert len(json.loads(done.stdout)["articles"]) == len(samples)
