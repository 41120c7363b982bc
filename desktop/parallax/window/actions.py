"""The one table of what a reader can do: menus, toolbar, shortcut sheet and tests are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Menu = Literal["&File", "&Edit", "&Story", "&View", "&Go", "&Mark", "&Help"]
MENUS: tuple[Menu, ...] = ("&File", "&Edit", "&Story", "&View", "&Go", "&Mark", "&Help")
When = Literal[
    "always",
    "articles",
    "comparison",
    "pairs",
    "differences",
    "current",
    "busy",
    "undo",
    "redo",
    "story",
    "merge",
    "search",
]


@dataclass(frozen=True, slots=True)
class Action:
    """One action. `name` is the method of the main window that does it, with `do_` before it; `when` says when it can
    be done; `tool` is its short name on the toolbar, or empty; `choice` marks a check box or one of a set of views."""

    name: str
    text: str
    menu: Menu
    keys: tuple[str, ...] = ()
    when: When = "always"
    tip: str = ""
    tool: str = ""
    choice: bool = False
    divided: bool = False


ACTIONS: tuple[Action, ...] = (
    Action("new_story", "&New story", "&File", ("Ctrl+N",), tip="Begin another story"),
    Action("new_window", "New &window", "&File", ("Ctrl+Shift+N",), tip="A second window on the same library"),
    Action("open", "&Open…", "&File", ("Ctrl+O",), tip="Add articles from files to this story", tool="Add"),
    Action("paste", "&Paste as an article", "&File", ("Ctrl+V",), tip="Add what is on the clipboard", tool="Paste"),
    Action("sample", "Open the &sample story", "&File", tip="Three invented reports of one event"),
    Action("import_story", "&Import a story…", "&File", tip="Take a story out of a .parallax file", divided=True),
    Action("stories", "&Recent stories", "&File", tip="Go back to the first page"),
    Action("bin", "&Bin", "&File", tip="Stories that were moved to the bin"),
    Action(
        "export",
        "&Export…",
        "&File",
        ("Ctrl+E",),
        "comparison",
        "Write the comparison to a file",
        "Export",
        divided=True,
    ),
    Action(
        "install_entry", "Add to the &desktop's menu", "&File", tip="Install a desktop entry and icon for this user"
    ),
    Action(
        "settings", "Se&ttings…", "&File", ("Ctrl+,",), tip="Text size, theme, library and language model", divided=True
    ),
    Action("close", "&Close", "&File", ("Ctrl+W",), divided=True),
    Action("quit", "&Quit", "&File", ("Ctrl+Q",)),
    Action("undo", "&Undo", "&Edit", ("Ctrl+Z",), "undo"),
    Action("redo", "&Redo", "&Edit", ("Ctrl+Shift+Z",), "redo"),
    Action("copy", "&Copy with its source", "&Edit", ("Ctrl+C",), "articles", divided=True),
    Action("find", "&Find…", "&Edit", ("Ctrl+F",), "search", tool="Find"),
    Action("find_next", "Find &again", "&Edit", ("F3",), "articles"),
    Action("find_previous", "Find &before", "&Edit", ("Shift+F3",), "articles"),
    Action(
        "search_all",
        "Search all &stories…",
        "&Edit",
        ("Ctrl+Shift+F",),
        tip="Find words in the titles, texts, notes and tags of the whole library",
    ),
    Action(
        "particulars",
        "&Outlet, author and date…",
        "&Edit",
        (),
        "articles",
        "What is known of the article that you are in",
        divided=True,
    ),
    Action(
        "replace_text", "Replace its te&xt…", "&Edit", (), "articles", "Edit its text, or put a newer version there"
    ),
    Action("read_again", "Read its fi&le again", "&Edit", (), "articles", "Put what the file holds now in its place"),
    Action("remove", "Remo&ve this article", "&Edit", (), "articles"),
    Action("rename_story", "Re&name…", "&Story", ("F2",), "story", tip="Give the story another name"),
    Action("tag_story", "&Tags…", "&Story", (), "story", tip="Words by which you find the story again"),
    Action("duplicate_story", "&Duplicate", "&Story", (), "story", tip="Make a copy with all marks and notes"),
    Action("export_story", "&Export as .parallax…", "&Story", (), "story", tip="One file with all of the story"),
    Action(
        "merge_story",
        "&Merge into the one you had",
        "&Story",
        (),
        "merge",
        "Bring what an imported story holds into the one that was here before",
    ),
    Action("bin_story", "Move to the &bin", "&Story", (), "story", tip="It can be restored", divided=True),
    Action("sheet", "&Story sheet", "&View", ("Ctrl+1",), "comparison", choice=True),
    Action("side", "Side &by side", "&View", ("Ctrl+2",), "articles", choice=True),
    Action("rows", "&Rows", "&View", ("Ctrl+3",), "comparison", choice=True),
    Action("bigger", "&Larger text", "&View", ("Ctrl++", "Ctrl+="), divided=True),
    Action("smaller", "S&maller text", "&View", ("Ctrl+-",)),
    Action(
        "tray",
        "&Tray, corrections and notes",
        "&View",
        ("Ctrl+T",),
        "articles",
        "What no longer fits, and all that you said of this story",
        choice=True,
        divided=True,
    ),
    Action("full_screen", "&Full screen", "&View", ("F11",), choice=True, divided=True),
    Action("next", "&Next difference", "&Go", ("F7", "Alt+Down"), "differences", tool="Next"),
    Action("previous", "&Previous difference", "&Go", ("Shift+F7", "Alt+Up"), "differences", tool="Previous"),
    Action("next_sentence", "Next &sentence", "&Go", ("Ctrl+Down",), "articles", divided=True),
    Action("previous_sentence", "Previous s&entence", "&Go", ("Ctrl+Up",), "articles"),
    Action("next_pane", "Next p&ane", "&Go", ("F6",)),
    Action("previous_pane", "Pre&vious pane", "&Go", ("Shift+F6",)),
    Action(
        "check",
        "&Checked, and go on",
        "&Mark",
        ("Ctrl+Return",),
        "current",
        "Mark this difference as judged, and go to the next",
        "✓ Checked",
    ),
    Action("uncheck", "&Not checked", "&Mark", ("Ctrl+Shift+Return",), "current"),
    Action(
        "note",
        "No&te",
        "&Mark",
        ("Ctrl+M",),
        "articles",
        "Write a note on the difference, the sentence or the selected words",
        divided=True,
    ),
    Action(
        "correct",
        "C&orrect…",
        "&Mark",
        ("Shift+F10",),
        "articles",
        "Say what is wrong with the words that you are at: speaker, quotation, sentence",
    ),
    Action("deny", "Not a &difference", "&Mark", ("Ctrl+Delete",), "current"),
    Action(
        "link", "&Link by hand…", "&Mark", ("Ctrl+L",), "pairs", "Link the chosen sentence with one of another column"
    ),
    Action("unlink", "Not a &match", "&Mark", ("Ctrl+Shift+L",), "pairs", "Unlink the sentences that you are at"),
    Action("cancel", "Cancel the &analysis", "&Mark", ("Ctrl+.",), "busy", divided=True),
    Action("analyse", "Analyse a&gain", "&Mark", ("F5",), "articles"),
    Action("shortcuts", "&Keys", "&Help", ("F1",)),
    Action("about", "&About Parallax", "&Help"),
)


def by_name(name: str) -> Action:
    """The action of this name. Raises KeyError."""
    for action in ACTIONS:
        if action.name == name:
            return action
    raise KeyError(name)


def key_sheet() -> list[tuple[str, str, str]]:
    """(menu, what, keys) of each action that has keys, in the order of the menus."""
    return [
        (a.menu.replace("&", ""), a.text.replace("&", "").removesuffix("…"), " or ".join(a.keys))
        for a in ACTIONS
        if a.keys
    ]
