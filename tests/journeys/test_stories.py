"""Stories as a user has them: found, renamed, binned, restored by keys; as files; in two windows; after a kill."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from test_journeys import MONDAY, TUESDAY, Program, wait

from parallax.article import Article
from parallax.library import AddArticle, HoldPaste, Library, NewStory, StoryHead

pytestmark = [
    pytest.mark.display,
    pytest.mark.skipif(not shutil.which("xdotool"), reason="xdotool is not installed"),
]


def library(folder: Path, **stories: str) -> Path:
    """A library of stories of one article each, the last one the newest."""
    path = folder / "state" / "library.sqlite"
    path.parent.mkdir(exist_ok=True)
    with Library.open(path) as kept:
        for title, text in stories.items():
            made = kept.apply(NewStory(title)).stories[0]
            kept.apply(AddArticle(made, Article.from_text(text, outlet=f"{title} Post")))
    return path


def heads(path: Path, *, binned: bool = False) -> list[StoryHead]:
    with Library.open(path, read_only=True) as kept:
        return kept.stories(binned=binned)


def titles(path: Path, *, binned: bool = False) -> set[str]:
    return {head.title for head in heads(path, binned=binned)}


def typed(text: str) -> None:
    subprocess.run(["xdotool", "type", "--delay", "40", text], check=True)


def to_first_page(program: Program) -> None:
    program.keys("ctrl+n")


def test_a_story_is_renamed_binned_and_brought_back_by_keys_alone(
    start: Callable[..., Program], tmp_path: Path
) -> None:
    path = library(tmp_path, Harbour=TUESDAY, Ferry=MONDAY)
    program = start()
    program.window()
    to_first_page(program)
    program.keys("F2")
    typed("Ferry aground")
    program.keys("Return")
    wait(lambda: titles(path) == {"Harbour", "Ferry aground"}, "the name", 20)
    program.keys("Delete")
    wait(lambda: titles(path, binned=True) == {"Ferry aground"}, "the bin", 20)
    program.keys("ctrl+z")
    wait(lambda: titles(path) == {"Harbour", "Ferry aground"}, "the story to be back", 20)
    program.keys("ctrl+z")
    wait(lambda: titles(path) == {"Harbour", "Ferry"}, "the old name", 20)


def test_the_menu_key_and_one_letter_make_a_copy(start: Callable[..., Program], tmp_path: Path) -> None:
    path = library(tmp_path, Ferry=MONDAY)
    program = start()
    program.window()
    to_first_page(program)
    program.keys("Menu", "d")
    wait(lambda: titles(path) == {"Ferry", "Ferry (copy)"}, "the copy", 20)


def test_a_right_click_opens_the_menu_and_does_nothing_yet(start: Callable[..., Program], tmp_path: Path) -> None:
    path = library(tmp_path, **{f"Harbour {n}": TUESDAY for n in range(6)})
    program = start()
    window = program.window()
    to_first_page(program)
    time.sleep(1)
    subprocess.run(["xdotool", "mousemove", "--window", window, "640", "320", "click", "3"], check=True)
    time.sleep(1)
    assert {name(w) for w in program.windows()} == {"Parallax"}
    program.keys("d")
    wait(lambda: len(titles(path)) == 7, "the copy, by a letter of the menu that stayed open", 20)


def test_words_are_found_and_opened_where_they_stand(start: Callable[..., Program], tmp_path: Path) -> None:
    library(tmp_path, Ferry=MONDAY, Bakery="The bakery in Sall\n\nBread was sold out by nine on Friday.")
    program = start()
    program.window()
    to_first_page(program)
    program.keys("ctrl+f")
    typed("aground off castle")
    program.keys("Down", "Down")
    program.keys("Return")
    wait(lambda: any("Ferry" in name(w) for w in program.windows()), "the story that has the words", 20)
    wait(program.analysed, "its analysis")


def name(window: str) -> str:
    found = subprocess.run(["xdotool", "getwindowname", window], capture_output=True, text=True, check=False)
    return found.stdout.strip()


def test_a_story_file_on_the_command_line_opens_and_a_second_start_hands_its_file_over(
    start: Callable[..., Program], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere.sqlite"
    with Library.open(elsewhere) as other:
        made = other.apply(NewStory("Ferry")).stories[0]
        other.apply(AddArticle(made, Article.from_text(MONDAY, outlet="Post")))
        other.export_story(made, tmp_path / "Ferry.parallax")
    program = start(tmp_path / "Ferry.parallax")
    wait(lambda: titles(program.library) == {"Ferry"}, "the story")
    wait(lambda: any(name(w).startswith("Ferry") for w in program.windows()), "the story on screen", 20)
    again = start(tmp_path / "Ferry.parallax")
    assert again.process.wait(30) == 0
    wait(lambda: len(heads(program.library)) == 2, "the same story, kept apart", 20)
    origins = [head.origin for head in heads(program.library)]
    assert sorted(map(bool, origins)) == [False, True]


def test_a_second_window_sees_the_first_and_lives_on_without_it(start: Callable[..., Program], tmp_path: Path) -> None:
    path = library(tmp_path, Ferry=MONDAY)
    program = start()
    program.window()
    program.keys("ctrl+shift+n")
    wait(lambda: len(program.windows()) == 2, "the second window", 20)
    program.keys("ctrl+w")
    wait(lambda: len(program.windows()) == 1, "one window to close", 20)
    assert program.process.poll() is None
    to_first_page(program)
    program.keys("Delete")
    wait(lambda: titles(path, binned=True) == {"Ferry"}, "the other window to work", 20)
    program.keys("ctrl+q")
    assert program.process.wait(20) == 0


@pytest.mark.skipif(not shutil.which("xclip"), reason="xclip is not installed")
def test_a_text_pasted_just_before_a_kill_is_there_after_it(start: Callable[..., Program], tmp_path: Path) -> None:
    path = library(tmp_path)
    copied = subprocess.Popen(["xclip", "-selection", "clipboard", "-quiet"], stdin=subprocess.PIPE)
    assert copied.stdin is not None
    copied.stdin.write(MONDAY.encode())
    copied.stdin.close()
    program = start()
    program.window()

    def kept() -> list[str]:
        with Library.open(path, read_only=True) as there:
            texts = [a.text for head in there.stories() for a in there.story(head.id).articles]
            return [*texts, *(held.text for held in there.held_pastes())]

    program.keys("ctrl+v")
    wait(kept, "the text on the disk", 20)
    program.kill()
    copied.terminate()
    copied.wait(10)
    assert [text.split("\n")[0] for text in kept()] == ["Ferry runs aground off Castle Point"]
    again = start()
    wait(lambda: any("Parallax" in name(window) for window in again.windows()), "the window", 20)


def test_a_text_that_a_kill_left_without_a_story_is_made_one_by_a_key(
    start: Callable[..., Program], tmp_path: Path
) -> None:
    path = library(tmp_path)
    with Library.open(path) as kept:
        kept.apply(HoldPaste("left-by-a-kill", MONDAY))
    program = start()
    program.window()
    program.keys("alt+o")
    wait(lambda: [head.articles for head in heads(path)] == [1], "the text as a story", 20)
    with Library.open(path, read_only=True) as kept:
        assert kept.held_pastes() == []
