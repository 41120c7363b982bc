"""The reader's corrections as constraints: paragraphs and sentences before the parse, attributions before speakers are
sought, links before groups, judgements on the differences found."""

from __future__ import annotations

from parallax.correcting.asked import Asked

__all__ = ["Asked"]
