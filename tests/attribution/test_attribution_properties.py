from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations

from hypothesis import given, settings
from hypothesis import strategies as st
from story_reading import Story, story

from parallax.article import Article
from parallax.attribution import attributions, heard
from parallax.comparison import read_article
from parallax.language import Parse, parse
from parallax.values import Attribution
from timing import least_seconds

_WORDS = [
    "the mayor", "she", "Elena Ortiz", "said", "claimed", "that", "denied", "reportedly", "according to", "officials",
    "the dam", "is safe", "“", "”", '"', "'", "‘", "’", ",", ".", "?", ":", "\n", "\n\n", "😀", "𝔘nion", "e\u0301",
    "\u202e", "the claim that", "accused", "by", "of fraud", "told", "who", "and", "not", "—", "(", ")", "«", "»",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join)
LOOSE = st.text(alphabet="aT“”\"'‘’ .,\n😀said", max_size=60)


def attributed(article: Article, parsed: Parse) -> list[Attribution]:
    """Who said what in an article that is parsed already."""
    return attributions(0, article, parsed, heard(read_article(article, parsed)))


@settings(max_examples=60)
@given(st.one_of(TEXTS, LOOSE))
def test_every_span_lies_in_its_text_and_no_parts_overlap(text: str) -> None:
    article = Article.from_text(text)
    found = attributed(article, parse(article))
    for a in found:
        parts = [*a.source, *a.cue, *a.content]
        assert a.content
        assert all(0 <= s < e <= len(article.text) and article.text[s:e].strip() for s, e in parts)
        assert not any(s < f and b < e for (s, e), (b, f) in combinations(parts, 2))
        assert 0 <= a.confidence <= 1
    for n, a in enumerate(found):
        seen = {n}
        while a.within is not None:
            assert a.within not in seen
            seen.add(a.within)
            a = found[a.within]


def _view(told: Story) -> tuple[frozenset[object], frozenset[object]]:
    """Speakers and utterances with articles named by their text."""
    text = [a.text for a in told.articles]
    speakers = frozenset(
        (s.id, s.name, s.kind, frozenset((text[a], b, e) for a, b, e in s.mentions)) for s in told.speakers
    )
    spoken = [(text[a.article], a.content, a.cue, a.speaker) for a in told.attributions]
    return speakers, frozenset((u.id, u.wording, frozenset(spoken[m] for m in u.members)) for u in told.utterances)


@settings(max_examples=20)
@given(st.lists(TEXTS, min_size=2, max_size=3, unique_by=lambda t: Article.from_text(t).text))
def test_the_order_of_the_articles_changes_no_speaker_and_no_utterance(texts: list[str]) -> None:
    articles = [Article.from_text(t) for t in texts]
    assert len({_view(story(*order)) for order in permutations(articles)}) == 1


def _seconds(words: int, line: str) -> float:
    article = Article.from_text(" ".join([line] * (words // len(line.split()))))
    parsed = parse(article)
    return least_seconds(lambda: attributed(article, parsed), 1)


def test_the_time_grows_with_the_words_even_without_paragraphs() -> None:
    line = 'The mayor said "the dam is safe" and claimed that nobody was hurt.'
    _seconds(500, line)
    short, long = _seconds(2000, line), _seconds(20_000, line)
    assert long < 40 * short


def test_a_text_of_marks_alone_takes_time_in_proportion_to_its_length() -> None:
    nothing = replace(parse(Article.from_text("Yes.")), language="und", sentences=(), tokens=(), entities=())

    def seconds(times: int) -> float:
        article = Article.from_text("“ ' \" ” ‘ " * times)
        assert attributions(0, article, replace(nothing, text=article.text)) == []
        return least_seconds(lambda: attributions(0, article, replace(nothing, text=article.text)))

    assert seconds(8000) <= 24 * seconds(1000)


def test_quotations_that_never_close_take_time_in_proportion_to_the_text() -> None:
    def seconds(paragraphs: int) -> float:
        article = Article.from_text("\n".join(["“The keeper of the weir told them late"] * paragraphs))
        parsed = parse(article)
        assert attributed(article, parsed)
        return least_seconds(lambda: attributed(article, parsed))

    assert seconds(1600) < 24 * seconds(200)
