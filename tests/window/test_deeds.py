"""Deeds as corrections: where sentences and paragraphs are cut, what displaces what, and what is told of it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from parallax.article import Article, Paragraph, Sentence
from parallax.comparison import compare
from parallax.values import Attribution, Comparison, Correction, Difference, Speaker
from parallax.window.corrections import deeds

WORDS = st.text(alphabet="ab é🚢\u0301.", min_size=1, max_size=40).filter(lambda words: words.strip())


def one_paragraph(text: str) -> Comparison:
    """One article of one sentence."""
    article = Article.of(text, (Paragraph(0, len(text)),))
    return Comparison((article,), sentences=((Sentence(0, 0, 0, len(text), 0),),))


@given(WORDS, st.data())
def test_a_cut_is_made_before_a_word_never_within_one(text: str, data: st.DataObject) -> None:
    text = text.strip()
    comparison = one_paragraph(text)
    at = data.draw(st.integers(0, len(text)))
    for deed in (deeds.sentence_end(comparison, 0, at), deeds.paragraph_begin(comparison, 0, at)):
        if deed is None:
            continue
        ((_, start, end),) = deed.corrections[0].spans
        assert 0 < start < end <= len(text)
        assert text[start - 1].isspace()
        assert not any(letter.isspace() for letter in text[start:end])
        assert text[:start].strip()


@given(WORDS, st.data())
def test_a_sentence_ends_at_or_after_the_place_and_a_paragraph_begins_at_its_word(
    text: str, data: st.DataObject
) -> None:
    text = text.strip()
    comparison = one_paragraph(text)
    at = data.draw(st.integers(0, len(text)))
    ended, begun = deeds.sentence_end(comparison, 0, at), deeds.paragraph_begin(comparison, 0, at)
    if ended is not None:
        assert ended.corrections[0].spans[0][1] >= at
    if begun is not None:
        _, start, end = begun.corrections[0].spans[0]
        assert start <= at < end or text[at:start].isspace()


def story(*speakers: str) -> Comparison:
    """A text in which each speaker says one thing."""
    text = "".join(f"{name} said x{n}. " for n, name in enumerate(speakers))
    attributions, found, at = [], {}, 0
    for n, name in enumerate(speakers):
        start = text.index(name, at)
        at = text.index(f"x{n}", start)
        found.setdefault(name, []).append((0, start, start + len(name)))
        attributions.append(
            Attribution(0, ((start, start + len(name)),), (), ((at, at + 2),), "indirect", speaker=name)
        )
    known = tuple(Speaker(name, name, "person", tuple(places)) for name, places in found.items())
    return Comparison((article_of(text),), attributions=tuple(attributions), speakers=known)


def article_of(text: str) -> Article:
    return Article("one", "", "", "", "", "", "report", "", text, "0" * 64, (Paragraph(0, len(text)),))


def test_one_quotation_is_kept_apart_from_its_speaker_by_other_words_where_there_are_some() -> None:
    comparison = story("he", "Vale", "Ortiz")
    one = replace(comparison.speakers[0], mentions=(*comparison.speakers[0].mentions, deeds.mention_of(comparison, 2)))
    comparison = replace(comparison, speakers=(one, comparison.speakers[1]))
    deed = deeds.said_by(comparison, 0, "Vale", "Vale", alone=True)
    assert [c.kind for c in deed.corrections] == ["other speaker", "same speaker"]
    assert deed.corrections[0].spans[1] == deeds.mention_of(comparison, 0)
    assert deed.corrections[0].spans[0] == deeds.mention_of(comparison, 2)


BRIDGE = (
    """Bridge at Orr Ford closed
Mayor Ines Ortiz said the bridge was safe. Ortiz said the engineers had checked it twice.
Ortiz said that traffic would return on Friday. Dan Brevik, an engineer, said the steel was old.""",
    """Bridge shut
The mayor, Ines Ortiz, said the bridge was safe. She said that she was sorry. Dan Brevik warned of rust.""",
)


def compared(*corrections: Correction) -> Comparison:
    return compare(
        [Article.from_text(text, outlet=outlet) for text, outlet in zip(BRIDGE, ("Herald", "Post"), strict=True)],
        corrections,
    )


def said_of(comparison: Comparison) -> list[str]:
    return [deeds.name_of(comparison, a.speaker) for a in comparison.attributions]


def speaker(comparison: Comparison, name: str) -> str:
    return next(s.id for s in comparison.speakers if s.name == name)


def test_a_quotation_alone_goes_to_another_speaker_however_its_source_is_worded() -> None:
    before = compared()
    ortiz, brevik = [k for k, name in enumerate(said_of(before)) if name == "Ines Ortiz"], "Dan Brevik"
    assert len(ortiz) == 5 and set(said_of(before)) == {"Ines Ortiz", brevik}
    for quotation in ortiz:
        deed = deeds.said_by(before, quotation, speaker(before, brevik), brevik, alone=True)
        after = compared(*deed.corrections)
        assert after.refused == ()
        moved = [k for k in ortiz if said_of(after)[k] != "Ines Ortiz"]
        assert [k for k in moved if deeds.cited(after, deeds.mention_of(after, k)) != "“She”"] in ([quotation], [])
        assert quotation in moved, "a pronoun may follow the name that it goes back to"
        assert said_of(after)[quotation] == brevik


def test_all_quotations_of_a_speaker_go_to_another_one() -> None:
    before = compared()
    quotation = said_of(before).index("Ines Ortiz")
    deed = deeds.said_by(before, quotation, speaker(before, "Dan Brevik"), "Dan Brevik", alone=False)
    assert len(set(said_of(compared(*deed.corrections)))) == 1


def test_what_is_said_of_one_quotation_leaves_what_was_said_of_others() -> None:
    first = deeds.other_speaker(compared(), (0, *spot(0, "Mayor Ines Ortiz")), (1, *spot(1, "The mayor, Ines Ortiz")))
    kept = tuple(replace(c, id="apart") for c in first.corrections)
    before = compared(*kept)
    quotation = next(k for k, a in enumerate(before.attributions) if a.source == (spot(0, "Mayor Ines Ortiz"),))
    deed = deeds.said_by(before, quotation, speaker(before, "Dan Brevik"), "Dan Brevik", alone=True)
    assert deeds.displaced(before, kept, deed) == ()
    other = next(k for k, a in enumerate(before.attributions) if a.source == (spot(1, "The mayor, Ines Ortiz"),))
    assert before.attributions[other].speaker != before.attributions[quotation].speaker
    again = deeds.same_speaker(before, *(str(before.attributions[k].speaker) for k in (quotation, other)))
    assert deeds.displaced(before, kept, again) == ("apart",)


def spot(article: int, words: str) -> tuple[int, int]:
    start = BRIDGE[article].index(words)
    return start, start + len(words)


def test_a_speaker_who_says_one_thing_only_needs_no_parting() -> None:
    deed = deeds.said_by(story("Ortiz", "Vale"), 0, "Vale", "Vale", alone=True)
    assert [c.kind for c in deed.corrections] == ["same speaker"]


def test_a_later_word_on_the_same_mention_displaces_the_earlier_one() -> None:
    comparison = story("Ortiz", "Vale", "Brandt")
    here, there = deeds.mention_of(comparison, 0), deeds.mention_of(comparison, 1)
    kept = (Correction("same speaker", (here, there), "", "first"),)
    assert deeds.displaced(comparison, kept, deeds.other_speaker(comparison, there, here)) == ("first",)
    name = Correction("name of speaker", (here,), "Anna", "name")
    assert deeds.displaced(comparison, (name,), deeds.rename(comparison, here, "Ines")) == ("name",)
    assert deeds.displaced(comparison, (name,), deeds.rename(comparison, there, "Ines")) == ()


def test_what_only_takes_an_earlier_word_back_is_not_kept_itself() -> None:
    comparison = one_paragraph("One goes. Two goes.")
    split = deeds.sentence_end(comparison, 0, 9)
    assert split is not None
    made = Correction("split sentence", split.corrections[0].spans, "", "split")
    join = deeds.Deed("", (Correction("join sentences", ((0, 0, 9), (0, 10, 19))),))
    assert deeds.displaced(comparison, (made,), join) == ("split",)
    assert deeds.added(comparison, (made,), join) == ()
    assert deeds.added(comparison, (), join) == join.corrections


def test_what_changed_is_counted_over_the_articles_that_stayed() -> None:
    before, after = story("Ortiz", "Vale"), story("Vale", "Ortiz")
    deed = deeds.Deed("Said by Vale", (), "quotations")
    assert deeds.effect(deed, before, before) == "Said by Vale: no quotations changed"
    assert deeds.effect(deed, before, after).startswith("Said by Vale: ")
    found = Difference("number", "", None, ((0, 0, 1),), "", 1.0)
    fewer = Comparison(before.articles, differences=())
    more = Comparison(before.articles, differences=(found,))
    assert deeds.effect(deeds.Deed("Not a difference", ()), more, fewer) == "Not a difference: 1 difference fewer"
    assert deeds.effect(deeds.Deed("Linked by hand", ()), fewer, more) == "Linked by hand: 1 difference more"


def test_a_deed_on_a_kind_that_the_reader_gave_is_one_on_the_kind_that_was_found() -> None:
    spans = ((0, 0, 1), (1, 4, 5))
    kept = (Correction("another kind", spans, "number wording", "first"),)
    again = deeds.restated(kept, deeds.Deed("", (Correction("another kind", spans[::-1], "wording date"),)))
    assert again.corrections[0].value == "number date"
    gone = deeds.restated(kept, deeds.Deed("", (Correction("not a difference", spans, "wording"),)))
    assert gone.corrections[0].value == "number"
    other = deeds.Deed("", (Correction("not a difference", spans, "name"),))
    assert deeds.restated(kept, other) == other


def test_a_link_displaces_what_parted_the_same_sentences() -> None:
    comparison = story("Ortiz", "Vale")
    one, two = (0, 0, 5), (0, 15, 19)
    parted = (Correction("unlink", ((0, 2, 3), (0, 16, 17)), "", "parted"),)
    assert deeds.displaced(comparison, parted, deeds.linked(one, two)) == ("parted",)
    assert deeds.displaced(comparison, parted, deeds.linked(one, (0, 30, 33))) == ()
