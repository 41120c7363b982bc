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
WHY_NOT: dict[When, str] = {
    "articles": "needs an article",
    "comparison": "needs a finished comparison",
    "pairs": "needs two compared articles",
    "differences": "needs a difference",
    "current": "needs a chosen difference",
    "busy": "nothing is being analysed",
    "undo": "nothing to undo",
    "redo": "nothing to do again",
    "story": "needs an open or chosen story",
    "merge": "needs an imported copy of a story",
    "search": "needs an article",
}
"""Why an action cannot be done now, in a few words; "always" has no reason."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action. `name` is the method of `Doing` that does it; `when` says when it can
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

    @property
    def words(self) -> str:
        """Its text as it is read: without the mark of its letter, and without the dots of a question to come."""
        return self.text.replace("&", "").removesuffix("…")


ACTIONS: tuple[Action, ...] = (
    Action("new_story", "&New story", "&File", ("Ctrl+N",), tip="Begin another story"),
    Action("new_window", "New &window", "&File", ("Ctrl+Shift+N",), tip="A second window on the same library"),
    Action("open", "&Open…", "&File", ("Ctrl+O",), tip="Add articles from files to this story", tool="Add"),
    Action("paste", "&Paste as an article", "&File", ("Ctrl+V",), tip="Add what is on the clipboard", tool="Paste"),
    Action(
        "add_address",
        "&Add from a web address…",
        "&File",
        ("Ctrl+Shift+O",),
        tip="Fetch one page, whose address you give, after you have said yes",
    ),
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
    Action("print", "Prin&t…", "&File", ("Ctrl+P",), "comparison", "Print the view on screen, all of it"),
    Action(
        "save_pdf", "Save as PD&F…", "&File", (), "comparison", "Write the view on screen to a PDF, as it is printed"
    ),
    Action(
        "install_entry", "Add to the &desktop's menu", "&File", tip="Install a desktop entry and icon for this user"
    ),
    Action(
        "settings", "Settin&gs…", "&File", ("Ctrl+,",), tip="Text size, theme, library and language model", divided=True
    ),
    Action("close", "&Close", "&File", ("Ctrl+W",), tip="Close this window", divided=True),
    Action("quit", "&Quit", "&File", ("Ctrl+Q",), tip="Close all windows"),
    Action("undo", "&Undo", "&Edit", ("Ctrl+Z",), "undo", "Take the last change back"),
    Action("redo", "&Redo", "&Edit", ("Ctrl+Shift+Z",), "redo", "Make the change again that was taken back last"),
    Action(
        "copy",
        "&Copy with its source",
        "&Edit",
        ("Ctrl+C",),
        "articles",
        "Copy the selected words, or the sentence",
        divided=True,
    ),
    Action("find", "&Find…", "&Edit", ("Ctrl+F",), "search", "Search the texts of this story", "Find"),
    Action("find_next", "Find &again", "&Edit", ("F3",), "articles", "Go to the next place of what you searched"),
    Action("find_previous", "Find &before", "&Edit", ("Shift+F3",), "articles", "Go to the place before"),
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
    Action(
        "cleaning",
        "What readin&g did to it…",
        "&Edit",
        (),
        "articles",
        "Pieces that were left out and lines that were joined, each to be put back; where its particulars were found",
    ),
    Action("read_again", "Read its fi&le again", "&Edit", (), "articles", "Put what the file holds now in its place"),
    Action("remove", "Remo&ve this article", "&Edit", (), "articles", "Take it out of the story; undo brings it back"),
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
    Action(
        "sheet",
        "&Story sheet",
        "&View",
        ("Ctrl+1",),
        "comparison",
        "What the articles disagree on, in lists",
        choice=True,
    ),
    Action("side", "Side &by side", "&View", ("Ctrl+2",), "articles", "A column of text for each article", choice=True),
    Action(
        "rows", "&Rows", "&View", ("Ctrl+3",), "comparison", "Aligned sentences, unchanged ones folded", choice=True
    ),
    Action(
        "bigger",
        "&Larger text",
        "&View",
        ("Ctrl++", "Ctrl+="),
        tip="Make the letters of the texts larger",
        divided=True,
    ),
    Action("smaller", "S&maller text", "&View", ("Ctrl+-",), tip="Make the letters of the texts smaller"),
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
    Action(
        "dock",
        "This &difference",
        "&View",
        ("Ctrl+D",),
        "pairs",
        "Show or hide the readings of the difference that you are at",
        choice=True,
    ),
    Action(
        "ruler",
        "&Overview ruler",
        "&View",
        ("F9",),
        "articles",
        "Where in the whole the differences stand, at the right edge",
        choice=True,
    ),
    Action(
        "full_screen",
        "&Full screen",
        "&View",
        ("F11",),
        tip="Use the whole screen, or go back",
        choice=True,
        divided=True,
    ),
    Action(
        "next",
        "&Next difference",
        "&Go",
        ("F7", "Alt+Down"),
        "differences",
        "Go to the next difference that is shown",
        "Next",
    ),
    Action(
        "previous",
        "&Previous difference",
        "&Go",
        ("Shift+F7", "Alt+Up"),
        "differences",
        "Go to the difference before",
        "Previous",
    ),
    Action("next_sentence", "Next &sentence", "&Go", ("Ctrl+Down",), "articles", "Go on by a sentence", divided=True),
    Action("previous_sentence", "Previous s&entence", "&Go", ("Ctrl+Up",), "articles", "Go back by a sentence"),
    Action("next_pane", "Next p&ane", "&Go", ("F6",), tip="Move to the next part of the window"),
    Action("previous_pane", "Pre&vious pane", "&Go", ("Shift+F6",), tip="Move to the part of the window before"),
    Action(
        "check",
        "&Checked, and go on",
        "&Mark",
        ("Ctrl+Return",),
        "current",
        "Mark this difference as judged, and go to the next",
        "✓ Checked",
    ),
    Action("uncheck", "&Not checked", "&Mark", ("Ctrl+Shift+Return",), "current", "Take the mark off this difference"),
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
    Action("deny", "Not a &difference", "&Mark", ("Ctrl+Delete",), "current", "Say that these readings do not differ"),
    Action(
        "link", "&Link by hand…", "&Mark", ("Ctrl+L",), "pairs", "Link the chosen sentence with one of another column"
    ),
    Action("unlink", "Not a &match", "&Mark", ("Ctrl+Shift+L",), "pairs", "Unlink the sentences that you are at"),
    Action("cancel", "Cancel the &analysis", "&Mark", ("Ctrl+.",), "busy", "Stop; the texts stay", divided=True),
    Action("analyse", "Analyse a&gain", "&Mark", ("F5",), "articles", "Compare the texts anew"),
    Action("help", "Parallax &help", "&Help", ("Shift+F1",), tip="What everything on screen means"),
    Action("guided_look", "Guided &look at the sample", "&Help", tip="Three steps through the sample story"),
    Action(
        "palette",
        "&Command palette…",
        "&Help",
        ("Ctrl+K",),
        tip="Find an action or a place by its words",
        divided=True,
    ),
    Action("shortcuts", "&Keys", "&Help", ("F1",), tip="All keys of the window, in a list"),
    Action("about", "&About Parallax", "&Help", tip="Version, library and licence"),
)


def by_name(name: str) -> Action:
    """The action of this name. Raises KeyError."""
    for action in ACTIONS:
        if action.name == name:
            return action
    raise KeyError(name)


def key_sheet() -> list[tuple[str, str, str]]:
    """(menu, what, keys) of each action that has keys, in the order of the menus."""
    return [(a.menu.replace("&", ""), a.words, " or ".join(a.keys)) for a in ACTIONS if a.keys]
