"""Two things of one noun are told apart as a careful reader would."""

from __future__ import annotations

import itertools
import random

import pytest
from found_labels import found

from parallax.article import Article
from parallax.attribution.tree import tree_of
from parallax.labels import labels
from parallax.labels.known import Known
from parallax.labels.phrases import noun_phrases
from parallax.labels.tells import Tells, tells
from parallax.language import parse
from parallax.values import Label
from timing import least_seconds

TRIBUNE = (
    "Prime Minister Anna Lindgard will hold a summit with Tom Ortiz in June. The summit was her idea. "
    "Her summit with Peter Quillfeather, in May, went badly. Tom Ortiz praised the summit."
)
COURIER = (
    "Tom Ortiz accepted. The summit between Anna Lindgard and Tom Ortiz will be short. "
    "Peter Quillfeather did not like his meeting with Anna Lindgard. "
    "The summit with Peter Quillfeather was dull."
)


def words(label: Label | None, *texts: str) -> list[str]:
    assert label is not None
    return [texts[a][s:e] for a, s, e in label.mentions]


def at(labels: list[Label], texts: tuple[str, ...], article: int, phrase: str, noun: str) -> Label | None:
    """The label of a noun within a phrase."""
    start = texts[article].index(phrase) + phrase.index(noun)
    return next((x for x in labels if any(a == article and s <= start < e for a, s, e in x.mentions)), None)


def test_two_meetings_with_two_people_are_two() -> None:
    texts = TRIBUNE, COURIER
    labels = found(*texts)
    ortiz = at(labels, texts, 0, "summit with Tom", "summit")
    other = at(labels, texts, 0, "summit with Peter", "summit")
    assert ortiz is not None and other is not None and ortiz.id != other.id
    assert at(labels, texts, 1, "summit between Anna", "summit") == ortiz
    assert at(labels, texts, 1, "meeting with Anna", "meeting") == other
    assert at(labels, texts, 1, "summit with Peter", "summit") == other


def test_of_two_things_that_are_called_the_same_one_is_named_with_what_tells_it() -> None:
    names = [x.name for x in found(TRIBUNE, COURIER) if x.kind == "event"]
    assert len(names) == 2
    assert "summit" in names
    assert any("Peter Quillfeather" in n for n in names)


def test_a_bare_mention_means_the_one_whose_people_its_sentence_names() -> None:
    texts = TRIBUNE, COURIER
    labels = found(*texts)
    assert at(labels, texts, 0, "praised the summit", "summit") == at(labels, texts, 0, "summit with Tom", "summit")


def test_a_bare_mention_means_the_one_that_its_article_spoke_of_last() -> None:
    texts = (
        "The summit in Finland failed. Nobody liked the summit. The summit in Japan failed. The summit was short.",
        "After the summit in Finland came the summit in Japan. The summit was short.",
    )
    labels = found(*texts)
    finland, japan = (at(labels, texts, 0, f"summit in {c}", "summit") for c in ("Finland", "Japan"))
    assert finland is not None and japan is not None and finland.id != japan.id
    assert at(labels, texts, 0, "liked the summit", "summit") == finland
    assert at(labels, texts, 0, "summit was short", "summit") == japan


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the summit in Finland", "the summit in Japan"),
        ("the Helsinki summit", "the summit in Japan"),
        ("Tom Ortiz's visit", "Anna Lindgard's visit"),
        ("the visit of Tom Ortiz", "the visit of Anna Lindgard"),
        ("the 2009 treaty", "the 2015 treaty"),
        ("the first summit", "the third summit"),
        ("the trade treaty", "the nuclear treaty"),
        ("lawyers for Tom Ortiz", "lawyers for Anna Lindgard"),
        ("the talks with Tom Ortiz", "the talks with Anna Lindgard"),
    ],
)
def test_what_tells_two_things_apart(one: str, other: str) -> None:
    text = "Tom Ortiz and Anna Lindgard read the paper. They read about {}. She had never heard of {}. He knew of {}."
    texts = text.format(one, other, one), text.format(other, one, other)
    noun = next(w for w in ("summit", "visit", "treaty", "lawyers", "talks") if w in one)
    labels = found(*texts)
    first, second = (at(labels, texts, 0, phrase, noun) for phrase in (one, other))
    assert first is not None and second is not None
    assert first.id != second.id and first.name != second.name
    assert at(labels, texts, 1, one, noun) == first
    assert at(labels, texts, 1, other, noun) == second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the terrible treaty", "the historic treaty"),
        ("the treaty with Japan", "the nuclear treaty"),
        ("Tom Ortiz's summit", "the summit with Anna Lindgard"),
        ("the summit in Japan", "Tom Ortiz's summit"),
        ("the steel tariffs", "the metal tariffs"),
        ("the talks between Tom Ortiz and Anna Lindgard", "the talks with Tom Ortiz"),
        ("the summit in Tokyo", "the summit in Japan"),
    ],
)
def test_what_may_be_said_of_one_thing_makes_no_two(one: str, other: str) -> None:
    text = "Tom Ortiz and Anna Lindgard read the paper. They read about {}. She had never heard of {}. He knew of {}."
    texts = text.format(one, other, one), text.format(other, one, other)
    noun = next(w for w in ("summit", "treaty", "talks", "tariffs") if w in one)
    labels = found(*texts)
    first = at(labels, texts, 0, one, noun)
    assert first is not None
    assert at(labels, texts, 0, other, noun) == first


def test_another_one_is_not_the_one_that_was_spoken_of() -> None:
    texts = (
        "The treaty was signed. The treaty is old. Anna Lindgard wants another treaty.",
        "Nobody read the treaty. The treaty is long.",
    )
    labels = found(*texts)
    assert at(labels, texts, 0, "another treaty", "treaty") is None
    assert len(words(at(labels, texts, 0, "The treaty", "treaty"), *texts)) == 4


def test_a_new_one_is_another_only_where_the_article_spoke_of_one() -> None:
    texts = (
        "The treaty was signed. The treaty is old. Anna Lindgard wants a new treaty.",
        "Nobody read the treaty. The treaty is long, and Tom Ortiz wants a new treaty.",
        "The city has a new treaty. The treaty is short.",
    )
    labels = found(*texts)
    old = at(labels, texts, 0, "The treaty", "treaty")
    new = at(labels, texts, 0, "new treaty", "treaty")
    assert old is not None and new is not None and old.id != new.id
    assert at(labels, texts, 1, "new treaty", "treaty") == new
    assert at(labels, texts, 2, "new treaty", "treaty") == old


def test_a_summit_and_the_trip_to_it_are_two() -> None:
    texts = (
        "The trip to the summit was long. The summit was short. Her trip ended at the summit.",
        "After the trip came the summit. The trip and the summit cost nine crowns.",
    )
    labels = found(*texts)
    assert at(labels, texts, 0, "trip to", "trip") != at(labels, texts, 0, "the summit", "summit")


def test_somebody_with_another_country_is_not_meant_by_the_office() -> None:
    texts = (
        "The North Korean leader Kim Jong-un met the envoy in Seoul. Kim Jong-un left. He met the leader of Japan.",
        "Kim Jong-un, the leader of North Korea, met the leader of Japan. Kim Jong-un said little.",
    )
    label = next(x for x in found(*texts) if x.kind == "person" and "Kim" in x.name)
    assert all("leader of Japan" not in texts[a][s : e + 9] for a, s, e in label.mentions)


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("The two-day summit began. ", "two-day summit"),
        ("The on-again, off-again visit began. ", "on-again, off-again visit"),
        ("The far-reaching treaty began. ", "far-reaching treaty"),
    ],
)
def test_a_wording_begins_with_a_whole_word(text: str, wording: str) -> None:
    texts = text * 2, text
    assert wording in {w for x in found(*texts) for w in words(x, *texts)}


def test_a_wording_has_no_number_verb_or_empty_word_before_it() -> None:
    texts = (
        "Mayor denied treaty reports. The 25 percent tariff is a 25% tariff. Her own tariff and such tariffs are dear.",
        "The tariff is high. The other tariffs are low.",
    )
    told = {w for x in found(*texts) for w in words(x, *texts)}
    assert {"tariff", "tariffs"} <= told
    assert not {w for w in told if w.startswith(("percent", "%", "own", "such", "other", "Mayor denied"))}


def test_the_administrations_of_two_people_are_two() -> None:
    texts = (
        "Anna Lindgard and Tom Ortiz met in Larne. The Lindgard administration built the dam, not the Ortiz "
        "administration. The Ortiz administration was poor.",
        "Anna Lindgard met Tom Ortiz. The Ortiz administration sold the dam that the Lindgard administration built.",
    )
    names = {x.name: words(x, *texts) for x in found(*texts) if "administration" in x.name}
    assert names == {
        "Ortiz administration": ["Ortiz administration"] * 3,
        "Lindgard administration": ["Lindgard administration"] * 2,
    }


def test_the_order_of_the_articles_changes_nothing_that_is_told_apart() -> None:
    third = "Peter Quillfeather missed the summit. Tom Ortiz and Anna Lindgard held another summit in Japan."
    texts = [TRIBUNE, COURIER, third]
    seen = set()
    for order in itertools.permutations(range(3)):
        labels = found(*(texts[k] for k in order))
        seen.add(tuple((x.id, x.name, tuple(sorted((order[a], s, e) for a, s, e in x.mentions))) for x in labels))
    assert len(seen) == 1


def _told(text: str, noun: str, *names: str) -> Tells:
    tree = tree_of(parse(Article.from_text(text)))
    first, head = next((f, h) for f, h in noun_phrases(tree) if tree.tokens[h].text == noun)
    keys = {t.i: (f"person:{t.text}",) for t in tree.tokens if t.text in names}
    return tells(tree, first, head, keys)


def test_what_a_phrase_tells_is_read_from_what_stands_before_and_behind_it() -> None:
    told = _told("Ortiz praised Lindgard's second meeting with Ortiz in Berlin.", "meeting", "Lindgard", "Ortiz")
    assert told.owners == {"person:Lindgard"}
    assert told.sides == {"person:Ortiz"}
    assert told.places == {"Germany"}
    assert told.ordinals == {"second"}


def test_nobody_is_known_where_nothing_is_named() -> None:
    tree = tree_of(parse(Article.from_text("The harbour was closed.")))
    known = Known([tree], [])
    assert known.keys == [{}]
    assert known.near(0, 0) == frozenset()


def test_telling_apart_takes_time_in_proportion_to_the_text() -> None:
    names = [
        f"{a}{b}" for a in ("Bran", "Lind", "Osten", "Hall", "Pell", "Tar") for b in ("vold", "gard", "mark", "by")
    ]
    rng = random.Random(3)

    def article(count: int) -> str:
        return " ".join(
            f"{rng.choice(names)} held a summit with {rng.choice(names)}. The summit was short." for _ in range(count)
        )

    def cost(count: int) -> float:
        articles = [Article.from_text(article(count)) for _ in range(2)]
        parses = [parse(a) for a in articles]
        return least_seconds(lambda: labels(articles, parses))

    assert cost(240) < 10 * cost(60)


def test_whose_it_is_and_whom_it_is_with_are_never_equals_in_order() -> None:
    somebody = frozenset({"person:Anna Lindgard"})
    told = [Tells(owners=somebody), Tells(sides=somebody), Tells(about=somebody), Tells(named=somebody)]
    assert len({str(t.order()) for t in told}) == len(told)
