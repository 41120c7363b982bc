from __future__ import annotations

import pytest

from parallax.attribution import lexicon
from parallax.attribution.lexicon import stance_of


@pytest.mark.parametrize("word", ["say", "tell", "add", "announce", "write", "ask", "warn", "statement", "demand"])
def test_plain_words_of_saying_are_neutral(word: str) -> None:
    assert stance_of(word) == "neutral"


@pytest.mark.parametrize("word", ["claim", "allege", "purport", "insinuate", "boast", "allegation", "accusation"])
def test_words_that_keep_their_distance_doubt(word: str) -> None:
    assert stance_of(word) == "doubting"


@pytest.mark.parametrize("word", ["confirm", "reveal", "acknowledge", "admit", "prove", "revelation"])
def test_words_that_take_it_for_true_endorse(word: str) -> None:
    assert stance_of(word) == "endorsing"


@pytest.mark.parametrize("word", ["deny", "reject", "dismiss", "refute", "dispute", "denial"])
def test_words_that_say_it_is_not_so_deny(word: str) -> None:
    assert stance_of(word) == "denying"


def test_the_particle_decides_what_point_means() -> None:
    assert (stance_of("point", "out"), stance_of("point")) == ("endorsing", "neutral")


def test_all_words_are_single_folded_lemmas() -> None:
    words = {
        *lexicon.CLAUSE, *lexicon.SPEECH, *lexicon.INFINITIVE, *lexicon.OBJECT, *lexicon.PREPOSITION,
        *lexicon.NOUNS, *lexicon.ADJECTIVES, *lexicon.ADVERBS,
    }  # fmt: skip
    assert len(words) > 400
    assert all(w == w.casefold().strip() and w.replace("-", "").isalpha() for w in words)


def test_plain_verbs_are_among_those_that_take_a_clause() -> None:
    assert lexicon.PLAIN <= lexicon.CLAUSE
    assert lexicon.NOUNS_OF < lexicon.NOUNS
