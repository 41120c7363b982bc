"""The reader's sentences: joined and split where the reader says, and nowhere else."""

from __future__ import annotations

import pytest
from ferry_reports import MEMORY, STORY, at, compared, correction, reasons, sentences

from parallax.article import Article
from parallax.comparison import Memory, compare
from parallax.values import Correction

JOINED = correction("join sentences", (0, "said that the engine"), (0, "He declined"))
SPLIT = correction("split sentence", (0, "after 12 passengers"))


def test_two_joined_sentences_are_one_and_no_other_boundary_moves() -> None:
    before, after = sentences(compared(), 0), sentences(compared(JOINED), 0)
    k = before.index("He declined to name the captain.")
    assert after == [*before[: k - 1], " ".join(before[k - 1 : k + 1]), *before[k + 1 :]]


def test_a_split_sentence_is_two_and_no_other_boundary_moves() -> None:
    before, after = sentences(compared(), 0), sentences(compared(SPLIT), 0)
    assert after == [
        before[0],
        "The ferry to Ostrey was stopped on Tuesday",
        "after 12 passengers were hurt.",
        *before[2:],
    ]


def test_a_wrong_boundary_is_mended_by_a_join_and_a_split_elsewhere() -> None:
    moved = correction("split sentence", (0, "near the pier. He"))
    c = compared(JOINED, moved)
    assert c.refused == ()
    assert "near the pier. He declined to name the captain." in sentences(c, 0)


def test_a_sentence_may_begin_where_the_space_after_a_full_stop_is_missing() -> None:
    article = Article.from_text("The bridge is shut.“We were not told,” said Ole Vestby.")
    start = article.text.index("“")
    c = compare([article], [Correction("split sentence", ((0, start, start + 3),))])
    assert sentences(c, 0)[0] == "The bridge is shut."


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ([correction("join sentences", (0, "The ferry to"), (0, "Solberg said"))], "do not stand beside each other"),
        ([correction("join sentences", (0, "were hurt"), (0, "We heard"))], "beside each other in one paragraph"),
        ([correction("join sentences", (0, "were hurt"), (1, "police"))], "not in one article"),
        ([correction("split sentence", (0, "fter 12 passengers"))], "cuts a word in two"),
        ([correction("split sentence", (0, "."))], "without words"),
        ([JOINED, correction("split sentence", (0, "He declined"))], "joins the sentences there"),
        ([SPLIT, correction("join sentences", (0, "on Tuesday"), (0, "were hurt"))], "a sentence begin there"),
    ],
)
def test_what_cannot_be_done_to_a_sentence_is_refused_with_a_reason(asked: list[Correction], reason: str) -> None:
    ((refused, why),) = compared(*asked).refused
    assert refused == asked[-1]
    assert reason in why


def test_a_split_inside_a_contraction_or_a_number_is_refused() -> None:
    article = Article.from_text("The mayor doesn't owe 1,200.50 crowns, they can't say.")
    for inside in ("n't owe", "200.50", "50 crowns", "n't say"):
        start = article.text.index(inside)
        c = compare([article], [Correction("split sentence", ((0, start, start + 2),))])
        assert reasons(c) == ["it cuts a word in two"]


def test_a_language_without_a_pipeline_keeps_to_the_reader_too() -> None:
    text = (
        "Die Brücke in Halm bleibt bis Freitag gesperrt. Das sagte der Bürgermeister am Montag. Niemand wurde verletzt."
    )
    article = Article.from_text(text)
    places = [(0, text.index(w), text.index(w) + 3) for w in ("Die Brücke", "Das sagte", "am Montag")]
    c = compare(
        [article], [Correction("join sentences", tuple(places[:2])), Correction("split sentence", (places[2],))]
    )
    assert c.languages == ("und",)
    assert c.refused == ()
    assert [text[s.start : s.end] for s in c.sentences[0]] == [
        "Die Brücke in Halm bleibt bis Freitag gesperrt. Das sagte der Bürgermeister",
        "am Montag.",
        "Niemand wurde verletzt.",
    ]


def test_a_memory_keeps_the_sentences_of_the_reader_apart_from_those_of_the_program() -> None:
    memory = Memory()
    told = [compare(STORY, asked, memory=memory) for asked in ([], [JOINED], [SPLIT], [])]
    assert told == [compare(STORY, asked, memory=MEMORY) for asked in ([], [JOINED], [SPLIT], [])]
    assert told[0] == told[3] != told[1]
    assert len(memory.parses) == 5


def test_links_and_judgements_see_the_sentences_of_the_reader() -> None:
    by_hand = Correction("link", (at(0, "after 12 passengers"), at(1, "A new ferry")))
    c = compared(SPLIT, by_hand)
    assert c.refused == ()
    (link,) = [k for k in c.links if k.made_by == "reader"]
    assert sentences(c, 0)[link.i] == "after 12 passengers were hurt."
