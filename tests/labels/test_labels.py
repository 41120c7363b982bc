from __future__ import annotations

from found_labels import found

from parallax.values import Label

FIRST = (
    "Mayor Helena Brandvold closed the bridge on Monday. Brandvold said the World Harbour Federation had agreed. "
    "Officials in Norway and the United States were told."
)
SECOND = (
    "The bridge is closed, Helena Brandvold's office said. Critics of Ms. Brandvold disagreed. "
    "Norwegian and American officials were told by the World Harbour Federation."
)
THIRD = "Peter Quillfeather opened a museum in Toronto."


def words(label: Label, texts: tuple[str, ...]) -> set[str]:
    return {texts[a][s:e] for a, s, e in label.mentions}


def test_a_person_is_joined_by_full_and_last_name_over_articles() -> None:
    label = next(x for x in found(FIRST, SECOND) if x.kind == "person")
    assert label.name.endswith("Helena Brandvold")
    assert any(w.endswith("Brandvold") and "Helena" not in w for w in words(label, (FIRST, SECOND)))
    assert {a for a, _, _ in label.mentions} == {0, 1}


def test_a_country_is_joined_with_the_word_for_its_people() -> None:
    label = next(x for x in found(FIRST, SECOND) if x.name == "Norway")
    assert label.kind == "country"
    assert words(label, (FIRST, SECOND)) >= {"Norway", "Norwegian"}


def test_what_only_one_article_names_has_no_label() -> None:
    names = {x.name for x in found(FIRST, THIRD)}
    assert "Peter Quillfeather" not in names
    assert "Helena Brandvold" not in names


def test_the_order_of_the_articles_changes_numbers_only() -> None:
    forwards, backwards = found(FIRST, SECOND, THIRD), found(THIRD, SECOND, FIRST)
    assert [x.id for x in forwards] == [x.id for x in backwards]
    assert [sorted((2 - a, s, e) for a, s, e in x.mentions) for x in forwards] == [list(x.mentions) for x in backwards]


def test_two_people_with_one_last_name_stay_apart() -> None:
    a = "Anna Mortensen met Karl Mortensen in Toronto on Monday. The singer Karl Mortensen left early."
    b = "The singer Karl Mortensen and the painter Anna Mortensen were seen in Toronto on Monday."
    people = [x.name for x in found(a, b) if x.kind == "person"]
    assert sorted(people) == ["Anna Mortensen", "Karl Mortensen"]


def test_no_mention_is_part_of_two_labels() -> None:
    spans = [m for x in found(FIRST, SECOND) for m in x.mentions]
    assert len(spans) == len(set(spans))


def test_a_language_without_a_parse_has_no_labels() -> None:
    text = "Der Bürgermeister hat die Brücke am Montag für den gesamten Verkehr sperren lassen, weil er alt ist."
    assert found(text, text) == []


def test_a_name_with_and_without_its_accent_is_one_label() -> None:
    a = "Zoë Hallmark lost her boat. Nobody had warned Zoë Hallmark."
    (label,) = [x for x in found(a, "The boat of Zoe Hallmark sank in the harbour.") if "Hallmark" in x.name]
    assert (label.name, label.kind) == ("Zoë Hallmark", "person")
    assert {m[0] for m in label.mentions} == {0, 1}


def test_the_acronym_of_a_country_that_looks_like_an_organisation_is_the_country() -> None:
    texts = "The DPRK will join the talks. The DPRK said so.", "North Korea left the talks."
    label = next(x for x in found(*texts) if x.kind == "country")
    assert label.name == "North Korea"
    assert [texts[a][s:e] for a, s, e in label.mentions] == ["DPRK", "DPRK", "North Korea"]
