"""Which sentences of which articles report the same thing: features of an article, links of a pair, groups over all."""

from __future__ import annotations

from parallax.alignment.features import SentenceFeatures, features
from parallax.alignment.groups import groups
from parallax.alignment.links import PairAlignment, PairLink, align_pair, pair_links, relation

__all__ = [
    "PairAlignment",
    "PairLink",
    "SentenceFeatures",
    "align_pair",
    "features",
    "groups",
    "pair_links",
    "relation",
]
