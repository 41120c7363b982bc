"""The language model is the one that was published, or it is not used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from parallax.errors import ModelAltered, ModelMissing
from parallax.language.model import check_model, model_folder


def test_the_installed_model_is_the_published_one() -> None:
    check_model(model_folder())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(model_folder(), tmp_path / "model"))


def test_a_changed_file_is_named(copy: Path) -> None:
    with (copy / "tagger" / "model").open("ab") as opened:
        opened.write(b"x")
    with pytest.raises(ModelAltered, match="tagger/model"):
        check_model(copy)


def test_an_absent_file_is_named(copy: Path) -> None:
    (copy / "tokenizer").unlink()
    with pytest.raises(ModelMissing, match="tokenizer"):
        check_model(copy)


def test_an_additional_file_is_named(copy: Path) -> None:
    (copy / "evil.pkl").write_bytes(b"x")
    with pytest.raises(ModelAltered, match=r"evil\.pkl"):
        check_model(copy)
