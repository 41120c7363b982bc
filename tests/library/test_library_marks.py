"""Which differences count as checked, when texts join and leave."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from ferry_story import words

from parallax.article import Article
from parallax.library import (
    AddArticle,
    LayAside,
    Library,
    Mark,
    RemoveArticle,
    SetChecked,
    checked_mark,
    checked_marks,
    checked_state,
    new_readings,
    readings,
)
from parallax.values import ArticleSpan, Difference


def difference(articles: list[Article], *found: tuple[int, str], kind: str = "number") -> Difference:
    spans: list[ArticleSpan] = []
    for number, text in found:
        start = articles[number].text.index(text)
        spans.append((number, start, start + len(text)))
    return Difference(kind, "contradicts", None, tuple(spans), "The counts differ.", 0.9)


def joined_since(
    marks: Sequence[Mark], differences: Sequence[Difference], articles: Sequence[Article], came: Sequence[str]
) -> dict[int, int]:
    return new_readings(checked_marks(marks, differences, articles), differences, articles, came)


COUNTS = ((0, "Twelve people"), (1, "At least 14 people"))


def test_a_checked_difference_survives_adding_and_removing_an_article(
    library: Library, story: str, beacon: Article, courier: Article, gazette: Article
) -> None:
    two = [beacon, courier]
    judged = difference(two, *COUNTS)
    assert checked_state((), judged, two) == ("unchecked", 0)
    library.apply(SetChecked(story, judged.kind, readings(two, judged.spans)))
    assert checked_state(library.story(story).marks, judged, two) == ("checked", 0)

    library.apply(AddArticle(story, gazette))
    three = list(library.story(story).articles)
    marks = library.story(story).marks
    assert checked_state(marks, difference(three, *COUNTS), three) == ("checked", 0)
    wider = difference(three, *COUNTS, (2, "Fourteen people"))
    assert checked_state(marks, wider, three) == ("new readings", 1)

    library.apply(SetChecked(story, wider.kind, readings(three, wider.spans)))
    marks = library.story(story).marks
    assert len(marks) == 1
    assert checked_state(marks, wider, three) == ("checked", 0)

    library.apply(RemoveArticle(story, courier.id))
    left = list(library.story(story).articles)
    narrower = difference(left, (0, "Twelve people"), (1, "Fourteen people"))
    assert checked_state(library.story(story).marks, narrower, left) == ("checked", 0)


def test_the_order_of_the_articles_does_not_matter(library: Library, story: str, beacon: Article, courier: Article):
    two = [beacon, courier]
    library.apply(SetChecked(story, "number", readings(two, difference(two, *COUNTS).spans)))
    turned = [courier, beacon]
    judged = difference(turned, (0, "At least 14 people"), (1, "Twelve people"))
    assert checked_state(library.story(story).marks, judged, turned) == ("checked", 0)


def test_another_kind_and_other_words_are_unchecked(library: Library, story: str, beacon: Article, courier: Article):
    two = [beacon, courier]
    library.apply(SetChecked(story, "number", readings(two, difference(two, *COUNTS).spans)))
    marks = library.story(story).marks
    assert checked_state(marks, difference(two, *COUNTS, kind="wording"), two) == ("unchecked", 0)
    assert checked_state(marks, difference(two, COUNTS[0], (1, "About 200")), two) == ("unchecked", 0)


def test_a_difference_with_a_text_that_came_later_is_not_checked_by_half_a_judgement(
    library: Library, story: str, beacon: Article, courier: Article, gazette: Article
) -> None:
    two = [beacon, courier]
    library.apply(SetChecked(story, "number", readings(two, difference(two, *COUNTS).spans)))
    library.apply(RemoveArticle(story, courier.id))
    library.apply(AddArticle(story, gazette))
    left = list(library.story(story).articles)
    other = difference(left, (0, "Twelve people"), (1, "Fourteen people"))
    assert checked_state(library.story(story).marks, other, left) == ("unchecked", 0)


def test_the_mark_that_leaves_the_fewest_new_readings_speaks(
    library: Library, story: str, beacon: Article, courier: Article, gazette: Article
) -> None:
    library.apply(AddArticle(story, gazette))
    three = list(library.story(story).articles)
    one, two = words(three[0], "Twelve people"), words(three[1], "At least 14 people")
    third = words(three[2], "Fourteen people")
    library.apply(SetChecked(story, "number", (one, third)))
    library.apply(SetChecked(story, "number", (one, two)))
    marks = library.story(story).marks
    wider = difference(three, *COUNTS, (2, "Fourteen people"))
    assert checked_state(marks, wider, three) == ("new readings", 1)
    first = difference(three, COUNTS[0], (2, "Fourteen people"))
    assert checked_mark(marks, first, three) == marks[0]
    assert checked_state(marks, difference(three, *COUNTS), three) == ("checked", 0)


def test_a_check_in_the_tray_speaks_for_nothing(
    library: Library, story: str, beacon: Article, courier: Article
) -> None:
    two = [beacon, courier]
    (mark,) = library.apply(SetChecked(story, "number", readings(two, difference(two, *COUNTS).spans))).marks
    before = library.story(story).marks
    library.apply(LayAside(story, mark, "not what was meant"))
    item = library.story(story).tray[0].item
    assert isinstance(item, Mark)
    assert checked_state([item], difference(two, *COUNTS), two) == ("unchecked", 0)
    assert checked_state(before, difference(two, *COUNTS), two) == ("checked", 0)


def test_nothing_is_checked_without_readings(library: Library, story: str) -> None:
    with pytest.raises(ValueError, match="without readings"):
        library.apply(SetChecked(story, "number", ()))


def test_words_that_utf_8_cannot_hold_are_checked_once(library: Library, story: str) -> None:
    odd = Article.of("Counted: \ud800 twelve, \x00 fourteen.", ())
    library.apply(AddArticle(story, odd))
    one, two = words(odd, "\ud800 twelve"), words(odd, "\x00 fourteen")
    for judged in ((one,), (one, two), (two, one), (two,)):
        library.apply(SetChecked(story, "number", judged))
    (mark,) = library.story(story).marks
    assert mark.readings == (one, two)


def test_a_reading_that_another_difference_holds_against_the_judged_words_is_new_until_it_is_judged(
    library: Library, story: str, beacon: Article, courier: Article, gazette: Article
) -> None:
    two = [beacon, courier]
    judged = difference(two, *COUNTS)
    library.apply(SetChecked(story, judged.kind, readings(two, judged.spans)))
    library.apply(AddArticle(story, gazette))
    now = library.story(story)
    three = list(now.articles)
    judged = difference(three, *COUNTS)
    joined = difference(three, COUNTS[0], (2, "Fourteen people"))
    elsewhere = difference(three, COUNTS[0], (2, "Fourteen people"), kind="wording")
    assert joined_since(now.marks, [judged, joined, elsewhere], three, now.came) == {0: 1}
    assert joined_since(now.marks, [judged, elsewhere], three, now.came) == {}
    assert joined_since(now.marks, [judged, joined], three, ["", "", ""]) == {}, "it was there when it was judged"

    library.apply(SetChecked(story, joined.kind, readings(three, joined.spans)))
    assert joined_since(library.story(story).marks, [judged, joined], three, now.came) == {}
    library.undo(story)
    again = SetChecked(story, judged.kind, readings(three, judged.spans))
    assert library.apply(again).marks, "judged anew, now that the reading is there"
    assert joined_since(library.story(story).marks, [judged, joined], three, now.came) == {}
    assert not library.apply(again).marks
