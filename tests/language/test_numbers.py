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


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("200ft", 200, "foot"), ("2,000 ft", 2000, "foot"), ("5km", 5, "kilometre"), ("5 kilometers", 5, "kilometre"),
        ("70kg", 70, "kilogram"), ("30mph", 30, "mph"), ("48km/h", 48, "kph"), ("48 km / h", 48, "kph"),
    ],
)  # fmt: skip
def test_a_unit_may_be_glued_to_its_figure(words: str, value: float, unit: str) -> None:
    quantity = one(f"The load moved at {words} in the test.")
    assert (quantity.value, quantity.unit) == (value, unit)


@pytest.mark.parametrize("words", ["12m deep", "12m-deep", "12 m deep"])
def test_m_is_metres_before_a_word_for_an_extent(words: str) -> None:
    quantity = one(f"The storm tore a {words} hole into the dam.")
    assert (quantity.value, quantity.unit) == (12, "metre")


@pytest.mark.parametrize("words", ["It cost $12m.", "The fund has £12m long unused.", "It drew 12m long-term viewers."])
def test_m_is_millions_elsewhere(words: str) -> None:
    assert one(words).value == 12e6


def test_dozens_is_a_number_without_a_figure() -> None:
    quantity = one("Dozens of farmers blocked the road to Dunmere.")
    assert quantity.vague
    assert quantity.low == 24


def test_money_has_a_currency_and_a_scale() -> None:
    quantity = one("The council approved a $3 million grant.")
    assert (quantity.value, quantity.unit, quantity.counted) == (3_000_000, "USD", "grant")


@pytest.mark.parametrize("words", ["euro22 billion", "EUR22bn", "EUR 22bn", "€22bn", "22 billion euros"])
def test_a_currency_may_stand_as_sign_or_code_or_be_glued_to_its_figure(words: str) -> None:
    quantity = one(f"The harbour will cost {words} by the end.")
    assert (quantity.value, quantity.unit) == (22e9, "EUR")


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("About 100, 000 people marched in Dunmere.", 100_000, "About 100, 000"),
        ("The yard sold 37, 500 boats to Halbrook.", 37_500, "37, 500"),
        ("The fund of $22. 4 billion is gone.", 22.4e9, "$22. 4 billion"),
        ("It took 5. 3 million people to Dunmere.", 5.3e6, "5. 3 million"),
    ],
)
def test_a_figure_torn_by_a_space_is_one_number(text: str, value: float, words: str) -> None:
    quantity = one(text)
    assert quantity.value == pytest.approx(value)
    assert text[quantity.start : quantity.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "They sold boats in lots of 100, 200 and 300.",
        "The ferries 100, 200 were late.",
        "Ellen, 45, 300 metres away, saw it.",
        "In June, 200, 300 came to Dunmere.",
    ],
)
def test_items_of_a_list_are_not_put_together(text: str) -> None:
    assert all(q.value < 1000 for q in found(text)[1])


def test_several_is_a_small_number_without_a_figure() -> None:
    quantity = one("Several farmers blocked the road to Dunmere.")
    assert (quantity.vague, quantity.low, quantity.high) == (True, 3, 9)
    assert one("Several hundred farmers blocked the road.").high == 900


def test_hundreds_of_thousands_are_less_than_a_million() -> None:
    quantity = one("Hundreds of thousands of farmers blocked the road.")
    assert (quantity.low, quantity.high) == (200_000, 999_999)


def test_what_passed_meanwhile_is_no_count() -> None:
    assert found("Ten games later the club of Dunmere was at the top.")[1] == []


def test_a_percentage_counts_what_follows_of() -> None:
    quantity = one("Some 60 percent of the voters stayed at home.")
    assert (quantity.value, quantity.unit, quantity.counted) == (60, "%", "voter")


def test_an_age_counts_nothing() -> None:
    quantity = one("A 34-year-old plumber opened the gate.")
    assert one("A 34 - year - old plumber opened the gate.").unit == "age"
    assert (quantity.value, quantity.unit, quantity.counted) == (34, "age", "")


def test_what_is_counted_is_not_what_it_belongs_to() -> None:
    assert one("Three members of the council left.").counted == "member"
    assert one("Two tonnes of coal burned.").counted == "coal"
    assert one("Dozens of farmers left.").counted == "farmer"


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


@pytest.mark.parametrize(
    "figure", ["9" * 400, f"about {'9' * 400}", f"{'9' * 400}th", f"${'9' * 400}", "100" + ", 000" * 120]
)
def test_a_figure_of_hundreds_of_digits_counts_nothing(figure: str) -> None:
    assert found(f"The flood at Dunmere injured {figure} people.")[1] == []


def test_a_word_of_hundreds_of_digits_has_no_value() -> None:
    assert number_of("9" * 400) is None
