"""The keys that parts of the window handle themselves, beside those of the table of actions; and both as one list.
Without Qt."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from parallax.window.actions import key_sheet


@dataclass(frozen=True, slots=True)
class ReadingKey:
    """What `keys` do in a part of the window. Under `name` a test presses them."""

    name: str
    where: str
    keys: str
    what: str


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """A menu or a part of the window, with (what, keys) of each line."""

    name: str
    lines: tuple[tuple[str, str], ...]


READING_KEYS: tuple[ReadingKey, ...] = (
    ReadingKey("text_choose", "In a text", "Return", "Choose the sentence at the caret"),
    ReadingKey("text_select", "In a text", "Shift and arrows", "Select words"),
    ReadingKey("sheet_open", "In the story sheet", "Return", "Open the line, or unfold it"),
    ReadingKey("sheet_fold", "In the story sheet", "Right and Left", "Unfold a line, or fold it"),
    ReadingKey("sheet_ends", "In the story sheet", "Home and End", "Go to the first or the last line"),
    ReadingKey("rows_open", "In the rows", "Return", "Choose its difference, or unfold"),
    ReadingKey("rows_follow", "In the rows", "Shift+Return", "Go to the other end of a moved sentence"),
    ReadingKey("readings_open", "In This difference", "Return", "Show the reading side by side"),
    ReadingKey("note_leave", "In a note", "Esc", "Save it, and go back to the texts"),
    ReadingKey("tray_open", "In the tray", "Return", "Go to the place of the line"),
    ReadingKey("tray_give_up", "In the tray", "Delete", "Give up what the line is about"),
    ReadingKey("find_on", "In the line to search in", "Return", "Go to the next place"),
    ReadingKey("find_leave", "In the line to search in", "Esc", "Close it, and go back to the text"),
    ReadingKey("notice_leave", "Below a page", "Esc", "Close the notice there"),
    ReadingKey("asked_answer", "While a sentence is asked for", "Return", "Answer with the sentence at the caret"),
    ReadingKey("asked_leave", "While a sentence is asked for", "Esc", "Give no answer"),
    ReadingKey("stories_open", "On the first page", "Return", "Open the story"),
    ReadingKey("stories_menu", "On the first page", "Menu", "What can be done with the story"),
    ReadingKey("stories_bin", "On the first page", "Delete", "Move the story to the bin"),
    ReadingKey("stories_up", "On the first page", "Up, on the first line", "Go to the line to search in"),
    ReadingKey("search_down", "On the first page", "Down, in the search", "Go to what was found"),
    ReadingKey("search_empty", "On the first page", "Esc, in the search", "Empty the search"),
    ReadingKey("bin_open", "In the bin", "Return", "Go to the button that restores the story"),
    ReadingKey("bin_leave", "In the bin", "Esc", "Go back to the first page"),
    ReadingKey("palette_do", "In the command palette", "Return", "Do what is chosen"),
    ReadingKey("palette_leave", "In the command palette", "Esc", "Close it, and go back to where you were"),
)


def all_keys() -> tuple[KeyGroup, ...]:
    """The keys of the menus, then those of the parts of the window, in the order of their tables."""
    lines = [*key_sheet(), *((k.where, k.what, k.keys) for k in READING_KEYS)]
    return tuple(
        KeyGroup(name, tuple((what, keys) for _, what, keys in group)) for name, group in groupby(lines, lambda k: k[0])
    )


def as_text(groups: tuple[KeyGroup, ...]) -> str:
    """The list as plain text, to print or to send: the keys in a column of their own."""
    wide = max((len(what) for group in groups for what, _ in group.lines), default=0)
    parts = ["\n".join([g.name, *(f"    {what:<{wide}}  {keys}" for what, keys in g.lines)]) for g in groups]
    return "\n\n".join(parts) + "\n" if parts else ""
