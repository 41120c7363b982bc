"""The reader's paragraphs: joined, split, of another role; no offset ever changes."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from ferry_reports import BEACON, LANTERN, LATER, STORY, at, compared, correction, paragraphs, reasons, sentences

from parallax.article import Article
from parallax.article_json import article_from_plain, article_to_plain
from parallax.comparison import compare
from parallax.export import from_plain, to_csv, to_html, to_plain, to_text
from parallax.values import Correction

JOINED = correction("join paragraphs", (1, "police said"), (1, "The harbour master claimed"))


def test_two_joined_paragraphs_are_one_over_the_same_text() -> None:
    c = compared(JOINED)
    assert c.refused == ()
    assert paragraphs(c, 1)[1] == "\n".join(BEACON.text.split("\n")[1:3])
    assert (c.articles[1].text, c.articles[1].text_sha256) == (BEACON.text, BEACON.text_sha256)
    assert c.articles[1].id == BEACON.id
    assert sentences(c, 1)[2] == "The harbour master claimed that the engine failed near the pier."
    assert [s.paragraph for s in c.sentences[1]][:4] == [0, 1, 1, 2]


def test_a_sentence_broken_by_a_line_end_is_one_once_its_lines_are_joined() -> None:
    text = "The mayor of Halm, who had\nnot been told, said that the bridge would open on Friday."
    broken = Article.from_text(text)
    c = compare([broken], [Correction("join paragraphs", (at(0, "mayor", of=(broken,)), at(0, "not", of=(broken,))))])
    assert [(s.start, s.end) for s in c.sentences[0]] == [(0, len(text))]
    (said,) = [a for a in c.attributions if text[slice(*a.cue[0])] == "said"]
    assert text[said.source[0][0] :].startswith("The mayor of Halm")
    assert text[slice(*said.content[0])] == "that the bridge would open on Friday"


def test_a_joined_paragraph_is_read_as_if_a_space_stood_for_the_line_end() -> None:
    broken = (
        'He said that "he knew.\nThen he left," and went. “We will close the old wharf and the mill,” said Ole Vestby.'
        " The mayor Anna\nKvist wept, she said.\nNobody slept."
    )
    spaced = broken.replace("\n", " ", 2)
    other = Article.from_text(
        "He said that he knew it all and left. “We will close the new pier and the mill,” said Ole Vestby."
        " The mayor Anna Quist wept, she said.\nNobody slept.",
        outlet="Post",
    )
    one, two = Article.from_text(broken, outlet="Bay"), Article.from_text(spaced, outlet="Bay")
    here = (one, other)
    joins = [
        Correction("join paragraphs", (at(0, "he knew", of=here), at(0, "Then he", of=here))),
        Correction("join paragraphs", (at(0, "Then he", of=here), at(0, "Kvist", of=here))),
    ]
    told = compare(here, joins, "versions")
    assert told.articles[0].paragraphs == two.paragraphs
    assert told.articles[0].text == broken
    wanted = compare((two, other), relation="versions")
    assert len(wanted.differences) > 0
    assert [(u.members, u.wording) for u in told.utterances] == [(u.members, u.wording) for u in wanted.utterances]
    # the ids of utterances name the revision, which is another text
    assert replace(told, articles=wanted.articles, utterances=wanted.utterances) == wanted


def test_title_and_body_show_a_space_for_the_line_ends_of_a_joined_paragraph() -> None:
    title = correction("join paragraphs", (0, "Ferry stopped"), (0, "The ferry to Ostrey"))
    article = compared(title).articles[0]
    assert article.title == LANTERN.text.replace("\n", " ")[: len(article.title)]
    assert article.title.endswith("were hurt.")
    assert compared(JOINED).articles[1].body.split("\n")[0] == " ".join(BEACON.text.split("\n")[1:3])


def test_several_joins_make_one_paragraph_and_a_join_inside_it_holds_already() -> None:
    more = correction("join paragraphs", (1, "claimed"), (1, "We heard"))
    over = correction("join paragraphs", (1, "police"), (1, "silence"))
    c = compared(JOINED, more, over)
    assert c.refused == ()
    assert len(paragraphs(c, 1)) == len(BEACON.paragraphs) - 2
    assert reasons(compared(over)) == ["its paragraphs do not stand beside each other"]


def test_a_split_paragraph_is_two_of_the_same_role_without_white_space() -> None:
    c = compared(correction("split paragraph", (0, "He declined")))
    assert c.refused == ()
    assert paragraphs(c, 0)[3:5] == [
        "The harbour master, Tor Brandvik, said that the engine had failed near the pier.",
        "He declined to name the captain.",
    ]
    assert compared(correction("split paragraph", (0, "off Ostrey"))).articles[0].title == "Ferry stopped"


def test_a_paragraph_split_in_the_middle_of_a_sentence_ends_the_sentence_there() -> None:
    assert "near the pier." in sentences(compared(correction("split paragraph", (1, "near the pier"))), 1)


def test_a_role_given_by_the_reader_is_that_of_the_paragraph_that_its_words_lie_in() -> None:
    given = correction("role of paragraph", (0, "Share this report"), value="furniture")
    c = compared(given)
    assert c.refused == ()
    assert c.articles[0].paragraphs[-1].role == "furniture"
    assert "Share" not in c.articles[0].body
    joined = correction("join paragraphs", (0, "until noon"), (0, "Share this"))
    assert [p.role for p in compared(given, joined).articles[0].paragraphs][-1] == "furniture"


def test_what_is_made_furniture_no_longer_lines_up_with_the_body() -> None:
    assert any({(0, 7), (2, 7)} <= set(g.members) for g in compared().groups)
    furniture = correction("role of paragraph", (0, "Share this report"), value="furniture")
    assert not any({(0, 7), (2, 7)} <= set(g.members) for g in compared(furniture).groups)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ([correction("join paragraphs", (0, "Ferry stopped"), (0, "Solberg said"))], "do not stand beside each other"),
        ([correction("join paragraphs", (0, "Ferry stopped"), (1, "police"))], "not in one article"),
        ([correction("join paragraphs", (0, "Ferry stopped"))], "two places"),
        ([correction("split paragraph", (0, "erry stopped"))], "cuts a word"),
        ([correction("role of paragraph", (0, "Ferry"), value="chorus")], "'chorus' is not a role"),
        ([Correction("split paragraph", ((0, len(LANTERN.text), len(LANTERN.text)),))], "no longer in the text"),
        ([JOINED, correction("split paragraph", (1, "The harbour master claimed"))], "joins the paragraphs there"),
        ([correction("split paragraph", (1, "The harbour master claimed")), JOINED], "a paragraph begin there"),
        (
            [
                correction("role of paragraph", (0, "Ferry"), value="body"),
                correction("role of paragraph", (0, "stopped"), value="caption"),
            ],
            "another role",
        ),
    ],
)
def test_what_cannot_be_done_to_a_paragraph_is_refused_with_a_reason(asked: list[Correction], reason: str) -> None:
    c = compared(*asked)
    ((refused, why),) = c.refused
    assert refused == asked[-1]
    assert reason in why


def test_words_that_lie_in_no_paragraph_keep_two_paragraphs_apart() -> None:
    held = replace(LANTERN, paragraphs=(LANTERN.paragraphs[0], LANTERN.paragraphs[2], LANTERN.paragraphs[3]))
    far = Correction("join paragraphs", (at(0, "Ferry stopped"), at(0, "We heard")))
    assert reasons(compare([held], [far])) == ["words stand between its paragraphs"]


def test_a_comparison_with_joined_paragraphs_is_written_read_and_compared_again() -> None:
    c = compared(JOINED)
    assert from_plain(json.loads(json.dumps(to_plain(c)))) == c
    assert to_csv(c).count("\n") == len(c.differences) + 1
    assert len(to_text(c).splitlines()) > len(c.differences)
    assert "police said. The harbour master" in " ".join(re.sub("<[^>]*>", "", to_html(c)).split())
    again = compared(articles=c.articles)
    assert replace(again, refused=()) == c


def test_an_article_from_a_file_still_may_not_hold_a_line_end_in_a_paragraph() -> None:
    plain = article_to_plain(compared(JOINED).articles[1])
    with pytest.raises(ValueError, match="holds a line end"):
        article_from_plain(plain)
    assert article_from_plain(plain, joined=True).paragraphs == compared(JOINED).articles[1].paragraphs


def test_other_articles_keep_their_paragraphs() -> None:
    c = compared(JOINED)
    assert (c.articles[0], c.articles[2]) == (LANTERN, LATER)
    assert compared().articles == STORY
