"""What comes out: the parts of a Comparison. Plain frozen values; numbers and ids, never references to objects.

An article is named by its number (from 0, in the order of the input). A span is `(start, end)` in code points of its
article's text, or `(article, start, end)` where several articles meet. What is absent is `()`, never None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from parallax.article import Article, Sentence, Span

ArticleSpan = tuple[int, int, int]

RelationKind = Literal["versions", "reports"]
MadeBy = Literal["program", "reader"]
QuotationKind = Literal["direct", "indirect", "mixed"]
Stance = Literal["neutral", "doubting", "endorsing", "denying"]
SpeakerKind = Literal["person", "organisation", "place", "document", "group", "unnamed"]
LabelKind = Literal["person", "group", "country", "organisation", "place", "thing", "event"]
Wording = Literal["same", "trimmed", "altered", "paraphrased", "stitched"]
EditKind = Literal["equal", "delete", "insert", "cut", "further"]
Family = Literal["facts", "voice", "force", "coverage", "wording"]
FAMILIES: tuple[Family, ...] = get_args(Family)
FactRelation = Literal["", "contradicts", "more precise", "converted", "later report", "unclear"]

FAMILY_OF_KIND: dict[str, Family] = {
    "number": "facts",
    "date": "facts",
    "name": "facts",
    "quotation": "voice",
    "speaker": "voice",
    "attribution-verb": "voice",
    "unnamed-source": "voice",
    "directness": "voice",
    "negation": "force",
    "certainty": "force",
    "omission": "coverage",
    "wording": "wording",
    "punctuation": "wording",
    "moved": "wording",
}
"""Every kind of difference and its family."""

CorrectionKind = Literal[
    "relation",
    "link",
    "unlink",
    "same speaker",
    "other speaker",
    "name of speaker",
    "same thing",
    "other thing",
    "not a difference",
    "another kind",
    "add attribution",
    "delete attribution",
    "resize attribution",
    "join sentences",
    "split sentence",
    "join paragraphs",
    "split paragraph",
    "role of paragraph",
]
"""What a reader can say against the program; `Correction` tells what each kind holds."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Whether articles `a` < `b` are versions of one text or reports of one story."""

    a: int
    b: int
    relation: RelationKind


@dataclass(frozen=True, slots=True)
class Link:
    """Sentence `i` of article `a` and sentence `j` of article `b` (`a` < `b`) report the same thing.
    `confidence` runs from 0 to 1; `moved` is true only between versions."""

    a: int
    i: int
    b: int
    j: int
    confidence: float
    moved: bool = False
    made_by: MadeBy = "program"


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster of linked sentences over all articles: sorted (article, sentence) pairs. A sentence without a
    partner is a group of one."""

    members: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One act of saying, writing or thinking in one article: who (`source`), by which words (`cue`), what
    (`content`). Each is a tuple of spans. `within` is the index of the attribution that holds this one, or None;
    `speaker` the id of a Speaker, or None."""

    article: int
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: QuotationKind
    stance: Stance = "neutral"
    negated: bool = False
    within: int | None = None
    speaker: str | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is said to have said something, over all articles; `mentions` are the wordings for it."""

    id: str
    name: str
    kind: SpeakerKind
    mentions: tuple[ArticleSpan, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of a token delta from the quoted words of one attribution (`base`) to those of another (`own`). Words
    that are "equal" have a span of each. Inside one piece of the quotation words may be left out ("delete") or put in
    ("insert") without a sign of it. What stands outside what is quoted, or behind an ellipsis, is a "cut"; what is
    quoted more than the base has is "further". The side that lacks the words is `()`."""

    kind: EditKind
    base: Span | tuple[()]
    own: Span | tuple[()]


@dataclass(frozen=True, slots=True)
class Retelling:
    """How attribution `member` of an utterance words it, held against the base. `delta` covers the words
    inside quotation marks of both, in their order; it is empty where one of them has none there."""

    member: int
    wording: Wording
    delta: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """Attributions (indices into `Comparison.attributions`) that report one act of speech. `base` (an index as well) is
    the member of whose quoted words the others have most; `retellings` tell how each of the others has it;
    `wording` is that of the member farthest from it."""

    id: str
    members: tuple[int, ...]
    wording: Wording
    base: int
    retellings: tuple[Retelling, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """One person, group, country, thing or event, and every wording for it in every article."""

    id: str
    name: str
    kind: LabelKind
    mentions: tuple[ArticleSpan, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between linked readings. `group` is an index into the groups or None; `relation` is empty but
    for facts; `spans` hold the words concerned, of at least one article; `explanation` is one plain sentence."""

    kind: str
    relation: FactRelation
    group: int | None
    spans: tuple[ArticleSpan, ...]
    explanation: str
    confidence: float

    @property
    def family(self) -> Family:
        """The family of the kind."""
        return FAMILY_OF_KIND[self.kind]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who reports a group: (article, number of the paragraph from 0) for each, and the articles that do not."""

    group: int
    reported: tuple[tuple[int, int], ...]
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """What the reader says against the program. `spans` are `(article number, start, end)`, in the order given.

    kind                spans                                       value
    relation            two articles, each as (article, 0, 0)       "versions" or "reports"
    link, unlink        one span in each of two sentences of two
                        articles
    same speaker        two mentions: each inside the source of an
                        attribution, or (where it has none) inside
                        its content, or a mention of a Speaker
    other speaker       two mentions as above that are not one
                        speaker: takes a merge apart again
    name of speaker     one mention as above                        the name
    same thing          two mentions: each of a Label, or any words
    other thing         two mentions that are not one thing
    not a difference    the spans of the difference                 its kind
    another kind        the spans of the difference                 its kind, a space, the kind wanted
    add attribution     its source, cue and content, in one         one word for each span, in their order: "source",
                        article                                     "cue" or "content", with spaces between
    delete attribution  as above                                    as above
    resize attribution  the parts that it is to have: it takes the  as above
                        place of the one it overlaps most, by
                        content, then cue; else it is added
    join sentences      one span in each of two neighbouring
                        sentences of one paragraph
    split sentence      one span: the first words of the second
                        sentence
    join paragraphs     one span in each of two neighbouring
                        paragraphs
    split paragraph     one span: the first words of the second
                        paragraph
    role of paragraph   one span in the paragraph                   the role, as in `article.Role`

    Where no value is named it is empty. `id` is the library's name for it, or empty.
    """

    kind: CorrectionKind
    spans: tuple[ArticleSpan, ...]
    value: str = ""
    id: str = ""


Refuse = Callable[[Correction, str], None]
"""Called with a correction that cannot be honoured and the reason: one clause without a full stop."""


def linked_articles(links: Iterable[Link]) -> dict[tuple[int, int], set[int]]:
    """For each (article, sentence) that is linked, the articles with a sentence at the other end."""
    found: dict[tuple[int, int], set[int]] = {}
    for link in links:
        found.setdefault((link.a, link.i), set()).add(link.b)
        found.setdefault((link.b, link.j), set()).add(link.a)
    return found


def ignore(correction: Correction, reason: str) -> None:
    """The Refuse of a caller who passes no corrections."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that is known of a story. `articles` have the texts that were given and the paragraphs that the reader
    wants. `languages` holds a two-letter code per article, or "und" where no pipeline is at hand and speakers are not
    looked for. `refused` lists corrections that cannot be honoured, in the order given, each with its reason: one
    clause without a full stop."""

    articles: tuple[Article, ...]
    relations: tuple[Relation, ...] = ()
    sentences: tuple[tuple[Sentence, ...], ...] = ()
    links: tuple[Link, ...] = ()
    groups: tuple[Group, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    labels: tuple[Label, ...] = ()
    differences: tuple[Difference, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    languages: tuple[str, ...] = ()
    refused: tuple[tuple[Correction, str], ...] = ()

    def speakers_sought(self, article: int) -> bool:
        """Whether speakers are looked for in the language of an article, as far as that is known."""
        return self.languages[article : article + 1] != ("und",)


def how_sure(confidence: float) -> Literal["sure", "likely", "check"]:
    """The word that stands for a confidence on screen."""
    return "sure" if confidence >= 0.8 else "likely" if confidence >= 0.5 else "check"
