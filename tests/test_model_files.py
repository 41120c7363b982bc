"""The lists of published sums are those of the files beside them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from parallax import paths
from parallax.errors import ModelMissing
from parallax.model_files import checked_files, own_models, pipeline

MODELS = Path(__file__).parents[1] / "resources" / "models"


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the models in a copy of the resources, which the program finds from now on."""
    shutil.copytree(MODELS, tmp_path / "resources" / "models")
    monkeypatch.setattr(paths, "_HERE", tmp_path)
    return tmp_path / "resources" / "models"


def test_every_model_of_the_program_is_listed_as_it_is() -> None:
    wrong = {f.name: f.state for model in own_models() for f in checked_files(model) if f.state != "as published"}
    assert wrong == {}, "made anew? In resources/models: sha256sum FILES > LIST.sha256, for the list that names them"


def test_no_file_of_the_models_is_without_a_sum() -> None:
    listed = {name for model in own_models() for name in model.sums}
    there = {f.relative_to(MODELS).as_posix() for f in MODELS.rglob("*") if f.is_file()}
    assert {name for name in there if not name.endswith((".md", ".sha256"))} == listed


def test_a_damaged_and_an_absent_file_are_told_apart(copy: Path) -> None:
    with (copy / "report-ranker.onnx").open("r+b") as file:
        file.seek(1000)
        file.write(b"\0\0damaged\0\0")
    (copy / "encoder" / "pairs.npz").unlink()
    wrong = {f.name: f.state for model in own_models() for f in checked_files(model) if f.state != "as published"}
    assert wrong == {"report-ranker.onnx": "changed", "encoder/pairs.npz": "missing"}


def test_an_absent_list_is_said(copy: Path) -> None:
    (copy / "encoder.sha256").unlink()
    with pytest.raises(ModelMissing, match="Install the program again"):
        own_models()


def test_the_language_model_says_what_it_is() -> None:
    found = pipeline()
    assert (found.version, found.licence, found.author) == ("3.8.0", "MIT", "Explosion")
