"""The evidence about two reports: which pairs are looked at, every column filled, the same whichever is first."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from alignment_texts import OTHER_REPORT, REPORT, STRANGER, sentences
from hypothesis import given, settings
from hypothesis import strategies as st
from report_texts import FIRST, GERMAN, HOTEL, MILL, SECOND, report

from parallax.alignment import evidence, report_evidence
from parallax.alignment.evidence import Candidates, near
from parallax.alignment.features import SentenceFeatures
from parallax.alignment.links import align_pair, judged
from parallax.alignment.report_evidence import (
    COLUMNS,
    COLUMNS_OF_ARTICLES,
    evidence_of_articles,
    report_candidates,
    told_in,
)

ODD = ("", "* * *", "12 — 14", "\u00ad", "Yes.", "🦊🦊🦊", "NATO!", "Она ушла.", "大坝决堤。", "x" * 5000)
LONG = " ".join(["Piet Hallam told the council of Tarnholm again that the dryer had never been repaired"] * 134)
TEXTS = (FIRST, SECOND, tuple(fact[2] for fact in MILL), HOTEL, REPORT, OTHER_REPORT, STRANGER)
texts = st.lists(st.sampled_from([*FIRST, *SECOND, *HOTEL, *(odd for odd in ODD if odd)]), min_size=1, max_size=6)
told = texts.map(lambda lines: (FIRST[0], *lines))
"""Sentences among which one is long enough to tell that they are English."""


def keyed(found: Candidates) -> dict[tuple[int, int], list[float]]:
    return dict(zip(zip(found.i.tolist(), found.j.tolist(), strict=True), found.table.tolist(), strict=True))


def is_filled(found: Candidates) -> bool:
    return found.table.shape == (len(found.i), len(COLUMNS)) and bool(np.isfinite(found.table).all())


@pytest.mark.parametrize(("one", "other"), list(combinations(range(len(TEXTS)), 2)))
def test_swapping_the_articles_swaps_the_pairs_and_no_column(one: int, other: int) -> None:
    a, b = report(TEXTS[one]), report(TEXTS[other])
    there, back = keyed(report_candidates(a, b)), keyed(report_candidates(b, a))
    assert there.keys() == {(i, j) for j, i in back}
    for (i, j), values in there.items():
        assert values == pytest.approx(back[j, i], abs=2e-3), (i, j)


@settings(max_examples=12)
@given(told, told)
def test_every_column_of_every_pair_is_filled_whatever_the_sentences_are(one: list[str], other: list[str]) -> None:
    found = report_candidates(report(one), report(other))
    assert is_filled(found)
    pairs = list(zip(found.i.tolist(), found.j.tolist(), strict=True))
    assert pairs == sorted(set(pairs))


def test_a_sentence_of_two_thousand_words_is_evidence_like_any_other() -> None:
    assert len(LONG.split()) > 2000
    found = report_candidates(report([FIRST[0], LONG]), report(SECOND))
    assert is_filled(found)
    assert 1 in found.i


def test_one_sentence_beside_one_has_every_column() -> None:
    found = report_candidates(report(FIRST[:1]), report(SECOND[:1]))
    assert (found.i.tolist(), found.j.tolist()) == ([0], [0])
    assert is_filled(found)
    assert found.column("apart in order")[0] == 0 == found.column("longer article")[0]


def test_columns_have_names_of_their_own() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)
    assert len(set(COLUMNS_OF_ARTICLES)) == len(COLUMNS_OF_ARTICLES)
    assert not {"row lead", "column lead", "row lead of words", "column lead of words"} & set(COLUMNS)


def test_the_columns_of_letters_are_those_of_any_pair_with_row_and_column_put_in_order() -> None:
    a, b = report(FIRST), report(SECOND)
    found, plain = report_candidates(a, b), evidence.candidates(a, b)
    known, own = keyed(plain), keyed(found)
    assert known.keys() & own.keys()
    for pair in known.keys() & own.keys():
        row = dict(zip(evidence.COLUMNS, known[pair], strict=True))
        got = dict(zip(COLUMNS, own[pair], strict=True))
        for name in ("letters", "words", "holds", "mass", "same number", "longer", "articles", "salient"):
            assert got[name] == pytest.approx(row[name], abs=1e-4), name


def test_places_and_lengths_are_told_of_the_articles() -> None:
    a, b = report(FIRST), report(OTHER_REPORT[:3])
    found = report_candidates(a, b)
    for i, j, apart in zip(found.i, found.j, found.column("apart in order"), strict=True):
        assert apart == pytest.approx(abs(i / 4 - j / 2), abs=1e-4)
    assert np.allclose(found.column("shorter article"), np.log(3))
    assert np.allclose(found.column("longer article"), np.log(5))


@pytest.mark.parametrize("most", [1, 2, 4])
@pytest.mark.parametrize(("one", "other"), [(0, 1), (4, 5)])
def test_a_pair_is_looked_at_when_it_is_among_the_best_of_one_of_its_sentences(
    most: int, one: int, other: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = report(TEXTS[one]), report(TEXTS[other])
    pairs = near(a, b)
    scores = np.round(pairs.letters + pairs.words + pairs.meaning, 4)
    score = {
        (i, j): (s, -abs((i + 1) * (len(b) + 1) - (j + 1) * (len(a) + 1)))
        for i, j, s in zip(pairs.i.tolist(), pairs.j.tolist(), scores.tolist(), strict=True)
    }

    def rank(pair: tuple[int, int], side: int) -> int:
        return sum(s > score[pair] for p, s in score.items() if p[side] == pair[side])

    monkeypatch.setattr(report_evidence, "MOST", most)
    found = report_candidates(a, b)
    expected = {p for p in score if rank(p, 0) < most or rank(p, 1) < most}
    assert set(zip(found.i.tolist(), found.j.tolist(), strict=True)) == expected
    assert len(expected) < len(score) or most > 1


def test_repeated_sentences_are_looked_at_a_bounded_number_of_times() -> None:
    a, b = report(HOTEL * 10), report(HOTEL * 12)
    found = report_candidates(a, b)
    assert np.bincount(found.i).max() < len(b) / 2
    assert len(found.i) <= (evidence.MOST + 1) * (len(a) + len(b))


def test_two_sentences_that_share_no_word_are_looked_at_for_their_meaning() -> None:
    a = report(("The boy was taken to a hospital by his mother.", *HOTEL))
    b = report(("Her son went into a clinic with her.", *HOTEL))
    c, d = (sentences(lines) for lines in (("The mother was there.",), ("Her son waited with them.",)))
    assert not len(evidence.candidates(c, d).i)
    assert (0, 0) in set(zip(near(a, b).i.tolist(), near(a, b).j.tolist(), strict=True))


def test_evidence_of_articles_is_one_row_of_what_is_the_same_for_all_pairs_and_of_the_best() -> None:
    found = report_candidates(report(FIRST), report(SECOND))
    row = dict(zip(COLUMNS_OF_ARTICLES, evidence_of_articles(found)[0], strict=True))
    for name in set(COLUMNS_OF_ARTICLES) & set(COLUMNS):
        column = found.column(name)
        assert (column == column[0]).all(), name
        assert row[name] == column[0]
    letters = sorted(found.column("letters"), reverse=True)
    assert [row[f"letters, best but {k}"] for k in (0, 2, 5)] == [letters[0], letters[2], letters[5]]


def test_of_few_pairs_the_places_that_nobody_has_are_empty() -> None:
    found = report_candidates(report(FIRST[:1]), report(SECOND[:1]))
    row = dict(zip(COLUMNS_OF_ARTICLES, evidence_of_articles(found)[0], strict=True))
    assert row["letters, best but 0"] == found.column("letters")[0] > 0
    assert row["letters, best but 2"] == row["letters, best but 5"] == 0


def test_an_english_article_is_told_in_mentions_and_meaning_and_a_german_one_is_not() -> None:
    assert told_in(report(FIRST))
    assert not told_in(report(GERMAN))
    assert not told_in(sentences(FIRST))


@pytest.mark.parametrize(("one", "other"), [(GERMAN, FIRST), (GERMAN, GERMAN[::-1])])
def test_a_pair_without_english_is_judged_by_letters_and_words(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    a, b = report(one), report(other)
    for x, y in ((a, b), (b, a)):
        found, chances, _ = judged(x, y, "reports")
        assert found.names == evidence.COLUMNS
        assert len(chances) == len(found.i)
        align_pair(x, y, "reports")


def test_versions_are_judged_by_letters_and_words_too() -> None:
    found, _, _ = judged(report(FIRST), report(FIRST), "versions")
    assert found.names == evidence.COLUMNS


def empty() -> SentenceFeatures:
    return report(())


def test_an_article_without_sentences_has_no_evidence_and_no_links() -> None:
    for a, b in ((empty(), report(FIRST)), (report(FIRST), empty()), (empty(), empty())):
        found = align_pair(a, b, "reports")
        assert found.links == ()
        assert len(found.i) == len(found.j) == len(found.chances) == 0
