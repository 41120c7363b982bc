from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_parses import parses
from story_reading import Story, story

from parallax.attribution.finding import Finding
from parallax.attribution.lexicon import ADVERBS, NOUNS
from parallax.attribution.nominal import with_nominal
from parallax.attribution.tree import Tree
from parallax.language import Parse
from parallax.values import Attribution


def parts(told: Story, a: Attribution) -> tuple[str, str, str]:
    return told.words(a, a.source), told.words(a, a.cue), told.words(a, a.content)


def test_who_repeats_accusations_does_not_make_them() -> None:
    told = story("London repeated accusations by Washington that the army was planning an attack.")
    outer, inner = told.by_cue("repeated"), told.by_cue("accusations")
    said = "that the army was planning an attack"
    assert parts(told, outer) == ("London", "repeated", f"accusations by Washington {said}")
    assert parts(told, inner) == ("Washington", "accusations", said)
    assert inner.within == told.attributions.index(outer)


def test_what_is_repeated_is_neutral_though_what_is_repeated_are_allegations() -> None:
    told = story("Orrin repeated allegations by Valmeria that the garrison had crossed the river.")
    outer, inner = told.by_cue("repeated"), told.by_cue("allegations")
    assert told.words(outer, outer.source) == "Orrin"
    assert told.words(inner, inner.source) == "Valmeria"
    assert (outer.stance, inner.stance) == ("neutral", "doubting")
    assert (outer.within, inner.within) == (None, told.attributions.index(outer))


def test_who_rejects_a_claim_does_not_make_it() -> None:
    told = story("The mayor rejected the union's claim that the bridge was unsafe.")
    outer, inner = told.by_cue("rejected"), told.by_cue("claim")
    assert parts(told, outer) == ("The mayor", "rejected", "the union's claim that the bridge was unsafe")
    assert parts(told, inner) == ("the union's", "claim", "that the bridge was unsafe")
    assert (outer.stance, inner.stance) == ("denying", "doubting")
    assert inner.within == told.attributions.index(outer)


def test_a_noun_with_its_owner_behind_from_reports_too() -> None:
    told = story("Complaints from residents that the siren was broken went unanswered.")
    assert parts(told, told.by_cue("Complaints")) == ("residents", "Complaints", "that the siren was broken")


def test_a_noun_that_nobody_owns_makes_no_attribution_by_its_owner() -> None:
    told = story("The claim that the bridge was unsafe surprised the engineers.")
    assert [a for a in told.attributions if told.words(a, a.cue) == "claim"] == []


@pytest.mark.parametrize("adverb", ["reportedly", "allegedly", "purportedly", "supposedly"])
def test_what_is_reported_by_an_adverb_alone_has_no_source_and_is_doubted(adverb: str) -> None:
    told = story(f"The garrison {adverb} crossed the river in the night.")
    a = told.by_cue(adverb)
    assert parts(told, a) == ("", adverb, "The garrison | crossed the river in the night")
    assert (a.stance, a.negated) == ("doubting", False)
    assert told.speaker(a).kind == "unnamed"


def test_an_adverb_takes_the_verb_beside_it_out_of_nobodys_mouth() -> None:
    told = story("The engineers reportedly warned the board that the gate was open.")
    outer, inner = told.by_cue("reportedly"), told.by_cue("warned")
    assert outer.source == ()
    assert told.words(inner, inner.source) == "The engineers"
    assert "reportedly" not in told.words(inner, inner.cue)
    assert inner.within == told.attributions.index(outer)


SPEAKING = sorted(NOUNS)[:5] + sorted(ADVERBS)[:2]


@st.composite
def speaking_parses(draw: st.DrawFn) -> Parse:
    """Parses in which some words are nouns and adverbs that report; no head stands in a circle."""
    read = draw(parses(least=1))
    tokens = []
    for t in read.tokens:
        sentence = read.sentences[t.sentence]
        lemma = draw(st.sampled_from([*SPEAKING, "dam"]))
        pos = draw(st.sampled_from(["NOUN", "ADV", "VERB", "PRON"]))
        dep = draw(st.sampled_from(["nsubj", "acl", "mark", "poss", "prep", "pobj", "dobj", "advmod"]))
        text = draw(st.sampled_from([t.text, "that", "by", "from"]))
        head = draw(st.integers(sentence.first, t.i))
        tokens.append(t._replace(lemma=lemma, pos=pos, dep=dep, head=head, text=text))
    return Parse(read.text, "en", "invented", read.sentences, tuple(tokens), ())


@st.composite
def findings(draw: st.DrawFn, tokens: int) -> Finding:
    first = draw(st.integers(0, tokens - 1))
    last = draw(st.integers(first, min(first + 3, tokens - 1)))
    content = ((last + 1, tokens - 1),) if last + 1 < tokens else ((0, first),)
    word = draw(st.integers(first, last))
    return Finding(word, None, (), ((first, last),), content, "heard", "neutral", False, 0.9)


@given(st.data(), speaking_parses())
def test_whatever_the_parse_each_finding_keeps_a_cue_in_it_and_its_word_in_the_cue(
    drawn: st.DataObject, read: Parse
) -> None:
    count = len(read.tokens)
    told = with_nominal(Tree(read), drawn.draw(st.lists(findings(count), max_size=3)))
    for f in told:
        assert all(0 <= first <= last < count for first, last in (*f.source, *f.cue, *f.content))
        assert any(first <= f.word <= last for first, last in f.cue)
    adverbs = {t.i for t in read.tokens if t.pos == "ADV" and t.lemma in ADVERBS and t.head != t.i}
    assert adverbs <= {f.word for f in told if f.frame == "adverb"}
    heard = [f for f in told if f.frame == "heard"]
    assert not any(first <= a <= last for f in heard for first, last in f.cue for a in adverbs)
