from __future__ import annotations

from compared import article, parsed

from parallax.article import Article, Paragraph
from parallax.differences import coverage
from parallax.language import parse
from parallax.values import Coverage, Group, Link, Relation

TEXTS = ["Snow fell on the hills.\nThe bridge was closed.", "The bridge was closed.", "A dog barked all night."]


def found(groups: list[Group], relations: tuple[Relation, ...] = ()) -> tuple[Coverage, ...]:
    articles = [article(t) for t in TEXTS]
    return coverage(articles, [parsed(a.text) for a in articles], groups, relations)


def test_a_group_tells_who_reports_it_how_early_and_who_does_not() -> None:
    assert found([Group(((0, 1), (1, 0)))]) == (Coverage(0, ((0, 1), (1, 0)), (2,)),)


def test_of_several_sentences_of_one_article_the_earliest_paragraph_counts() -> None:
    assert found([Group(((0, 0), (0, 1), (2, 0)))])[0].reported == ((0, 0), (2, 0))


def test_a_version_is_not_missing_what_another_version_has() -> None:
    versions = (Relation(0, 1, "versions"), Relation(0, 2, "reports"), Relation(1, 2, "reports"))
    assert found([Group(((0, 0),))], versions)[0].missing == (2,)


def test_a_report_with_a_sentence_that_is_linked_with_one_of_the_group_does_not_miss_it() -> None:
    articles = [article(t) for t in TEXTS]
    parses = [parsed(a.text) for a in articles]
    groups = [Group(((0, 1), (1, 0))), Group(((2, 0),))]
    for link in (Link(0, 1, 2, 0, 0.5), Link(1, 0, 2, 0, 0.5)):
        assert coverage(articles, parses, groups, (), [link])[0].missing == ()
    assert coverage(articles, parses, groups, (), [Link(0, 0, 2, 0, 0.5)])[0].missing == (2,)


def test_furniture_alone_has_no_coverage() -> None:
    text = "Share this story\nThe bridge was closed."
    page = Article.of(text, (Paragraph(0, 16, "furniture"), Paragraph(17, len(text))))
    groups = [Group(((0, 0),)), Group(((0, 1),))]
    assert [c.group for c in coverage([page], [parse(page)], groups, ())] == [1]
