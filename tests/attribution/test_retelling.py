from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from story_reading import Story, story

from parallax.article import Article
from parallax.attribution.retelling import Piece, pieces, retelling
from parallax.values import Retelling, Utterance
from timing import least_seconds

FULL = "“Our engineers never left the dam for a single hour of that night,” Anders Pohl said."


def told_of(told: Story) -> tuple[Utterance, list[Retelling]]:
    """The one act of speech of these reports."""
    (found,) = told.utterances
    return found, list(found.retellings)


def steps(told: Story, u: Utterance, r: Retelling) -> list[tuple[str, str, str]]:
    """The delta in words: kind, words of the base, words of the report."""
    base = told.articles[told.attributions[u.base].article].text
    own = told.articles[told.attributions[r.member].article].text
    found = []
    for edit in r.delta:
        sides = [text[slice(*span)] if span else "" for text, span in ((base, edit.base), (own, edit.own))]
        found.append((edit.kind, *sides))
    return found


def test_an_altered_quotation_keeps_what_was_changed_token_by_token() -> None:
    told = story(FULL, "“Our engineers hardly left the dam for one single hour of that night,” Anders Pohl said.")
    u, (r,) = told_of(told)
    assert r.wording == u.wording == "altered"
    changed = [s for s in steps(told, u, r) if s[0] != "equal"]
    sides = {tuple(sorted(("never", "hardly"))), tuple(sorted(("a", "one")))}
    found = {tuple(sorted((a[1] or a[2], b[1] or b[2]))) for a, b in zip(changed[::2], changed[1::2], strict=True)}
    assert found == sides


def test_each_report_has_its_own_wording_against_the_base() -> None:
    told = story(
        FULL,
        "“Our engineers never left the dam for a single hour,” Anders Pohl said.",
        "Anders Pohl said that the engineers had never left the dam for a single hour during that night.",
    )
    u, own = told_of(told)
    assert told.attributions[u.base].article == 0
    assert {told.attributions[r.member].article: r.wording for r in own} == {1: "trimmed", 2: "paraphrased"}
    assert u.wording == "paraphrased"
    assert all(not r.delta for r in own if r.wording == "paraphrased")


def test_what_two_reports_have_alike_is_the_base_though_the_one_that_differs_is_fuller() -> None:
    told = story(
        "“Our engineers never left the dam for a single hour,” Anders Pohl said.",
        "“Our engineers never left the dam for a single hour,” said the chief engineer, Anders Pohl.",
        "“Our engineers hardly left the dam for a single hour, and that is the truth,” Anders Pohl said.",
    )
    u, own = told_of(told)
    assert told.attributions[u.base].article != 2
    assert sorted(r.wording for r in own) == ["altered", "same"]


@pytest.mark.parametrize(
    "third",
    [
        "Anders Pohl said that the engineers had never left the dam for a single hour during that night.",
        "Anders Pohl said that the engineers had “not once” left the dam for a single hour of that night.",
        "Anders Pohl said that the engineers had not left the dam “for a single hour” of that night.",
    ],
)
def test_a_report_that_quotes_little_or_nothing_hides_no_change_between_two_that_quote_more(third: str) -> None:
    told = story(FULL, FULL.replace("never", "hardly"), third)
    u, own = told_of(told)
    assert told.attributions[u.base].article != 2
    assert "altered" in {r.wording for r in own}


def test_of_two_copies_the_base_is_the_same_in_any_order() -> None:
    copies = [Article.from_text(FULL, outlet=outlet) for outlet in ("Tribune", "Courier")]
    bases = set()
    for articles in (copies, copies[::-1]):
        told = story(*articles)
        bases.add(told.articles[told.attributions[told_of(told)[0].base].article].outlet)
    assert len(bases) == 1


def test_no_step_of_a_delta_goes_over_the_words_between_two_pieces_of_a_quotation() -> None:
    told = story(FULL, "“Our engineers never left the dam,” Anders Pohl said, “for a single hour of that night.”")
    u, (r,) = told_of(told)
    assert [s[2] for s in steps(told, u, r)] == [
        "Our engineers never left the dam",
        "for a single hour of that night",
    ]


def test_brackets_that_are_never_closed_take_time_in_proportion_to_their_number() -> None:
    def cost(count: int) -> float:
        text = "[" * count
        return least_seconds(lambda: pieces(text, [(0, count)], lambda _, __: 0))

    assert cost(40_000) < 10 * cost(10_000)


def cut_up(words: list[str], cuts: set[int]) -> list[Piece]:
    """The words as pieces that end at these places; each word is as if of one code point, and one lies between."""
    found: list[list[tuple[str, tuple[int, int]]]] = [[]]
    at = 0
    for k, word in enumerate(words):
        if k in cuts and found[-1]:
            found.append([])
            at += 2
        found[-1].append((word, (at, at + 1)))
        at += 2
    return [Piece.of(run, " " * (at + 2)) for run in found if run]


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "ab", "abb"]), min_size=1, max_size=12)
CUTS = st.sets(st.integers(1, 11), max_size=3)


@given(WORDS, CUTS, WORDS, CUTS)
@example(["a", "b", "a"], set(), ["ab", "b", "a"], set())
def test_a_delta_turns_the_base_into_the_report_and_leaves_no_word_out(
    base: list[str], base_cuts: set[int], own: list[str], own_cuts: set[int]
) -> None:
    full, other = cut_up(base, base_cuts), cut_up(own, own_cuts)
    found = retelling(1, full, tuple(base), other, tuple(own)).delta
    places = {p.spans[k][0]: p.words[k] for p in full for k in range(len(p.words))}
    others = {p.spans[k][0]: p.words[k] for p in other for k in range(len(p.words))}

    def within(held: dict[int, str], span: tuple[int, int] | tuple[()]) -> list[str]:
        return [held[at] for at in range(*span) if at in held] if span else []

    if not found:
        assert retelling(1, full, tuple(base), other, tuple(own)).wording == "paraphrased"
        return
    assert [w for e in found for w in within(places, e.base)] == base
    assert [w for e in found for w in within(others, e.own)] == own
    for edit in found:
        if edit.kind == "equal":
            assert "".join(within(places, edit.base)) == "".join(within(others, edit.own)) != ""
        else:
            assert bool(edit.base) == (edit.kind in ("delete", "cut")) != bool(edit.own)
        for held, span in ((full, edit.base), (other, edit.own)):
            assert not span or any(p.spans[0][0] <= span[0] and span[1] <= p.spans[-1][1] for p in held)


def test_another_statement_before_common_words_is_none_that_was_altered() -> None:
    common = "the gate and the dam were left open for the whole night"
    told = story(
        f"“What was done by the council to find out whether {common}?” Anders Pohl asked.",
        f"“After the fall of the bridge nobody could tell the people of the town why {common},” Anders Pohl said.",
    )
    u, (r,) = told_of(told)
    assert {s[0] for s in steps(told, u, r)} == {"cut", "further", "equal"}
    assert r.wording == "trimmed"
