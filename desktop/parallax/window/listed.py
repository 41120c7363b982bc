"""Several things one after another in a sentence. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence


def listed(parts: Sequence[str]) -> str:
    """*a*, *a and b*, *a, b and c*; at least one part."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
