"""Pages that stop at a wall say so; whole articles do not."""

from __future__ import annotations

import pytest

from parallax.errors import EmptyArticle
from parallax.intake import read_bytes

SHORT = "<p>The ferry between Ostwick and Vellmar stopped on Monday after a storm tore its landing stage away.</p>"
LONG = "".join(
    f"<p>The ferry between Ostwick and Vellmar stopped for the {n}. time after a storm tore its stage away.</p>"
    for n in range(40)
)


def told(body: str, head: str = "") -> list[str]:
    markup = f"<html><head><title>Ferry stops</title>{head}</head><body><h1>Ferry stops</h1>{body}</body></html>"
    return [done.what for done in read_bytes(markup.encode(), "a.html").cleaning if "wall" in done.what]


NOT_FREE = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "F", "isAccessibleForFree": %s}</script>'
)


@pytest.mark.parametrize("value", ["false", '"False"'])
def test_an_article_that_is_not_free_and_short_stops_at_a_wall(value: str) -> None:
    (said,) = told(f"<article>{SHORT}</article>", NOT_FREE % value)
    assert "not free" in said and said.endswith("paste it.")


@pytest.mark.parametrize(
    ("wall", "why"),
    [
        ('<div class="c">Subscribe to continue reading.</div>', "subscribe"),
        ('<div class="tp-modal paywall"><p>Three months for £1</p></div>', "subscribe"),
        ("<div>Please verify you are human.</div>", "a person"),
        ("<div>Before you continue, choose what may be stored.</div>", "consent"),
        ("<noscript>Please enable JavaScript to read this.</noscript>", "scripts"),
    ],
)
def test_a_short_page_with_a_wall_says_which(wall: str, why: str) -> None:
    (said,) = told(f"<article>{SHORT}</article>{wall}")
    assert why in said


def test_a_whole_article_stops_at_no_wall() -> None:
    walls = '<div class="paywall">Subscribe to continue reading.</div><noscript>Please enable JavaScript.</noscript>'
    assert told(f"<article>{LONG}</article>{walls}", NOT_FREE % "false") == []


def test_a_short_article_without_a_wall_says_nothing() -> None:
    assert told(f"<article>{SHORT}</article>") == []


def test_a_page_that_only_scripts_fill_says_why_it_has_no_article() -> None:
    page = b"<html><body><div></div><noscript>You need to enable JavaScript to run this.</noscript></body></html>"
    with pytest.raises(EmptyArticle, match=r"no article was found.*scripts"):
        read_bytes(page, "a.html")
