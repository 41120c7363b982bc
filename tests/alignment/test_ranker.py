"""The ranker links what two reports of one event both tell, and nothing between reports of two events of one kind."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from report_texts import FIRST, HOTEL, MILL, PARTNERS, SECOND, report

from parallax.alignment import align_pair, pair_links, relation
from parallax.alignment import ranker as ranker_module
from parallax.alignment.evidence import Candidates
from parallax.alignment.links import PairAlignment, judged
from parallax.alignment.ranker import GRAPH, SCALE, ranker
from parallax.alignment.report_evidence import COLUMNS, COLUMNS_OF_ARTICLES, report_candidates
from parallax.article import Role
from parallax.errors import ModelAltered, ModelMissing
from parallax.paths import resource

Pair = tuple[int, int]

THIRD = tuple(fact[2] for fact in MILL)
DAM = (
    "A dam burst above the town of Orrin Lake before dawn on Tuesday, and water ran into 340 houses.",
    "The mayor, Lucia Ortiz, had the lower town cleared at four in the morning.",
    "Engineers had told the Harrow Water Company last autumn that the spillway was cracked.",
)
OTHER_DAM = (
    "A dam failed near the village of Kessary on Saturday afternoon, and water covered 1,200 acres of vines.",
    "The head of the village council, Bram Odell, asked the army for boats.",
    "Environmentalists had complained in 2019 that the wall was built on sand.",
)


def pairs(found: PairAlignment) -> set[Pair]:
    return {(link.i, link.j) for link in found.links}


def linked(a: tuple[str, ...], b: tuple[str, ...], **by_hand: frozenset[Pair]) -> set[Pair]:
    return pairs(align_pair(report(a), report(b), "reports", **by_hand))


def test_two_reports_of_one_fire_link_what_both_tell() -> None:
    assert relation(report(FIRST), report(SECOND)) == "reports"
    found = linked(FIRST, SECOND)
    assert found >= {(0, 0), (1, 2), (3, 1)}, "the fire, the injured, and what was said word for word"
    assert len(found & PARTNERS) > len(found - PARTNERS)


@pytest.mark.parametrize(
    ("one", "other"), [*product((FIRST, SECOND, THIRD), (HOTEL, DAM)), (DAM, OTHER_DAM), (HOTEL, OTHER_DAM)]
)
def test_reports_of_two_events_have_no_link(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert linked(one, other) == set()


def test_partners_have_better_chances_than_others() -> None:
    found, chances, _ = judged(report(FIRST), report(THIRD), "reports")
    of = dict(zip(zip(found.i.tolist(), found.j.tolist(), strict=True), chances.tolist(), strict=True))
    partners = [of[k, k] for k in range(len(FIRST))]
    assert min(partners) > np.mean([chance for (i, j), chance in of.items() if i != j])


@pytest.mark.parametrize(("one", "other"), [(FIRST, SECOND), (FIRST, HOTEL), (DAM, OTHER_DAM), (THIRD, THIRD[::-1])])
def test_chances_lie_between_0_and_1_and_are_the_same_each_time(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    found = report_candidates(report(one), report(other))
    chances = ranker().chances(found)
    assert chances.shape == found.i.shape
    assert chances.min() >= 0 and chances.max() <= 1
    assert np.array_equal(ranker().chances(found), chances)


def test_the_chance_of_a_pair_does_not_depend_on_which_others_are_ranked_with_it() -> None:
    found = report_candidates(report(FIRST), report(SECOND))
    chances = ranker().chances(found)
    best = np.argsort(-chances)[:6]
    order = np.concatenate([best, np.setdiff1d(np.arange(len(chances)), best)])
    turned = Candidates(found.i[order], found.j[order], np.asfortranarray(found.table[order]), found.names)
    assert np.allclose(ranker().chances(turned), chances[order], atol=1e-5)


def test_the_model_was_made_for_the_columns_that_are_computed() -> None:
    kept = json.loads(resource("models", SCALE).read_text(encoding="utf-8"))
    assert tuple(kept["columns"]) == COLUMNS
    assert tuple(kept["columns of articles"]) == COLUMNS_OF_ARTICLES
    widths = {read.name: read.shape[-1] for read in ranker().session.get_inputs()}
    assert widths == {"sentences": len(COLUMNS), "articles": len(COLUMNS_OF_ARTICLES)}


def test_without_candidates_there_are_no_chances() -> None:
    none = np.zeros(0, np.int64)
    assert len(ranker().chances(Candidates(none, none, np.zeros((0, len(COLUMNS))), COLUMNS))) == 0


def test_confidences_rise_with_chances() -> None:
    scale = ranker().scale
    assert 0 < scale.least < 1
    assert (np.diff(scale.scores) > 0).all() and (np.diff(scale.confidences) >= 0).all()
    assert scale.confidences[0] >= 0 and scale.confidences[-1] <= 1


def test_a_sentence_split_in_two_keeps_both_partners() -> None:
    whole = "A fire destroyed the paper mill at Tarnholm on Wednesday night, and a faulty dryer began it, experts say."
    halves = ("A fire destroyed the paper mill at Tarnholm on Wednesday night.", "Experts say a faulty dryer began it.")
    one, other = (whole, FIRST[1], FIRST[3]), (SECOND[1], *halves, SECOND[2])
    assert linked(one, other) >= {(0, 1), (0, 2)}
    assert linked(other, one) >= {(1, 0), (2, 0)}


def test_what_the_reader_joined_and_took_apart_holds_and_the_rest_settles_in_one_way() -> None:
    joined, apart = frozenset({(2, 0)}), frozenset({(0, 0)})
    found = align_pair(report(FIRST), report(SECOND), "reports", linked=joined, unlinked=apart)
    assert (2, 0) in pairs(found) and (0, 0) not in pairs(found)
    assert next(link for link in found.links if (link.i, link.j) == (2, 0)).confidence == 1.0
    assert (1, 2) in pairs(found)
    again = align_pair(report(FIRST), report(SECOND), "reports", linked=joined, unlinked=apart)
    assert found.links == again.links
    turned = align_pair(report(SECOND), report(FIRST), "reports", linked=frozenset({(0, 2)}), unlinked=apart)
    assert turned.swapped().links == found.links


def test_a_pair_taken_apart_leaves_both_sentences_to_others() -> None:
    twice = (*SECOND, THIRD[0])
    assert (0, 0) in linked(FIRST, twice)
    found = linked(FIRST, twice, unlinked=frozenset({(0, 0)}))
    assert (0, 0) not in found and (0, 5) in found


def test_headlines_link_with_headlines_though_a_lead_says_the_same() -> None:
    roles: tuple[Role, ...] = ("headline", *["body"] * 5)  # type: ignore[assignment]
    a = report(("Fire destroys paper mill at Tarnholm", *FIRST), roles)
    b = report(("Tarnholm paper mill burns down", *SECOND), roles)
    found = {(link.i, link.j) for link in pair_links(a, b, "reports")}
    assert (0, 0) in found
    assert not any((i == 0) != (j == 0) for i, j in found)
    assert (1, 1) in found


@pytest.mark.parametrize("role", ["caption", "furniture", "byline"])
def test_a_caption_has_neither_link_nor_chance_with_body(role: Role) -> None:
    a = report(FIRST, (role, *["body"] * 4))  # type: ignore[arg-type]
    for lines in (SECOND, (FIRST[0], *SECOND[1:])):
        found = align_pair(a, report(lines), "reports")
        assert 0 not in {i for i, _ in pairs(found)}
        assert 0 not in found.i
    both = align_pair(a, report((SECOND[0], *HOTEL[:4]), (role, *["body"] * 4)), "reports")  # type: ignore[arg-type]
    assert all(j == 0 for i, j in zip(both.i.tolist(), both.j.tolist(), strict=True) if i == 0)


def test_chances_are_told_of_rising_pairs() -> None:
    found = align_pair(report(FIRST), report(SECOND), "reports")
    places = list(zip(found.i.tolist(), found.j.tolist(), strict=True))
    assert places == sorted(set(places))
    assert found.swapped().swapped().links == found.links
    assert np.array_equal(found.swapped().swapped().chances, found.chances)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the ranker's files, which is read instead of resources."""
    for name in (GRAPH, SCALE):
        shutil.copy(resource("models", name), tmp_path / name)
    monkeypatch.setattr(ranker_module, "resource", lambda *parts: tmp_path.joinpath(*parts[1:]))
    ranker.cache_clear()
    yield tmp_path
    ranker.cache_clear()


def test_a_higher_threshold_in_the_file_leaves_fewer_links(folder: Path) -> None:
    kept = json.loads((folder / SCALE).read_text(encoding="utf-8"))
    counts = []
    for least in (0.0, kept["least"], 1.1):
        (folder / SCALE).write_text(json.dumps(kept | {"least": least}), encoding="utf-8")
        ranker.cache_clear()
        counts.append(len(linked(FIRST, SECOND)))
    assert counts[0] >= counts[1] > counts[2] == 0


def test_confidences_are_those_of_the_file(folder: Path) -> None:
    kept = json.loads((folder / SCALE).read_text(encoding="utf-8"))
    flat = kept | {"scores": [0.0, 1.0], "confidences": [0.25, 0.25]}
    (folder / SCALE).write_text(json.dumps(flat), encoding="utf-8")
    ranker.cache_clear()
    found = align_pair(report(FIRST), report(SECOND), "reports")
    assert {link.confidence for link in found.links} == {0.25}


@pytest.mark.parametrize("name", [GRAPH, SCALE])
def test_an_absent_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelMissing) as raised:
        ranker()
    assert str(folder / name) in str(raised.value)
    assert str(raised.value).endswith("Install the program again.") and "\n" not in str(raised.value)


@pytest.mark.parametrize("name", [GRAPH, SCALE])
@pytest.mark.parametrize("damage", ["empty", "cut", "other"])
def test_a_file_that_cannot_be_read_is_told_to_be_altered(folder: Path, name: str, damage: str) -> None:
    sound = (folder / name).read_bytes()
    (folder / name).write_bytes({"empty": b"", "cut": sound[: len(sound) // 2], "other": b"[1, 2]"}[damage])
    with pytest.raises(ModelAltered) as raised:
        ranker()
    assert str(raised.value).endswith("Install the program again.") and "\n" not in str(raised.value)


def test_a_scale_that_lacks_its_threshold_is_told_to_be_altered(folder: Path) -> None:
    kept = json.loads((folder / SCALE).read_text(encoding="utf-8"))
    del kept["least"]
    (folder / SCALE).write_text(json.dumps(kept), encoding="utf-8")
    with pytest.raises(ModelAltered):
        ranker()


def test_a_scale_of_another_version_is_told_to_be_altered(folder: Path) -> None:
    kept = json.loads((folder / SCALE).read_text(encoding="utf-8"))
    kept["columns"] = kept["columns"][::-1]
    (folder / SCALE).write_text(json.dumps(kept), encoding="utf-8")
    with pytest.raises(ModelAltered, match="another version"):
        ranker()
