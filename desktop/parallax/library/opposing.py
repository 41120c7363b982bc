"""Which corrections contradict each other, so that a later one takes the place of an earlier."""

from __future__ import annotations

from collections.abc import Sequence

from parallax.library.records import KeptCorrection, Reading

_FAMILIES = (
    frozenset({"relation"}),
    frozenset({"link", "unlink"}),
    frozenset({"same speaker", "other speaker"}),
    frozenset({"name of speaker"}),
    frozenset({"same thing", "other thing"}),
    frozenset({"not a difference", "another kind"}),
    frozenset({"add attribution", "delete attribution", "resize attribution"}),
    frozenset({"join sentences", "split sentence"}),
    frozenset({"join paragraphs", "split paragraph"}),
    frozenset({"role of paragraph"}),
)
"""Kinds of correction of which the same readings can bear one only."""

_ORDERED = frozenset({"add attribution", "delete attribution", "resize attribution", "other speaker"})
"""Kinds in which the order of the readings says something."""


def is_same(kind: str, readings: Sequence[Reading], value: str, other: KeptCorrection) -> bool:
    """Whether a correction says what another says already."""
    ours, theirs = [reading.place for reading in readings], [reading.place for reading in other.readings]
    alike = ours == theirs if kind in _ORDERED else set(ours) == set(theirs)
    return alike and (kind, value) == (other.kind, other.value)


def contradicts(kind: str, readings: Sequence[Reading], other: KeptCorrection) -> bool:
    """Whether a correction of this kind on these readings cannot stand beside another, or says the same again.

    The readings must be the same places. A joint and a split meet where the second part begins: there one of the
    readings of the joint begins with the one reading of the split.
    """
    family = next((kinds for kinds in _FAMILIES if kind in kinds), frozenset[str]())
    if other.kind not in family:
        return False
    if kind != other.kind and "join" in kind + other.kind:
        return bool(_beginnings(readings) & _beginnings(other.readings))
    return {reading.place for reading in readings} == {reading.place for reading in other.readings}


def _beginnings(readings: Sequence[Reading]) -> set[tuple[str, str, int]]:
    return {(reading.article, reading.revision, reading.start) for reading in readings}
