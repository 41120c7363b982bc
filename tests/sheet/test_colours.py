"""The colours of each theme can be told apart by numbers: WCAG 2.2, contrast ratio of relative luminances."""

from __future__ import annotations

import pytest

from contrasts import contrast
from parallax.sheet.colours import HIGH_CONTRAST, THEMES, Theme

LEAST = {"light": 4.5, "dark": 4.5, "high contrast": 7.0}


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_letters_can_be_read_on_every_ground_they_stand_on(theme: Theme) -> None:
    grounds = {
        "paper": theme.paper,
        "header": theme.header,
        "sentence": theme.sentence,
        "partner": theme.partner,
        "speech": theme.speech,
    }
    letters = {"ink": theme.ink, "quiet": theme.quiet, "accent": theme.accent}
    weak = {
        (name, where): round(contrast(colour, ground), 2)
        for name, colour in letters.items()
        for where, ground in grounds.items()
        if contrast(colour, ground) < LEAST[theme.name]
    }
    assert weak == {}


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_family_can_be_seen_and_read(theme: Theme) -> None:
    weak = {}
    for family, colours in theme.families.items():
        pairs = {
            "line on paper": (colours.line, theme.paper),
            "ink on tint": (theme.ink, colours.tint),
            "accent on tint": (theme.accent, colours.tint),
            "ink on pale": (theme.ink, colours.pale),
            "letters on strong": (colours.on_strong, colours.strong),
        }
        weak.update({(family, n): round(contrast(*p), 2) for n, p in pairs.items() if contrast(*p) < LEAST[theme.name]})
    assert weak == {}


def test_in_high_contrast_every_line_is_as_strong_as_a_letter() -> None:
    for colour in (HIGH_CONTRAST.edge, HIGH_CONTRAST.dot, HIGH_CONTRAST.speech_line):
        assert contrast(colour, HIGH_CONTRAST.paper) >= 7
