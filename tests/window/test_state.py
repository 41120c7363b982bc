"""Where the reader is, without a window."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from parallax.article import Article, Sentence
from parallax.values import FAMILIES, Comparison, Difference, Group, Link, Relation
from parallax.window.state import ReadingState, natural_view

FIRST = Article.from_text("Ten boats sank. Nobody drowned. The mayor wept.", outlet="Tribune")
SECOND = Article.from_text("The mayor wept. Nine boats sank.", outlet="Courier")
SENTENCES = (
    (Sentence(0, 0, 0, 15, 0), Sentence(0, 1, 16, 31, 0), Sentence(0, 2, 32, 47, 0)),
    (Sentence(1, 0, 0, 15, 0), Sentence(1, 1, 16, 32, 0)),
)


def difference(kind: str, *spans: tuple[int, int, int], group: int | None = None) -> Difference:
    return Difference(kind, "", group, spans, f"A {kind}.", 0.9)


def comparison(*found: Difference, relation: str = "reports") -> Comparison:
    return Comparison(
        articles=(FIRST, SECOND),
        relations=(Relation(0, 1, relation),),  # type: ignore[arg-type]
        sentences=SENTENCES,
        links=(Link(0, 0, 1, 1, 0.9), Link(0, 2, 1, 0, 0.9)),
        groups=(Group(((0, 0), (1, 1))), Group(((0, 1),)), Group(((0, 2), (1, 0)))),
        differences=found,
    )


NUMBER = difference("number", (0, 0, 3), (1, 16, 20), group=0)
WORDS = difference("wording", (0, 32, 40), (1, 0, 8), group=2)
GONE = difference("omission", (0, 16, 31), group=1)


def test_the_sheet_walks_by_rank_and_the_texts_by_place() -> None:
    state = ReadingState(comparison(WORDS, GONE, NUMBER), view="sheet")
    assert state.order() == [0, 1, 2]
    state.view = "rows"
    assert state.order() == [2, 1, 0]


def test_the_sheet_walks_as_its_lines_stand_and_by_rank_what_is_in_none() -> None:
    state = ReadingState(comparison(WORDS, GONE, NUMBER), view="sheet", lines=(2, 0))
    assert state.order() == [2, 0, 1]
    state.families = frozenset({NUMBER.family, GONE.family})
    assert state.order() == [2, 1]
    state.replace(comparison(NUMBER, WORDS))
    assert state.order() == [0]


def test_stepping_ends_at_the_ends_and_changes_nothing_there() -> None:
    state = ReadingState(comparison(NUMBER, WORDS), view="sheet")
    assert [state.step(1), state.step(1), state.step(1)] == [0, 1, None]
    assert state.current == 1
    assert [state.step(-1), state.step(-1)] == [0, None]


def test_hidden_families_are_counted_and_skipped() -> None:
    state = ReadingState(comparison(NUMBER, WORDS, GONE), view="sheet", families=frozenset({"facts"}))
    assert state.order() == [0]
    assert state.hidden() == 2
    assert state.counts()["wording"] == 1
    assert state.summary() == "1 difference · 0 checked · 3 not seen yet · 2 hidden"


def test_a_new_comparison_keeps_the_current_difference() -> None:
    state = ReadingState(comparison(NUMBER, WORDS), view="sheet", current=1)
    state.replace(comparison(GONE, WORDS, NUMBER))
    assert state.current == 1
    state.replace(comparison(GONE, NUMBER))
    assert state.current is None


def test_versions_open_on_rows_and_reports_on_the_sheet_unless_the_reader_chose() -> None:
    assert natural_view(comparison(relation="versions")) == "rows"
    assert natural_view(comparison()) == "sheet"
    assert natural_view(Comparison(articles=(FIRST,))) == "side"
    state = ReadingState(view="side", view_chosen=True)
    state.replace(comparison())
    assert state.view == "side"


def test_a_difference_of_another_article_alone_stands_beside_its_linked_neighbour() -> None:
    alone = difference("omission", (1, 16, 20))
    state = ReadingState(comparison(NUMBER, alone), view="rows")
    assert state.order() == [0, 1]


@given(
    kinds=st.lists(st.sampled_from(["number", "omission", "wording", "negation"]), max_size=6),
    steps=st.lists(st.sampled_from([1, -1]), max_size=12),
    families=st.frozensets(st.sampled_from(FAMILIES)),
)
def test_every_shown_difference_is_reached_and_no_other(
    kinds: list[str], steps: list[int], families: frozenset[str]
) -> None:
    found = [replace(NUMBER, kind=k, spans=((0, n, n + 3),)) for n, k in enumerate(kinds)]
    state = ReadingState(comparison(*found), families=families)  # type: ignore[arg-type]
    for by in steps:
        at = state.step(by)
        assert at is None or state.differences[at].family in families
    state.current = None
    reached = []
    while (at := state.step(1)) is not None:
        reached.append(at)
    assert reached == state.order()
    assert len(reached) + state.hidden() == len(found)


def test_the_walk_goes_on_where_the_current_difference_was_when_it_is_gone() -> None:
    state = ReadingState(comparison(NUMBER, WORDS, GONE), view="sheet", current=1)
    state.replace(comparison(NUMBER, GONE))
    assert state.current is None
    assert state.step(1) == 1, "the one that stood after it"
    state = ReadingState(comparison(NUMBER, WORDS, GONE), view="sheet", current=1)
    state.replace(comparison(NUMBER, GONE))
    assert state.step(-1) == 0


def test_what_was_never_looked_at_is_counted_until_it_is_seen_or_checked() -> None:
    state = ReadingState(comparison(NUMBER, WORDS, GONE), view="sheet")
    assert state.unseen() == {0, 1, 2}
    state.seen = frozenset({0})
    state.checked = {1: "checked", 2: "new readings"}
    assert state.unseen() == {2}
    assert "1 not seen yet" in state.summary()


def test_of_two_differences_of_the_same_words_the_one_that_was_current_stays_so() -> None:
    texts = ("Ten hurt. Ten people were hurt.", "Six hurt. Six people were hurt.")
    articles = tuple(Article.from_text(text, outlet=text[:3]) for text in texts)
    sentences = tuple((Sentence(n, 0, 0, 9, 0), Sentence(n, 1, 10, 31, 0)) for n in range(2))
    links = (Link(0, 0, 1, 0, 0.9), Link(0, 1, 1, 1, 0.9))
    groups = (Group(((0, 0), (1, 0))), Group(((0, 1), (1, 1))))
    head, lead = (
        difference("number", (0, 0, 3), (1, 0, 3), group=0),
        difference("number", (0, 10, 13), (1, 10, 13), group=1),
    )
    found = [
        Comparison(articles, (Relation(0, 1, "reports"),), sentences, links, groups, differences=differences)
        for differences in ((head, lead), (lead, head))
    ]
    state = ReadingState(found[0], view="rows")
    for current, after in ((0, 1), (1, 0)):
        state.replace(found[0])
        state.current = current
        state.replace(found[1])
        assert state.current == after
