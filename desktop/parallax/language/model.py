"""The English pipeline: checked file by file, loaded once per process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from parallax.errors import ModelAltered, ModelMissing
from parallax.model_files import INSTALL, NAME, Model, checked_files, model_folder, published_sums
from parallax.paths import resource

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["NAME", "check_model", "english", "model_folder"]

_UNUSED = ("senter",)


def check_model(folder: Path, sums: Path | None = None) -> None:
    """Compare every file of the model with its published SHA-256 sum; `sums` is a file as `sha256sum` writes it.
    Raises ModelMissing for an absent file, ModelAltered for a changed or an additional one."""
    wanted = published_sums(sums or resource("models", f"{NAME}.sha256"))
    for file in checked_files(Model(NAME, folder, wanted, alone=True)):
        if file.state == "missing":
            raise ModelMissing(f"The language model lacks its file {file.name}. {INSTALL}")
        if file.state == "unreadable":
            raise ModelAltered(f"The language model's file {file.name} cannot be read. {INSTALL}")
        if file.state == "changed":
            raise ModelAltered(f"The language model's file {file.name} is not the one that was published. {INSTALL}")
        if file.state == "added":
            raise ModelAltered(f"The language model has a file that was never published, {file.name}. {INSTALL}")


@cache
def english() -> Language:
    """The checked pipeline with the components that are used: tok2vec, tagger, parser, attribute_ruler, lemmatizer,
    ner. Raises ModelMissing or ModelAltered."""
    folder = model_folder()
    check_model(folder)
    import spacy  # imported late: it takes half a second, and what only reads files never needs it

    return spacy.load(folder, exclude=list(_UNUSED))
