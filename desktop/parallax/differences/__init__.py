"""What differs between linked readings, of which kind, how surely and why; and who reports what."""

from __future__ import annotations

from parallax.differences.coverage import coverage
from parallax.differences.pairs import differences

__all__ = ["coverage", "differences"]
