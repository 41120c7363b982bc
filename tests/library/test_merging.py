"""Two states of one story become one, and nothing of either is lost."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from ferry_story import BEACON, COURIER, GAZETTE, words
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marked_story import all_items, but_for_times, came_back, exported, fresh, marked

from parallax.article import Article
from parallax.errors import LibraryError, StoryMissing
from parallax.library import (
    MOST_ARTICLES,
    AddArticle,
    AddCorrection,
    BinStory,
    DuplicateStory,
    EditArticle,
    ImportStory,
    KeptCorrection,
    LayAside,
    Library,
    Mark,
    MergeStories,
    NewStory,
    Reading,
    RemoveArticle,
    RestoreStory,
    ReviseArticle,
    SetChecked,
    SetNote,
    SetSeen,
    SetTags,
    Story,
    read_story_file,
)

SPEAKING = "officials"


@pytest.fixture
def copy(library: Library, story: str, tmp_path: Path) -> str:
    """The story once more, as it comes out of its file beside itself."""
    return came_back(library, story, tmp_path)


def revised(library: Library, story: str, number: int, old: str, new: str) -> None:
    article = library.story(story).articles[number]
    assert old in article.text
    made = Article.from_text(article.text.replace(old, new), outlet=article.outlet)
    library.apply(ReviseArticle(story, replace(made, id=article.id)))


def in_words(library: Library, story: str, item: Mark | KeptCorrection) -> frozenset[tuple[str, str]]:
    """The readings of a mark by outlet and words, which say in any story the same."""
    return frozenset((library.article(r.article).outlet, r.exact) for r in item.readings)


def on_its_words(library: Library, story: Story) -> bool:
    text = {a.id: a for a in story.articles}
    return all(
        text[r.article].text_sha256 == r.revision and text[r.article].text[r.start : r.end] == r.exact
        for item in (*story.marks, *story.corrections)
        for r in item.readings
        if r.article in text
    )


# Articles


def test_a_copy_that_was_not_touched_adds_nothing(library: Library, tmp_path: Path) -> None:
    story = marked(library)
    before = library.story(story)
    copy = came_back(library, story, tmp_path)
    library.apply(MergeStories(story, copy))
    assert but_for_times(library.story(story)) == but_for_times(before)
    assert [head.id for head in library.stories(binned=True)] == [copy]


def test_a_merge_tells_both_stories_and_is_one_step_that_brings_both_back(
    library: Library, story: str, copy: str, gazette: Article
) -> None:
    library.apply(AddArticle(copy, gazette))
    there = library.story(copy).articles
    library.apply(SetNote(copy, "Where was the pilot?", (words(there[0], "marked channel"), words(gazette, "master"))))
    library.apply(SetTags(copy, ("ferries",)))
    before = library.story(story), library.story(copy)
    done = library.apply(MergeStories(story, copy))
    assert done.stories == (story, copy)
    merged = library.story(story)
    assert [a.outlet for a in merged.articles] == ["Sorrel Beacon", "Coast Courier", "Northern Gazette"]
    assert len(merged.marks) == 1 and merged.tags == ("ferries",) and library.story(copy).binned
    assert library.undo(story).stories == (story, copy)
    assert but_for_times(library.story(story)) == but_for_times(before[0])
    assert but_for_times(library.story(copy)) == but_for_times(before[1]) and not library.story(copy).binned
    library.redo(story)
    assert but_for_times(library.story(story)) == but_for_times(merged) and library.story(copy).binned


def test_after_an_undone_merge_a_second_one_finds_the_articles_that_the_first_added(
    library: Library, story: str, copy: str, gazette: Article
) -> None:
    library.apply(AddArticle(copy, gazette))
    library.apply(MergeStories(story, copy))
    first = library.story(story)
    library.undo(story)
    library.apply(MergeStories(story, copy))
    assert but_for_times(library.story(story)) == but_for_times(first)


def test_articles_are_known_again_over_two_machines_and_a_copy(
    library: Library, story: str, copy: str, tmp_path: Path
) -> None:
    twice = came_back(library, copy, tmp_path)
    (made,) = [s for s in library.apply(DuplicateStory(twice)).stories if s != twice]
    for number, new in ((0, "Thirteen people"), (1, "Fourteen or more")):
        revised(library, made, number, ("Twelve people", "At least 14 people")[number], new)
        library.apply(EditArticle(made, library.story(made).articles[number].id, outlet=f"Renamed {number}"))
    library.apply(SetNote(made, "From far away.", (words(library.story(made).articles[0], "Tobin Marsh"),)))
    library.apply(MergeStories(story, made))
    merged = library.story(story)
    assert len(merged.articles) == 2 and [mark.note for mark in merged.marks] == ["From far away."]
    assert on_its_words(library, merged)


def test_stories_begun_apart_share_articles_of_one_outlet_and_text(library: Library, story: str) -> None:
    apart = NewStory("The same ferry")
    library.apply(apart)
    for text, outlet in ((COURIER, "Coast Courier"), (BEACON, "Another Beacon"), (GAZETTE, "Northern Gazette")):
        library.apply(AddArticle(apart.story, Article.from_text(text, outlet=outlet)))
    library.apply(MergeStories(story, apart.story))
    outlets = [a.outlet for a in library.story(story).articles]
    assert outlets == ["Sorrel Beacon", "Coast Courier", "Another Beacon", "Northern Gazette"]


def test_an_earlier_text_in_common_is_enough(library: Library, story: str) -> None:
    revised(library, story, 1, "At least 14 people", "More than 14 people")
    apart = NewStory("The same ferry")
    library.apply(apart)
    library.apply(AddArticle(apart.story, Article.from_text(COURIER, outlet="Coast Courier")))
    library.apply(MergeStories(story, apart.story))
    assert [a.outlet for a in library.story(story).articles] == ["Sorrel Beacon", "Coast Courier"]
    assert "More than 14 people" in library.story(story).articles[1].text


def test_two_articles_of_one_text_are_not_made_one(library: Library, story: str) -> None:
    apart = NewStory("The same ferry")
    library.apply(apart)
    for _ in range(2):
        library.apply(AddArticle(apart.story, Article.from_text(COURIER, outlet="Coast Courier")))
    library.apply(MergeStories(story, apart.story))
    assert [a.outlet for a in library.story(story).articles] == ["Sorrel Beacon", "Coast Courier", "Coast Courier"]


def test_the_story_keeps_its_text_and_the_other_one_is_kept_under_it(library: Library, story: str, copy: str) -> None:
    revised(library, copy, 1, "At least 14 people were hurt", "Sixteen people were hurt")
    there = library.story(copy).articles[1]
    library.apply(SetNote(copy, "Which sandbank?", (words(there, "struck a sandbank"),)))
    library.apply(SetNote(copy, "Sixteen now.", (words(there, "Sixteen people"),)))
    library.apply(MergeStories(story, copy))
    merged = library.story(story)
    assert "At least 14 people" in merged.articles[1].text
    assert library.article(merged.articles[1].id, there.text_sha256).text == there.text
    assert [mark.note for mark in merged.marks] == ["Which sandbank?"] and on_its_words(library, merged)
    (item,) = merged.tray
    assert isinstance(item.item, Mark) and item.item.note == "Sixteen now."
    assert item.reason == "the text changed, and these words no longer stand in it"


def test_a_note_whose_words_only_the_other_text_lost_comes_out_of_its_tray(
    library: Library, story: str, copy: str
) -> None:
    library.apply(SetNote(copy, "How many?", (words(library.story(copy).articles[1], "At least 14 people"),)))
    revised(library, copy, 1, "At least 14 people", "Sixteen people")
    assert len(library.story(copy).tray) == 1
    library.apply(MergeStories(story, copy))
    merged = library.story(story)
    assert [mark.note for mark in merged.marks] == ["How many?"] and not merged.tray and on_its_words(library, merged)


def test_what_the_reader_laid_aside_stays_aside(library: Library, story: str, copy: str) -> None:
    (note,) = library.apply(SetNote(copy, "Not needed?", (words(library.story(copy).articles[1], SPEAKING),))).marks
    library.apply(LayAside(copy, note, "a thought only"))
    library.apply(MergeStories(story, copy))
    assert [item.reason for item in library.story(story).tray] == ["a thought only"]


def test_an_article_that_either_story_has_is_there_afterwards(library: Library, story: str, copy: str) -> None:
    here, there = library.story(story).articles, library.story(copy).articles
    library.apply(RemoveArticle(story, here[0].id))
    library.apply(RemoveArticle(copy, there[1].id))
    library.apply(MergeStories(story, copy))
    assert library.story(story).articles == here
    library.undo(story)
    assert library.story(story).articles == here[1:]


def test_particulars_that_only_the_other_knows_are_taken_over(library: Library, story: str, copy: str) -> None:
    here, there = library.story(story).articles, library.story(copy).articles
    library.apply(EditArticle(copy, there[1].id, author="Mara Quill", published="2026-03-06"))
    library.apply(EditArticle(story, here[1].id, published="2026-03-05"))
    library.apply(MergeStories(story, copy))
    article = library.story(story).articles[1]
    assert (article.author, article.published) == ("Mara Quill", "2026-03-05")


def test_the_bytes_of_an_article_that_is_added_come_along(library: Library, story: str, gazette: Article) -> None:
    apart = NewStory("The master")
    library.apply(apart)
    library.apply(AddArticle(apart.story, gazette, b"the gazette's bytes", "gazette.txt"))
    library.apply(MergeStories(story, apart.story))
    assert library.raw(library.story(story).articles[2].id) == b"the gazette's bytes"


# Marks


def test_checks_of_one_difference_are_one_of_the_larger_set(
    library: Library, story: str, copy: str, gazette: Article
) -> None:
    here, there = library.story(story).articles, library.story(copy).articles
    library.apply(AddArticle(copy, gazette))
    counts = (words(here[0], "Twelve people"), words(here[1], "At least 14 people"))
    library.apply(SetChecked(story, "number", counts))
    wider = (words(there[0], "Twelve people"), words(there[1], "At least 14 people"), words(gazette, "Fourteen people"))
    library.apply(SetChecked(copy, "number", wider))
    library.apply(SetChecked(copy, "wording", wider[:2]))
    library.apply(SetSeen(story, "number", counts[:1]))
    library.apply(SetSeen(copy, "number", wider[:1]))
    library.apply(MergeStories(story, copy))
    marks = library.story(story).marks
    found = sorted((mark.kind, mark.difference, len(mark.readings)) for mark in marks)
    assert found == [("checked", "number", 3), ("checked", "wording", 2), ("seen", "number", 1)]


def test_checks_that_only_overlap_stay_two(library: Library, story: str, copy: str, gazette: Article) -> None:
    here, there = library.story(story).articles, library.story(copy).articles
    library.apply(SetChecked(story, "number", (words(here[0], "Twelve people"), words(here[1], "At least 14 people"))))
    library.apply(SetChecked(copy, "number", (words(there[0], "Twelve people"), words(there[1], "About 200"))))
    library.apply(MergeStories(story, copy))
    assert [len(mark.readings) for mark in library.story(story).marks] == [2, 2]


def test_notes_that_differ_are_both_kept_and_equal_ones_once(library: Library, story: str, copy: str) -> None:
    for name, notes in ((story, ("Who?", "When?")), (copy, ("Who?", "Why?"))):
        for note in notes:
            library.apply(SetNote(name, note, (words(library.story(name).articles[1], SPEAKING),)))
    library.apply(MergeStories(story, copy))
    assert sorted(mark.note for mark in library.story(story).marks) == ["When?", "Who?", "Why?"]


def test_a_note_that_one_story_laid_aside_and_the_other_did_not_is_in_sight(
    library: Library, story: str, copy: str
) -> None:
    for name in (story, copy):
        library.apply(SetNote(name, "Who?", (words(library.story(name).articles[1], SPEAKING),)))
    library.apply(LayAside(story, library.story(story).marks[0].id, "not now"))
    library.apply(MergeStories(story, copy))
    merged = library.story(story)
    assert [mark.note for mark in merged.marks] == ["Who?"]
    assert [item.reason for item in merged.tray] == ["not now"]


def test_marks_keep_the_time_they_were_made(library: Library, story: str, copy: str) -> None:
    library.apply(SetNote(copy, "Why?", (words(library.story(copy).articles[1], SPEAKING),)))
    (there,) = library.story(copy).marks
    library.apply(MergeStories(story, copy))
    (here,) = library.story(story).marks
    assert here.time == there.time and here.id != there.id


# Corrections


def correct(library: Library, story: str, kind: str, value: str, *found: tuple[int, str]) -> None:
    articles = library.story(story).articles
    places = tuple(words(articles[number], text) for number, text in found)
    library.apply(AddCorrection(story, kind, places, value))


HURT = ((0, "Twelve people"), (1, "At least 14 people"))


def test_equal_corrections_stand_once(library: Library, story: str, copy: str) -> None:
    for name in (story, copy):
        correct(library, name, "link", "", *HURT)
        correct(library, name, "name of speaker", "Harbour officials", (1, SPEAKING))
    library.apply(MergeStories(story, copy))
    merged = library.story(story)
    assert [c.kind for c in merged.corrections] == ["link", "name of speaker"] and not merged.tray


@pytest.mark.parametrize(
    ("own", "other", "said"),
    [
        (("link", "", HURT), ("unlink", "", HURT), "that these sentences do not report the same"),
        (("unlink", "", HURT), ("link", "", HURT), "that these sentences report the same"),
        (
            ("relation", "reports", ((0, ""), (1, ""))),
            ("relation", "versions", ((0, ""), (1, ""))),
            "that these are versions",
        ),
        (
            ("name of speaker", "Harbour officials", ((1, SPEAKING),)),
            ("name of speaker", "The  coast guard", ((1, SPEAKING),)),
            "that this speaker is called “The coast guard”",
        ),
        (
            ("same speaker", "", ((1, SPEAKING), (0, "harbour master"))),
            ("other speaker", "", ((1, SPEAKING), (0, "harbour master"))),
            "that these are two speakers",
        ),
        (
            ("same thing", "", ((1, "sandbank"), (0, "channel"))),
            ("other thing", "", ((1, "sandbank"), (0, "channel"))),
            "that these are two things",
        ),
        (("not a difference", "number", HURT), ("another kind", "number wording", HURT), "of the kind “wording”"),
        (
            ("role of paragraph", "caption", ((1, SPEAKING),)),
            ("role of paragraph", "furniture", ((1, SPEAKING),)),
            "that the role of this paragraph is furniture",
        ),
    ],
)
def test_of_two_that_contradict_the_storys_own_stays_and_the_other_lies_in_the_tray(
    library: Library, story: str, copy: str, own: tuple, other: tuple, said: str
) -> None:
    for name, (kind, value, found) in ((copy, other), (story, own)):
        correct(library, name, kind, value, *found)
    library.apply(MergeStories(story, copy))
    merged = library.story(story)
    assert [(c.kind, c.value) for c in merged.corrections] == [own[:2]]
    (item,) = merged.tray
    assert (item.item.kind, item.reason.startswith("the other copy says that"), said in item.reason) == (
        other[0],
        True,
        True,
    )
    library.apply(RestoreStory(copy))
    library.apply(MergeStories(story, copy))
    assert but_for_times(library.story(story)) == but_for_times(merged)


def test_a_relation_of_articles_fits_whatever_their_texts_became(library: Library, story: str, copy: str) -> None:
    revised(library, story, 1, COURIER.splitlines()[0], "Evacuated at night")
    correct(library, copy, "relation", "versions", (0, ""), (1, ""))
    library.apply(MergeStories(story, copy))
    merged = library.story(story)
    assert [c.kind for c in merged.corrections] == ["relation"] and not merged.tray and on_its_words(library, merged)


# Refusals


def test_a_story_cannot_be_merged_with_itself_or_with_none(library: Library, story: str) -> None:
    before = library.story(story)
    with pytest.raises(LibraryError, match="cannot be merged with itself"):
        library.apply(MergeStories(story, story))
    with pytest.raises(StoryMissing):
        library.apply(MergeStories(story, "nobody"))
    assert library.story(story) == before


def test_stories_of_too_many_articles_together_stay_apart(library: Library, story: str, copy: str) -> None:
    for number in range(2 * (MOST_ARTICLES - 2)):
        article = Article.from_text(GAZETTE, outlet=f"Paper {number}")
        library.apply(AddArticle((story, copy)[number % 2], article))
    before = library.story(story), library.story(copy)
    with pytest.raises(LibraryError, match="together these stories have 14 articles, and one holds up to 8"):
        library.apply(MergeStories(story, copy))
    assert (library.story(story), library.story(copy)) == before
    for article in before[1].articles[2:]:
        library.apply(RemoveArticle(copy, article.id))
    library.apply(MergeStories(story, copy))
    assert len(library.story(story).articles) == MOST_ARTICLES


def test_a_story_out_of_the_bin_is_merged_and_stays_in_it(library: Library, story: str, copy: str) -> None:
    library.apply(SetNote(copy, "Why?", (words(library.story(copy).articles[1], SPEAKING),)))
    library.apply(BinStory(copy))
    assert library.apply(MergeStories(story, copy)).stories == (story, copy)
    assert [mark.note for mark in library.story(story).marks] == ["Why?"] and library.story(copy).binned
    library.undo(story)
    assert not library.story(story).marks and library.story(copy).binned


@pytest.mark.parametrize("binned_before", [True, False])
def test_when_the_merged_story_is_deleted_its_notes_stay_and_the_merge_is_not_undone(
    library: Library, story: str, copy: str, gazette: Article, binned_before: bool
) -> None:
    library.apply(AddArticle(copy, gazette, b"the gazette's bytes", "gazette.txt"))
    library.apply(SetNote(copy, "Why?", (words(gazette, "three hours"),)))
    if binned_before:
        library.apply(BinStory(copy))
    library.apply(MergeStories(story, copy))
    merged = library.story(story)
    assert library.empty_bin() == 1
    assert library.next_undo(story) == ""
    assert but_for_times(library.story(story)) == but_for_times(merged)
    assert library.raw(merged.articles[2].id) == b"the gazette's bytes"


# Whatever both did


def deed(library: Library, story: str, chance: random.Random) -> None:
    """Something that a reader does to a story."""
    now = library.story(story)
    if not now.articles:
        return

    def some() -> Reading:
        article = chance.choice(now.articles)
        lines = [line for line in article.text.splitlines() if line.strip()]
        line = chance.choice(lines)
        pieces = line.split()
        first = chance.randrange(len(pieces))
        return words(article, " ".join(pieces[first : first + chance.randrange(1, 5)]))

    kinds = ("number", "wording")
    match chance.randrange(9):
        case 0:
            library.apply(SetNote(story, chance.choice(("Who?", "When?", "Why?")), (some(),)))
        case 1:
            readings = tuple({r.place: r for r in (some() for _ in range(chance.randrange(1, 4)))}.values())
            library.apply(SetChecked(story, chance.choice(kinds), readings))
        case 2:
            library.apply(AddCorrection(story, chance.choice(("link", "unlink")), (some(), some())))
        case 3:
            library.apply(AddCorrection(story, "name of speaker", (some(),), chance.choice(("A. Reed", "B. Reed"))))
        case 4 | 5:
            article = chance.choice(now.articles)
            lines = [line for line in article.text.splitlines() if line.strip()]
            turn = chance.randrange(3)
            if turn == 0 and len(lines) > 1:
                lines.pop(chance.randrange(len(lines)))
            elif turn == 1:
                lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
            else:
                lines.insert(chance.randrange(len(lines) + 1), f"A line {chance.randrange(9)} came later.")
            made = Article.from_text("\n".join(lines), outlet=article.outlet)
            library.apply(ReviseArticle(story, replace(made, id=article.id)))
        case 6 if len(now.articles) > 1:
            library.apply(RemoveArticle(story, chance.choice(now.articles).id))
        case 7 if len(now.articles) < 5:
            outlet = f"Paper {chance.randrange(10**9)}"
            library.apply(AddArticle(story, Article.from_text(GAZETTE, outlet=outlet)))
        case _:
            library.apply(SetTags(story, (chance.choice("abc"), chance.choice("def"))))


def holdings(library: Library, story: str) -> tuple[set, list, set]:
    """All notes, checks and corrections of a story, in sight or in the tray, by their words."""
    items = all_items(library.story(story))
    notes = {(i.note, i.difference, in_words(library, story, i)) for i in items if i.kind == "note"}
    checks = [(i.difference, in_words(library, story, i)) for i in items if i.kind == "checked"]
    said = {(i.kind, i.value, in_words(library, story, i)) for i in items if isinstance(i, KeptCorrection)}
    return notes, checks, said


@settings(max_examples=35, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    chance=st.randoms(use_true_random=False),
    before=st.integers(0, 4),
    here=st.integers(0, 8),
    there=st.integers(0, 8),
    turned=st.booleans(),
)
def test_nothing_that_either_story_holds_is_lost_and_one_undo_brings_both_back(
    tmp_path: Path, chance: random.Random, before: int, here: int, there: int, turned: bool
) -> None:
    with fresh(tmp_path) as library:
        begun = NewStory("The ferry")
        library.apply(begun)
        for text, outlet in ((BEACON, "Sorrel Beacon"), (COURIER, "Coast Courier")):
            library.apply(AddArticle(begun.story, Article.from_text(text, outlet=outlet)))
        for _ in range(before):
            deed(library, begun.story, chance)
        copy = came_back(library, begun.story, tmp_path)
        for story, count in ((begun.story, here), (copy, there)):
            for _ in range(count):
                deed(library, story, chance)
        story, other = (copy, begun.story) if turned else (begun.story, copy)
        states = library.story(story), library.story(other)
        held = holdings(library, story), holdings(library, other)

        library.apply(MergeStories(story, other))
        merged = library.story(story)
        notes, checks, said = holdings(library, story)
        for one_notes, one_checks, one_said in held:
            assert one_notes <= notes
            assert one_said <= said
            for difference, judged in one_checks:
                assert any(difference == kind and judged <= places for kind, places in checks)
        assert set(states[0].tags) | set(states[1].tags) == set(merged.tags)
        outlets = {a.outlet for state in states for a in state.articles}
        assert {a.outlet for a in merged.articles} == outlets
        texts = {a.outlet: a.text for a in merged.articles}
        assert all(texts[a.outlet] == a.text for a in states[0].articles)
        assert on_its_words(library, merged)
        assert but_for_times(library.story(other)) == but_for_times(states[1])

        library.undo(story)
        assert [but_for_times(library.story(s)) for s in (story, other)] == [but_for_times(s) for s in states]
        assert not library.story(other).binned
        library.redo(story)
        assert but_for_times(library.story(story)) == but_for_times(merged)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False), deeds=st.integers(0, 15))
def test_whatever_was_done_to_a_story_it_is_the_same_on_another_machine(
    tmp_path: Path, chance: random.Random, deeds: int
) -> None:
    with fresh(tmp_path) as library, fresh(tmp_path) as elsewhere:
        begun = NewStory("The ferry")
        library.apply(begun)
        for text, outlet in ((BEACON, "Sorrel Beacon"), (COURIER, "Coast Courier")):
            library.apply(AddArticle(begun.story, Article.from_text(text, outlet=outlet), text.encode(), "a.txt"))
        for _ in range(deeds):
            deed(library, begun.story, chance)
        elsewhere.apply(ImportStory(read_story_file(exported(library, begun.story, tmp_path))))
        assert but_for_times(elsewhere.story(begun.story)) == but_for_times(library.story(begun.story))
        elsewhere.undo(begun.story)
        elsewhere.redo(begun.story)
        assert but_for_times(elsewhere.story(begun.story)) == but_for_times(library.story(begun.story))
