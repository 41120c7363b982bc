"""What two sentences both mention is what its plain definition gives, and the same whichever article is first."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from report_texts import FIRST, HOTEL, SECOND, article

from parallax.alignment.bags import Bag, id_of
from parallax.alignment.mentions import COLUMNS, KINDS, Mentions, evidence, mentions
from parallax.alignment.weights import word_weights
from parallax.language import parse_paragraphs

Pair = tuple[int, int]
Row = dict[str, float]


class Thing(NamedTuple):
    """Something that sentences mention, and what it weighs."""

    number: int
    kind: str
    weight: float


POOL = tuple(Thing(id_of(f"thing {k}"), KINDS[k % len(KINDS)], 1.0 + (k * 37 % 80) / 10) for k in range(60))
sentences = st.lists(st.lists(st.sampled_from(POOL), max_size=12, unique=True), min_size=1, max_size=6)


def mentioned(rows: list[list[Thing]]) -> Mentions:
    """The mentions of sentences that nobody wrote."""
    bag = Bag.of([{thing.number: thing.weight for thing in row} for row in rows])
    kind_of = {thing.number: KINDS.index(thing.kind) for thing in POOL}
    kinds = np.array([kind_of[k] for k in bag.ids.tolist()], np.int64)
    return Mentions(bag, kinds, np.bincount(bag.columns, minlength=len(bag.ids)))


def columns(a: Mentions, b: Mentions, pairs: list[Pair]) -> NDArray[np.float64]:
    """The evidence as a table, one row per pair."""
    i, j = (np.array(side, np.int64) for side in zip(*pairs, strict=True))
    found = list(evidence(a, b, i, j))
    assert len(found) == len(COLUMNS)
    return np.column_stack([np.broadcast_to(values, len(pairs)) for values in found])


def every_pair(a: list[list[Thing]], b: list[list[Thing]]) -> list[Pair]:
    return [(i, j) for i in range(len(a)) for j in range(len(b))]


def weight(things: set[Thing]) -> float:
    return sum(thing.weight for thing in things)


def of_reports(a: list[list[Thing]], b: list[list[Thing]], kind: str) -> Row:
    """How much of one kind the two articles have in common."""
    own = [[thing for row in side for thing in row if thing.kind == kind] for side in (a, b)]
    both = set(own[0]) & set(own[1])
    shares, first = [], []
    for said in own:
        heavy = sum(thing.weight for thing in said)
        shares.append(sum(thing.weight for thing in said if thing in both) / max(heavy, 1e-6))
        most = sorted(set(said), key=lambda thing: (-thing.weight * said.count(thing), thing.number))[:3]
        first.append(sum(thing in both for thing in most) / len(most) if most else 0.5)
    found = {
        f"{kind} of all": weight(both) / max(weight(set(own[0]) | set(own[1])), 1e-6),
        f"{kind} of fewer": weight(both) / max(min(weight(set(side)) for side in own), 1e-6),
        f"{kind} of more mentions": max(shares),
        f"{kind} of fewer mentions": min(shares),
    }
    if kind != "word":
        found |= {f"first {kind} of one": max(first), f"first {kind} of other": min(first)}
    return found


def plainly(a: list[list[Thing]], b: list[list[Thing]], i: int, j: int) -> Row:
    """The evidence about two sentences as it is defined."""
    found: Row = {}
    everywhere = [{thing for row in side for thing in row} for side in (a, b)]
    for kind in KINDS:
        one, other = ({thing for thing in row if thing.kind == kind} for row in (a[i], b[j]))
        shared = weight(one & other)
        found[kind] = shared
        shares = [shared / weight(side) if side else -1.0 for side in (one, other)]
        found[f"{kind} share"], found[f"{kind} share less"] = max(shares), min(shares)
        found[f"{kind} clash"] = float(bool(one) and bool(other) and not one & other)
        found[f"strange {kind}"] = max(weight(one - everywhere[1]), weight(other - everywhere[0]))
        found |= of_reports(a, b, kind)
    return found


@settings(max_examples=60)
@given(sentences, sentences)
def test_the_evidence_is_what_its_definition_gives_thing_by_thing(a: list[list[Thing]], b: list[list[Thing]]) -> None:
    pairs = every_pair(a, b)
    found = columns(mentioned(a), mentioned(b), pairs)
    for k, (i, j) in enumerate(pairs):
        expected = plainly(a, b, i, j)
        for name, value in zip(COLUMNS, found[k], strict=True):
            assert value == pytest.approx(expected[name], abs=1e-4), name


@settings(max_examples=40)
@given(sentences, sentences)
def test_swapping_the_articles_changes_no_column(a: list[list[Thing]], b: list[list[Thing]]) -> None:
    pairs = every_pair(a, b)
    turned = every_pair(b, a)
    there = columns(mentioned(a), mentioned(b), pairs)
    back = dict(zip(turned, columns(mentioned(b), mentioned(a), turned), strict=True))
    for (i, j), values in zip(pairs, there, strict=True):
        assert values.tolist() == pytest.approx(back[j, i].tolist(), abs=1e-5)


def read(*lines: str) -> Mentions:
    made = article(lines)
    return mentions(parse_paragraphs(made.text, made.paragraphs, whole=True))


def held(m: Mentions, sentence: int) -> set[tuple[str, int]]:
    """(kind, number) of what a sentence mentions."""
    ids = m.bag.columns[m.bag.starts[sentence] : m.bag.starts[sentence + 1]]
    return {(KINDS[m.kind[k]], int(m.bag.ids[k])) for k in ids.tolist()}


def thing(kind: str, word: str) -> tuple[str, int]:
    return kind, id_of(f"{kind}\n{word}")


def test_a_sentence_mentions_its_names_numbers_verbs_and_nouns() -> None:
    mentions_of = held(read("On Monday Mayor Lucia Ortiz ordered 340 residents of London to leave their houses."), 0)
    expected = {
        *(("person", "ortiz"), ("name", "ortiz"), ("place", "london"), ("name", "london")),
        *(("number", "340"), ("date", "monday"), ("verb", "order"), ("noun", "house"), ("word", "house")),
    }
    assert {thing(*e) for e in expected} <= mentions_of
    assert not {thing("place", "ortiz"), thing("person", "london"), thing("noun", "their")} & mentions_of


def test_a_thing_of_one_kind_is_not_the_same_of_another() -> None:
    assert thing("name", "london")[1] != thing("place", "london")[1]


def test_what_is_counted_weighs_one_and_what_is_named_by_how_rare_it_is() -> None:
    m = read("Lucia Ortiz counted 340 houses in London.")
    values = {int(m.bag.ids[c]): float(v) for c, v in zip(m.bag.columns, m.bag.values, strict=True)}
    assert values[thing("number", "340")[1]] == 1.0
    assert values[thing("name", "ortiz")[1]] == pytest.approx(word_weights().word("ortiz"), abs=1e-5)


def test_a_thing_said_twice_in_a_sentence_is_one_and_in_two_sentences_counts_two() -> None:
    m = read("London is not like London.", "Lucia Ortiz left London.")
    at = m.bag.ids.tolist().index(thing("place", "london")[1])
    assert m.count[at] == 2
    assert m.count.sum() == len(m.bag.values)


def test_capitals_and_inflection_make_no_other_verb_or_name() -> None:
    a, b = read("Hanne Rusk closed the mill in London."), read("In London the mill was closing, said Hanne Rusk.")
    both = held(a, 0) & held(b, 0)
    assert {thing("verb", "close"), thing("name", "rusk"), thing("noun", "mill")} <= both


def test_two_sentences_with_other_people_clash() -> None:
    a, b = read("Lucia Ortiz left for London."), read("Peter Johnson left for London.", "Nobody left for London.")
    found = columns(a, b, [(0, 0), (0, 1)])[:, COLUMNS.index("person clash")]
    assert found.tolist() == [1.0, 0.0]


def test_reports_of_one_fire_share_more_than_reports_of_two() -> None:
    one, same, other = read(*FIRST), read(*SECOND), read(*HOTEL)
    for name in ("name of all", "first name of other", "word of fewer"):
        at = COLUMNS.index(name)
        assert columns(one, same, [(0, 0)])[0, at] > columns(one, other, [(0, 0)])[0, at]


@pytest.mark.parametrize("lines", [("* * *",), ("...", "—"), ("\u00ad\u200b", "Yes."), ("340",)])
def test_sentences_that_mention_nothing_leave_every_column_finite(lines: tuple[str, ...]) -> None:
    for a, b in ((read(*lines), read(*FIRST)), (read(*FIRST), read(*lines)), (read(*lines), read(*lines))):
        pairs = [(i, j) for i in range(len(a.bag.starts) - 1) for j in range(len(b.bag.starts) - 1)]
        assert np.isfinite(columns(a, b, pairs)).all()


def test_a_sentence_of_two_thousand_words_is_read_as_others() -> None:
    long = read(" ".join(["Lucia Ortiz said that nobody had counted the 340 houses below the dam"] * 155))
    found = columns(long, read("Lucia Ortiz counted 340 houses."), [(0, 0)])[0]
    assert np.isfinite(found).all()
    assert found[COLUMNS.index("number")] == 1.0
