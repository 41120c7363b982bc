"""Things without a name, seats of government and people by their office are labels too."""

from __future__ import annotations

import random

import pytest
from found_labels import found

from parallax.article import Article
from parallax.attribution.tree import tree_of
from parallax.labels.governments import government_of
from parallax.labels.phrases import noun_phrases
from parallax.labels.synonyms import same_noun
from parallax.language import parse
from parallax.language.parse import Entity
from parallax.values import Label

COURIER = (
    "The ferry agreement was signed on Monday. Critics call the agreement a gift to the owners. "
    "The mayor, Helena Brandvold, defended the deal. She said the agreement saves the harbour."
)
TRIBUNE = (
    "The disastrous ferry deal was signed in a hurry. The deal costs nine million crowns. "
    "Mayor Helena Brandvold praised the pact. The mayor left early."
)
GAZETTE = "The harbour has a new agreement. Three engineers read the agreement and left."


def wordings(label: Label, *texts: str) -> set[str]:
    return {texts[a][s:e] for a, s, e in label.mentions}


def thing(name: str, *texts: str) -> Label:
    return next(x for x in found(*texts) if name in {w.casefold() for w in wordings(x, *texts)})


def test_nouns_that_newsrooms_use_for_one_another_are_one_thing() -> None:
    label = thing("deal", COURIER, TRIBUNE)
    assert label.kind == "thing"
    assert wordings(label, COURIER, TRIBUNE) == {
        "ferry agreement",
        "agreement",
        "deal",
        "disastrous ferry deal",
        "pact",
    }


def test_a_thing_is_called_by_its_commonest_wording() -> None:
    assert thing("deal", COURIER, TRIBUNE, GAZETTE).name == "agreement"


def test_what_is_spoken_of_no_more_than_in_other_news_or_in_one_article_alone_is_no_thing() -> None:
    texts = (
        "The bridge closed last year. The bridge is old. The bridge broke.",
        "Last year the mayor left. A year on, nobody knows.",
    )
    names = {w for x in found(*texts) for w in wordings(x, *texts)}
    assert not names & {"year", "Last year", "bridge"}


def test_numbers_and_articles_do_not_tell_wordings_apart() -> None:
    texts = (
        "Three protesters left the square on Monday. The police let two protesters go. The protesters sang.",
        "On Tuesday, protesters sang. Some protesters slept there.",
    )
    label = thing("protesters", *texts)
    assert label.kind == "group"
    assert wordings(label, *texts) == {"protesters"}


def test_a_person_is_meant_by_the_office_too() -> None:
    label = next(x for x in found(COURIER, TRIBUNE) if x.kind == "person")
    assert label.name.endswith("Helena Brandvold")
    assert any(TRIBUNE[s:e] == "mayor" for a, s, e in label.mentions if a == 1)


def test_whose_wife_it_is_is_not_meant_by_her() -> None:
    a = "Peter Quill arrived with his wife, Anna Quill, in Larne on Monday. Peter Quill spoke."
    b = "Peter Quill spoke in Larne. His wife waved. Anna Quill left."
    peter = next(x for x in found(a, b) if x.name == "Peter Quill")
    assert not any("wife" in w for w in wordings(peter, a, b))


@pytest.mark.parametrize(
    "sentence,meant",
    [
        ("Moscow denied the report.", True),
        ("The Kremlin denied the report.", True),
        ("The talks between Moscow and the union failed.", True),
        ("He lives in a hotel in Moscow.", False),
    ],
)
def test_a_capital_stands_for_its_country_where_it_acts(sentence: str, meant: bool) -> None:
    texts = (f"Russia was blamed on Friday. {sentence}", "The Russian fleet left on Friday. Russia said nothing.")
    label = next(x for x in found(*texts) if x.name == "Russia")
    assert bool(wordings(label, *texts) & {"Moscow", "Kremlin", "The Kremlin"}) is meant


def test_a_seat_stands_for_a_country_that_has_an_article() -> None:
    texts = (
        "The United States met its partners on Monday. The White House denied the claim of the union.",
        "The White House said that the United States was not involved in the talks.",
    )
    label = next(x for x in found(*texts) if x.name == "United States")
    assert any("White House" in w for w in wordings(label, *texts))


@pytest.mark.parametrize(
    "seat,country", [("The Hague", "the Netherlands"), ("Port-au-Prince", "Haiti"), ("No. 10", "the United Kingdom")]
)
def test_every_way_to_write_a_seat_is_known(seat: str, country: str) -> None:
    read = parse(Article.from_text(f"{seat} denied it on Monday, and the mayor of the city was told."))
    start = read.text.index(seat)
    tokens = [t.i for t in read.tokens if start <= t.start < start + len(seat)]
    entity = Entity(start, start + len(seat), "GPE", tokens[0], tokens[-1] + 1)
    name = country.removeprefix("the ")
    acts = any(read.tokens[i].dep == "nsubj" for i in tokens)
    assert government_of(read, entity, {name}) == (name if acts or seat == "No. 10" else None)
    assert acts or seat == "No. 10"


def test_a_seat_of_government_stands_for_no_country_that_the_story_does_not_name() -> None:
    texts = ("The Kremlin denied the report on Friday.", "The Kremlin said nothing. The Kremlin was dark.")
    assert [x.name for x in found(*texts) if "Kremlin" in " ".join(wordings(x, *texts))] != ["Russia"]


def test_a_city_that_is_somebodys_last_name_once_stays_a_city() -> None:
    texts = (
        "London was calm. In London the trains ran. Jack London wrote books. London waited.",
        "London slept. The mayor of London spoke in London.",
    )
    label = next(x for x in found(*texts) if "London" in wordings(x, *texts))
    assert label.name == "London"


def test_the_order_of_the_articles_changes_no_thing() -> None:
    texts = [COURIER, TRIBUNE, GAZETTE]
    first = {(x.id, x.name, x.kind, len(x.mentions)) for x in found(*texts)}
    rng = random.Random(5)
    for _ in range(3):
        rng.shuffle(texts)
        assert {(x.id, x.name, x.kind, len(x.mentions)) for x in found(*texts)} == first


def test_each_word_is_mentioned_by_one_thing_at_most() -> None:
    things = [x for x in found(COURIER, TRIBUNE, GAZETTE) if x.kind in ("thing", "event", "group")]
    places = [(a, at) for x in things for a, s, e in x.mentions for at in range(s, e)]
    assert len(places) == len(set(places))


def test_a_noun_phrase_has_what_stands_before_its_noun_and_no_noun_that_describes_another() -> None:
    tree = tree_of(parse(Article.from_text("The mayor's new steel tariffs angered three angry owners of ships.")))
    words = [" ".join(t.text for t in tree.tokens[first : head + 1]) for first, head in noun_phrases(tree)]
    assert "The mayor 's new steel tariffs" in words
    assert "steel" not in words and "ships" in words


def test_every_synonym_stands_for_one_noun_and_the_first_for_itself() -> None:
    assert same_noun("accord") == same_noun("deal") == "deal"
    assert same_noun("harbour") == "harbour"


def test_a_couple_of_one_last_name_is_told_apart_by_title() -> None:
    a = (
        "The mayor, Tom Ortiz, and his wife, Anna Ortiz, arrived in Larne on Monday. Mr. Ortiz spoke to the crew. "
        "Mrs. Ortiz sang a song for the children. Mr. Ortiz left the quay, and Tom Ortiz won the race in the evening."
    )
    b = "In the harbour Tom Ortiz lost the race. Anna Ortiz won it in Larne. Mr. Ortiz waved to the crew of the ship."
    found_here = {x.name: len(x.mentions) for x in found(a, b) if x.kind == "person"}
    assert found_here == {"Tom Ortiz": 7, "Anna Ortiz": 3}  # "the mayor" too


def test_a_korean_name_is_one_however_its_hyphen_is_written() -> None:
    texts = (
        "On Monday Kim Jong-un met the envoy of the union in Seoul.",
        "In Seoul Kim Jong Un met the envoy of the union. Kim Jong-un left the city in the evening.",
    )
    assert [len(x.mentions) for x in found(*texts) if x.kind == "person"] == [3]


def test_the_north_is_a_country_where_the_story_names_both() -> None:
    texts = ("North Korea and South Korea met in May. The North fired first.", "North Korea met South Korea.")
    label = next(x for x in found(*texts) if x.name == "North Korea")
    assert {w.removeprefix("The ") for w in wordings(label, *texts)} >= {"North"}
    texts = ("North Korea fired first. The North of the island waited.", "In North Korea it rained. The North slept.")
    label = next(x for x in found(*texts) if x.name == "North Korea")
    assert wordings(label, *texts) == {"North Korea"}


def test_an_acronym_of_two_letters_is_its_name() -> None:
    texts = ("The European Union met on Monday. The EU agreed.", "EU ministers left. The European Union waited.")
    label = next(x for x in found(*texts) if x.kind == "organisation")
    assert {w.removeprefix("The ") for w in wordings(label, *texts)} == {"European Union", "EU"}


def test_an_administration_is_not_the_person_whose_name_it_has() -> None:
    texts = (
        "Tom Ortiz spoke in Larne. The Ortiz administration fell.",
        "Tom Ortiz left Larne. The Ortiz administration denied it.",
    )
    label = next(x for x in found(*texts) if x.kind == "person")
    assert len(label.mentions) == 2
