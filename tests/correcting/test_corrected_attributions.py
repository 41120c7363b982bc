"""The reader's attributions: added, taken away, given other parts, before speakers are sought."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from ferry_reports import STORY, at, compared, correction, reasons, said, words

import parallax
from parallax import language
from parallax.article import Article
from parallax.attribution import Parts, attributions, attributions_of, heard
from parallax.comparison import Begun, Read, compare, read_article
from parallax.paths import resource
from parallax.values import Attribution, Comparison, Correction


def parts(c: Comparison, a: Attribution) -> tuple[str, str, str]:
    return words(c, a, "source"), words(c, a, "cue"), words(c, a, "content")


def test_an_attribution_that_the_reader_adds_is_there_sure_and_with_a_speaker() -> None:
    added = correction(
        "add attribution",
        (0, "The company"),
        (0, "was not told"),
        (0, "of the damage until noon"),
        value="source cue content",
    )
    before, after = compared(), compared(added)
    assert after.refused == ()
    assert len(after.attributions) == len(before.attributions) + 1
    (made,) = said(after, 0, "of the damage until noon")
    assert parts(after, made) == ("The company", "was not told", "of the damage until noon")
    assert (made.kind, made.stance, made.negated, made.confidence) == ("indirect", "neutral", True, 1.0)
    assert next(s.name for s in after.speakers if s.id == made.speaker) == "The company"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“We heard the hull scrape and then nothing,”", "direct"),
        ("then nothing,” said Marit Solberg", "mixed"),
        ("the crew was calm", "indirect"),
    ],
)
def test_the_kind_of_an_added_attribution_is_told_by_the_quotation_marks(content: str, kind: str) -> None:
    c = compared(correction("add attribution", (0, content), value="content"))
    assert [a.kind for a in said(c, 0, content) if words(c, a, "content") == content and a.confidence == 1] == [kind]


@pytest.mark.parametrize(
    ("cue", "stance", "negated"),
    [("claimed", "doubting", False), ("did not confirm", "endorsing", True), ("said", "neutral", False)],
)
def test_stance_and_negation_are_told_by_the_cue(cue: str, stance: str, negated: bool) -> None:
    article = Article.from_text(f"The clerk {cue} that the ferry was old.")
    spans = tuple(at(0, w, of=(article,)) for w in ("The clerk", cue, "the ferry was old"))
    (made,) = compare([article], [Correction("resize attribution", spans, "source cue content")]).attributions
    assert (made.stance, made.negated, made.confidence) == (stance, negated, 1.0)


def test_what_the_program_finds_is_told_alike_when_the_reader_gives_its_parts() -> None:
    told = 0
    for path in sorted(resource("samples").glob("*.txt")):
        article = parallax.read(path)
        parse = language.parse(article)
        found = attributions(0, article, parse, heard(read_article(article, parse)))
        again = attributions_of(0, article, parse, [Parts(a.source, a.cue, a.content) for a in found])
        assert [(a.kind, a.stance, a.negated) for a in again] == [(a.kind, a.stance, a.negated) for a in found]
        told += len(found)
    assert told > 30


def test_an_attribution_that_the_reader_deletes_is_gone_and_its_speaker_with_it() -> None:
    gone = correction(
        "delete attribution",
        (1, "passengers were hurt when the Ostrey ferry lost power"),
        (1, "said"),
        value="content cue",
    )
    assert any(s.name.casefold() == "police" for s in compared().speakers)
    c = compared(gone)
    assert c.refused == ()
    assert len(c.attributions) == len(compared().attributions) - 1
    assert not any(s.name.casefold() == "police" for s in c.speakers)


def test_a_deletion_needs_half_of_the_content() -> None:
    little = correction("delete attribution", (0, "engine"), (0, "said that"), value="content cue")
    assert reasons(compared(little)) == ["the attribution that it takes away is no longer found"]


def test_a_resized_attribution_takes_the_place_of_the_one_it_overlaps_most() -> None:
    c = compared(
        correction("resize attribution", (0, "Solberg said"), (0, "the crew was calm"), value="source content")
    )
    assert c.refused == ()
    assert len(c.attributions) == len(compared().attributions)
    assert [parts(c, a) for a in said(c, 0, "the crew was calm")] == [("Solberg said", "", "the crew was calm")]


def test_of_two_nested_attributions_that_one_is_resized_which_is_more_alike() -> None:
    article = Article.from_text("The minister said the mayor had claimed that the harbour was safe.")
    here = (article,)
    spans = tuple(at(0, w, of=here) for w in ("the mayor", "had claimed", "that the harbour was"))
    c = compare(here, [Correction("resize attribution", spans, "source cue content")])
    outer, inner = c.attributions
    assert words(c, inner, "content") == "that the harbour was"
    assert words(c, outer, "content") == "the mayor had claimed that the harbour was safe"
    assert inner.within == 0


def test_of_attributions_that_share_no_content_that_one_is_resized_which_shares_the_cue() -> None:
    places = (1, "The harbour master"), (1, "claimed"), (1, "A new ferry will cost 40 million crowns")
    c = compared(correction("resize attribution", *places, value="source cue content"))
    assert len(c.attributions) == len(compared().attributions)
    assert said(c, 1, "the engine failed") == []
    (resized,) = said(c, 1, "A new ferry")
    assert words(c, resized, "cue") == "claimed"


def test_a_resized_attribution_that_overlaps_none_is_added() -> None:
    c = compared(correction("resize attribution", (1, "will cost 40 million crowns"), value="content"))
    assert len(c.attributions) == len(compared().attributions) + 1


def test_several_corrections_of_one_article_are_made_in_the_order_given() -> None:
    calm = (0, "the crew was calm")
    add = correction("add attribution", (0, "Solberg"), calm, value="source content")
    delete = correction("delete attribution", (0, "Solberg"), calm, value="source content")
    count = len(compared().attributions)
    assert len(compared(add, delete).attributions) == count
    assert len(compared(delete, add).attributions) == count
    assert said(compared(delete, add), 0, calm[1])[0].confidence == 1.0
    assert len(compared(add, add).attributions) == len(compared(add).attributions)


def test_nesting_points_into_the_attributions_of_all_articles_after_one_was_added_before() -> None:
    def holder_of(*asked: Correction) -> list[tuple[int, str, str]]:
        c = compared(*asked)
        return [
            (a.article, words(c, a, "content"), words(c, c.attributions[a.within], "content"))
            for a in c.attributions
            if a.within is not None
        ]

    first = correction("add attribution", (0, "was stopped on Tuesday"), value="content")
    outer = correction(
        "add attribution", (1, "The harbour master claimed that the engine failed near the pier"), value="content"
    )
    assert holder_of(outer)
    assert holder_of(first, outer) == holder_of(outer)


@pytest.mark.parametrize(
    ("places", "value", "reason"),
    [
        ([(0, "Solberg"), (0, "calm")], "content", "which of its words"),
        ([(0, "Solberg")], "speaker", "which of its words"),
        ([(0, "Solberg")], "source", "what is said"),
        ([(0, "Marit Solberg"), (0, "Solberg")], "content source", "overlap"),
        ([(0, "calm"), (1, "police")], "content source", "not in one article"),
        ([(0, "calm"), (0, " ")], "content source", "no words in its source"),
        ([(0, ".")], "content", "no words in its content"),
        ([], "", "names no place"),
    ],
)
def test_parts_that_are_none_are_refused_with_a_reason(places: list[tuple[int, str]], value: str, reason: str) -> None:
    for kind in ("add attribution", "delete attribution", "resize attribution"):
        (why,) = reasons(compared(correction(kind, *places, value=value)))  # type: ignore[arg-type]
        assert reason in why


def test_the_step_read_holds_the_attributions_of_the_reader_before_speakers_are_sought() -> None:
    heard: list[Read] = []

    def listen(step: Read | Begun) -> None:
        if isinstance(step, Read):
            heard.append(step)

    watch: Callable[[Read | Begun], None] = listen
    compare(STORY, [correction("add attribution", (1, "A new ferry"), value="content")], watch=watch)
    made = [a for a in heard[1].attributions if a.confidence == 1.0 and not a.source]
    assert [a.content for a in made] == [(at(1, "A new ferry")[1:],)]
    assert made[0].speaker is None
