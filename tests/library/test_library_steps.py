"""What is one undo step, what is none, and what undo leaves in its place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from ferry_story import BEACON, words
from test_library_changes import revised, without_counts

from parallax.article import Article
from parallax.errors import CorrectionError
from parallax.library import (
    AddArticle,
    AddCorrection,
    DuplicateStory,
    HoldPaste,
    LayAside,
    Library,
    NewStory,
    Place,
    Position,
    PutBack,
    Reading,
    ReleasePaste,
    RemoveArticle,
    RenameStory,
    ReviseArticle,
    SetChecked,
    SetNote,
    SetPosition,
    SetSeen,
    SetTags,
    anchor,
)
from parallax.values import CorrectionKind


def notes(library: Library, story: str) -> list[str]:
    return [mark.note for mark in library.story(story).marks if mark.kind == "note"]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The time of the library; change its one entry to let time pass."""
    now = [datetime(2026, 3, 5, 8, tzinfo=UTC)]

    def told() -> str:
        now[0] += timedelta(microseconds=1)
        return now[0].isoformat(timespec="microseconds").replace("+00:00", "Z")

    monkeypatch.setattr("parallax.library.library.utc_now", told)
    return now


def test_what_is_written_into_one_note_within_a_minute_is_undone_in_one_step(
    library: Library, story: str, beacon: Article, clock: list[datetime]
) -> None:
    reading = words(beacon, "Twelve people")
    (mark,) = library.apply(SetNote(story, "W", (reading,))).marks
    for text in ("Wh", "Who", "Who counted"):
        clock[0] += timedelta(seconds=15)
        assert library.apply(SetNote(story, text, mark=mark)).marks == (mark,)
    clock[0] += timedelta(seconds=30)
    library.apply(SetNote(story, "Who counted them?", mark=mark))
    assert notes(library, story) == ["Who counted them?"]
    library.undo(story)
    assert notes(library, story) == ["Who counted"]
    library.undo(story)
    assert notes(library, story) == []
    assert library.next_undo(story) == "add an article"
    for text in ("Who counted", "Who counted them?"):
        library.redo(story)
        assert notes(library, story) == [text]


def test_a_change_between_two_notes_keeps_them_apart(
    path: Path, library: Library, story: str, beacon: Article, clock: list[datetime]
) -> None:
    (mark,) = library.apply(SetNote(story, "One", (words(beacon, "Twelve people"),))).marks
    library.apply(RenameStory(story, "The ferry"))
    library.apply(SetNote(story, "Two", mark=mark))
    library.undo(story)
    assert (notes(library, story), library.story(story).title) == (["One"], "The ferry")
    library.redo(story)
    with Library.open(path) as other:
        other.apply(SetNote(story, "Theirs", mark=mark))
        other.undo(story)
        assert notes(other, story) == ["Two"]
    assert notes(library, story) == ["Two"]


def test_a_note_that_was_removed_comes_back_by_one_undo(
    library: Library, story: str, beacon: Article, clock: list[datetime]
) -> None:
    (mark,) = library.apply(SetNote(story, "Long and dear", (words(beacon, "Twelve people"),))).marks
    library.apply(SetNote(story, " ", mark=mark))
    library.undo(story)
    assert notes(library, story) == ["Long and dear"]


def test_a_note_after_an_undo_is_a_step_of_its_own(
    library: Library, story: str, beacon: Article, clock: list[datetime]
) -> None:
    (mark,) = library.apply(SetNote(story, "One", (words(beacon, "Twelve people"),))).marks
    clock[0] += timedelta(minutes=2)
    library.apply(SetNote(story, "Two", mark=mark))
    library.undo(story)
    library.apply(SetNote(story, "Three", mark=mark))
    library.undo(story)
    assert notes(library, story) == ["One"]


def test_seeing_is_no_step_and_no_reason_to_list_the_story_as_changed(
    library: Library, story: str, beacon: Article
) -> None:
    before = library.story(story)
    done = library.apply(SetSeen(story, "number", (words(beacon, "Twelve people"),)))
    assert (done.stories, len(done.marks)) == ((story,), 1)
    assert library.apply(SetSeen(story, "number", (words(beacon, "Twelve people"),))).marks == ()
    now = library.story(story)
    assert [mark.id for mark in now.marks] == list(done.marks)
    assert (now.changed, now.changes) == (before.changed, before.changes)
    assert library.next_undo(story) == "add an article"


def test_what_was_seen_is_out_of_sight_in_a_text_without_it_and_back_with_it(
    library: Library, story: str, beacon: Article, courier: Article
) -> None:
    kept, lost = words(beacon, "The operator said"), (words(beacon, "Twelve people"), words(courier, "At least"))
    library.apply(SetSeen(story, "", (kept,)))
    library.apply(SetSeen(story, "number", lost))
    done = library.apply(ReviseArticle(story, revised(beacon, "News.\n" + BEACON.replace("Twelve people", "Some"))))
    now = library.story(story)
    assert (done.tray, now.tray) == ((), ())
    assert [mark.readings for mark in now.marks] == [(words(now.articles[0], "The operator said"),)]
    library.apply(SetSeen(story, "", (words(now.articles[0], "News"),)))
    library.undo(story)
    now = library.story(story)
    assert {mark.readings for mark in now.marks} == {(kept,), lost}


def test_a_reading_that_undo_left_behind_is_carried_after_it(library: Library, story: str, beacon: Article) -> None:
    library.apply(ReviseArticle(story, revised(beacon, "News.\n" + BEACON)))
    new = library.story(story).articles[0]
    library.apply(SetSeen(story, "", (words(new, "Twelve people"),)))
    library.undo(story)
    assert [mark.readings for mark in library.story(story).marks] == [(words(beacon, "Twelve people"),)]
    library.redo(story)
    assert [mark.readings for mark in library.story(story).marks] == [(words(new, "Twelve people"),)]


def test_the_same_readings_bear_one_of_two_contradicting_corrections(
    library: Library, story: str, beacon: Article, courier: Article
) -> None:
    one, two = words(beacon, "Ines Calloway"), words(courier, "officials")
    for first, second in (
        (("same speaker", ""), ("other speaker", "")),
        (("other thing", ""), ("same thing", "")),
        (("add attribution", "source cue"), ("delete attribution", "source cue")),
        (("delete attribution", "source cue"), ("resize attribution", "content cue")),
        (("not a difference", "wording"), ("another kind", "wording number")),
    ):
        for kind, value in (first, second):
            library.apply(AddCorrection(story, kind, (one, two), value))
        kept = library.story(story).corrections
        assert [(c.kind, c.value) for c in kept if c.kind in (first[0], second[0])] == [second]
    for kind, values in (("name of speaker", ("Calloway", "I. Calloway")), ("role of paragraph", ("body", "caption"))):
        for value in values:
            library.apply(AddCorrection(story, kind, (one,), value))
        assert [c.value for c in library.story(story).corrections if c.kind == kind] == [values[1]]


def test_a_joint_and_a_split_at_one_place_contradict_each_other(library: Library, story: str, beacon: Article) -> None:
    first, second = words(beacon, "Rescue work went on."), words(beacon, "An inquiry has been opened into how")
    start = words(beacon, "An inquiry")
    library.apply(AddCorrection(story, "split sentence", (start,)))
    library.apply(AddCorrection(story, "join sentences", (first, second)))
    assert [c.kind for c in library.story(story).corrections] == ["join sentences"]
    library.apply(AddCorrection(story, "split sentence", (start,)))
    library.apply(AddCorrection(story, "split paragraph", (start,)))
    assert [c.kind for c in library.story(story).corrections] == ["split sentence", "split paragraph"]


def test_a_correction_put_back_takes_the_place_of_its_opposite(
    library: Library, story: str, beacon: Article, courier: Article
) -> None:
    both = (words(beacon, "Twelve people"), words(courier, "At least 14 people"))
    (link,) = library.apply(AddCorrection(story, "link", both)).corrections
    library.apply(LayAside(story, link, "not what was meant"))
    library.apply(AddCorrection(story, "unlink", both))
    library.apply(PutBack(story, link, both))
    assert [c.id for c in library.story(story).corrections] == [link]
    library.undo(story)
    assert [c.kind for c in library.story(story).corrections] == ["unlink"]
    assert [item.item.id for item in library.story(story).tray] == [link]


def test_the_order_of_readings_is_kept_and_says_something_where_it_must(
    library: Library, story: str, beacon: Article, courier: Article
) -> None:
    one, two = words(beacon, "Ines Calloway"), words(courier, "officials")
    library.apply(AddCorrection(story, "same speaker", (two, one)))
    assert library.apply(AddCorrection(story, "same speaker", (one, two))).corrections == ()
    assert library.story(story).corrections[0].readings == (two, one)
    library.apply(AddCorrection(story, "other speaker", (two, one)))
    assert library.apply(AddCorrection(story, "other speaker", (two, one))).corrections == ()
    library.apply(AddCorrection(story, "other speaker", (one, two)))
    assert [c.readings for c in library.story(story).corrections] == [(one, two)]
    (found,) = library.corrections_for([courier, beacon])
    assert [span[0] for span in found.spans] == [1, 0]


def test_every_kind_of_correction_is_kept_and_no_other(library: Library, story: str, beacon: Article) -> None:
    reading = (words(beacon, "Twelve people"),)
    for kind in get_args(CorrectionKind):
        assert library.apply(AddCorrection(story, kind, reading, "x")).corrections
    before = library.story(story)
    with pytest.raises(CorrectionError, match="no correction of the kind 'swap'"):
        library.apply(AddCorrection(story, "swap", reading))
    assert library.story(story) == before


def test_a_check_of_thousands_of_readings_is_found_again(library: Library, story: str, beacon: Article) -> None:
    many: list[Reading] = [anchor(beacon, k % 400, k % 400 + 1 + k // 400) for k in range(3000)]
    library.apply(SetChecked(story, "number", tuple(many)))
    assert library.apply(SetChecked(story, "number", tuple(many[::-1]))).marks == ()
    library.apply(SetChecked(story, "number", (*many, words(beacon, "Twelve people"))))
    assert len(library.story(story).marks) == 1


def test_a_pasted_text_is_kept_until_it_is_an_article(path: Path, library: Library, story: str) -> None:
    library.apply(HoldPaste("p1", "Pasted \ud800 words", "<p>Pasted words</p>"))
    library.apply(HoldPaste("p2", "Never mind"))
    library.close()
    with Library.open(path) as reopened:
        first, second = reopened.held_pastes()
        assert (first.id, first.text, first.html) == ("p1", "Pasted \ud800 words", "<p>Pasted words</p>")
        assert first.time.endswith("Z")
        reopened.apply(ReleasePaste("p2"))
        reopened.apply(AddArticle(story, Article.from_text("Pasted words"), held="p1"))
        assert reopened.held_pastes() == []
        assert second.text == "Never mind"


def test_a_paste_is_kept_when_its_article_is_refused(library: Library, story: str, beacon: Article) -> None:
    library.apply(HoldPaste("p1", "Pasted words"))
    with pytest.raises(Exception, match="already"):
        library.apply(AddArticle(story, beacon, held="p1"))
    assert [held.id for held in library.held_pastes()] == ["p1"]


def test_tags_are_tidied_counted_and_filter_the_list(library: Library, story: str) -> None:
    other = NewStory("Another story")
    library.apply(other)
    library.apply(SetTags(story, (" to  be\nchecked ", "ferries", "", "ferries", 'said "so", and')))
    library.apply(SetTags(other.story, ("ferries", ",")))
    assert library.story(story).tags == ("to be checked", "ferries", 'said "so", and')
    assert library.tags() == [("ferries", 2), (",", 1), ('said "so", and', 1), ("to be checked", 1)]
    assert [head.id for head in library.stories(tag=",")] == [other.story]
    assert [head.id for head in library.stories(tag="ferries", limit=1)] == [other.story]
    assert {head.tags for head in library.stories(tag="ferries")} == {
        library.story(s).tags for s in (story, other.story)
    }
    assert (library.story_count(), library.story_count(binned=True)) == (2, 0)
    library.undo(other.story)
    assert (",", 1) not in library.tags()
    assert library.stories(tag=",") == []


def test_the_list_may_be_cut_and_says_the_same_of_each_story(library: Library, story: str) -> None:
    for number in range(5):
        library.apply(NewStory(f"Story {number}"))
    library.apply(RenameStory(story, "Last"))
    whole = library.stories()
    assert library.stories(limit=2) == whole[:2]
    assert whole[0].outlets == ("Sorrel Beacon", "Coast Courier")
    assert library.stories(limit=0) == []


def test_a_duplicate_holds_all_that_the_story_holds_and_goes_its_own_way(
    library: Library, story: str, beacon: Article, courier: Article, gazette: Article
) -> None:
    one, two = words(beacon, "Twelve people"), words(courier, "At least 14 people")
    library.apply(AddArticle(story, gazette))
    library.apply(SetTags(story, ("ferries",)))
    library.apply(SetChecked(story, "number", (one, two, words(gazette, "Fourteen people"))))
    library.apply(SetNote(story, "Lost", (words(beacon, "late on"),)))
    library.apply(AddCorrection(story, "link", (one, two)))
    library.apply(RemoveArticle(story, gazette.id))
    library.apply(ReviseArticle(story, revised(beacon, BEACON.replace("late on ", ""))))
    library.apply(SetPosition(story, Position("rows", (Place(courier.id, courier.text_sha256, 3),), base=courier.id)))
    before = library.story(story)
    done = library.apply(DuplicateStory(story))
    (copy,) = done.stories
    now = library.story(copy)
    assert library.story(story) == before
    assert now.title == "The ferry at Sorrel Point (copy)"
    assert (now.tags, now.changes) == (("ferries",), 1)
    assert [a.text for a in now.articles] == [a.text for a in before.articles]
    named = {old.id: new.id for old, new in zip(before.articles, now.articles, strict=True)}
    assert set(done.articles) >= set(named.values())
    assert set(named) & set(named.values()) == set()
    for ours, theirs in ((before.marks, now.marks), (before.corrections, now.corrections)):
        assert [[r.exact for r in item.readings] for item in ours] == [[r.exact for r in i.readings] for i in theirs]
        assert {item.id for item in ours} & {item.id for item in theirs} == set()
    assert now.corrections[0].readings[0].article == named[beacon.id]
    assert [(item.item.readings[0].exact, item.reason) for item in now.tray] == [
        (item.item.readings[0].exact, item.reason) for item in before.tray
    ]
    assert library.article(named[beacon.id], beacon.text_sha256).text == BEACON
    assert library.raw(named[beacon.id]) == library.raw(beacon.id)
    assert (now.position.base, now.position.places[0].article) == (named[courier.id],) * 2
    assert len(library.corrections_for(now.articles)) == 1

    library.undo(copy)
    assert [head.id for head in library.stories(binned=True)] == [copy]
    library.redo(copy)
    library.apply(RenameStory(copy, "Mine"))
    assert without_counts(library.story(story)) == without_counts(before)
    assert library.next_undo(story) == "change the text of an article"
    assert library._connection.execute("PRAGMA foreign_key_check").fetchall() == []
