"""The JSON format: exact there and back, strict on the way in, and as its schema says."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

import jsonschema
import pytest
from export_stories import comparisons, hostile, story
from hypothesis import given, settings

import parallax
from parallax.article import ROLES, Article, Paragraph, Sentence
from parallax.export import (
    attribution_from_plain,
    attribution_to_plain,
    correction_from_plain,
    correction_to_plain,
    from_plain,
    to_json,
    to_plain,
)
from parallax.paths import resource
from parallax.values import (
    FAMILY_OF_KIND,
    Attribution,
    Comparison,
    Correction,
    CorrectionKind,
    Coverage,
    Difference,
    EditKind,
    FactRelation,
    Group,
    LabelKind,
    Link,
    QuotationKind,
    RelationKind,
    Speaker,
    SpeakerKind,
    Stance,
    Wording,
)

SCHEMA = json.loads(resource("schema", "parallax-comparison-1.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


@settings(max_examples=120, deadline=None)
@given(comparisons())
def test_any_comparison_survives_plain_values(comparison: Comparison) -> None:
    assert from_plain(to_plain(comparison)) == comparison


@settings(max_examples=80, deadline=None)
@given(comparisons())
def test_any_comparison_survives_json_text_in_utf8_and_keeps_to_the_schema(comparison: Comparison) -> None:
    document = json.loads(to_json(comparison).encode("utf-8"))
    assert from_plain(document) == comparison
    VALIDATOR.validate(document)


def test_a_comparison_without_articles_survives() -> None:
    assert from_plain(json.loads(to_json(Comparison(())))) == Comparison(())


def test_not_yet_parsed_and_parsed_without_a_sentence_are_told_apart() -> None:
    blank = Article.from_text("")
    for comparison in (Comparison((blank,)), Comparison((blank,), sentences=((),))):
        assert from_plain(to_plain(comparison)) == comparison


def test_a_lone_surrogate_survives_and_the_document_is_still_utf8() -> None:
    comparison = Comparison((Article.from_text("half \ud83d of it"),))
    assert from_plain(json.loads(to_json(comparison).encode("utf-8"))) == comparison


def test_the_document_has_the_keys_that_were_promised() -> None:
    document = json.loads(to_json(story(), models={"en_core_web_sm": "3.8.0"}))
    assert document["format"] == "parallax-comparison/1"
    assert document["offset_unit"] == "code point"
    assert document["tool"] == {"version": parallax.__version__, "models": {"en_core_web_sm": "3.8.0"}}
    assert document["languages"] == ["en", "en", "und"]
    assert document["articles"][1]["title"] == "😷 Panic on the Tolsey ferry"
    text = document["articles"][1]["text"]
    article, start, end = document["differences"][1]["spans"][1]
    assert (article, text[start:end]) == (1, "19 passengers")
    assert document["differences"][1]["family"] == "facts"
    assert document["links"][2] == {
        "a": 0,
        "i": 2,
        "b": 2,
        "j": 1,
        "confidence": 0.4,
        "moved": False,
        "made_by": "reader",
    }
    assert document["coverage"][0] == {"group": 0, "reported": [[0, 1], [1, 1]], "missing": [2]}
    assert document["articles"][0]["paragraphs"][0] == [0, 24, "headline"]
    assert document["articles"][0]["sentences"][0] == [0, 24]


def test_the_default_names_no_models() -> None:
    assert to_plain(story())["tool"]["models"] == {}


def test_the_schema_is_a_sound_schema_and_a_full_story_keeps_to_it() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(json.loads(to_json(story())))


def test_json_text_cannot_steer_a_terminal_or_turn_a_line_around() -> None:
    text = to_json(hostile("\x1b[31m\x9b31m\u202eevil\u2066 \x07\x7f"))
    assert not set(text) & set("\x1b\x9b\u202e\u2066\x07\x7f")
    assert json.loads(text)["articles"][0]["outlet"] == "\x1b[31m\x9b31m\u202eevil\u2066 \x07\x7f"


def test_sentences_for_another_number_of_articles_are_refused_on_the_way_out() -> None:
    with pytest.raises(ValueError, match="3 articles have sentences for 1"):
        to_plain(replace(story(), sentences=((),)))
    with pytest.raises(ValueError, match="3 articles have languages for 1"):
        to_plain(replace(story(), languages=("en",)))


def _set(*path: Any, value: Any) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = value

    return change


def _delta(step: list[Any]) -> Callable[[Any], None]:
    """A delta of this one step."""
    return _set("utterances", 0, "retellings", 0, "delta", value=[step])


def _drop(*path: Any) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for step in path[:-1]:
            document = document[step]
        del document[path[-1]]

    return change


SHAPES_THE_SCHEMA_REFUSES_TOO = {
    "another format": (_set("format", value="parallax-comparison/2"), "format"),
    "another unit": (_set("offset_unit", value="byte"), "offsets"),
    "a key too few": (_drop("links"), "missing or unknown: links"),
    "a key too many": (_set("score", value=1), "missing or unknown: score"),
    "a list that is none": (_set("groups", value={}), "groups is not a list"),
    "a model without version": (_set("tool", "models", value={"m": 3}), "models"),
    "an article without text": (_drop("articles", 0, "text"), "articles, number 0"),
    "an article without sentences": (_drop("articles", 0, "sentences"), "articles, number 0"),
    "a role that does not exist": (_set("articles", 0, "paragraphs", 0, 2, value="advert"), "advert"),
    "a confidence above one": (_set("links", 1, "confidence", value=1.5), "links, number 1: a confidence"),
    "a confidence that is text": (_set("links", 1, "confidence", value="0.5"), "links, number 1: a confidence"),
    "a flag that is a number": (_set("links", 0, "moved", value=0), "links, number 0: this is neither true nor false"),
    "a negative offset": (_set("differences", 0, "spans", 0, 1, value=-1), "differences, number 0"),
    "an offset with a fraction": (_set("differences", 0, "spans", 0, 1, value=1.5), "differences, number 0"),
    "an offset that is a truth": (_set("differences", 0, "spans", 0, 1, value=True), "differences, number 0"),
    "a span of two where three are": (_set("labels", 0, "mentions", 0, value=[0, 1]), "labels, number 0"),
    "a kind that does not exist": (_set("differences", 0, "kind", value="bias"), "differences, number 0.*'bias'"),
    "a family of another kind": (_set("differences", 0, "family", value="facts"), "not of family"),
    "a group of nobody": (_set("groups", 0, "members", value=[]), "groups, number 0: a group has no members"),
    "a stance that does not exist": (_set("attributions", 0, "stance", value="angry"), "attributions, number 0"),
    "a wording that does not exist": (_set("utterances", 0, "wording", value="odd"), "utterances, number 0"),
    "an insertion into nothing": (_delta(["insert", [0, 1], []]), "utterances, number 0"),
    "a step without a kind": (_delta([[0, 1], [0, 1]]), "utterances, number 0"),
    "an id that is a number": (_set("speakers", 0, "id", value=3), "speakers|attributions"),
    "a refusal without reason": (_drop("refused", 0, "reason"), "refused, number 0"),
    "an item that is none": (_set("speakers", 2, value="x"), "speakers, number 2: this is not an object"),
}

SHAPES_ONLY_THE_PROGRAM_REFUSES = {
    "a span past its text": (_set("differences", 0, "spans", 0, 2, value=9999), "differences, number 0"),
    "a span that ends before it begins": (_set("labels", 0, "mentions", 0, value=[0, 9, 3]), "labels, number 0"),
    "an article that is not there": (_set("attributions", 0, "article", value=3), "there is no article 3"),
    "a sentence that is not there": (_set("links", 0, "j", value=99), "there is no sentence 99"),
    "a group that is not there": (_set("differences", 0, "group", value=44), "there is no group 44"),
    "a paragraph that is not there": (_set("coverage", 0, "reported", 0, 1, value=44), "there is no paragraph 44"),
    "a base that is no member": (_set("utterances", 0, "base", value=2), "attribution 2 is no member"),
    "a retelling by no member": (
        _set("utterances", 0, "retellings", 0, "member", value=0),
        "attribution 0 is no member",
    ),
    "a delta past its text": (_delta(["delete", [0, 9999], []]), "0 to 9999 is no span of the text of attribution 1"),
    "an attribution that is not there": (_set("utterances", 0, "members", 0, value=44), "there is no attribution 44"),
    "nesting in nothing": (_set("attributions", 0, "within", value=44), "there is no attribution 44"),
    "a speaker that is not there": (_set("attributions", 0, "speaker", value="s9"), "there is no speaker 's9'"),
    "two speakers of one id": (_set("speakers", 1, "id", value="s1"), "speakers: an id occurs twice"),
    "a link the wrong way round": (_set("links", 0, "a", value=2), "does not come before"),
    "a text with another digest": (_set("articles", 0, "text_sha256", value="0" * 64), "digest"),
    "a title that is not in the text": (_set("articles", 0, "title", value="Calm seas"), "title"),
    "a sentence across paragraphs": (_set("articles", 0, "sentences", 0, value=[0, 40]), "one paragraph"),
    "sentences out of order": (_set("articles", 0, "sentences", 1, value=[0, 5]), "out of order"),
    "sentences without a parse": (_set("parsed", value=False), "not parsed"),
    "a language too few": (_set("languages", value=["en"]), "3 articles have languages for 1"),
}


@pytest.mark.parametrize("shape", SHAPES_THE_SCHEMA_REFUSES_TOO)
def test_a_wrong_shape_is_refused_with_its_place_and_by_the_schema(shape: str) -> None:
    change, reason = SHAPES_THE_SCHEMA_REFUSES_TOO[shape]
    document = copy.deepcopy(to_plain(story()))
    change(document)
    with pytest.raises(ValueError, match=reason):
        from_plain(document)
    assert not VALIDATOR.is_valid(document)


@pytest.mark.parametrize("shape", SHAPES_ONLY_THE_PROGRAM_REFUSES)
def test_a_reference_to_nothing_is_refused_with_its_place(shape: str) -> None:
    change, reason = SHAPES_ONLY_THE_PROGRAM_REFUSES[shape]
    document = copy.deepcopy(to_plain(story()))
    change(document)
    with pytest.raises(ValueError, match=reason):
        from_plain(document)


@pytest.mark.parametrize("document", [None, [], "x", 3, {}, {"format": "parallax-comparison/1"}])
def test_what_is_no_document_is_refused(document: Any) -> None:
    with pytest.raises(ValueError, match=r"not an object|missing or unknown"):
        from_plain(document)


def test_a_confidence_that_is_not_a_number_is_refused_both_ways() -> None:
    document = to_plain(story())
    document["links"][0]["confidence"] = float("nan")
    with pytest.raises(ValueError, match="confidence"):
        from_plain(document)
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json(Comparison((), links=(Link(0, 0, 1, 0, float("nan")),)))


def test_single_attributions_and_corrections_survive_and_are_checked() -> None:
    for attribution in story().attributions:
        assert attribution_from_plain(attribution_to_plain(attribution)) == attribution
    correction = Correction("another kind", ((0, 1, 5), (1, 2, 9)), "number wording", id="c1")
    assert correction_from_plain(correction_to_plain(correction)) == correction
    with pytest.raises(ValueError, match="no span"):
        attribution_from_plain(attribution_to_plain(story().attributions[0]), length=30)
    with pytest.raises(ValueError, match="not a string"):
        correction_from_plain({**correction_to_plain(correction), "kind": 7})
    with pytest.raises(ValueError, match="3 whole numbers"):
        correction_from_plain({**correction_to_plain(correction), "spans": [[0, 1.5, 2]]})


def test_a_correction_that_cannot_be_honoured_crosses_all_the_same_so_that_compare_can_say_why() -> None:
    damaged = replace(Correction("link", ((0, 9, 5), (-3, -1, 10**12)), id="c2"), kind="of a newer version")
    assert correction_from_plain(json.loads(json.dumps(correction_to_plain(damaged)))) == damaged
    refused = replace(story(), refused=((damaged, "this version knows no such correction"),))
    VALIDATOR.validate(to_plain(refused))
    assert from_plain(to_plain(refused)) == refused


def test_the_schema_knows_every_word_that_the_values_know() -> None:
    parts = {name: part.get("properties", {}) for name, part in SCHEMA["$defs"].items()}

    def words(part: str, field: str) -> set[str]:
        return set(parts[part][field]["enum"])

    assert words("difference", "kind") == set(FAMILY_OF_KIND)
    by_family = {
        case["properties"]["family"]["const"]: case["properties"]["kind"]["enum"]
        for case in SCHEMA["$defs"]["difference"]["oneOf"]
    }
    assert {kind: family for family, kinds in by_family.items() for kind in kinds} == FAMILY_OF_KIND
    assert words("difference", "relation") == set(get_args(FactRelation))
    assert words("attribution", "kind") == set(get_args(QuotationKind))
    assert words("attribution", "stance") == set(get_args(Stance))
    assert words("speaker", "kind") == set(get_args(SpeakerKind))
    assert words("label", "kind") == set(get_args(LabelKind))
    assert set(SCHEMA["$defs"]["wording"]["enum"]) == set(get_args(Wording))
    steps = SCHEMA["$defs"]["edit"]["oneOf"]
    assert {step["prefixItems"][0]["const"] for step in steps} == set(get_args(EditKind))
    assert words("relation", "relation") == set(get_args(RelationKind))
    assert set(parts["refused"]["kind"]["examples"]) == set(get_args(CorrectionKind))
    assert set(parts["article"]["paragraphs"]["items"]["prefixItems"][2]["enum"]) == set(ROLES)


def test_every_object_of_the_schema_names_all_its_keys() -> None:
    for part in [SCHEMA, *SCHEMA["$defs"].values()]:
        if part.get("type") == "object":
            assert part["additionalProperties"] is False
            assert part["required"] == list(part["properties"])


def five_long_articles() -> Comparison:
    """Five articles of 1,000 words, 50 sentences each, with as many parts as a close story has."""
    line = "The harbour master said nobody had been on the bridge for four minutes when it happened, he thinks now."
    text = "\n".join(f"{line} {k}" for k in range(50))
    made = []
    for _ in range(5):
        bounds = [(k, m) for k, m in _lines(text)]
        made.append(Article.of(text, tuple(Paragraph(s, e) for s, e in bounds)))
    several = tuple(made)
    said = tuple(
        Attribution(a, ((s, s + 3),), ((s + 4, s + 8),), ((s + 9, e),), "direct", speaker="s")
        for a in range(5)
        for s, e in _lines(text)
    )
    return Comparison(
        several,
        sentences=tuple(
            tuple(Sentence(a, k, s, e, k) for k, (s, e) in enumerate(_lines(text))) for a in range(len(several))
        ),
        links=tuple(Link(a, k, b, k, 0.5) for a in range(5) for b in range(a + 1, 5) for k in range(50)),
        groups=tuple(Group(tuple((a, k) for a in range(5))) for k in range(50)),
        attributions=said,
        speakers=(Speaker("s", "he", "person", tuple((a, 0, 3) for a in range(5))),),
        differences=tuple(Difference("wording", "", k, ((0, 0, 3), (1, 0, 3)), "x", 0.5) for k in range(50)) * 4,
        coverage=tuple(Coverage(k, tuple((a, k) for a in range(5)), ()) for k in range(50)),
    )


def _lines(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def test_plain_values_of_five_long_articles_cost_no_more_than_a_few_times_their_json() -> None:
    comparison = five_long_articles()
    plain = to_plain(comparison)
    assert from_plain(plain) == comparison

    def best(work: Callable[[], object]) -> float:
        times = []
        for _ in range(5):
            start = time.perf_counter()
            work()
            times.append(time.perf_counter() - start)
        return min(times)

    text = json.dumps(plain)
    parse = best(lambda: json.loads(text))
    assert best(lambda: to_plain(comparison)) < 10 * parse
    assert best(lambda: from_plain(plain)) < 20 * parse
