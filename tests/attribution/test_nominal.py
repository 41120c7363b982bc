from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_parses import parses
from story_reading import Story, story

from parallax.article import Article
from parallax.attribution.finding import Finding
from parallax.attribution.lexicon import ADVERBS, NOUNS
from parallax.attribution.nominal import with_nominal
from parallax.attribution.tree import Tree
from parallax.language import Parse, parse
from parallax.values import Attribution
from timing import least_seconds


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
    read = draw(parses(least=6))
    tokens = []
    for t in read.tokens:
        sentence = read.sentences[t.sentence]
        lemma = draw(st.sampled_from([*SPEAKING, "dam"]))
        pos = draw(st.sampled_from(["NOUN", "ADV", "VERB", "PRON"]))
        dep = draw(st.sampled_from(["nsubj", "acl", "mark", "poss", "prep", "pobj", "dobj", "advmod"]))
        text = draw(st.sampled_from([t.text, "that", "by", "from"]))
        head = draw(st.integers(sentence.first, t.i))
        tokens.append(t._replace(lemma=lemma, pos=pos, dep=dep, head=head, text=text))
    for sentence in read.sentences:
        if sentence.last - sentence.first >= len(CLAIM) and draw(st.booleans()):
            at = draw(st.integers(sentence.first, sentence.last - len(CLAIM)))
            for i, (text, pos, dep, head) in enumerate(CLAIM, at):
                tokens[i] = tokens[i]._replace(text=text, lemma=text, pos=pos, dep=dep, head=at + head)
    return Parse(read.text, "en", "invented", read.sentences, tuple(tokens), ())


CLAIM = [
    ("claim", "NOUN", "dobj", 0),
    ("by", "ADP", "prep", 0),
    ("Ortiz", "PROPN", "pobj", 1),
    ("that", "SCONJ", "mark", 4),
    ("held", "VERB", "acl", 0),
]
"""A noun with its owner and what it reports: text, part of speech, label, and the head from its beginning."""


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
    nouns = {f.word for f in told if f.frame == "noun that"}
    assert claims(read) <= nouns
    assert not any(first <= n <= last for f in heard for first, last in f.cue[:1] for n in nouns)


def claims(read: Parse) -> set[int]:
    """Where `CLAIM` stands whole."""
    texts = [t.text for t in read.tokens]
    heads = [t.head - t.i for t in read.tokens]
    wanted = [text for text, *_ in CLAIM]
    return {
        i
        for i in range(len(texts) - len(CLAIM) + 1)
        if texts[i : i + len(CLAIM)] == wanted and heads[i + 1 : i + len(CLAIM)] == [-1, -1, 1, -4]
    }


@pytest.mark.parametrize("verb", ["repeated his", "retracted his earlier", "has withdrawn his"])
def test_whose_claim_it_is_stands_with_the_claim(verb: str) -> None:
    told = story(f"The mayor {verb} claim that the dam was safe.")
    outer = next(a for a in told.attributions if told.words(a, a.source) == "The mayor")
    assert "his" not in told.words(outer, outer.cue).split()
    assert told.words(outer, outer.content).endswith("claim that the dam was safe")
    inner = told.by_cue("claim")
    assert told.words(inner, inner.content) == "that the dam was safe"
    assert inner.within == told.attributions.index(outer)


def seconds_for(text: str) -> float:
    article = Article.from_text(text)
    read = parse(article)
    tree = Tree(read)
    heard = [
        Finding(t.i, None, (), ((t.i, t.i),), ((t.i + 1, t.i + 3),), "heard", "neutral", False, 0.9)
        for t in tree.tokens
        if t.text == "said"
    ]
    assert len(with_nominal(tree, heard)) > len(heard)
    return least_seconds(lambda: with_nominal(tree, heard))


def test_time_grows_with_the_text_where_adverbs_and_nouns_report_in_every_sentence() -> None:
    text = "The mayor reportedly said that claims by Ortiz that the dam was safe had been read. "
    few, many = (seconds_for(text * times) for times in (50, 400))
    assert many <= 24 * few
