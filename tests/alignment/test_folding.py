"""Typography is folded away before sentences are compared."""

from __future__ import annotations

import pytest

from parallax.alignment.folding import numbers_of, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“We’ll rebuild,” she said – twice.", '"We\'ll rebuild," she said - twice.'),
        ("The oﬃce was ﬂooded.", "The office was flooded."),
        ("The river\u00a0rose", "The river rose"),
        ("Orrin\u00adfield council", "Orrinfield council"),
        ("THE DAM HELD", "the dam held"),
        ("1,200 homes", "1200 homes"),
        ("Straße gesperrt", "STRASSE GESPERRT"),
        ("cafe\u0301", "café"),
        ("Ｆｉｖｅ", "five"),
    ],
)
def test_typography_does_not_change_the_words(one: str, other: str) -> None:
    assert words_of(one) == words_of(other)


def test_a_possessive_is_the_name_itself() -> None:
    assert words_of("Ortiz’s office") == ("ortiz", "office")


def test_vowel_signs_stay_with_their_word() -> None:
    assert words_of("हिन्दी में समाचार") == ("हिन्दी", "में", "समाचार")


def test_chinese_counts_by_the_letter() -> None:
    assert words_of("大坝决堤。") == ("大", "坝", "决", "堤")


def test_a_spelled_number_equals_its_digits() -> None:
    assert numbers_of(words_of("Twelve people")) == numbers_of(words_of("12 people")) == {"12"}


def test_different_numbers_stay_different() -> None:
    assert words_of("3.5 million") != words_of("35 million")
