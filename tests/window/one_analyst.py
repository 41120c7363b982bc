"""One analyst process for all windows of the tests, as windows of the program share one: each would load its models."""

from __future__ import annotations

from parallax.window.analyst import Analyst, AnalystLink

_kept: list[tuple[Analyst, AnalystLink]] = []


def analyst() -> Analyst:
    """The analyst, whose process stays while windows come and go."""
    if not _kept:
        made = Analyst()
        _kept.append((made, AnalystLink(made)))
    return _kept[0][0]


def end_analyst() -> None:
    """End its process."""
    while _kept:
        _kept.pop()[1].close()
