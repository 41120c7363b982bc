"""A web page that was saved with its address and its day: the drafts of the articles on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parallax.intake.draft import Draft

_SHOWN = 300
"""Code points of an address that a sentence holds; the article's location has it whole."""


def drafts_of_page(markup: str, name: str, address: str, saved: str, notes: Sequence[str] = ()) -> Sequence[Draft]:
    """The drafts of a page, most often one. `address` is that of a page or empty, `saved` a day of ISO 8601 or empty;
    `notes` follow what is said of both. Raises as `html.draft_of` does."""
    from parallax.intake.pages import html  # lxml and trafilatura are loaded only where markup is read
    from parallax.intake.press import exports

    drafts = exports.drafts_of_page(markup, name) or (html.draft_of(markup, name),)
    place = f" from {address[:_SHOWN]}" if address else ""
    day = f" on {saved[:10]}" if saved else ""
    said = (*((f"The page was saved{place}{day}.",) if place or day else ()), *notes)
    return [
        replace(draft, location=address or draft.location, retrieved=saved, cleaning=(*said, *draft.cleaning))
        for draft in drafts
    ]


def web_address(written: str) -> str:
    """The address of a page as a file states it; empty for what is none."""
    return written if written.startswith(("http://", "https://")) and written.isprintable() else ""
