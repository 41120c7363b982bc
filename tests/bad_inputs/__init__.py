"""Bad inputs of every kind, made on the spot: `KINDS` by their names."""

from __future__ import annotations

from bad_inputs import archives, documents, messages, pages, places, texts  # noqa: F401  # each enters its kinds
from bad_inputs.kind import KINDS, Kind

__all__ = ["KINDS", "Kind"]
