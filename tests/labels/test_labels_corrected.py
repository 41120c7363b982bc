from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parallax.article import Article
from parallax.labels import labels
from parallax.language import Parse, parse
from parallax.values import ArticleSpan, Correction, CorrectionKind, Label

LEDGER = (
    "Mayor Helena Brandvold closed the bridge on Monday after the overflow. Brandvold said the World Harbour "
    "Federation had agreed. The Harbour Fund paid. Officials in Norway were told that the dam had failed."
)
COURIER = (
    "The bridge is closed, Helena Brandvold's office said. Critics of Ms. Brandvold disagreed about the breach. "
    "Norwegian officials were told by the World Harbour Federation. The collapse of the dam came late. "
    "The Harbour Fund said that it would pay."
)
POST = (
    "The Norwegian painter Karl Mortensen saw the collapse. Mortensen lives in Norway and knows the Harbour Fund. "
    "The World Harbour Federation had no comment. Brandvold was not there."
)
NAMED = ("Ledger", LEDGER), ("Courier", COURIER), ("Post", POST)
ARTICLES = tuple(replace(Article.from_text(text, outlet=outlet), id=outlet) for outlet, text in NAMED)


@cache
def _parsed(article: Article) -> Parse:
    return parse(article)


class Things:
    """A story, the reader's corrections of its things, and what comes of them."""

    def __init__(self, articles: Iterable[Article] = ARTICLES, asked: Iterable[Correction] = ()) -> None:
        self.articles = tuple(articles)
        self.asked = tuple(asked)
        self.refused: list[tuple[Correction, str]] = []
        self.labels: tuple[Label, ...] = labels(
            self.articles,
            [_parsed(a) for a in self.articles],
            asked=self.asked,
            refuse=lambda correction, reason: self.refused.append((correction, reason)),
        )

    def at(self, reading: tuple[int, str] | tuple[int, str, int]) -> ArticleSpan:
        """The span of words in an article, the first unless another number is given."""
        article, words, *nth = reading
        start = -1
        for _ in range(1 + (nth[0] if nth else 0)):
            start = self.articles[article].text.index(words, start + 1)
        return article, start, start + len(words)

    def _more(self, kind: CorrectionKind, *readings: tuple[int, str] | tuple[int, str, int]) -> Things:
        return Things(self.articles, (*self.asked, Correction(kind, tuple(map(self.at, readings)))))

    def one(self, x: tuple[int, str] | tuple[int, str, int], y: tuple[int, str] | tuple[int, str, int]) -> Things:
        """Two readings are to be one thing."""
        return self._more("same thing", x, y)

    def two(self, x: tuple[int, str] | tuple[int, str, int], y: tuple[int, str] | tuple[int, str, int]) -> Things:
        """Two readings are to be two things."""
        return self._more("other thing", x, y)

    def of(self, reading: tuple[int, str] | tuple[int, str, int]) -> Label | None:
        """The label of a reading."""
        article, start, end = self.at(reading)
        found = [x for x in self.labels if any(a == article and s < end and start < e for a, s, e in x.mentions)]
        assert len(found) < 2, "a mention stands in two labels"
        return found[0] if found else None

    def words(self, label: Label | None) -> list[tuple[int, str]]:
        """Every mention of a label as (article, words)."""
        assert label is not None
        return [(a, self.articles[a].text[s:e]) for a, s, e in label.mentions]


def test_two_wordings_that_no_label_knows_become_a_label_of_a_thing() -> None:
    things = Things().one((0, "the overflow"), (1, "the breach"))
    label = things.of((0, "overflow"))
    assert label is not None
    assert (label.name, label.kind) == ("the overflow", "thing")
    assert things.words(label) == [(0, "the overflow"), (1, "the breach")]


def test_a_third_wording_joins_the_label_that_the_reader_made() -> None:
    things = Things().one((0, "the overflow"), (1, "the breach")).one((2, "the collapse"), (1, "breach"))
    assert things.words(things.of((2, "collapse"))) == [(0, "the overflow"), (1, "the breach"), (2, "the collapse")]


def test_other_words_for_a_named_thing_keep_its_name_and_kind() -> None:
    before = Things().of((0, "Helena Brandvold"))
    things = Things().one((1, "Critics"), (0, "Helena Brandvold"))
    label = things.of((1, "Critics"))
    assert before is not None and label is not None
    assert (label.id, label.name, label.kind) == (before.id, before.name, before.kind)
    assert set(label.mentions) - set(before.mentions) == {things.at((1, "Critics"))}


def test_two_labels_made_one_have_all_mentions_of_both() -> None:
    fund, federation = Things().of((0, "Harbour Fund")), Things().of((0, "World Harbour Federation"))
    assert fund is not None and federation is not None
    label = Things().one((0, "Harbour Fund"), (1, "World Harbour Federation")).of((2, "Harbour Fund"))
    assert label is not None
    assert label.mentions == tuple(sorted(fund.mentions + federation.mentions))
    assert label.name == "World Harbour Federation"


def test_a_reading_with_its_title_is_the_name() -> None:
    assert Things().one((0, "Mayor Helena Brandvold"), (1, "the breach")).of((1, "the breach")) == Things().one(
        (0, "Helena Brandvold"), (1, "the breach")
    ).of((0, "Brandvold", 1))


def test_a_wording_taken_out_of_a_label_leaves_with_all_its_mentions() -> None:
    things = Things().two((0, "Norway"), (1, "Norwegian"))
    assert things.words(things.of((0, "Norway"))) == [(0, "Norway"), (2, "Norway")]
    assert things.words(things.of((1, "Norwegian"))) == [(1, "Norwegian"), (2, "Norwegian")]
    ids = [x.id for x in things.labels]
    assert len(ids) == len(set(ids))


def test_one_wording_is_taken_apart_by_article() -> None:
    things = Things().two((0, "Harbour Fund"), (1, "Harbour Fund"))
    assert things.words(things.of((0, "Harbour Fund"))) == [(0, "Harbour Fund"), (2, "Harbour Fund")]
    assert things.of((1, "Harbour Fund")) is None


def test_a_part_goes_to_the_side_that_the_reader_says() -> None:
    things = Things().two((0, "Harbour Fund"), (1, "Harbour Fund")).one((2, "Harbour Fund"), (1, "Harbour Fund"))
    assert things.words(things.of((1, "Harbour Fund"))) == [(1, "Harbour Fund"), (2, "Harbour Fund")]
    assert things.of((0, "Harbour Fund")) is None
    assert not things.refused


def test_two_things_that_come_to_have_one_name_are_one() -> None:
    dam = (0, "the dam"), (1, "the dam")
    things = Things().one(dam[0], (1, "breach")).one(dam[1], (2, "lives"))
    assert things.of(dam[0]) == things.of(dam[1])
    assert things.words(things.of(dam[0])) == [(0, "the dam"), (1, "breach"), (1, "the dam"), (2, "lives")]


@pytest.mark.parametrize("articles", [ARTICLES, ARTICLES[::-1]])
def test_a_merge_that_is_refused_leaves_a_split_as_it_was(articles: tuple[Article, ...]) -> None:
    two = Things(articles).two((0, "Harbour Fund"), (1, "Harbour Fund"))
    back = two.one((0, "Harbour Fund"), (1, "Harbour Fund"))
    assert back.labels == two.labels
    assert [reason for _, reason in back.refused] == ["another correction says that they are two things"]


def test_two_things_of_one_name_are_told_apart_by_what_stands_behind_it() -> None:
    herald = replace(
        Article.from_text("The Harbour Fund of the fishermen was founded in May.", outlet="Herald"), id="H"
    )
    things = Things((*ARTICLES, herald)).two((0, "Harbour Fund"), (1, "Harbour Fund"))
    things = things.one((3, "Harbour Fund"), (1, "Harbour Fund"))
    one, other = things.of((0, "Harbour Fund")), things.of((3, "Harbour Fund"))
    assert one is not None and other is not None
    assert {one.name, other.name} == {"Harbour Fund", "Harbour Fund (2)"}


def test_two_mentions_of_one_wording_in_one_article_are_taken_apart() -> None:
    text = "The Harbour Fund paid. Nobody thanked the Harbour Fund for it."
    story = (*ARTICLES, replace(Article.from_text(text), id="Herald"))
    things = Things(story).two((3, "Harbour Fund"), (3, "Harbour Fund", 1))
    assert things.of((3, "Harbour Fund", 1)) is None
    assert (3, "Harbour Fund") in things.words(things.of((3, "Harbour Fund")))


def test_what_the_reader_made_one_is_a_label_even_within_one_article() -> None:
    plain = Things()
    assert plain.of((2, "Karl Mortensen")) is None
    things = plain.one((2, "Karl Mortensen"), (2, "painter"))
    assert things.words(things.of((2, "painter"))) == [(2, "painter"), (2, "Karl Mortensen"), (2, "Mortensen")]


def test_of_overlapping_mentions_of_one_label_the_longest_stays() -> None:
    things = Things().one((0, "Harbour Fund"), (1, "The Harbour Fund said"))
    assert (1, "The Harbour Fund said") in things.words(things.of((0, "Harbour Fund")))
    assert (1, "Harbour Fund") not in things.words(things.of((0, "Harbour Fund")))


def test_a_merge_that_is_taken_back_leaves_everything_as_it_was() -> None:
    made = Things().one((0, "Harbour Fund"), (1, "World Harbour Federation"))
    assert made.labels != Things().labels
    assert Things(asked=made.asked[:-1]).labels == Things().labels


@pytest.mark.parametrize(
    ("first", "reason"),
    [("same thing", "another correction says that they are one thing"),
     ("other thing", "another correction says that they are two things")],
)  # fmt: skip
def test_the_later_of_two_contrary_corrections_is_refused(first: CorrectionKind, reason: str) -> None:
    spans = Things().at((0, "Harbour Fund")), Things().at((1, "Harbour Fund"))
    second: CorrectionKind = "other thing" if first == "same thing" else "same thing"
    both = Things(asked=[Correction(first, spans), Correction(second, spans)])
    assert both.refused == [(both.asked[1], reason)]
    assert both.labels == Things(asked=both.asked[:1]).labels


def test_a_contradiction_over_three_things_is_found() -> None:
    chain = (
        Things().one((0, "Harbour Fund"), (1, "the breach"))
        .two((1, "the breach"), (0, "the overflow")).one((0, "the overflow"), (1, "Harbour Fund"))
    )  # fmt: skip
    assert chain.refused == [(chain.asked[2], "another correction says that they are two things")]
    assert chain.of((0, "the overflow")) is None


def test_words_in_a_language_without_a_parse_can_be_a_thing() -> None:
    german = "Der Bürgermeister hat die Brücke am Montag für den gesamten Verkehr sperren lassen, weil sie alt ist."
    story = replace(Article.from_text(german), id="a"), replace(Article.from_text(german), id="b")
    things = Things(story).one((0, "die Brücke"), (1, "die Brücke"))
    assert [x.name for x in things.labels] == ["die Brücke"]


@pytest.mark.parametrize("span", [(0, -5, 3), (0, 5, 5), (0, 9, 2), (0, 3, 10**9), (7, 0, 3), (-1, 0, 3), (0, 0, 250)])
def test_a_correction_of_words_that_are_not_there_is_refused(span: ArticleSpan) -> None:
    things = Things(asked=[Correction("same thing", (span, Things().at((1, "the breach"))))])
    assert len(things.refused) == 1
    assert things.labels == Things().labels


MENTIONS = [m for x in Things().labels for m in x.mentions] + [
    Things().at(r) for r in ((0, "the overflow"), (1, "the breach"), (2, "the collapse"), (2, "Karl Mortensen"))
]
KINDS = st.sampled_from(["same thing", "other thing"])
REASONABLE = st.lists(
    st.builds(Correction, KINDS, st.tuples(st.sampled_from(MENTIONS), st.sampled_from(MENTIONS))), max_size=8
)
HOSTILE = st.lists(
    st.builds(
        Correction,
        KINDS,
        st.lists(st.tuples(st.integers(-2, 5), st.integers(-9, 300), st.integers(-9, 300)), max_size=3).map(tuple),
        st.text(max_size=9),
    ),
    max_size=6,
)


@settings(max_examples=150)
@given(REASONABLE, st.permutations(range(len(ARTICLES))))
def test_the_order_of_the_articles_changes_numbers_only(asked: list[Correction], order: list[int]) -> None:
    place = [order.index(k) for k in range(len(order))]
    before = Things(asked=asked)
    after = Things(
        (ARTICLES[k] for k in order),
        (replace(c, spans=tuple((place[a], s, e) for a, s, e in c.spans)) for c in asked),
    )
    back = [replace(x, mentions=tuple(sorted((order[a], s, e) for a, s, e in x.mentions))) for x in after.labels]
    assert list(before.labels) == back
    assert [r for _, r in before.refused] == [r for _, r in after.refused]


@settings(max_examples=150)
@given(st.one_of(REASONABLE, HOSTILE))
def test_no_correction_raises_and_no_mention_is_in_two_labels(asked: list[Correction]) -> None:
    things = Things(asked=asked)
    spans = [m for x in things.labels for m in x.mentions]
    assert len(spans) == len(set(spans))
    assert len({x.id for x in things.labels}) == len(things.labels)
    assert all(x.name for x in things.labels)
    for x in things.labels:
        for (a, _, e), (b, s, _) in zip(x.mentions, x.mentions[1:], strict=False):
            assert a != b or e <= s


def test_a_country_within_a_persons_title_is_corrected_by_itself() -> None:
    texts = (
        "Norwegian President Helena Brandvold left Norway on Monday. Brandvold went to the harbour of Larne.",
        "Helena Brandvold left Norway on Monday. The breach in the Norwegian dam was closed.",
    )
    story = [replace(Article.from_text(t), id=str(k)) for k, t in enumerate(texts)]
    things = Things(story).one((0, "Norwegian"), (1, "breach"))
    label = things.of((1, "breach"))
    assert label is not None and label.name == "Norway"
    assert (0, "Norwegian") in things.words(label)


def test_a_person_with_a_title_is_corrected_by_any_part_of_the_name() -> None:
    texts = (
        "Norwegian President Helena Brandvold left Norway on Monday. Brandvold went to the harbour of Larne.",
        "Helena Brandvold left Norway on Monday. The winner of the race waved to the crew.",
    )
    story = [replace(Article.from_text(t), id=str(k)) for k, t in enumerate(texts)]
    for words in ("President Helena Brandvold", "Helena Brandvold", "Brandvold"):
        things = Things(story).one((0, words), (1, "winner"))
        assert things.words(things.of((1, "winner")))[0] == (0, "Norwegian President Helena Brandvold")
