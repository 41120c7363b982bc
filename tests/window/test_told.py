"""Marks and corrections in words: every kind has its own, and names where it stands."""

from __future__ import annotations

from typing import get_args

from parallax.article import Article
from parallax.library import KeptCorrection, Mark, anchor
from parallax.values import CorrectionKind
from parallax.window.corrections.told import in_quotes, places, told

ARTICLE = Article.from_text('The mill at Oster burned down. "All of it," she said.')
VALUES = {
    "relation": "versions",
    "name of speaker": "Ines Calloway",
    "not a difference": "attribution-verb",
    "another kind": "number unnamed-source",
    "role of paragraph": "byline",
}


def kept(kind: str) -> KeptCorrection:
    return KeptCorrection("id", kind, (anchor(ARTICLE, 4, 8),), VALUES.get(kind, ""), "2026-01-01T00:00:00Z")


def test_every_kind_of_correction_is_told_in_words_of_its_own() -> None:
    said = [told(kept(kind)) for kind in get_args(CorrectionKind)]
    assert len(set(said)) == len(said)
    assert all(words[0].isupper() and "-" not in words for words in said)
    assert "Speaker named Ines Calloway" in said
    assert "Not number, but unnamed source" in said
    assert "This paragraph is: byline" in said


def test_a_mark_is_told_with_its_words_and_outlet() -> None:
    note = Mark("id", "note", "", (anchor(ARTICLE, 4, 8),), "which\nmill?", "2026-01-01T00:00:00Z")
    assert told(note) == "Note: which mill?"
    assert places(note, {ARTICLE.id: "Bell"}) == "“mill” · Bell"
    assert places(note, {}) == "“mill” · a removed article"
    checked = Mark("id", "checked", "number", (anchor(ARTICLE, 0, 0),), "", "2026-01-01T00:00:00Z")
    assert told(checked) == "Checked: number"
    assert places(checked, {ARTICLE.id: "Bell"}) == "Bell"


def test_quoted_words_get_one_pair_of_marks_and_no_control_of_direction() -> None:
    assert in_quotes('"All of it,"') == "“All of it”"
    assert in_quotes("so\nit \u202eends") == "“so it ⇤ends”"
    assert len(in_quotes("word " * 40, 20)) <= 22
