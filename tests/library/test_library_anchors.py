"""Anchors find their words again, or say that they did not."""

from __future__ import annotations

import random
import re
import time

import pytest
from ferry_story import BEACON, words
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.article import Article, sha256
from parallax.library import Crossing, Place, Reading, anchor, carry

SENTENCES = [
    "Twelve people were hurt.",
    "The mayor of Ostrava Mills said so.",
    'Said one: "We 🛟 swam."',
    "Rescue work went on.",
    "Cafe\u0301s stayed shut \u202ein town\u202c.",
    "Twelve boats came.",
    "12",
    "It is 12 miles off.",
]


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str]:
    """A text of repeated sentences and one made of it by inserting, deleting, moving and duplicating sentences."""
    lines = draw(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=1, max_size=5))
    new = [list(line) for line in lines]
    for kind in draw(st.lists(st.sampled_from(["insert", "delete", "move", "double", "word", "line"]), max_size=6)):
        line = new[draw(st.integers(0, len(new) - 1))]
        at = draw(st.integers(0, max(len(line) - 1, 0)))
        if kind == "insert":
            line.insert(at, draw(st.sampled_from(SENTENCES)))
        elif kind == "delete" and line:
            del line[at]
        elif kind == "move" and line:
            new[draw(st.integers(0, len(new) - 1))].append(line.pop(at))
        elif kind == "double" and line:
            line.insert(at, line[at])
        elif kind == "word" and line:
            line[at] = draw(st.text(max_size=3)) + line[at][draw(st.integers(0, 6)) :]
        elif kind == "line":
            new.insert(draw(st.integers(0, len(new))), list(line))
    return "\n".join(map(" ".join, lines)), "\n".join(map(" ".join, new))


@st.composite
def edited_readings(draw: st.DrawFn) -> tuple[Reading, str, str]:
    old, new = draw(edits() | st.tuples(st.text(max_size=60), st.text(max_size=60)))
    start = draw(st.integers(0, len(old)))
    end = draw(st.integers(start, min(len(old), start + 30)))
    return anchor(as_it_is(old), start, end), old, new


def as_it_is(text: str) -> Article:
    return Article.of(text, ())


@given(edited_readings())
@settings(max_examples=400, deadline=None)
def test_a_carried_reading_stands_on_exactly_its_own_words(case: tuple[Reading, str, str]) -> None:
    reading, old, new = case
    carried = carry(reading, old, new)
    if carried is not None:
        assert new[carried.start : carried.end] == carried.exact == reading.exact
        assert carried == anchor(Article(**{**fields(new), "id": reading.article}), carried.start, carried.end)
    elif reading.exact not in new:
        assert Crossing(old, new).why_not(reading)


def fields(text: str) -> dict[str, object]:
    article = as_it_is(text)
    return {name: getattr(article, name) for name in article.__dataclass_fields__}


@given(edits())
@settings(max_examples=200, deadline=None)
def test_carrying_to_the_same_text_changes_nothing(texts: tuple[str, str]) -> None:
    text = texts[0]
    article = as_it_is(text)
    for start in range(0, len(text), 7):
        reading = anchor(article, start, min(start + 9, len(text)))
        assert carry(reading, text, text) == reading


@given(edits(), st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_words_in_the_middle_survive_any_edit_in_other_paragraphs(
    texts: tuple[str, str], before: str, after: str
) -> None:
    old_frame, new_frame = texts
    sentence = "The lighthouse keeper, Oda Fenn, saw the ferry turn twice."
    old, new = f"{old_frame}\n{sentence}\n{before}", f"{new_frame}\n{sentence}\n{after}"
    start = old.index(sentence)
    for first, last in ((0, len(sentence)), (23, 31)):
        carried = carry(anchor(as_it_is(old), start + first, start + last), old, new)
        assert carried is not None
        assert carried.start == new.index(sentence) + first


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_every_place_of_the_old_text_becomes_a_place_of_the_new_one_in_order(old: str, new: str) -> None:
    way = Crossing(old, new)
    places = [way.at(place) for place in range(len(old) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(new) for place in places)
    assert "".join(text for op, text in way._diffs if op <= 0) == old
    assert "".join(text for op, text in way._diffs if op >= 0) == new


def test_a_reading_holds_its_words_their_neighbourhood_and_their_ordinal(beacon: Article) -> None:
    first = beacon.text.index("Rescue work")
    second = beacon.text.index("Rescue work", first + 1)
    reading = anchor(beacon, second, second + 20)
    assert reading.exact == "Rescue work went on."
    assert reading.ordinal == 1
    assert anchor(beacon, first, first + 20).ordinal == 0
    assert reading.before == beacon.text[second - 32 : second]
    assert reading.after == beacon.text[second + 20 : second + 52]
    assert reading.revision == sha256(beacon.text)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, len(BEACON) + 1)])
def test_an_anchor_outside_the_text_is_refused(beacon: Article, start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        anchor(beacon, start, end)


def test_a_sentence_that_moves_to_another_paragraph_is_followed(beacon: Article) -> None:
    moved = "Twelve people were treated for cuts and bruises, harbour master Ines Calloway said.\n"
    new = BEACON.replace(moved, "") + moved
    reading = words(beacon, "harbour master Ines Calloway")
    carried = carry(reading, BEACON, new)
    assert carried is not None
    assert carried.start == new.rindex("harbour master Ines Calloway")


def test_the_second_of_two_equal_sentences_stays_the_second(beacon: Article) -> None:
    second = BEACON.rindex("Rescue work went on.")
    new = BEACON.replace("The operator said", "On Friday the operator said").replace("late on Thursday", "on Thursday")
    carried = carry(anchor(beacon, second, second + 20), BEACON, new)
    assert carried is not None
    assert (carried.start, carried.ordinal) == (new.rindex("Rescue work went on."), 1)


def test_when_one_of_two_equal_sentences_goes_its_reading_does_not_jump_to_the_other() -> None:
    twice = "Rescue work went on through the night."
    old = f"{twice}\nThe harbour was closed.\n{twice}\nBoats waited.\n"
    reading = anchor(as_it_is(old), 0, len(twice))
    assert carry(reading, old, old[len(twice) + 1 :]) is None


def test_changed_words_are_not_carried_and_the_reason_is_said(beacon: Article) -> None:
    new = BEACON.replace("Twelve people", "Fourteen people")
    reading = words(beacon, "Twelve people were treated")
    assert carry(reading, BEACON, new) is None
    assert "no longer stand" in Crossing(BEACON, new).why_not(reading)


def test_short_words_do_not_jump_into_another_context() -> None:
    old = "Police counted 12 people on the deck.\nThe port is small.\n"
    new = "Police counted 14 people on the deck.\nThe port is small.\nA crew of 12 trucks came by road from the city.\n"
    at = old.index("12")
    reading = anchor(as_it_is(old), at, at + 2)
    assert carry(reading, old, new) is None
    assert "unsure" in Crossing(old, new).why_not(reading)


def test_a_place_in_deleted_text_becomes_the_place_where_it_was() -> None:
    old, new = "One.\nTwo is gone.\nThree.\n", "One.\nThree.\n"
    assert Crossing(old, new).place(Place("a", sha256(old), 9)) == Place("a", sha256(new), 5)


def test_a_reading_of_no_words_keeps_its_place_by_its_neighbours(beacon: Article) -> None:
    at = BEACON.index('"We heard')
    carried = carry(anchor(beacon, at, at), BEACON, "Update\n" + BEACON)
    assert carried is not None
    assert carried.start == at + 7
    assert carry(anchor(beacon, at, at), BEACON, "Nothing of it is left") is None


def test_a_long_text_whose_every_line_was_wrapped_anew_keeps_every_word_in_its_place() -> None:
    chance = random.Random(7)
    spoken = [f"{chance.choice(SENTENCES[:4])} It was number {n}." for n in range(400)]
    old = " ".join(spoken)
    lines = old.split(" ")
    new = "\n".join(" ".join(lines[k : k + 9]) for k in range(0, len(lines), 9))
    way = Crossing(old, new)
    for number in range(400):
        at, now = (text.index(re.search(rf"\b{number}\.", text).group()) for text in (old, new))
        carried = way.carry(anchor(as_it_is(old), at, at + len(str(number))))
        assert carried is not None
        assert carried.start == now


@given(st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_long_texts_are_crossed_exactly_too(seed: int) -> None:
    chance = random.Random(seed)
    spoken = [chance.choice(["dam", "ferry", "lake", "mayor", "said", "12", "was"]) for _ in range(1500)]
    heard = list(spoken)
    for _ in range(120):
        at = chance.randrange(len(heard))
        heard[at : at + chance.randint(0, 2)] = [str(chance.random())] * chance.randint(0, 2)
    old, new = " ".join(spoken), " ".join(heard)
    way = Crossing(old, new)
    assert "".join(text for op, text in way._diffs if op <= 0) == old
    assert "".join(text for op, text in way._diffs if op >= 0) == new
    assert sum(len(text) for op, text in way._diffs if op == 0) > 0.6 * len(old)


def test_two_long_texts_with_nothing_in_common_are_crossed_in_reasonable_time() -> None:
    chance = random.Random(4)

    def text(letters: str) -> str:
        return "\n".join(" ".join("".join(chance.choices(letters, k=6)) for _ in range(60)) + "." for _ in range(200))

    old, new = text("abcdefgh"), text("stuvwxyz")
    began = time.perf_counter()
    assert carry(anchor(as_it_is(old), 500, 530), old, new) is None
    assert time.perf_counter() - began < 5


@given(st.text("ab", max_size=60), st.data())
def test_the_ordinal_counts_all_equal_words_before_overlapping_ones_too(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    exact = text[start:end]
    expected = sum(text.startswith(exact, at) for at in range(start)) if exact else 0
    assert anchor(as_it_is(text), start, end).ordinal == expected


def test_words_that_lie_over_themselves_are_counted_in_no_time() -> None:
    text = as_it_is("x" * 100_000)
    began = time.process_time()
    assert anchor(text, 90_000, 91_000).ordinal == 90_000
    assert time.process_time() - began < 0.3
