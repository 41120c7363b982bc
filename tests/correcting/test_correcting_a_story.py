"""Corrections from end to end: over the sample story, over the pipe to the analyst, and after the texts have grown."""

from __future__ import annotations

import queue
from collections import Counter
from dataclasses import replace

import pytest
from ferry_reports import STORY, at, compared, correction

import parallax
from parallax.article import Article
from parallax.article_json import article_to_plain
from parallax.comparison import Memory, compare
from parallax.export import attribution_from_plain, correction_to_plain, from_plain
from parallax.export.lines import from_lines
from parallax.paths import resource
from parallax.values import ArticleSpan, Attribution, Comparison, Correction
from parallax.worker.messages import Message
from parallax.worker.process import ANALYST, Child

SAMPLE = tuple(parallax.read(path) for path in sorted(resource("samples").glob("*.txt")))
MEMORY = Memory()


def story(*asked: Correction) -> Comparison:
    c = compare(SAMPLE, asked, memory=MEMORY)
    assert c.refused == ()
    return c


def key(a: Attribution) -> tuple[int, object, object]:
    return a.article, a.cue, a.content


def quotations(c: Comparison, speaker: str) -> set[tuple[int, object, object]]:
    """What a speaker is said to have said."""
    return {key(a) for a in c.attributions if a.speaker == speaker}


def source(c: Comparison, said: tuple[int, object, object]) -> ArticleSpan:
    """Where the source of an attribution stands."""
    a = next(a for a in c.attributions if key(a) == said)
    return (a.article, *(a.source or a.content)[0])


def named_speakers(c: Comparison) -> list[str]:
    """The speakers with a name of their own who say most, by id."""
    people = {s.id for s in c.speakers if s.kind in ("person", "organisation")}
    count = Counter(a.speaker for a in c.attributions if a.speaker in people and a.source)
    return [speaker for speaker, _ in count.most_common() if speaker is not None]


@pytest.fixture(scope="module")
def before() -> Comparison:
    return story()


def test_a_speaker_corrected_once_is_corrected_in_every_quotation_of_the_story(before: Comparison) -> None:
    one, other = named_speakers(before)[:2]
    both = quotations(before, one) | quotations(before, other)
    assert len({article for article, *_ in both}) > 1
    assert len(both) > 4
    here, there = (source(before, min(quotations(before, s), key=str)) for s in (one, other))
    merged = story(Correction("same speaker", (here, there)))
    (speaker,) = {a.speaker for a in merged.attributions if key(a) in both}
    assert speaker is not None
    assert quotations(merged, speaker) == both
    assert len(merged.speakers) == len(before.speakers) - 1


def test_a_merge_of_two_speakers_can_be_split_again(before: Comparison) -> None:
    one, other = named_speakers(before)[:2]
    here, there = (source(before, min(quotations(before, s), key=str)) for s in (one, other))
    merge = Correction("same speaker", (here, there))
    apart = Correction("other speaker", (here, there))
    c = compare(SAMPLE, [apart, merge], memory=MEMORY)
    assert [correction.kind for correction, _ in c.refused] == ["same speaker"]
    assert replace(c, refused=()) == story(apart)
    assert [quotations(story(apart), s) for s in (one, other)] == [quotations(before, s) for s in (one, other)]
    # the merge taken back is as if it had never been
    assert story() == before


def test_a_merge_that_the_program_made_is_taken_apart_with_all_wordings_of_each() -> None:
    first = Article.from_text(
        "Anna Kvist said the bridge was safe. Kvist said nobody had asked her.\n"
        "The mayor of Halm said the bridge was old.",
        outlet="Post",
    )
    second = Article.from_text("Mayor Anna Kvist said the bridge was safe. Ms Kvist said it was old.", outlet="Voice")
    here = (first, second)
    found = compare(here)
    (kvist,) = {a.speaker for a in found.attributions if a.article == 1}
    assert {a.article for a in found.attributions if a.speaker == kvist} == {0, 1}
    mentions = at(0, "Anna Kvist", of=here), at(1, "Ms Kvist", of=here)
    c = compare(here, [Correction("other speaker", mentions)])
    assert c.refused == ()
    by_source = {(a.article, c.articles[a.article].text[slice(*a.source[0])]): a.speaker for a in c.attributions}
    assert by_source[0, "Anna Kvist"] != by_source[1, "Ms Kvist"]


def test_a_name_given_once_is_the_name_in_every_article(before: Comparison) -> None:
    speaker = named_speakers(before)[0]
    here = source(before, min(quotations(before, speaker), key=str))
    c = story(Correction("name of speaker", (here,), "Somebody Else"))
    (named,) = [s for s in c.speakers if s.name == "Somebody Else"]
    assert quotations(c, named.id) == quotations(before, speaker)


def test_an_attribution_that_was_added_can_be_given_a_speaker() -> None:
    added = correction("add attribution", (0, "of the damage until noon"), value="content")
    who = Correction("same speaker", (at(0, "of the damage until noon"), at(0, "Marit Solberg")))
    c = compared(added, who)
    assert c.refused == ()
    speaker = next(s.id for s in c.speakers if "Solberg" in s.name)
    assert [a.speaker for a in c.attributions if a.content == (at(0, "of the damage until noon")[1:],)] == [speaker]


def test_corrections_are_replayed_when_another_report_joins() -> None:
    asked = [
        correction("join paragraphs", (1, "police said"), (1, "The harbour master claimed")),
        correction("split sentence", (0, "after 12 passengers")),
        correction("delete attribution", (1, "that the engine failed near the pier"), value="content"),
        correction("link", (0, "Share this"), (1, "A new ferry")),
        correction("same speaker", (0, "Marit Solberg"), (0, "Tor Brandvik")),
    ]
    two, three = compare(STORY[:2], asked), compare(STORY, asked)
    assert two.refused == three.refused == ()
    assert two.articles == three.articles[:2]
    assert two.sentences == three.sentences[:2]
    parts = [(a.article, a.source, a.cue, a.content) for a in three.attributions if a.article < 2]
    assert parts == [(a.article, a.source, a.cue, a.content) for a in two.attributions]
    assert [k for k in two.links if k.made_by == "reader"] == [k for k in three.links if k.made_by == "reader"]


def test_an_empty_article_and_no_article_take_corrections_too() -> None:
    empty = Article.from_text("")
    for kind in ("split paragraph", "split sentence", "role of paragraph", "name of speaker"):
        c = compare([empty], [Correction(kind, ((0, 0, 0),), "body")])  # type: ignore[arg-type]
        assert len(c.refused) == 1
    everything = [
        Correction("link", ((0, 0, 0), (1, 0, 0))),
        correction("add attribution", (0, "Ferry"), value="content"),
    ]
    assert [c for c, _ in compare([], everything).refused] == everything


def test_the_analyst_gives_the_answer_of_this_process_with_corrections_too() -> None:
    asked = [
        correction("join paragraphs", (1, "police said"), (1, "The harbour master claimed")),
        correction("role of paragraph", (0, "Share this"), value="furniture"),
        correction("join sentences", (0, "said that the engine"), (0, "He declined")),
        correction("add attribution", (0, "The company"), (0, "until noon"), value="source content"),
        correction("same speaker", (0, "Marit Solberg"), (0, "Tor Brandvik")),
        Correction("link", ((0, 9, 5), (-3, -1, 10**12)), id="damaged"),
        replace(correction("link", (0, "Ferry"), (1, "police")), kind="of a newer version"),  # type: ignore[arg-type]
    ]
    messages: queue.Queue[Message] = queue.Queue()
    analyst = Child(ANALYST, messages.put, lambda status: None)
    try:
        analyst.ask(
            {
                "type": "compare",
                "job": 1,
                "articles": [article_to_plain(a) for a in STORY],
                "corrections": [correction_to_plain(c) for c in asked],
                "relation": None,
            }
        )
        heard = [messages.get(timeout=120)]
        while heard[-1]["type"] != "compared":
            heard.append(messages.get(timeout=120))
    finally:
        analyst.close()
    c = from_plain(from_lines(heard[-1]["raw"]))
    assert c == compared(*asked)
    assert [refused for refused, _ in c.refused] == asked[-2:]
    read = next(m for m in heard if m["type"] == "read" and m["article"] == 0)
    made = [a for a in map(attribution_from_plain, read["attributions"]) if a.confidence == 1.0]
    assert [a.content for a in made] == [(at(0, "until noon")[1:],)]
    assert [s[:2] for s in read["sentences"]] == [[s.start, s.end] for s in c.sentences[0]]
