"""Comparisons built by hand, and a strategy that makes any comparison which the format allows."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from parallax.article import ROLES, Article, Cleaning, Paragraph, Sentence, normal, paragraph_spans
from parallax.values import (
    FAMILY_OF_KIND,
    ArticleSpan,
    Attribution,
    Comparison,
    Correction,
    CorrectionKind,
    Coverage,
    Difference,
    Edit,
    FactRelation,
    Group,
    Label,
    LabelKind,
    Link,
    QuotationKind,
    Relation,
    Retelling,
    Speaker,
    SpeakerKind,
    Stance,
    Utterance,
    Wording,
)

TEXTS = (
    "Ferry aground off Tolsey\n"
    "Nine passengers were hurt when the ferry struck rocks on Friday, harbour master Ivo Brandel said.\n"
    "“Nobody was on the bridge for four minutes,” he said.\n"
    "A tug was sent from Marrow Bay.",
    "😷 Panic on the Tolsey ferry\n"
    "Officials said 19 passengers were hurt on Friday.\n"
    'Mr Brandel claimed "nobody was on the bridge".\n'
    "The café on the upper deck was flooded.",
    "Fähre vor Tolsey auf Grund\nBrandel sagte, es sei niemand auf der Brücke gewesen.",
)
OUTLETS = ("The Strait Gazette", "Tolsey Mail", "Nordblatt")


def spans_of(text: str, *words: str) -> tuple[tuple[int, int], ...]:
    """Where words stand first in a text."""
    return tuple((text.index(word), text.index(word) + len(word)) for word in words)


def place(article: int, words: str) -> ArticleSpan:
    start = TEXTS[article].index(words)
    return article, start, start + len(words)


def articles() -> tuple[Article, ...]:
    found = []
    for text, outlet in zip(TEXTS, OUTLETS, strict=True):
        lines = paragraph_spans(text)
        paragraphs = tuple(Paragraph(s, e, "body" if k else "headline") for k, (s, e) in enumerate(lines))
        found.append(
            Article.of(
                text,
                paragraphs,
                outlet=outlet,
                author="R. Lindqvar",
                published="2025-05-02",
                location=f"/home/somebody/research/{outlet}.txt",
                cleaning=(Cleaning("joined 3 hard-wrapped lines"), Cleaning("Left out a menu.", 4, 4, "Home | World")),
                sources=(("outlet", "og:site_name"),),
            )
        )
    return tuple(found)


def sentences_of(made: tuple[Article, ...]) -> tuple[tuple[Sentence, ...], ...]:
    """One sentence per paragraph."""
    return tuple(
        tuple(Sentence(a, i, p.start, p.end, i) for i, p in enumerate(article.paragraphs))
        for a, article in enumerate(made)
    )


def story() -> Comparison:
    """Three reports with one difference of each family, three speakers, an altered utterance, a label, coverage."""
    made = articles()
    trimmed = (
        Edit(
            "equal",
            spans_of(TEXTS[0], "Nobody was on the bridge")[0],
            spans_of(TEXTS[1], "nobody was on the bridge")[0],
        ),
        Edit("cut", spans_of(TEXTS[0], "for four minutes")[0], ()),
    )
    said = (
        Attribution(
            0,
            spans_of(TEXTS[0], "harbour master Ivo Brandel"),
            ((TEXTS[0].index("said.\n“"), TEXTS[0].index("said.\n“") + 4),),
            spans_of(TEXTS[0], "Nine passengers were hurt when the ferry struck rocks on Friday"),
            "indirect",
            speaker="s1",
            confidence=0.9,
        ),
        Attribution(
            0,
            ((TEXTS[0].index("he said"), TEXTS[0].index("he said") + 2),),
            ((TEXTS[0].index("he said") + 3, TEXTS[0].index("he said") + 7),),
            spans_of(TEXTS[0], "Nobody was on the bridge for four minutes"),
            "direct",
            speaker="s1",
            confidence=0.95,
        ),
        Attribution(
            1,
            spans_of(TEXTS[1], "Officials"),
            spans_of(TEXTS[1], "said"),
            spans_of(TEXTS[1], "19 passengers were hurt on Friday"),
            "indirect",
            speaker="s2",
            confidence=0.7,
        ),
        Attribution(
            1,
            spans_of(TEXTS[1], "Mr Brandel"),
            spans_of(TEXTS[1], "claimed"),
            spans_of(TEXTS[1], "nobody was on the bridge"),
            "direct",
            stance="doubting",
            speaker="s1",
            confidence=0.9,
        ),
        Attribution(
            2,
            spans_of(TEXTS[2], "Brandel"),
            spans_of(TEXTS[2], "sagte"),
            spans_of(TEXTS[2], "es sei niemand auf der Brücke gewesen"),
            "indirect",
            within=None,
            speaker="s1",
            confidence=0.6,
        ),
    )
    return Comparison(
        articles=made,
        relations=(Relation(0, 1, "reports"), Relation(0, 2, "reports"), Relation(1, 2, "reports")),
        sentences=sentences_of(made),
        links=(Link(0, 1, 1, 1, 0.91), Link(0, 2, 1, 2, 0.84), Link(0, 2, 2, 1, 0.4, made_by="reader")),
        groups=(
            Group(((0, 1), (1, 1))),
            Group(((0, 2), (1, 2), (2, 1))),
            Group(((0, 3),)),
            Group(((1, 3),)),
        ),
        attributions=said,
        speakers=(
            Speaker("s1", "Ivo Brandel", "person", (place(0, "Ivo Brandel"), place(1, "Brandel"))),
            Speaker("s2", "officials", "unnamed", (place(1, "Officials"),)),
            Speaker("s3", "the ferry line", "organisation", ()),
        ),
        utterances=(
            Utterance(
                "u1",
                (1, 3, 4),
                "paraphrased",
                1,
                (Retelling(3, "trimmed", trimmed), Retelling(4, "paraphrased")),
            ),
            Utterance("u2", (0,), "same", 0),
        ),
        labels=(Label("l1", "the ferry", "thing", (place(0, "the ferry"), place(1, "ferry"))),),
        differences=(
            Difference(
                "quotation",
                "",
                1,
                (place(0, "Nobody was on the bridge for four minutes"), place(1, "nobody was on the bridge")),
                "The Strait Gazette has “for four minutes”, Tolsey Mail does not.",
                0.9,
            ),
            Difference(
                "number",
                "contradicts",
                0,
                (place(0, "Nine passengers"), place(1, "19 passengers")),
                "The Strait Gazette says Nine, Tolsey Mail says 19 passengers.",
                0.85,
            ),
            Difference(
                "unnamed-source",
                "",
                0,
                (place(0, "harbour master Ivo Brandel"), place(1, "Officials")),
                "The source is named in The Strait Gazette alone.",
                0.55,
            ),
            Difference("certainty", "", 0, (place(0, "struck rocks"),), "Only here as a fact.", 0.3),
            Difference("omission", "", 0, (place(0, "when the ferry struck rocks"),), "Gone.", 0.5),
            Difference("wording", "", None, (place(0, "Friday"), place(1, "on Friday")), "Reworded.", 0.2),
        ),
        coverage=(
            Coverage(0, ((0, 1), (1, 1)), (2,)),
            Coverage(1, ((0, 2), (1, 2), (2, 1)), ()),
            Coverage(2, ((0, 3),), (1, 2)),
            Coverage(3, ((1, 3),), (0, 2)),
        ),
        languages=("en", "en", "und"),
        refused=((Correction("unlink", ((0, 900, 950), (1, 3, 9)), id="c7"), "the sentence is gone"),),
    )


def hostile(words: str) -> Comparison:
    """A comparison of two articles in which everything that a text can decide is `words`."""
    made = tuple(
        Article.of(
            normal(text),
            tuple(Paragraph(s, e) for s, e in paragraph_spans(normal(text))),
            outlet=words,
            author=words,
            published=words,
            location=words,
            cleaning=(Cleaning(words), Cleaning(words, 0, 1, words)),
            sources=((words, words),),
        )
        for text in (f"{words} one", f"{words} two")
    )
    whole = tuple((a, article.paragraphs[0].start, article.paragraphs[0].end) for a, article in enumerate(made))
    source = ((whole[0][1], whole[0][2]),)
    return Comparison(
        articles=made,
        relations=(Relation(0, 1, "reports"),),
        sentences=sentences_of(made),
        groups=(Group(((0, 0), (1, 0))),),
        attributions=(
            Attribution(0, source, source, source, "direct", speaker="s"),
            Attribution(1, (), (), ((whole[1][1], whole[1][2]),), "direct", speaker="s"),
        ),
        speakers=(Speaker("s", words, "person", whole),),
        utterances=(Utterance("u", (0, 1), "altered", 0, (Retelling(1, "altered"),)),),
        labels=(Label("l", words, "thing", whole),),
        differences=(Difference("number", "contradicts", 0, whole, words, 0.9),),
        coverage=(Coverage(0, ((0, 0),), (1,)),),
        languages=(words, "und"),
    )


LETTERS = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs",)),
        st.sampled_from("\n\n  .é\u0301\u202e\u2066\U0001f637\U00010348\x1b\x9b\ufeff<&=\"'"),
    ),
    max_size=60,
)
SHARES = st.floats(0, 1)


@st.composite
def comparisons(draw: Any) -> Comparison:
    """Any comparison that the format allows, with astral characters, combining marks and bidi controls in it."""
    made: list[Article] = []
    for text in draw(st.lists(LETTERS, min_size=1, max_size=3)):
        text = normal(text)
        paragraphs = tuple(Paragraph(s, e, draw(st.sampled_from(ROLES))) for s, e in paragraph_spans(text))
        made.append(
            Article.of(
                text,
                paragraphs,
                outlet=draw(LETTERS),
                author=draw(LETTERS),
                location=draw(LETTERS),
                role=draw(st.sampled_from(["report", "source"])),
                raw_sha256=draw(st.sampled_from(["", "0" * 64])),
                cleaning=tuple(map(Cleaning, draw(st.lists(LETTERS, max_size=2)))),
                sources=draw(st.sampled_from([(), (("outlet", "a name"),)])),
            )
        )
    several = tuple(made)
    parsed = draw(st.booleans())
    sentences = sentences_of(several) if parsed else ()
    numbers = range(len(several))

    def span(article: int) -> tuple[int, int]:
        end = draw(st.integers(0, len(several[article].text)))
        return draw(st.integers(0, end)), end

    def spans(article: int) -> tuple[tuple[int, int], ...]:
        return tuple(span(article) for _ in range(draw(st.integers(0, 2))))

    def places() -> tuple[ArticleSpan, ...]:
        return tuple((a, *span(a)) for a in draw(st.lists(st.sampled_from(numbers), max_size=3)))

    have = [(a, i) for a, found in enumerate(sentences) for i in range(len(found))]
    groups = tuple(
        Group(tuple(draw(st.lists(st.sampled_from(have), min_size=1, max_size=3)))) for _ in range(2) if have
    )
    pairs = [(x, y) for x in have for y in have if x[0] < y[0]]
    ids = draw(st.lists(LETTERS, unique=True, max_size=3))
    said = tuple(
        Attribution(
            a,
            spans(a),
            spans(a),
            spans(a),
            draw(st.sampled_from(get_args(QuotationKind))),
            draw(st.sampled_from(get_args(Stance))),
            draw(st.booleans()),
            draw(st.sampled_from([None, 0])),
            draw(st.sampled_from([None, *ids])),
            draw(SHARES),
        )
        for a in draw(st.lists(st.sampled_from(numbers), max_size=3))
    )

    def utterance(name: str) -> Utterance:
        words = st.sampled_from(get_args(Wording))
        delta = (Edit("equal", (0, 1), (0, 1)), Edit("delete", (1, 2), ()), Edit("insert", (), (0, 1)))
        known = delta if all(len(several[a.article].text) > 1 for a in said) else ()
        retold = tuple(Retelling(m, draw(words), known) for m in range(1, len(said)))
        return Utterance(name, tuple(range(len(said))), draw(words), 0, retold)

    group_numbers = st.sampled_from([None, *range(len(groups))])
    return Comparison(
        articles=several,
        relations=tuple(Relation(a, b, "versions") for a in numbers for b in numbers if a < b),
        sentences=sentences,
        links=tuple(Link(*x, *y, draw(SHARES), draw(st.booleans())) for x, y in pairs[:3]),
        groups=groups,
        attributions=said,
        speakers=tuple(Speaker(i, draw(LETTERS), draw(st.sampled_from(get_args(SpeakerKind))), places()) for i in ids),
        utterances=tuple(utterance(i) for i in ids[:1] if said),
        labels=tuple(Label(i, draw(LETTERS), draw(st.sampled_from(get_args(LabelKind))), places()) for i in ids[1:]),
        differences=tuple(
            Difference(
                kind, draw(st.sampled_from(get_args(FactRelation))), draw(group_numbers), places(), draw(LETTERS), 0.5
            )
            for kind in draw(st.lists(st.sampled_from(sorted(FAMILY_OF_KIND)), max_size=3))
        ),
        coverage=tuple(
            Coverage(
                g, tuple((a, several[a].paragraphs.index(p)) for a in numbers for p in several[a].paragraphs), (0,)
            )
            for g in range(len(groups))
        ),
        languages=tuple(draw(st.sampled_from(["en", "und"])) for _ in numbers) if parsed else (),
        refused=tuple(
            (Correction(kind, ((0, 5, 9), (7, 0, 0)), draw(LETTERS), draw(LETTERS)), draw(LETTERS))
            for kind in draw(st.lists(st.sampled_from(get_args(CorrectionKind)), max_size=2))
        ),
    )
