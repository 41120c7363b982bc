"""Plain text: wrapped lines joined, roles told by words. Nothing but white space is lost, but for a hyphen that is
certain and said."""

from __future__ import annotations

from collections.abc import Sequence

from parallax.article import normal
from parallax.intake.draft import Draft, Piece, counted
from parallax.intake.unwrap import unwrap

_SHOWN_HYPHENS = 5


def draft_of(text: str) -> Draft:
    """The draft of a text with any line ends."""
    unwrapped = unwrap(normal(text))
    cleaning = []
    if unwrapped.lines:
        cleaning.append(
            f"Joined {counted(unwrapped.lines, 'wrapped line')} into {counted(unwrapped.made, 'paragraph')}."
        )
    cleaning += told_hyphens(unwrapped.hyphens)
    return Draft(tuple(map(_piece, unwrapped.paragraphs, unwrapped.was)), cleaning=tuple(cleaning))


def told_hyphens(hyphens: Sequence[tuple[str, str]]) -> list[str]:
    """What to say of words, (broken, whole), that were put together; nothing of none."""
    if not hyphens:
        return []
    words = ", ".join(f"“{a} {b}”" for a, b in hyphens[:_SHOWN_HYPHENS])
    more = len(hyphens) - _SHOWN_HYPHENS
    ending = f" and {more} more" if more > 0 else ""
    return [f"Put {counted(len(hyphens), 'word')} broken at a line end together: {words}{ending}."]


def _piece(paragraph: str, was: str) -> Piece:
    return Piece(paragraph, was=was)
