"""What stands before a person's name is part of what the person is called."""

from __future__ import annotations

import pytest
from found_labels import found

from parallax.article import Article
from parallax.attribution.tree import tree_of
from parallax.labels.titles import title_before
from parallax.language import parse

COURIER = (
    "The Norwegian dictator Helena Brandvold closed the bridge on Monday. Ms. Brandvold said nothing. "
    "President Brandvold went home."
)
TRIBUNE = "Norwegian leader Helena Brandvold closed the bridge. Brandvold met Greeks and Norwegians."


def person(name: str, *texts: str) -> list[str]:
    label = next(x for x in found(*texts) if x.kind == "person" and x.name.endswith(name))
    return [texts[a][s:e] for a, s, e in label.mentions]


def test_an_outlets_title_for_a_person_is_part_of_its_wording() -> None:
    assert person("Brandvold", COURIER, TRIBUNE) == [
        "Norwegian dictator Helena Brandvold",
        "Ms. Brandvold",
        "President Brandvold",
        "Norwegian leader Helena Brandvold",
        "Brandvold",
    ]


def test_the_label_of_a_person_is_named_without_a_title() -> None:
    assert "Helena Brandvold" in {x.name for x in found(COURIER, TRIBUNE)}


def test_a_country_within_a_title_is_a_mention_of_the_country_too() -> None:
    label = next(x for x in found(COURIER, TRIBUNE) if x.name == "Norway")
    assert [(COURIER, TRIBUNE)[a][s:e] for a, s, e in label.mentions] == ["Norwegian", "Norwegian", "Norwegians"]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Harbour Authority Director Helena Brandvold spoke.", "Harbour Authority Director Helena Brandvold"),
        ("They met the former mayor Helena Brandvold.", "former mayor Helena Brandvold"),
        ("His lawyer Helena Brandvold spoke.", "lawyer Helena Brandvold"),
        ("On Monday Helena Brandvold spoke.", "Helena Brandvold"),
        ("The bridge Helena Brandvold built is closed.", "Helena Brandvold"),
        ("He told the mayor. Helena Brandvold left.", "Helena Brandvold"),
        ("Helena Brandvold left.", "Helena Brandvold"),
    ],
)
def test_a_title_is_what_says_what_the_person_is(text: str, called: str) -> None:
    tree = tree_of(parse(Article.from_text(text)))
    first = next(t.i for t in tree.tokens if t.text == "Helena")
    start = tree.tokens[title_before(tree, first)].start
    assert text[start:].startswith(called)


def test_a_people_is_no_person() -> None:
    texts = (
        "The Greeks and the Swedes went home on Monday. Greeks love the harbour, and Sweden pays for it.",
        "Many Greeks stayed. The Greeks sang in the harbour of Larne, and Greece paid.",
    )
    assert not [x for x in found(*texts) if x.kind == "person"]
