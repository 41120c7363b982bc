"""Comparisons written by hand for the views: an invented dam, an invented library, and long made-up texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parallax.article import Article, Paragraph, Sentence
from parallax.attribution.retelling import farthest, pieces, retelling
from parallax.values import (
    ArticleSpan,
    Attribution,
    Comparison,
    Coverage,
    Difference,
    FactRelation,
    Group,
    Label,
    Link,
    Relation,
    RelationKind,
    Speaker,
    Utterance,
)

Text = list[list[tuple[str, str]]]
"""Paragraphs of sentences, each with the tag of its group."""


def written(texts: dict[str, Text], relation: RelationKind) -> Comparison:
    """A comparison of articles by outlet: sentences with one tag are one group."""
    articles, sentences = [], []
    groups: dict[str, list[tuple[int, int]]] = {}
    for n, (outlet, paragraphs) in enumerate(texts.items()):
        text, spans, found = "", [], []
        for p, tagged in enumerate(paragraphs):
            start = len(text)
            for k, (tag, words) in enumerate(tagged):
                text += " " if k else ""
                groups.setdefault(tag or f"{n} {len(found)}", []).append((n, len(found)))
                found.append(Sentence(n, len(found), len(text), len(text) + len(words), p))
                text += words
            spans.append(Paragraph(start, len(text), "headline" if p == 0 else "body"))
            text += "\n"
        articles.append(replace(Article.of(text[:-1], tuple(spans), outlet=outlet), id=f"id-{n}"))
        sentences.append(tuple(found))
    pairs = [(a, b) for a in range(len(articles)) for b in range(a + 1, len(articles))]
    return Comparison(
        tuple(articles),
        tuple(Relation(a, b, relation) for a, b in pairs),
        tuple(sentences),
        groups=tuple(Group(tuple(sorted(members))) for members in groups.values()),
        languages=("en",) * len(articles),
    )


def span(comparison: Comparison, article: int, words: str) -> ArticleSpan:
    """Where words first stand in an article."""
    start = comparison.articles[article].text.index(words)
    return article, start, start + len(words)


def difference(
    comparison: Comparison,
    kind: str,
    words: dict[int, str],
    relation: FactRelation = "",
    confidence: float = 0.9,
    explanation: str = "",
) -> Difference:
    """A difference of these words, by article, in the group that holds the first of them."""
    spans = tuple(span(comparison, a, w) for a, w in words.items())
    article, start, _ = spans[0]
    sentence = next(s.index for s in comparison.sentences[article] if s.start <= start < s.end)
    group = next(g for g, held in enumerate(comparison.groups) if (article, sentence) in held.members)
    return Difference(kind, relation, group, spans, explanation or f"The {kind} differs.", confidence)


def said(
    comparison: Comparison, article: int, source: str, cue: str, content: str, speaker: str | None, direct: bool = True
) -> Attribution:
    """An attribution of these words."""
    kind = "direct" if direct else "indirect"
    parts = [(span(comparison, article, w)[1:],) if w else () for w in (source, cue, content)]
    return Attribution(article, parts[0], parts[1], parts[2], kind, speaker=speaker)  # type: ignore[arg-type]


def act(comparison: Comparison, members: Sequence[int]) -> Utterance:
    """The act of speech that these attributions report, the first of them most fully."""
    words, quoted = {}, {}
    for m in members:
        a = comparison.attributions[m]
        inside = -1 if a.kind == "indirect" else 0
        words[m], quoted[m] = pieces(comparison.articles[a.article].text, a.content, lambda _, __, n=inside: n)
    first, *rest = members
    told = tuple(retelling(m, quoted[first], words[first], quoted[m], words[m]) for m in rest)
    return Utterance("u", tuple(members), farthest(["same", *(t.wording for t in told)]), first, told)


TRIBUNE: Text = [
    [("head", "Dam at Orrin Lake gives way, 12 hurt")],
    [("hurt", "Twelve people were hurt when the dam at Orrin Lake gave way on Monday night, police said.")],
    [
        ("told", "\u201cWe were never told that the gate was stuck,\u201d said Ada Ortiz, the mayor of Orrin."),
        ("", "The mayor spoke on the steps of the town hall. \U0001f30a"),
    ],
    [("bridge", "The bridge below the lake is closed until Friday.")],
    [("", "A crane from Belmora is on its way.")],
    [("sirens", "Sirens failed in two villages, residents said.")],
]
COURIER: Text = [
    [("head", "At least 14 injured in Orrin Lake breach")],
    [("hurt", "At least 14 people were injured in the breach at Orrin Lake on Tuesday, officials say.")],
    [("", "Officials promised an inquiry.")],
    [("told", "\u201cWe were told late that the gate was stuck,\u201d claimed Mayor Ortiz.")],
    [("", "The lake was dammed in 1931."), ("", "It feeds three mills.")],
    [("sirens", "Residents say that no siren was heard.")],
]
POST: Text = [
    [("head", "Overflow at Orrin Lake")],
    [("told", "The mayor said nobody had warned her of the stuck gate.")],
    [("bridge", "The bridge below the lake will stay closed for a week, officials say.")],
    [("", "Rain is expected.")],
]
_VERBS = {
    "head": "Water",
    "hurt": "Some dozen people were hurt at the lake.",
    "bridge": "Nobody may cross the bridge below Orrin Lake.",
}


def reports(count: int = 3) -> Comparison:
    """One to eight outlets' reports of the dam at Orrin Lake."""
    texts = dict(zip(("Tribune", "Courier", "Post"), (TRIBUNE, COURIER, POST), strict=True))
    for n in range(3, 8):
        name = ("Herald", "Voice of the Valley", "Belmora Evening Standard", "Mill Street Wire", "Lantern")[n - 3]
        texts[name] = [[(tag, f"{name}: {words}")] for tag, words in _VERBS.items()]
    c = written(dict(list(texts.items())[:count]), "reports")
    attributions = [
        said(c, 0, "Ada Ortiz", "said", "\u201cWe were never told that the gate was stuck,\u201d", "ortiz"),
        said(c, 0, "police", "said", "Twelve people were hurt", "police", direct=False),
        said(c, 0, "", "residents said", "Sirens failed in two villages", None, direct=False),
    ]
    mentions = [span(c, 0, "Ada Ortiz")]
    labels = [Label("dam", "failure of the dam", "event", (span(c, 0, "the dam at Orrin Lake gave way"),))]
    if count == 1:
        return replace(c, attributions=tuple(attributions), speakers=_speakers(tuple(mentions)), labels=tuple(labels))
    differences = [
        difference(
            c, "number", {0: "Twelve", 1: "At least 14 people"}, "contradicts", 0.9, "Tribune says 12, Courier 14."
        ),
        difference(c, "date", {0: "Monday night", 1: "Tuesday"}, "contradicts", 0.6, "Tribune says Monday."),
        difference(c, "unnamed-source", {0: "police", 1: "officials say"}, "", 0.7, "Police became officials."),
        difference(c, "quotation", {0: "never told", 1: "told late"}, "", 0.95, "Words in the quotation changed."),
    ]
    attributions += [
        said(c, 1, "Mayor Ortiz", "claimed", "\u201cWe were told late that the gate was stuck,\u201d", "ortiz"),
        said(c, 1, "officials", "say", "At least 14 people were injured", "officials", direct=False),
    ]
    labels = [
        Label(
            "dam",
            "failure of the dam",
            "event",
            (span(c, 0, "the dam at Orrin Lake gave way"), span(c, 1, "Orrin Lake breach"), span(c, 1, "the breach")),
        )
    ]
    acts = [0, 3]
    if count > 2:
        differences.append(
            difference(c, "number", {0: "until Friday", 2: "for a week"}, "unclear", 0.4, "How long is not clear.")
        )
        attributions += [
            said(c, 2, "The mayor", "said", "nobody had warned her of the stuck gate", "ortiz", direct=False),
            said(c, 2, "officials", "say", "The bridge below the lake will stay closed for a week", "officials", False),
        ]
        acts.append(5)
    coverage = []
    for g, held in enumerate(c.groups):
        there = {a: c.sentences[a][i].paragraph for a, i in reversed(held.members)}
        missing = tuple(n for n in range(count) if n not in there) if len(there) > 1 else ()
        coverage.append(Coverage(g, tuple(sorted(there.items())), missing))
    c = replace(c, attributions=tuple(attributions))
    return replace(
        c,
        speakers=_speakers(tuple(mentions)),
        utterances=(act(c, acts),),
        labels=tuple(labels),
        differences=tuple(differences),
        coverage=tuple(coverage),
    )


def _speakers(mentions: tuple[ArticleSpan, ...]) -> tuple[Speaker, ...]:
    return (
        Speaker("ortiz", "Ada Ortiz", "person", mentions),
        Speaker("police", "police", "organisation", ()),
        Speaker("officials", "\u201cofficials\u201d", "unnamed", ()),
    )


def versions(count: int = 2) -> Comparison:
    """Two to eight versions of one article on a library: a number changed, a sentence moved, one gone, one new."""
    same = [(f"s{k}", f"The reading room of Halm has shelf number {k} on its list.") for k in range(1, 9)]
    texts: dict[str, Text] = {}
    for n in range(count):
        paragraphs: Text = [[("head", "Library at Halm reopens")]]
        cost = "40,000 crowns" if n == 0 else "48,000 crowns"
        paragraphs.append([("cost", f"The repair cost {cost}, the town clerk said."), *same[:4]])
        moved = ("moved", "Children may borrow five books at a time.")
        paragraphs.append([moved, *same[4:]] if n == 0 else [*same[4:], moved])
        paragraphs.append([("gone", "The clerk declined to comment.")] if n == 0 else [("new", "The roof is new.")])
        if n >= 2:
            paragraphs.append([("last", f"A second hall opens in {2030 + n}.")])
        texts[f"Halm Gazette v{n + 1}"] = paragraphs
    c = written(texts, "versions")
    at = {tag: k for k, tag in enumerate(["head", "cost", "s1", "s2", "s3", "s4", "moved"])}
    moved_members = c.groups[at["moved"]].members
    links = tuple(
        Link(a, i, b, j, 1.0, moved=a == 0) for x, (a, i) in enumerate(moved_members) for b, j in moved_members[x + 1 :]
    )
    differences = [difference(c, "number", {0: "40,000", 1: "48,000"}, "contradicts", 0.95, "The cost was raised.")]
    differences.append(difference(c, "omission", {0: "The clerk declined to comment."}, "", 0.9, "Gone."))
    differences.append(difference(c, "omission", {1: "The roof is new."}, "", 0.9, "New."))
    if count > 3:
        differences.append(difference(c, "date", {2: "2032", 3: "2033"}, "contradicts", 0.9, "The year was moved."))
    return replace(c, links=links, differences=tuple(differences))


def long_reports(count: int = 8, size: int = 500) -> Comparison:
    """Articles of `size` sentences; every second sentence has a partner in some of the others, with a difference."""
    words = "the gate keeper of lake mill saw water rise over wall while band played in square before rain came".split()
    texts: dict[str, Text] = {}
    for n in range(count):
        paragraphs: Text = [[("head", f"Report {n} of a long night")]]
        for k in range(1, size):
            shared = k % 2 == 0 and (k * 7 + n * 3) % 5 != 0
            body = " ".join(words[(k * 5 + n + j * 3) % len(words)] for j in range(8 + (k * 11 + n) % 22))
            paragraphs.append([(f"s{k}" if shared else "", f"At {k} {body}.")])
        texts[f"Outlet {n + 1}"] = paragraphs
    c = written(texts, "reports")
    found = []
    for g, held in enumerate(c.groups):
        if len({a for a, _ in held.members}) > 1:
            spans = tuple((a, c.sentences[a][i].start, c.sentences[a][i].start + 5) for a, i in held.members[:2])
            found.append(Difference("number", "contradicts", g, spans, "The counts differ.", 0.8))
    return replace(c, differences=tuple(found))
