"""What the reader may say against the program of a place, as corrections ready to be kept. Without Qt.

A deed is one thing that the reader does. It may need several corrections, and displace earlier ones that say the
opposite. Places are (article, start, end) in code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from parallax.article import Role, Span
from parallax.values import ArticleSpan, Comparison, Correction, CorrectionKind, RelationKind
from parallax.window.corrections.told import in_quotes
from parallax.window.texts.offsets import shown

_PRONOUNS = frozenset(
    "he him his she her hers it its they them their we us our i me my you your who whom one this that these".split()
)
Part = tuple[str, Span]
"""A part of an attribution: "source", "cue" or "content", and where it stands."""


@dataclass(frozen=True, slots=True)
class Deed:
    """`done` says it in words, as the status line does; `counted` names what it changes: *quotations*, *mentions*, or
    empty for differences."""

    done: str
    corrections: tuple[Correction, ...]
    counted: str = ""


# where something stands


def attribution_at(comparison: Comparison, place: ArticleSpan) -> int | None:
    """The index of the attribution that a place lies in: of several the one with the fewest words; else of the
    quotations that the place touches the first."""
    article, start, end = place
    best: tuple[int, int] | None = None
    for k, a in enumerate(comparison.attributions):
        spans = (*a.source, *a.cue, *a.content)
        if a.article == article and any(s <= start and end <= max(e, s + 1) for s, e in spans):
            size = sum(e - s for s, e in spans)
            best = min(best or (size, k), (size, k))
    return best[1] if best else None


def mention_of(comparison: Comparison, attribution: int) -> ArticleSpan:
    """A place by which a correction names who is quoted: the source, or the content where there is none."""
    a = comparison.attributions[attribution]
    return (a.article, *(a.source or a.content or a.cue)[0])


def mentions(comparison: Comparison, speaker: str) -> tuple[ArticleSpan, ...]:
    """All places by which corrections name a speaker, each once."""
    own = [m for s in comparison.speakers if s.id == speaker for m in s.mentions]
    said = [mention_of(comparison, k) for k, a in enumerate(comparison.attributions) if a.speaker == speaker]
    return tuple(dict.fromkeys((*own, *said)))


def words(comparison: Comparison, place: ArticleSpan) -> str:
    """The words of a place on one line."""
    return " ".join(comparison.articles[place[0]].text[place[1] : place[2]].split())


def cited(comparison: Comparison, place: ArticleSpan, most: int = 60) -> str:
    """The words of a place in one pair of quotation marks, cut to `most` code points."""
    return in_quotes(comparison.articles[place[0]].text[place[1] : place[2]], most)


def name_of(comparison: Comparison, speaker: str | None) -> str:
    """What a speaker is called, or an empty string."""
    return shown(next((s.name for s in comparison.speakers if s.id == speaker), ""))


def wordings(comparison: Comparison, places: Iterable[ArticleSpan]) -> dict[str, ArticleSpan]:
    """Every different wording with the first place that has it, in the order of the places."""
    found: dict[str, ArticleSpan] = {}
    for place in places:
        found.setdefault(words(comparison, place), place)
    return found


def label_at(comparison: Comparison, place: ArticleSpan) -> int | None:
    """The index of the label with a mention that holds a place, the shortest of several."""
    article, start, end = place
    best: tuple[int, int] | None = None
    for k, label in enumerate(comparison.labels):
        for a, s, e in label.mentions:
            if a == article and s <= start and end <= max(e, s + 1):
                best = min(best or (e - s, k), (e - s, k))
    return best[1] if best else None


def paragraph_at(comparison: Comparison, article: int, at: int) -> int | None:
    """The number of the paragraph that holds a code point, or None between paragraphs."""
    paragraphs = comparison.articles[article].paragraphs
    return next((k for k, p in enumerate(paragraphs) if p.start <= at < max(p.end, p.start + 1)), None)


# speakers


def said_by(comparison: Comparison, attribution: int, speaker: str | None, name: str, *, alone: bool) -> Deed:
    """This quotation, or with it all else of who is said to say it, is by a speaker of the story, or by one of a new
    `name`."""
    here = mention_of(comparison, attribution)
    before = comparison.attributions[attribution].speaker
    corrections: list[Correction] = []
    if alone and before is not None:
        other = _elsewhere(comparison, before, here)
        if other is not None:
            corrections.append(Correction("other speaker", (other, here)))
    if speaker is None:
        corrections.append(Correction("name of speaker", (here,), name))
    else:
        corrections.append(Correction("same speaker", (here, named(comparison, speaker))))
    return Deed(f"Said by {name or name_of(comparison, speaker)}", tuple(corrections), "quotations")


def _elsewhere(comparison: Comparison, speaker: str, here: ArticleSpan) -> ArticleSpan | None:
    """The mention of the speaker that this one is parted from: one that names him. The same words in the same article
    are best, as then this place alone goes; of a pronoun no other wording would. None where none is left."""
    own = words(comparison, here)
    others = [m for m in mentions(comparison, speaker) if not touch(m, here) and not _means_another(comparison, m)]
    others.sort(key=lambda m: (m[0] != here[0] or words(comparison, m) != own, not _names(comparison, speaker, m)))
    return others[0] if others else None


def named(comparison: Comparison, speaker: str) -> ArticleSpan:
    """The mention that speaks best for a speaker in a correction: what is said of a name goes for all his quotations,
    what is said of a pronoun for that place alone."""
    found = mentions(comparison, speaker)
    return min(found, key=lambda m: (not _names(comparison, speaker, m), _means_another(comparison, m)))


def _names(comparison: Comparison, speaker: str, mention: ArticleSpan) -> bool:
    """Whether a mention has the speaker's name in it."""
    return name_of(comparison, speaker).casefold() in words(comparison, mention).casefold()


def _means_another(comparison: Comparison, mention: ArticleSpan) -> bool:
    """Whether a mention is a pronoun, which says by its place alone whom it means."""
    return words(comparison, mention).casefold() in _PRONOUNS


def same_speaker(comparison: Comparison, one: str, other: str) -> Deed:
    """Two speakers of the story are one."""
    spans = named(comparison, one), named(comparison, other)
    done = f"{name_of(comparison, one)} is the same as {name_of(comparison, other)}"
    return Deed(done, (Correction("same speaker", spans),), "quotations")


def other_speaker(comparison: Comparison, one: ArticleSpan, other: ArticleSpan) -> Deed:
    """Two mentions that count as one speaker are not."""
    done = f"{cited(comparison, other)} is not the same as {cited(comparison, one)}"
    return Deed(done, (Correction("other speaker", (one, other)),), "quotations")


def rename(comparison: Comparison, place: ArticleSpan, name: str) -> Deed:
    """Give the speaker of a mention another name."""
    return Deed(f"Renamed to {name}", (Correction("name of speaker", (place,), name),), "quotations")


# things


def same_thing(comparison: Comparison, one: ArticleSpan, other: ArticleSpan) -> Deed:
    """Two wordings mean one thing."""
    done = f"{cited(comparison, one)} is the same thing as {cited(comparison, other)}"
    return Deed(done, (Correction("same thing", (one, other)),), "mentions")


def other_thing(comparison: Comparison, one: ArticleSpan, other: ArticleSpan) -> Deed:
    """Two wordings that count as one thing do not mean the same."""
    done = f"{cited(comparison, other)} is not the same thing as {cited(comparison, one)}"
    return Deed(done, (Correction("other thing", (one, other)),), "mentions")


# differences and links


def no_difference(comparison: Comparison, difference: int) -> Deed:
    """It is none."""
    d = comparison.differences[difference]
    return Deed("Not a difference", (Correction("not a difference", d.spans, d.kind),))


def another_kind(comparison: Comparison, difference: int, kind: str) -> Deed:
    """It is one of another kind."""
    d = comparison.differences[difference]
    return Deed(
        f"A difference of kind {kind.replace('-', ' ')}", (Correction("another kind", d.spans, f"{d.kind} {kind}"),)
    )


def related(comparison: Comparison, a: int, b: int, relation: RelationKind) -> Deed:
    """Two articles are versions of one text, or reports of one story."""
    said = "Versions of one text" if relation == "versions" else "Reports of one story"
    return Deed(said, (Correction("relation", ((a, 0, 0), (b, 0, 0)), relation),))


def linked(one: ArticleSpan, other: ArticleSpan) -> Deed:
    """Two sentences report the same thing."""
    return Deed("Linked by hand", (Correction("link", (one, other)),))


def unlinked(pairs: Sequence[tuple[ArticleSpan, ArticleSpan]]) -> Deed:
    """Pairs of sentences do not report the same thing."""
    return Deed("No longer linked", tuple(Correction("unlink", pair) for pair in pairs))


# quotations


def _attribution(kind: CorrectionKind, article: int, parts: Sequence[Part]) -> Correction:
    spans = tuple((article, *span) for _, span in parts)
    return Correction(kind, spans, " ".join(part for part, _ in parts))


def parts_of(comparison: Comparison, attribution: int) -> tuple[Part, ...]:
    """Source, cue and content of an attribution."""
    a = comparison.attributions[attribution]
    return tuple(
        (part, span) for part, spans in (("source", a.source), ("cue", a.cue), ("content", a.content)) for span in spans
    )


def quoted(article: int, parts: Sequence[Part]) -> Deed:
    """Somebody is quoted where the program found nobody."""
    return Deed("Somebody is quoted here", (_attribution("add attribution", article, parts),), "quotations")


def not_quoted(comparison: Comparison, attribution: int) -> Deed:
    """Nobody is quoted there."""
    article = comparison.attributions[attribution].article
    made = _attribution("delete attribution", article, parts_of(comparison, attribution))
    return Deed("No quotation", (made,), "quotations")


def resized(article: int, parts: Sequence[Part]) -> Deed:
    """The attribution has other parts."""
    return Deed("Extent of the quotation changed", (_attribution("resize attribution", article, parts),), "quotations")


# sentences and paragraphs


def sentence_end(comparison: Comparison, article: int, at: int) -> Deed | None:
    """A sentence ends at a place: the next one begins with the word after it. None where there is no word before or
    after it in the same sentence."""
    text = comparison.articles[article].text
    for s in comparison.sentences[article]:
        if s.start <= at <= s.end:
            begin = _next_word(text, at, s.end)
            if s.start < begin < s.end and text[s.start : begin].strip():
                end = _word_end(text, begin, s.end)
                return Deed("Sentence split in two", (Correction("split sentence", ((article, begin, end),)),))
    return None


def join_sentences(comparison: Comparison, article: int, sentence: int) -> Deed | None:
    """A sentence goes on in the next one of its paragraph. None where there is none."""
    own = comparison.sentences[article]
    if sentence + 1 >= len(own) or own[sentence].paragraph != own[sentence + 1].paragraph:
        return None
    spans = tuple((article, s.start, s.end) for s in own[sentence : sentence + 2])
    return Deed("Two sentences joined", (Correction("join sentences", spans),))


def paragraph_begin(comparison: Comparison, article: int, at: int) -> Deed | None:
    """A paragraph begins with the word at a place. None where one begins there already, and between paragraphs."""
    text, number = comparison.articles[article].text, paragraph_at(comparison, article, at)
    if number is None:
        return None
    p = comparison.articles[article].paragraphs[number]
    while p.start < at < p.end and not text[at].isspace() and not text[at - 1].isspace():
        at -= 1
    begin = _next_word(text, at, p.end)
    if not p.start < begin < p.end:
        return None
    end = _word_end(text, begin, p.end)
    return Deed("Paragraph split in two", (Correction("split paragraph", ((article, begin, end),)),))


def join_paragraphs(comparison: Comparison, article: int, paragraph: int) -> Deed | None:
    """A paragraph goes on in the next one. None for the last."""
    own = comparison.articles[article].paragraphs
    if paragraph + 1 >= len(own):
        return None
    spans = tuple((article, p.start, p.end) for p in own[paragraph : paragraph + 2])
    return Deed("Two paragraphs joined", (Correction("join paragraphs", spans),))


def role_of(comparison: Comparison, article: int, paragraph: int, role: Role) -> Deed:
    """A paragraph is the headline, a byline, or another part of the article."""
    p = comparison.articles[article].paragraphs[paragraph]
    said = Correction("role of paragraph", ((article, p.start, p.end),), role)
    return Deed(f"This paragraph is: {role}", (said,))


def _next_word(text: str, at: int, end: int) -> int:
    """Where the next word begins: not within the one that holds `at`."""
    if 0 < at < end and not text[at - 1].isspace():
        while at < end and not text[at].isspace():
            at += 1
    while at < end and text[at].isspace():
        at += 1
    return at


def _word_end(text: str, at: int, end: int) -> int:
    while at < end and not text[at].isspace():
        at += 1
    return at


# what a new correction puts out of force

_OPPOSITE: dict[CorrectionKind, CorrectionKind] = {
    "link": "unlink",
    "unlink": "link",
    "same speaker": "other speaker",
    "other speaker": "same speaker",
    "same thing": "other thing",
    "other thing": "same thing",
    "join sentences": "split sentence",
    "split sentence": "join sentences",
    "join paragraphs": "split paragraph",
    "split paragraph": "join paragraphs",
    "add attribution": "delete attribution",
    "delete attribution": "add attribution",
}
_TAKES_BACK: frozenset[CorrectionKind] = frozenset(
    {
        "join sentences",
        "split sentence",
        "join paragraphs",
        "split paragraph",
        "add attribution",
        "delete attribution",
    }
)
"""Kinds of which one that displaces its opposite says no more than that."""
_ONE_OF_A_KIND: frozenset[CorrectionKind] = frozenset({"role of paragraph", "name of speaker", "resize attribution"})


def displaced(comparison: Comparison, kept: Iterable[Correction], deed: Deed) -> tuple[str, ...]:
    """The ids of those kept corrections that a deed takes back: what said the opposite of the same places, and what
    said something else where only one thing can be said. `compare` would refuse the later of two that contradict."""
    return tuple(c.id for c in kept if any(_displaces(comparison, new, c) for new in deed.corrections))


def restated(kept: Sequence[Correction], deed: Deed) -> Deed:
    """A deed on a difference that the reader gave its kind: as one on the kind that the program found."""
    given = {(frozenset(c.spans), c.value.partition(" ")[2]): c.value for c in kept if c.kind == "another kind"}
    corrections = []
    for c in deed.corrections:
        kind, _, wanted = c.value.partition(" ")
        value = given.get((frozenset(c.spans), kind))
        if value is not None and c.kind in ("not a difference", "another kind"):
            found = value.partition(" ")[0]
            c = replace(c, value=f"{found} {wanted}".strip())
        corrections.append(c)
    return replace(deed, corrections=tuple(corrections))


def added(comparison: Comparison, kept: Sequence[Correction], deed: Deed) -> tuple[Correction, ...]:
    """Those corrections of a deed that are to be kept: not those that only take an earlier one back."""
    return tuple(
        c
        for c in deed.corrections
        if not _says_nothing(c)
        and (c.kind not in _TAKES_BACK or not any(_displaces(comparison, c, old) for old in kept))
    )


def _says_nothing(c: Correction) -> bool:
    """Whether a correction gives a difference the kind that it has."""
    kind, _, wanted = c.value.partition(" ")
    return c.kind == "another kind" and kind == wanted


def _displaces(comparison: Comparison, new: Correction, old: Correction) -> bool:
    if new.kind == old.kind == "another kind":  # back to the kind that the program found
        return frozenset(new.spans) == frozenset(old.spans) and _says_nothing(new)
    if old.kind in _ONE_OF_A_KIND and new.kind == old.kind:
        return _meet(new.spans, old.spans) or (
            new.kind == "name of speaker" and _same_speakers(comparison, new.spans, old.spans)
        )
    if _OPPOSITE.get(new.kind) != old.kind:
        return False
    if new.kind == "same speaker":  # those whom the reader told apart are one after all
        return any(
            _same_speakers(comparison, new.spans[:1], side[:1]) and _same_speakers(comparison, new.spans[1:], side[1:])
            for side in (old.spans, old.spans[::-1])
        )
    if new.kind == "other speaker":  # the second mention leaves what the reader joined it with
        return any(_one_wording(comparison, new.spans[1], mention) for mention in old.spans)
    if new.kind in ("join sentences", "join paragraphs"):
        return _meet(new.spans[1:], old.spans)
    if new.kind in ("split sentence", "split paragraph"):
        return _meet(new.spans, old.spans[1:])
    if new.kind in ("same thing", "other thing", "link", "unlink"):
        return all(_meet([span], old.spans) for span in new.spans)
    return _meet(new.spans, old.spans)


def _one_wording(comparison: Comparison, one: ArticleSpan, other: ArticleSpan) -> bool:
    """Whether two mentions are one place, or the same words for somebody."""
    same = words(comparison, one) == words(comparison, other)
    return touch(one, other) or (same and not _means_another(comparison, one))


def _same_speakers(comparison: Comparison, spans: Sequence[ArticleSpan], others: Sequence[ArticleSpan]) -> bool:
    """Whether these places share words, or a speaker with a mention at one of these has one at one of those."""
    if _meet(spans, others):
        return True
    for speaker in comparison.speakers:
        own = mentions(comparison, speaker.id)
        if _meet(own, spans) and _meet(own, others):
            return True
    return False


def touch(one: ArticleSpan, other: ArticleSpan) -> bool:
    """Whether two places share words."""
    return one[0] == other[0] and one[1] < max(other[2], other[1] + 1) and other[1] < max(one[2], one[1] + 1)


def _meet(places: Iterable[ArticleSpan], others: Sequence[ArticleSpan]) -> bool:
    return any(touch(one, other) for one in places for other in others)


# what came of it


def effect(deed: Deed, before: Comparison, after: Comparison) -> str:
    """What a deed changed, as the status line says it: *Said by Ines Calloway: 4 quotations changed*."""
    both = {a.id for a in before.articles} & {a.id for a in after.articles}
    if deed.counted == "quotations":
        what = _counted(_changed(_speakers(before), _speakers(after), both), "quotation")
    elif deed.counted == "mentions":
        what = _counted(_changed(_things(before), _things(after), both), "mention")
    elif len(before.articles) != len(after.articles):
        return deed.done  # an article came or went meanwhile: nobody can tell what made the difference
    else:
        more = len(after.differences) - len(before.differences)
        amount = f"{abs(more)} difference{'s' if abs(more) != 1 else ''} {'more' if more > 0 else 'fewer'}"
        what = amount if more else "as many differences as before"
    return f"{deed.done}: {what}"


def _counted(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'s' if count != 1 else ''} changed"


_Said = dict[tuple[str, tuple[Span, ...]], str]


def _speakers(comparison: Comparison) -> _Said:
    """Who is said to say what: the words of each quotation with its speaker's name."""
    names = {s.id: s.name for s in comparison.speakers}
    articles = comparison.articles
    return {(articles[a.article].id, a.content): names.get(a.speaker or "", "") for a in comparison.attributions}


def _things(comparison: Comparison) -> _Said:
    """What every mention of a label is one with: its fellows."""
    articles = comparison.articles
    found: _Said = {}
    for label in comparison.labels:
        together = sorted((articles[a].id, s, e) for a, s, e in label.mentions)
        for a, s, e in label.mentions:
            found[articles[a].id, ((s, e),)] = str(together)
    return found


def _changed(before: _Said, after: _Said, articles: set[str]) -> int:
    """How many places of these articles are said of another, or are new or gone."""
    return sum(before.get(key) != after.get(key) for key in before.keys() | after.keys() if key[0] in articles)
