"""What differs between linked readings, of which kind, how surely and why; and who reports what."""

from __future__ import annotations

from parallax.differences.coverage import coverage
from parallax.differences.pairs import differences
from parallax.differences.words import WordChange, changes, word_changes

__all__ = ["WordChange", "changes", "coverage", "differences", "word_changes"]
