"""Every change, what it returns, and how undo, other windows and new texts treat it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from ferry_story import BEACON, words

from parallax.article import Article
from parallax.errors import LibraryError, UndoRefused
from parallax.library import (
    MOST_ARTICLES,
    AddArticle,
    AddCorrection,
    BinStory,
    Change,
    ClearChecked,
    EditArticle,
    LayAside,
    Library,
    NewStory,
    Place,
    Position,
    PutBack,
    RemoveArticle,
    RemoveCorrection,
    RenameStory,
    RestoreStory,
    ReviseArticle,
    SetChecked,
    SetNote,
    SetPosition,
    SetTags,
    Story,
    anchor,
)
from parallax.values import Correction, CorrectionKind


def revised(article: Article, text: str) -> Article:
    return replace(Article.from_text(text), id=article.id)


def without_counts(story: Story) -> Story:
    return replace(story, changes=0, changed="")


def test_a_story_comes_back_with_its_articles_in_order(
    library: Library, story: str, beacon: Article, courier: Article
) -> None:
    kept = library.story(story)
    assert [article.text for article in kept.articles] == [beacon.text, courier.text]
    assert kept.articles[1] == courier
    assert kept.articles[0].raw_sha256
    assert replace(kept.articles[0], raw_sha256="") == beacon
    assert library.raw(beacon.id) == b"the beacon's bytes"
    assert library.raw(courier.id) == b""


def test_the_list_of_stories_has_the_last_changed_first(library: Library, story: str) -> None:
    other = NewStory("Another story")
    library.apply(other)
    assert [head.title for head in library.stories()] == ["Another story", "The ferry at Sorrel Point"]
    library.apply(RenameStory(story, "The ferry"))
    heads = library.stories()
    assert [head.title for head in heads] == ["The ferry", "Another story"]
    assert (heads[0].articles, heads[0].outlets) == (2, ("Sorrel Beacon", "Coast Courier"))
    library.apply(SetPosition(other.story, Position("rows")))
    assert library.stories() == heads


def test_the_same_article_is_not_added_twice(library: Library, story: str, beacon: Article) -> None:
    with pytest.raises(LibraryError, match="already"):
        library.apply(AddArticle(story, beacon))
    assert len(library.story(story).articles) == 2


def test_an_article_of_another_story_is_not_touched(library: Library, story: str, beacon: Article) -> None:
    other = NewStory("Another story")
    library.apply(other)
    for change in (RemoveArticle(other.story, beacon.id), SetNote(other.story, "x", (words(beacon, "Ferry"),))):
        with pytest.raises(LibraryError, match="no such article"):
            library.apply(change)
    assert len(library.story(story).articles) == 2


def test_a_binned_story_is_out_of_the_list_and_can_be_restored(library: Library, story: str) -> None:
    before = library.story(story)
    library.apply(BinStory(story))
    assert library.stories() == []
    assert [head.id for head in library.stories(binned=True)] == [story]
    library.apply(RestoreStory(story))
    assert [head.id for head in library.stories()] == [story]
    assert without_counts(library.story(story)) == without_counts(before)


def every_change(library: Library, story: str, beacon: Article, courier: Article, gazette: Article) -> list[Change]:
    """One change of each kind that undo knows, in an order in which each does something."""
    reading, other = words(beacon, "Twelve people"), words(courier, "At least 14 people")
    mark, note = library.story(story).marks
    return [
        RenameStory(story, "Sorrel Point"),
        AddArticle(story, gazette, b"raw", "gazette.html"),
        EditArticle(story, gazette.id, outlet="Gazette", published="2026-03-06"),
        SetChecked(story, "date", (reading,)),
        SetChecked(story, "number", (reading, other, words(gazette, "Fourteen people"))),
        SetTags(story, ("harbour", "to be checked")),
        SetNote(story, "Whom did they count?", mark=note.id),
        SetNote(story, "", mark=note.id),
        SetNote(story, "A new note", (other,), "number"),
        AddCorrection(story, "link", (reading, other)),
        AddCorrection(story, "unlink", (reading, other)),
        ReviseArticle(story, revised(beacon, BEACON.replace("Twelve people", "Thirteen people")), b"again"),
        PutBack(story, mark.id, (words(courier, "At least"),)),
        LayAside(story, mark.id, "not what was meant"),
        ClearChecked(story, mark.id),
        RemoveArticle(story, courier.id),
        BinStory(story),
        RestoreStory(story),
    ]


@pytest.fixture
def marked(library: Library, story: str, beacon: Article, courier: Article) -> str:
    """The story with a checked number and a note."""
    reading, other = words(beacon, "Twelve people"), words(courier, "At least 14 people")
    library.apply(SetChecked(story, "number", (reading, other)))
    library.apply(SetNote(story, "Which is it?", (other,)))
    return story


def test_a_ninth_article_is_refused_until_one_is_taken_out(library: Library, story: str, beacon: Article) -> None:
    for number in range(MOST_ARTICLES - 2):
        library.apply(AddArticle(story, Article.from_text("Fog on the sound.", outlet=f"Paper {number}")))
    ninth = Article.from_text("Fog on the sound.", outlet="Paper 9")
    with pytest.raises(LibraryError, match="up to 8 articles"):
        library.apply(AddArticle(story, ninth))
    library.apply(RemoveArticle(story, beacon.id))
    library.apply(AddArticle(story, ninth))
    assert len(library.story(story).articles) == MOST_ARTICLES


@pytest.mark.parametrize("reopened", [False, True])
def test_every_change_can_be_undone_and_redone_step_by_step(
    path: Path, library: Library, marked: str, beacon: Article, courier: Article, gazette: Article, reopened: bool
) -> None:
    states = [library.story(marked)]
    changes = every_change(library, marked, beacon, courier, gazette)
    for change in changes:
        done = library.apply(change)
        assert done.stories == (marked,), change
        states.append(library.story(marked))
        assert without_counts(states[-1]) != without_counts(states[-2]), change
    if reopened:
        library.close()
        library = Library.open(path)
    for change, state in zip(reversed(changes), reversed(states[:-1]), strict=True):
        assert library.next_undo(marked) == change.what
        assert library.undo(marked).what == f"undo: {change.what}"
        assert without_counts(library.story(marked)) == without_counts(state)
    for change, state in zip(changes, states[1:], strict=True):
        assert library.next_redo(marked) == change.what
        library.redo(marked)
        assert without_counts(library.story(marked)) == without_counts(state)
    library.close()


def test_what_is_so_already_is_not_a_change(library: Library, marked: str, beacon: Article, courier: Article) -> None:
    before = library.story(marked)
    both = (words(beacon, "Twelve people"), words(courier, "At least 14 people"))
    for change in (
        RenameStory(marked, before.title),
        SetChecked(marked, "number", both),
        SetChecked(marked, "number", both[:1]),
        EditArticle(marked, beacon.id, outlet="Sorrel Beacon"),
        RestoreStory(marked),
    ):
        assert library.apply(change).stories == ()
    assert library.story(marked) == before


def test_undoing_the_beginning_of_a_story_puts_it_into_the_bin(library: Library) -> None:
    begun = NewStory("Never mind")
    library.apply(begun)
    library.undo(begun.story)
    assert library.stories() == []
    assert library.stories(binned=True)[0].title == "Never mind"
    library.redo(begun.story)
    assert library.stories()[0].title == "Never mind"


def test_there_is_nothing_to_undo_before_the_first_and_to_redo_after_a_new_change(library: Library, story: str) -> None:
    with pytest.raises(UndoRefused, match="nothing to redo"):
        library.redo(story)
    library.apply(RenameStory(story, "One"))
    library.undo(story)
    library.apply(RenameStory(story, "Two"))
    with pytest.raises(UndoRefused, match="nothing to redo"):
        library.redo(story)
    while library.next_undo(story):
        library.undo(story)
    with pytest.raises(UndoRefused, match="nothing to undo"):
        library.undo(story)


def test_each_kind_of_correction_is_told_in_words_of_its_own_when_it_is_undone(library: Library, story: str) -> None:
    beacon, courier = library.story(story).articles
    places = anchor(beacon, 0, 0), anchor(courier, 0, 0)
    library.apply(AddCorrection(story, "relation", places, "reports"))
    assert library.next_undo(story) == "say what two articles are"
    assert library.undo(story).what == "undo: say what two articles are"
    general = AddCorrection(story, "of no known kind", places).what
    assert all(AddCorrection(story, kind, places).what != general for kind in get_args(CorrectionKind))


def test_undo_in_one_story_leaves_the_other_alone(library: Library, story: str) -> None:
    other = NewStory("Another story")
    library.apply(other)
    library.apply(RenameStory(story, "Renamed"))
    library.apply(RenameStory(other.story, "Renamed too"))
    library.undo(story)
    assert {head.title for head in library.stories()} == {"The ferry at Sorrel Point", "Renamed too"}


def test_undo_over_another_windows_later_change_is_refused_in_words(path: Path, library: Library, story: str) -> None:
    library.apply(RenameStory(story, "Mine"))
    with Library.open(path) as other:
        other.apply(RenameStory(story, "Theirs"))
        assert library.next_undo(story) == ""
        with pytest.raises(UndoRefused, match="another window changed this story later"):
            library.undo(story)
        assert library.story(story).title == "Theirs"
        other.undo(story)
        with pytest.raises(UndoRefused, match="another window"):
            library.redo(story)
        library.undo(story)
        assert library.story(story).title == "The ferry at Sorrel Point"
        with pytest.raises(UndoRefused, match="another window"):
            other.redo(story)
    with Library.open(path) as later:
        later.redo(story)
        assert later.story(story).title == "Mine"


def test_each_window_is_told_of_the_others_changes_and_not_of_its_own(path: Path, library: Library, story: str) -> None:
    with Library.open(path) as other:
        library.apply(RenameStory(story, "Mine"))
        assert not library.changed_elsewhere()
        assert other.changed_elsewhere()
        assert not other.changed_elsewhere()
        assert other.story(story).title == "Mine"
        other.apply(SetPosition(story, Position("rows")))
        assert library.changed_elsewhere()


def test_a_mark_on_a_text_that_another_window_changed_is_refused(
    path: Path, library: Library, story: str, beacon: Article
) -> None:
    with Library.open(path) as other:
        other.apply(ReviseArticle(story, revised(beacon, "Corrected. " + BEACON)))
    with pytest.raises(LibraryError, match="changed by another window"):
        library.apply(SetChecked(story, "number", (words(beacon, "Twelve people"),)))
    assert library.story(story).marks == ()


def test_a_new_text_carries_marks_and_corrections_and_lays_aside_what_does_not_fit(
    library: Library, story: str, beacon: Article, courier: Article
) -> None:
    kept, lost = words(beacon, '"We heard a long scrape'), words(beacon, "Twelve people")
    other = words(courier, "At least 14 people")
    library.apply(SetChecked(story, "quotation", (kept,)))
    library.apply(SetNote(story, "Counted when?", (lost, other)))
    library.apply(AddCorrection(story, "link", (words(beacon, "The operator said the ship"), other)))
    library.apply(AddCorrection(story, "relation", (anchor(beacon, 0, 0), anchor(courier, 0, 0)), "reports"))
    note = library.story(story).marks[1]
    new = revised(beacon, "An updated headline\n" + BEACON.replace("Twelve people were", "Some were"))
    done = library.apply(ReviseArticle(story, new, b"new bytes", "beacon-2.txt"))
    now = library.story(story)
    assert done.tray == (note.id,)
    assert library.raw(beacon.id) == b"new bytes"
    assert now.articles[0].text == new.text
    assert now.articles[0].outlet == "Sorrel Beacon"
    assert [mark.readings for mark in now.marks] == [(words(new, '"We heard a long scrape'),)]
    assert {c.kind for c in now.corrections} == {"link", "relation"}
    assert all(r.revision in {new.text_sha256, courier.text_sha256} for c in now.corrections for r in c.readings)
    (item,) = now.tray
    assert item.item.id == note.id
    assert "no longer stand" in item.reason
    assert item.item.readings == (lost, other)
    assert library.article(beacon.id, lost.revision).text == BEACON
    library.apply(ReviseArticle(story, beacon))
    assert library.story(story).tray == ()
    assert {mark.readings for mark in library.story(story).marks} == {(kept,), (lost, other)}


def test_what_was_put_back_from_the_tray_is_in_its_place_again(library: Library, marked: str, beacon: Article) -> None:
    new = revised(beacon, BEACON.replace("Twelve people", "Thirteen people"))
    library.apply(ReviseArticle(marked, new))
    (item,) = library.story(marked).tray
    library.apply(PutBack(marked, item.item.id, (words(new, "Thirteen people"),)))
    now = library.story(marked)
    assert now.tray == ()
    assert (words(new, "Thirteen people"),) in [mark.readings for mark in now.marks]


def test_the_same_text_with_other_paragraphs_keeps_every_mark(library: Library, marked: str, beacon: Article) -> None:
    new = replace(beacon, paragraphs=(replace(beacon.paragraphs[0], role="headline"), *beacon.paragraphs[1:]))
    before = library.story(marked)
    library.apply(ReviseArticle(marked, new))
    now = library.story(marked)
    assert now.articles[0].title == "Ferry runs aground off Sorrel Point with 212 aboard"
    assert (now.marks, now.tray) == (before.marks, ())


def test_a_text_whose_digest_is_wrong_is_never_kept(library: Library, story: str, beacon: Article) -> None:
    with pytest.raises(ValueError, match="text_sha256"):
        library.apply(ReviseArticle(story, replace(beacon, text="Other words.", paragraphs=())))
    assert library.story(story).articles[0].text == BEACON


def test_a_position_survives_a_new_text_and_the_undo_of_it(
    path: Path, library: Library, story: str, beacon: Article, courier: Article
) -> None:
    at = BEACON.index("The operator")
    reading = words(beacon, "Twelve people")
    places = (Place(beacon.id, beacon.text_sha256, at), Place(courier.id, courier.text_sha256, 3))
    position = Position("side by side", places, "number", (reading,), courier.id)
    library.apply(SetPosition(story, position))
    new = revised(beacon, "Update, Friday\n" + BEACON)
    library.apply(ReviseArticle(story, new))
    with Library.open(path) as reopened:
        now = reopened.story(story).position
        assert now.places == (Place(beacon.id, new.text_sha256, at + 15), places[1])
        assert now.readings == (words(new, "Twelve people"),)
        assert (now.view, now.difference, now.base) == ("side by side", "number", courier.id)
        reopened.undo(story)
        assert reopened.story(story).position == position
        reopened.apply(ReviseArticle(story, revised(beacon, BEACON.replace("Twelve", "Some"))))
        assert (reopened.story(story).position.difference, reopened.story(story).position.readings) == ("", ())
        reopened.apply(RemoveArticle(story, courier.id))
        now = reopened.story(story).position
        assert ([place.article for place in now.places], now.base) == ([beacon.id], "")


def test_corrections_are_told_by_the_numbers_of_the_articles_given(
    library: Library, story: str, beacon: Article, courier: Article, gazette: Article
) -> None:
    library.apply(AddArticle(story, gazette))
    one, two = words(courier, "At least 14 people"), words(gazette, "Fourteen people")
    library.apply(AddCorrection(story, "link", (one, two)))
    library.apply(AddCorrection(story, "relation", (anchor(beacon, 0, 0), anchor(gazette, 0, 0)), "versions"))
    link, relation = library.story(story).corrections
    assert library.corrections_for([beacon, courier, gazette]) == (
        Correction("link", ((1, one.start, one.end), (2, two.start, two.end)), "", link.id),
        Correction("relation", ((0, 0, 0), (2, 0, 0)), "versions", relation.id),
    )
    assert library.corrections_for([gazette, courier]) == (
        Correction("link", ((1, one.start, one.end), (0, two.start, two.end)), "", link.id),
    )
    library.apply(LayAside(story, link.id, "these are no longer two sentences"))
    assert library.corrections_for([gazette, courier]) == ()
    assert library.story(story).tray[0].reason == "these are no longer two sentences"


def test_a_correction_in_the_tray_stays_there_when_its_opposite_comes(
    library: Library, story: str, beacon: Article, courier: Article
) -> None:
    both = (words(beacon, "Twelve people"), words(courier, "At least 14 people"))
    library.apply(AddCorrection(story, "link", both))
    library.apply(LayAside(story, library.story(story).corrections[0].id, "not what was meant"))
    library.apply(AddCorrection(story, "unlink", both))
    kept = library.story(story)
    assert [c.kind for c in kept.corrections] == ["unlink"]
    assert [(item.item.kind, item.reason) for item in kept.tray] == [("link", "not what was meant")]


def test_a_correction_replaces_the_one_that_it_contradicts(
    library: Library, story: str, beacon: Article, courier: Article
) -> None:
    both = (words(beacon, "Twelve people"), words(courier, "At least 14 people"))
    whole = (anchor(beacon, 0, 0), anchor(courier, 0, 0))
    for change in (
        AddCorrection(story, "link", both),
        AddCorrection(story, "unlink", both),
        AddCorrection(story, "relation", whole, "versions"),
        AddCorrection(story, "relation", whole[::-1], "reports"),
    ):
        library.apply(change)
    kept = library.story(story).corrections
    assert [(c.kind, c.value) for c in kept] == [("unlink", ""), ("relation", "reports")]
    library.apply(RemoveCorrection(story, kept[0].id))
    assert [c.kind for c in library.story(story).corrections] == ["relation"]
