"""Who said what: source, cue and content in each article; speakers and acts of speech over all of them."""

from __future__ import annotations

from parallax.attribution.attribute import Parts, attributions, attributions_of, in_order
from parallax.attribution.hearing import Heard, heard
from parallax.attribution.story import speakers_and_utterances

__all__ = ["Heard", "Parts", "attributions", "attributions_of", "heard", "in_order", "speakers_and_utterances"]
