"""Who said what: source, cue and content in each article; speakers and acts of speech over all of them."""

from __future__ import annotations

from parallax.attribution.attribute import Parts, attributions, attributions_of, in_order
from parallax.attribution.story import speakers_and_utterances

__all__ = ["Parts", "attributions", "attributions_of", "in_order", "speakers_and_utterances"]
