"""An article crosses JSON exactly, and nothing that is not one comes in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from parallax.article import Article
from parallax.article_json import article_from_plain, article_to_plain

ARTICLE = Article.from_text("Bridge shut 😀\nThe ferry runs.\n\ud800 odd", title="", outlet="Gazette")


def test_an_article_comes_back_from_json_equal() -> None:
    assert article_from_plain(json.loads(json.dumps(article_to_plain(ARTICLE)))) == ARTICLE


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("text", "Other", "digest"),
        ("text", "e\u0301", "normal form"),
        ("text", 3, "not a string"),
        ("role", "leader", "no role"),
        ("cleaning", [1], "cleaning"),
        ("paragraphs", None, "not a list"),
        ("paragraphs", [[0, 99, "body"]], "past the text"),
        ("paragraphs", [[5, 5, "body"]], "empty"),
        ("paragraphs", [[4, 6, "body"], [0, 2, "body"]], "out of order"),
        ("paragraphs", [[0, 20, "body"]], "line end"),
        ("paragraphs", [[0, 4, "poem"]], "does not exist"),
        ("paragraphs", [[True, 4, "body"]], "whole numbers"),
        ("extra", "x", "fields"),
    ],
)
def test_a_wrong_shape_is_refused_with_its_reason(field: str, value: Any, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        article_from_plain({**article_to_plain(ARTICLE), field: value})
