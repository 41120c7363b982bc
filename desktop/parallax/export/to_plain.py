"""A Comparison as dicts, lists, strings and numbers: the values of the JSON format `parallax-comparison/1`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parallax import __version__
from parallax.article import Article
from parallax.article_json import article_to_plain
from parallax.values import Attribution, Comparison, Correction, Difference, Label, Link, Speaker, Utterance

FORMAT = "parallax-comparison/1"
OFFSET_UNIT = "code point"


def to_plain(comparison: Comparison, *, models: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The comparison as plain values, from which `from_plain` makes an equal one.

    `models` names the models that were used and their versions. All offsets are code points of the article's text,
    all indices count from 0. The number of an item's paragraph is not written: a sentence lies in one paragraph.
    Raises ValueError where there are sentences or languages for another number of articles.
    """
    articles = comparison.articles
    if comparison.sentences and len(comparison.sentences) != len(articles):
        raise ValueError(f"{len(articles)} articles have sentences for {len(comparison.sentences)}")
    if comparison.languages and len(comparison.languages) != len(articles):
        raise ValueError(f"{len(articles)} articles have languages for {len(comparison.languages)}")
    sentences = comparison.sentences or ((),) * len(articles)
    return {
        "format": FORMAT,
        "offset_unit": OFFSET_UNIT,
        "tool": {"version": __version__, "models": dict(models or {})},
        "parsed": bool(comparison.sentences),
        "languages": list(comparison.languages),
        "articles": [
            _article(article, [[s.start, s.end] for s in found])
            for article, found in zip(articles, sentences, strict=True)
        ],
        "relations": [{"a": r.a, "b": r.b, "relation": r.relation} for r in comparison.relations],
        "links": [_link(link) for link in comparison.links],
        "groups": [{"members": [list(member) for member in group.members]} for group in comparison.groups],
        "differences": [_difference(difference) for difference in comparison.differences],
        "coverage": [
            {"group": c.group, "reported": [list(place) for place in c.reported], "missing": list(c.missing)}
            for c in comparison.coverage
        ],
        "attributions": [attribution_to_plain(attribution) for attribution in comparison.attributions],
        "speakers": [_named(speaker) for speaker in comparison.speakers],
        "utterances": [_utterance(u) for u in comparison.utterances],
        "labels": [_named(label) for label in comparison.labels],
        "refused": [{**correction_to_plain(c), "reason": reason} for c, reason in comparison.refused],
    }


def attribution_to_plain(attribution: Attribution) -> dict[str, Any]:
    """One attribution as the JSON format has it."""
    return {
        "article": attribution.article,
        "kind": attribution.kind,
        "stance": attribution.stance,
        "negated": attribution.negated,
        "within": attribution.within,
        "source": [list(span) for span in attribution.source],
        "cue": [list(span) for span in attribution.cue],
        "content": [list(span) for span in attribution.content],
        "speaker": attribution.speaker,
        "confidence": float(attribution.confidence),
    }


def correction_to_plain(correction: Correction) -> dict[str, Any]:
    """One correction: its kind, `[[article, start, end], …]`, its value and its id."""
    return {
        "kind": correction.kind,
        "spans": [list(span) for span in correction.spans],
        "value": correction.value,
        "id": correction.id,
    }


def _article(article: Article, sentences: list[list[int]]) -> dict[str, Any]:
    return {**article_to_plain(article), "title": article.title, "sentences": sentences}


def _link(link: Link) -> dict[str, Any]:
    return {
        "a": link.a,
        "i": link.i,
        "b": link.b,
        "j": link.j,
        "confidence": float(link.confidence),
        "moved": link.moved,
        "made_by": link.made_by,
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "kind": difference.kind,
        "family": difference.family,
        "relation": difference.relation,
        "group": difference.group,
        "spans": [list(span) for span in difference.spans],
        "explanation": difference.explanation,
        "confidence": float(difference.confidence),
    }


def _utterance(utterance: Utterance) -> dict[str, Any]:
    return {
        "id": utterance.id,
        "members": list(utterance.members),
        "wording": utterance.wording,
        "base": utterance.base,
        "retellings": [
            {
                "member": r.member,
                "wording": r.wording,
                "delta": [[edit.kind, list(edit.base), list(edit.own)] for edit in r.delta],
            }
            for r in utterance.retellings
        ],
    }


def _named(item: Speaker | Label) -> dict[str, Any]:
    return {"id": item.id, "name": item.name, "kind": item.kind, "mentions": [list(span) for span in item.mentions]}
