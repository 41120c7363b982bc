"""Whatever corrections are made, in whatever order the articles stand: nothing raises, and only numbers change."""

from __future__ import annotations

from dataclasses import replace

from corrected_story import Corrected, corrected
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.article import Article
from parallax.values import ArticleSpan, Correction

TEXTS = (
    "Mayor Elena Ortiz said that the dam was safe. “We checked every gate,” Ortiz said. She added that she was sorry. "
    "Johnson warned that the spillway was too small.\nOfficials said that the road would stay closed. The spokesman "
    "said that the sirens had sounded. They said so twice, reportedly.",
    "Elena Ortiz said that the dam was safe. Officials said that the road was closed. Johnson said that the bridge was "
    "sound. He said that the crew had slept. A spokesman for the Orrin Water Board said that the cellar was dry.",
    "Sven Ortiz said that the water came at night. Ortiz said that nobody had warned him. Johnson said that the school "
    "would open. The Orrin Water Board said that it would pay. Nobody said that it was late.",
    "Officials said that the road was closed. He said that the crew had slept.",
    "Officials said that the road was closed. He said that the crew had slept.",
)
ARTICLES = tuple(
    replace(Article.from_text(text, outlet=outlet), id=outlet)
    for text, outlet in zip(TEXTS, ("Ledger", "Courier", "Post", "Herald", "Voice"), strict=True)
)
"""The last two are one agency's copy."""

PLAIN = corrected(*ARTICLES)
MENTIONS = sorted(
    {(a.article, s, e) for a in PLAIN.told().attributions for s, e in (a.source or a.content)}
    | {m for s in PLAIN.told().speakers for m in s.mentions}
)
KINDS = st.sampled_from(["same speaker", "other speaker", "name of speaker"])
NAMES = st.sampled_from(["Elena Ortiz", "Officials", "Rowena Cassel", "", "The Orrin Water Board", "x" * 300])
HOSTILE_SPANS = st.tuples(st.integers(-3, 9), st.integers(-9, 700), st.integers(-9, 700))


@st.composite
def _correction(draw: st.DrawFn, spans: st.SearchStrategy[ArticleSpan], names: st.SearchStrategy[str]) -> Correction:
    kind = draw(KINDS)
    count = 1 if kind == "name of speaker" else 2
    return Correction(kind, tuple(draw(spans) for _ in range(count)), draw(names))


REASONABLE = st.lists(_correction(st.sampled_from(MENTIONS), NAMES), max_size=8)
HOSTILE = st.lists(
    st.builds(Correction, KINDS, st.lists(HOSTILE_SPANS, max_size=3).map(tuple), st.text(max_size=40)), max_size=6
)


def _outcome(given_: Corrected, number: list[int]) -> object:
    """What comes of corrections, with articles numbered as they were (`number[k]` for article k)."""
    told = given_.told()

    def back(spans: tuple[ArticleSpan, ...]) -> frozenset[ArticleSpan]:
        return frozenset((number[a], s, e) for a, s, e in spans)

    said = frozenset((number[a.article], a.source, a.cue, a.content, a.speaker) for a in told.attributions)
    speakers = frozenset((s.id, s.name, s.kind, back(s.mentions)) for s in told.speakers)
    of_member = [(number[a.article], a.content, a.cue) for a in told.attributions]
    utterances = frozenset((u.id, u.wording, frozenset(of_member[m] for m in u.members)) for u in told.utterances)
    refused = [
        (c.kind, tuple((number[a], s, e) for a, s, e in c.spans), c.value, r)
        for c, r in zip(given_.refused, given_.reasons, strict=True)
    ]
    return said, speakers, utterances, refused


@settings(max_examples=150)
@given(REASONABLE, st.permutations(range(len(TEXTS))))
def test_the_order_of_the_articles_changes_numbers_only(asked: list[Correction], order: list[int]) -> None:
    place = [order.index(k) for k in range(len(TEXTS))]
    turned = [replace(c, spans=tuple((place[a], s, e) for a, s, e in c.spans)) for c in asked]
    before = _outcome(corrected(*ARTICLES, asked=asked), list(range(len(TEXTS))))
    after = _outcome(corrected(*(ARTICLES[k] for k in order), asked=turned), order)
    assert before == after


@settings(max_examples=150)
@given(REASONABLE)
def test_what_was_asked_and_not_refused_holds(asked: list[Correction]) -> None:
    numbered = [replace(c, id=str(k)) for k, c in enumerate(asked)]
    story = corrected(*ARTICLES, asked=numbered)
    told = story.told()
    refused = {c.id for c in story.refused}
    ids = [s.id for s in told.speakers]
    assert len(ids) == len(set(ids))
    assert {a.speaker for a in told.attributions} - {None} == set(ids)

    def speaker(span: ArticleSpan) -> set[str]:
        article, start, end = span
        by_source = {
            a.speaker
            for a in told.attributions
            if a.article == article and any(s <= start and end <= e for s, e in (a.source or a.content))
        }
        return {s for s in by_source if s is not None}

    for c in numbered:
        if c.id in refused or any(len(speaker(span)) != 1 for span in c.spans):
            continue
        if c.kind == "same speaker":
            assert speaker(c.spans[0]) == speaker(c.spans[1])
        elif c.kind == "other speaker":
            assert speaker(c.spans[0]) != speaker(c.spans[1])
        else:
            names = {s.id: s.name for s in told.speakers}
            assert names[speaker(c.spans[0]).pop()] == c.value


@settings(max_examples=150)
@given(HOSTILE)
def test_no_correction_raises(asked: list[Correction]) -> None:
    story = corrected(*ARTICLES, asked=asked)
    told = story.told()
    for s in told.speakers:
        assert s.name and s.id
        assert all(0 <= a < len(TEXTS) and 0 <= b < e <= len(TEXTS[a]) for a, b, e in s.mentions)
    assert len(story.refused) <= len(asked)
