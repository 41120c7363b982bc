from __future__ import annotations

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.article import Article
from parallax.language import Parse, parse
from parallax.language.numbers import Quantity, number_of, quantities


def found(text: str) -> tuple[Parse, list[Quantity]]:
    parsed = parse(Article.from_text(text))
    return parsed, [q for k in range(len(parsed.sentences)) for q in quantities(parsed, k)]


def one(text: str) -> Quantity:
    _, numbers = found(text)
    assert len(numbers) == 1, numbers
    return numbers[0]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12 villagers", 12),
        ("forty-two villagers", 42),
        ("1,250 villagers", 1250),
        ("half a million villagers", 500_000),
        ("three dozen villagers", 36),
        ("2.5 million villagers", 2_500_000),
    ],
)
def test_words_and_figures_have_one_value(words: str, value: float) -> None:
    quantity = one(f"The flood drove {words} from the valley.")
    assert (quantity.value, quantity.counted) == (value, "villager")


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("at least 40", 40, inf),
        ("up to 40", 0, 40),
        ("about 40", 36, 44),
        ("nearly 40", 36, 40),
        ("more than 40", 41, inf),
        ("40 to 50", 40, 50),
    ],
)
def test_what_limits_a_number_sets_its_bounds(words: str, low: float, high: float) -> None:
    quantity = one(f"The storm damaged {words} houses in Dunmere.")
    assert (quantity.low, quantity.high) == pytest.approx((low, high))


def test_dozens_is_a_number_without_a_figure() -> None:
    quantity = one("Dozens of farmers blocked the road to Dunmere.")
    assert quantity.vague
    assert quantity.low == 24


def test_money_has_a_currency_and_a_scale() -> None:
    quantity = one("The council approved a $3 million grant.")
    assert (quantity.value, quantity.unit, quantity.counted) == (3_000_000, "USD", "grant")


def test_a_percentage_counts_what_follows_of() -> None:
    quantity = one("Some 60 percent of the voters stayed at home.")
    assert (quantity.value, quantity.unit, quantity.counted) == (60, "%", "voter")


def test_an_age_counts_nothing() -> None:
    quantity = one("A 34-year-old plumber opened the gate.")
    assert (quantity.value, quantity.unit, quantity.counted) == (34, "age", "")


def test_an_ordinal_is_told_from_a_count() -> None:
    assert one("It was the fifth landslide at Dunmere.").ordinal


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was built in 1987.",
        "The lorry left Route 94 near Dunmere.",
        "Dunmere won 3-2 against Halbrook.",
        "The council met at 7 p.m. on Monday.",
        "The dam was rebuilt ten years ago.",
    ],
)
def test_years_names_scores_and_hours_count_nothing(text: str) -> None:
    assert found(text)[1] == []


@given(
    st.lists(
        st.sampled_from("at least about 12 three million percent $ dozen and to - of people , 1,200 half a".split())
    )
)
@settings(max_examples=60, deadline=None)
def test_every_number_covers_whole_tokens_of_its_text(words: list[str]) -> None:
    parsed, numbers = found("Rescuers in Dunmere say that " + " ".join(words) + " were there.")
    for q in numbers:
        assert parsed.tokens[q.first].start == q.start < q.end == parsed.tokens[q.last - 1].end
        assert q.low <= q.high


@pytest.mark.parametrize(
    ("word", "value"), [("seven", 7), ("11th", 11), ("eleventh", 11), ("1,200", 1200), ("lake", None)]
)
def test_a_single_word_has_a_value_or_none(word: str, value: float | None) -> None:
    assert number_of(word) == value
