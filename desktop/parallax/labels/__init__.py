"""What each article calls the same person, group, country, organisation or place."""

from __future__ import annotations

from parallax.labels.naming import labels

__all__ = ["labels"]
