"""Invented sentences for the tests of alignment, and a short way to their features."""

from __future__ import annotations

from collections.abc import Sequence

from parallax.alignment import SentenceFeatures
from parallax.alignment.features import features_of
from parallax.article import Role

REPORT = (
    "A dam above the town of Orrin Lake gave way early on Tuesday, flooding 340 homes.",
    "Mayor Lucia Ortiz ordered the evacuation of the lower town shortly after four in the morning.",
    "Twelve people were taken to the regional hospital with minor injuries, police said.",
    "Engineers had warned the Harrow Water Company about cracks in the spillway last autumn.",
    "The company said in a statement that it had followed every recommendation of the inspectors.",
    "Farmers along the river Tessel lost most of their winter stores, the cooperative reported.",
    "Schools in the district will stay closed until Monday at the earliest.",
    "A spokesman for the ministry of works declined to comment on the cost of repairs.",
    "Volunteers from Brackwell brought blankets and soup to the sports hall.",
    "The rail line between Brackwell and Orrin Lake is expected to reopen within two weeks.",
)

OTHER_REPORT = (
    "The Orrin Lake dam burst before dawn on Tuesday and flooded some 340 homes in the town below.",
    "Lucia Ortiz, the mayor, had the lower town evacuated after four in the morning.",
    "For the children of the valley it meant an unexpected holiday.",
    "Last autumn engineers warned the Harrow Water Company that the spillway had cracks.",
    "Opera lovers in the capital will remember the soprano for her generous voice.",
)

STRANGER = (
    "The national chess championship in Velmora ended with a draw after seven hours.",
    "Organisers praised the calm of both finalists and promised a rematch in spring.",
    "Tickets for the closing concert sold out within minutes, the theatre announced.",
)


def sentences(texts: Sequence[str], roles: Sequence[Role] | None = None) -> SentenceFeatures:
    """The features of sentences, all of them body where no roles are given."""
    return features_of(texts, roles or ["body"] * len(texts))
