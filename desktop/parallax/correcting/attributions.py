"""The reader's attributions: added, taken away, given other parts, before any speaker is sought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from parallax.article import Article, Span
from parallax.attribution import Parts, attributions_of, in_order
from parallax.correcting.words import first_word, has_words
from parallax.language import Parse
from parallax.values import Attribution, Correction, Refuse

_LEAST_SHARE = 0.5
"""How much of the content of either must be that of the other for a correction to take an attribution away."""


def with_attributions(
    number: int,
    article: Article,
    parse: Parse,
    found: Sequence[Attribution],
    asked: Sequence[Correction],
    refuse: Refuse,
) -> tuple[Attribution, ...]:
    """The attributions of article `number` as corrections of kinds "add attribution", "delete attribution" and
    "resize attribution" want them, made in the order given. `Attribution.within` is an index into what is returned."""
    if not asked:
        return tuple(found)
    given: list[tuple[Correction, Parts]] = []
    for c in asked:
        parts = _parts(c, parse)
        if isinstance(parts, str):
            refuse(c, parts)
        else:
            given.append((c, parts))
    made = list(found)
    built = attributions_of(number, article, parse, [parts for _, parts in given])
    for (c, _), own in zip(given, built, strict=True):
        if c.kind == "delete attribution":
            k = _to_delete(made, own)
            if k is None:
                refuse(c, "the attribution that it takes away is no longer found")
            else:
                del made[k]
            continue
        k = _same(made, own) if c.kind == "add attribution" else _to_resize(made, own)
        if k is None:
            made.append(own)
        else:
            made[k] = own
    return tuple(in_order(made))


def _parts(c: Correction, parse: Parse) -> Parts | str:
    """The spans of a correction, all of one article, as parts without the white space around them; else the reason why
    they are none."""
    names = c.value.split()
    if len(names) != len(c.spans) or not set(names) <= {"source", "cue", "content"}:
        return "it does not say which of its words are source, cue and content"
    if "content" not in names:
        return "it does not say what is said"
    by_name: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for name, (_, start, end) in zip(names, c.spans, strict=True):
        start = first_word(parse.text, start)
        end = start + len(parse.text[start:end].rstrip())
        if start >= end or not _is_parsed(parse, start, end):
            return f"there are no words in its {name}"
        by_name[name].append((start, end))
    if not any(has_words(parse.text, start, end) for start, end in by_name["content"]):
        return "there are no words in its content"
    spans = sorted(span for part in by_name.values() for span in part)
    if any(one[1] > other[0] for one, other in pairwise(spans)):
        return "its source, cue and content overlap"
    return Parts(*(tuple(sorted(by_name[name])) for name in ("source", "cue", "content")))


def _is_parsed(parse: Parse, start: int, end: int) -> bool:
    """Whether a sentence holds any of these words: what lies outside the paragraphs is in none."""
    return any(s.start < end and start < s.end for s in parse.sentences)


def _same(made: Sequence[Attribution], own: Attribution) -> int | None:
    """The attribution of exactly these parts."""
    parts = own.source, own.cue, own.content
    return next((k for k, a in enumerate(made) if (a.source, a.cue, a.content) == parts), None)


def _to_delete(made: Sequence[Attribution], own: Attribution) -> int | None:
    """The attribution that shares most with this one, half of the content of both at least."""
    exact = _same(made, own)
    if exact is not None:
        return exact
    fitting = [
        k
        for k, a in enumerate(made)
        if _common(a.content, own.content) >= _LEAST_SHARE * max(_length(a.content), _length(own.content))
    ]
    return max(fitting, key=lambda k: (_likeness(made[k], own), -k), default=None)


def _to_resize(made: Sequence[Attribution], own: Attribution) -> int | None:
    """The attribution whose place this one takes: the one that shares most of content and cue; of those that share no
    content, most of the cue."""
    exact = _same(made, own)
    if exact is not None:
        return exact
    touched = [k for k, a in enumerate(made) if _common(a.content, own.content)]
    touched = touched or [k for k, a in enumerate(made) if _common(a.cue, own.cue)]
    return max(touched, key=lambda k: (_likeness(made[k], own), -k), default=None)


def _likeness(a: Attribution, own: Attribution) -> float:
    """The share of common words in the content of both, and as much again for the cue (Jaccard 1901)."""
    return _shared(a.content, own.content) + _shared(a.cue, own.cue)


def _shared(one: Sequence[Span], other: Sequence[Span]) -> float:
    common = _common(one, other)
    return common / (_length(one) + _length(other) - common) if common else 0.0


def _common(one: Iterable[Span], other: Sequence[Span]) -> int:
    """How many code points lie in both."""
    return sum(max(0, min(e, f) - max(s, t)) for s, e in one for t, f in other)


def _length(spans: Iterable[Span]) -> int:
    return sum(e - s for s, e in spans)
