"""Code points against UTF-16: a highlight may never shift, whatever stands before it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parallax.window.texts.offsets import BIDI_CONTROLS, Offsets, in_label, in_title, is_right_to_left, shown

PIECES = st.sampled_from(
    [
        "a",
        " ",
        "\n",
        "é",
        "e\u0301",
        "ö",
        "क्ष",
        "عربي",
        "עברית",
        "😀",
        "👩‍👩‍👧",
        "𝔘",
        "\u202e",
        "\u2066",
        "\u2069",
        "\u200f",
        "\x00",
        "\ufffc",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40).map("".join)


@given(TEXTS)
def test_every_code_point_finds_its_code_units_and_back(text: str) -> None:
    offsets = Offsets(text)
    for at in range(len(text) + 1):
        assert offsets.to_utf16(at) == len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
        assert offsets.to_code_point(offsets.to_utf16(at)) == at


@given(TEXTS)
def test_the_middle_of_a_pair_counts_as_its_start(text: str) -> None:
    offsets = Offsets(text)
    for at, character in enumerate(text):
        if character > "\uffff":
            assert offsets.to_code_point(offsets.to_utf16(at) + 1) == at


@given(TEXTS, st.integers(-5, 500))
def test_an_offset_outside_is_held_at_the_end(text: str, at: int) -> None:
    offsets = Offsets(text)
    assert 0 <= offsets.to_utf16(at) <= offsets.units
    assert 0 <= offsets.to_code_point(at) <= len(text)
    assert offsets.to_code_point(offsets.units + 7) == len(text)


@given(TEXTS)
def test_what_is_shown_keeps_every_offset(text: str) -> None:
    seen = shown(text)
    assert len(seen) == len(text)
    for old, new in zip(text, seen, strict=True):
        assert (old > "\uffff") == (new > "\uffff")


@given(TEXTS)
def test_no_bidi_control_and_no_lone_surrogate_reaches_the_screen(text: str) -> None:
    seen = shown(text + "\u202e\ud800")
    assert not set(seen) & set(BIDI_CONTROLS)
    seen.encode("utf-8")


def test_letters_of_all_scripts_are_shown_as_they_are() -> None:
    text = "Der Damm\tbrach: «вода», الماء, מים, 水, e\u0301, 😀\n"
    assert shown(text) == text


def test_the_first_strong_letter_gives_the_direction() -> None:
    assert is_right_to_left("12 - مياه dam")
    assert is_right_to_left("«מים»")
    assert not is_right_to_left("The word מים")
    assert not is_right_to_left("1234 …")


def test_what_a_story_is_called_means_nothing_to_a_title_or_a_label() -> None:
    assert in_title("The dam [*] breaks") == "The dam [*][*] breaks"
    assert in_label("Fish & Chips\n& more") == "Fish && Chips && more"
    assert "\u202e" not in in_title("gnp.\u202ecod") + in_label("gnp.\u202ecod")
