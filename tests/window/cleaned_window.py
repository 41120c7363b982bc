"""A window on a story of a page of which much was left out, and of a pasted text without an outlet."""

from __future__ import annotations

from pathlib import Path

from marked_window import compared, opened
from waiting import wait

from parallax.article import Article
from parallax.intake.draft import Draft, Piece, article_of
from parallax.library import AddArticle, Library, NewStory

PAGE = b"<html><body><nav>Home News Sport</nav><h1>Ferry runs aground off Castle Point</h1></body></html>"
TOLD = "Took the article out of a web page."
PIECES = (
    Piece("Home News Sport Weather", why="a menu"),
    Piece("Ferry runs aground off Castle Point", "headline"),
    Piece("A ferry with 140 people aboard ran aground off Castle Point on Monday, the coastguard said.", "body"),
    Piece("Read more: The winter timetable", why="related links"),
    Piece("Share this on Vellpost", why="share buttons"),
    Piece(
        "The harbour master, Ned Calloway, said that the buoy had been missing since Friday.",
        "body",
        was="The harbour master, Ned Calloway, said\nthat the buoy had been missing since Friday.",
    ),
    Piece("Twelve passengers were hurt.", "body"),
    Piece("Most read: Snow closes the pass road", why="related links"),
    Piece("© The Harbour Tribune. All rights reserved.", why="the foot of a page"),
)
TRIBUNE = Draft(
    PIECES,
    outlet="The Harbour Tribune",
    author="Olga Prewitt",
    published="2026-03-09",
    cleaning=(TOLD,),
    sources=(("title", "og:title"), ("outlet", "og:site_name"), ("author", "JSON-LD"), ("published", "JSON-LD")),
)


def pasted(words: str = "Nine passengers were hurt", location: str = "") -> Article:
    """A text that came by the clipboard."""
    pieces = (
        Piece("Passengers taken off stranded ferry", "headline"),
        Piece(f"A ferry ran aground off Castle Point on Monday. {words}.", "body"),
    )
    return article_of(Draft(pieces, location=location), "")


def make_cleaned(folder: Path, *others: Article) -> Path:
    """A library in `folder` with the page and, as they are given, other articles, compared already."""
    page = article_of(TRIBUNE, "ferry.html")
    with Library.open(folder / "library.sqlite") as library:
        begun = NewStory("Ferry aground")
        added = [AddArticle(begun.story, page, PAGE, "../ferry.html")]
        library.apply_all([begun, *added, *(AddArticle(begun.story, other) for other in others)])
    with opened(folder) as window:
        wait(lambda: compared(window), "the comparison")
    return folder
