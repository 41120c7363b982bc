"""Who said what: source, cue and content in each article; speakers and acts of speech over all of them."""

from __future__ import annotations

from parallax.attribution.attribute import attributions
from parallax.attribution.story import speakers_and_utterances

__all__ = ["attributions", "speakers_and_utterances"]
