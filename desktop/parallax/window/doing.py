"""What each action of the table does: one method per action, named as the action is. What few of them need is imported
when it is asked for: the window opens sooner without it."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

import parallax
from parallax import desktop_entry, export
from parallax.article import Article
from parallax.errors import ParallaxError, WriteError
from parallax.outlets import outlet_names
from parallax.particulars import FETCHED
from parallax.values import how_sure
from parallax.window.articles.article_dialogs import ParticularsDialog, ReplaceDialog
from parallax.window.corrections.told import spoken

if TYPE_CHECKING:
    from parallax.window.help.command_palette import CommandPalette
    from parallax.window.help.guided_look import GuidedLook
    from parallax.window.main_window import MainWindow
    from parallax.window.on_paper.printing import Printing

_FORMATS = {
    "Page to print or send (*.html)": ("html", export.to_html),
    "Text (*.txt)": ("txt", export.to_text),
    **{f"Table of {what} (*.csv)": ("csv", write) for what, write in export.TABLES.items()},
    "Everything, for programs (*.json)": ("json", export.to_json),
}


class Doing:
    """The actions of one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._palette: CommandPalette | None = None

    # file

    def new_story(self) -> None:
        """Begin another story: the first article names it."""
        self._window.leave_story()

    def stories(self) -> None:
        """Back to the first page."""
        self.new_story()

    def new_window(self) -> None:
        """A second window on the same library."""
        self._window.another_asked.emit()

    def import_story(self) -> None:
        """Choose story files to import."""
        self._window.front.choose_stories()

    def bin(self) -> None:
        """What lies in the bin."""
        self._window.front.show_bin()

    # story

    def rename_story(self) -> None:
        """Give the story another name."""
        self._window.front.rename()

    def tag_story(self) -> None:
        """Give it tags."""
        self._window.front.tags()

    def duplicate_story(self) -> None:
        """Copy it."""
        self._window.front.duplicate()

    def export_story(self) -> None:
        """Write it to a file."""
        self._window.front.export()

    def merge_story(self) -> None:
        """Merge an imported story into the one that was there before."""
        self._window.front.merge()

    def bin_story(self) -> None:
        """Move it to the bin."""
        self._window.front.bin()

    # articles

    def open(self) -> None:
        """Choose files to add."""
        asked = "Add articles to this story" if self._window.session.story else "Open two or more articles of one story"
        dialog = QFileDialog(self._window, asked, str(self._window.preferences.folder), _read())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        dialog.filesSelected.connect(self._open_chosen)
        dialog.open()

    def _open_chosen(self, names: list[str]) -> None:
        self._window.preferences.folder = Path(names[0]).parent
        self._window.front.take([Path(n) for n in names])

    def paste(self) -> None:
        """Add what is on the clipboard: files, or a text."""
        self._window.arrivals.take(QGuiApplication.clipboard().mimeData(), dropped=False)

    def add_address(self) -> None:
        """Ask for a web address, and fetch it when the reader says so."""
        self._window.arrivals.ask()

    def sample(self) -> None:
        """Open the three invented reports as a new story; the first time a guided look at it begins."""
        if self._window.session.story is not None:
            self._window.leave_story()
        self._window.session.adding.files(self._window.sample_files())
        self._look().offer()

    def export(self) -> None:
        """Write the comparison to a file."""
        dialog = QFileDialog(self._window, "Export the comparison", str(self._window.preferences.folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(_FORMATS))
        dialog.selectFile(self._file_name("html"))
        dialog.setDefaultSuffix("html")
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_FORMATS[chosen][0]))
        dialog.fileSelected.connect(lambda name: self._export_to(Path(name), dialog.selectedNameFilter()))
        dialog.open()

    def _file_name(self, suffix: str) -> str:
        """A name for a file, after the story."""
        story = self._window.session.story
        words = "".join(c if c.isalnum() or c in " -_" else " " for c in (story.title if story else ""))
        title = " ".join(words.split())
        return f"{title[:60].rstrip() or 'Comparison'}.{suffix}"

    def _export_to(self, path: Path, chosen: str) -> None:
        comparison = self._window.session.state.comparison
        if comparison is None:
            return
        suffix, write = _FORMATS.get(chosen, _FORMATS[next(iter(_FORMATS))])
        typed = path.suffix.lower().lstrip(".")
        if typed != suffix:
            write = next((other for own, other in _FORMATS.values() if own == typed), write)
        self._window.preferences.folder = path.parent
        try:
            export.write_whole(path, write(comparison))
        except WriteError as error:
            self._window.notice.show_error(str(error))
        else:
            self._window.say(f"Written to {path.name}")

    def print(self) -> None:
        """Print the view on screen."""
        self._printing.ask_printer()

    def save_pdf(self) -> None:
        """Write the view on screen to a PDF."""
        self._printing.save_pdf(self._file_name("pdf"))

    @cached_property
    def _printing(self) -> Printing:
        from parallax.window.on_paper.printing import Printing  # when it is asked for

        return Printing(self._window)

    def install_entry(self) -> None:
        """Install the desktop entry and icon for this user."""
        try:
            desktop_entry.install()
        except ParallaxError as error:
            self._window.notice.show_error(str(error))
        else:
            self._window.say("Parallax is now in the desktop's menu")

    def settings(self) -> None:
        """What can be set."""
        from parallax.window.settings.settings_dialog import SettingsDialog  # when it is asked for

        SettingsDialog(self._window).show_them()

    def close(self) -> None:
        """Close this window."""
        self._window.close()

    def quit(self) -> None:
        """Close all windows, and the program with them."""
        QApplication.closeAllWindows()

    # edit

    def undo(self) -> None:
        """Take the last change back: of the open story, or on the first page of whole stories."""
        if self._window.session.story is None:
            self._window.front.undo()
        else:
            self._window.session.undo()

    def redo(self) -> None:
        """Make it again."""
        if self._window.session.story is None:
            self._window.front.redo()
        else:
            self._window.session.redo()

    def copy(self) -> None:
        """Copy the selected words, or the current sentence, with the outlet they are from."""
        text = self._window.quotation()
        if text:
            mime = QMimeData()
            mime.setText(text)
            QGuiApplication.clipboard().setMimeData(mime)
            self._window.say("Copied with its source")

    def find(self) -> None:
        """Open the line to search in all texts, or, on the first page, in all of the library."""
        if self._window.session.story is None:
            self._window.front.search()
        else:
            self._window.page.open_find()

    def search_all(self) -> None:
        """Go to the first page, to search in all of the library."""
        if self._window.session.story is not None:
            self._window.leave_story()
        self._window.front.search()

    def find_next(self) -> None:
        """Search on."""
        self._window.page.find_again()

    def find_previous(self) -> None:
        """Search back."""
        self._window.page.find_again(backwards=True)

    def remove(self) -> None:
        """Take the article out of the story that the reader is in."""
        self._window.session.remove_article(self._window.page.article_in_focus())

    def particulars(self) -> None:
        """Outlet, author and date of the article that the reader is in."""
        article = self._article()
        dialog = ParticularsDialog(self._window, article)
        dialog.ask(lambda *known: self._window.marks.revising.particulars(article, *known))

    def replace_text(self) -> None:
        """Edit its text, or put another in its place."""
        window, article = self._window, self._article()
        articles, revising = window.session.articles, window.marks.revising
        name = outlet_names(articles)[articles.index(article)]
        dialog = ReplaceDialog(window, name, article, self._window.preferences.folder, _read())
        dialog.ask(lambda text: revising.by_text(article, text), lambda path: revising.by_file(article.id, path))

    def cleaning(self) -> None:
        """Show what reading left out of its text and joined, each to be put back."""
        from parallax.window.articles.cleaning_dialog import CleaningDialog  # when it is asked for

        CleaningDialog(self._window, self._article()).ask()

    def read_again(self) -> None:
        """Put what its file holds now in the place of its text, or, after a question, what its page holds."""
        from parallax.window.articles.address_dialog import AddressDialog  # when it is asked for

        article, revising = self._article(), self._window.marks.revising
        if ("location", FETCHED) in article.sources:
            AddressDialog(self._window).ask_again(article.location, partial(revising.by_page, article.id))
        else:
            revising.read_again(article.id)

    def _article(self) -> Article:
        """The article that the reader is in."""
        return self._window.session.articles[self._window.page.article_in_focus()]

    # view and go

    def sheet(self) -> None:
        """The story sheet."""
        self._window.show_view("sheet")

    def side(self) -> None:
        """Texts side by side."""
        self._window.show_view("side")

    def rows(self) -> None:
        """Aligned rows."""
        self._window.show_view("rows")

    def bigger(self) -> None:
        """Larger text."""
        self._window.preferences.text_size += 1

    def smaller(self) -> None:
        """Smaller text."""
        self._window.preferences.text_size -= 1

    def ruler(self) -> None:
        """Show the overview ruler, or put it away."""
        self._window.show_ruler(self._window.acts["ruler"].isChecked())

    def dock(self) -> None:
        """Show the dock *This difference*, or put it away."""
        self._window.docks.toggle()

    def full_screen(self) -> None:
        """The whole screen, or back."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def next(self) -> None:
        """The next shown difference."""
        self._step(1, "That was the last difference")

    def previous(self) -> None:
        """The one before."""
        self._step(-1, "That was the first difference")

    def _step(self, by: int, end: str) -> None:
        state = self._window.session.state
        index = state.step(by)
        if index is None:
            self._window.say(end)
        else:
            with self._window.page.side.unannounced():
                self._window.choose(index, travel=True)
            d = state.differences[index]
            what = ", ".join(w for w in (d.kind.replace("-", " "), d.relation, how_sure(d.confidence)) if w)
            self._window.announce(
                spoken([state.summary().split(" · ")[0], what.capitalize(), state.marked(index), d.explanation])
            )

    def next_sentence(self) -> None:
        """The next sentence of the text that has the focus."""
        self._window.page.step_sentence(1)

    def previous_sentence(self) -> None:
        """The sentence before."""
        self._window.page.step_sentence(-1)

    def next_pane(self) -> None:
        """Give the focus to the next part of the window."""
        self._window.next_pane()

    def previous_pane(self) -> None:
        """Give the focus to the part of the window before."""
        self._window.next_pane(backwards=True)

    # mark

    def check(self) -> None:
        """Mark the current difference as judged and go to the next; a checked one stays checked."""
        session = self._window.session
        if session.state.current is None:
            return
        if session.state.checked.get(session.state.current) != "checked":
            session.marking.set_checked(session.state.current, True)
        self.next()

    def uncheck(self) -> None:
        """Take the mark back."""
        session = self._window.session
        if session.state.current is not None:
            session.marking.set_checked(session.state.current, False)

    def note(self) -> None:
        """Write a note, or go back from it to the texts."""
        self._window.marks.note()

    def correct(self) -> None:
        """Open the menu of what can be said of a place."""
        self._window.marks.correct()

    def link(self) -> None:
        """Link two sentences by hand."""
        self._window.marks.link()

    def unlink(self) -> None:
        """Unlink two sentences."""
        self._window.marks.unlink()

    def tray(self) -> None:
        """Show the tray with all corrections and notes, or put it away."""
        self._window.marks.tray_shown()

    def deny(self) -> None:
        """Say that it is no difference."""
        session = self._window.session
        if session.state.current is not None:
            session.marking.deny(session.state.current)

    def cancel(self) -> None:
        """Stop what is being read, or the analysis."""
        reading = self._window.session.reading
        self._window.session.cancel()
        self._window.say("Reading was stopped" if reading else "The analysis was stopped; the texts are still here")

    def analyse(self) -> None:
        """Compare again from the texts."""
        self._window.session.analyse(again=True)

    # help

    def palette(self) -> None:
        """List all actions and places to choose from by typing, or put the list away."""
        from parallax.window.help.command_palette import CommandPalette  # when it is asked for

        if self._palette is None:
            self._palette = CommandPalette(self._window)
        self._palette.toggle()

    def help(self) -> None:
        """The help page, in a window of its own."""
        from parallax.window.help.help_window import HelpWindow  # when it is asked for

        HelpWindow.of(self._window).come()

    def guided_look(self) -> None:
        """Three steps through the sample story, as often as the reader likes."""
        self._look().begin()

    def _look(self) -> GuidedLook:
        from parallax.window.help.guided_look import GuidedLook  # when it is asked for

        return GuidedLook.of(self._window)

    def shortcuts(self) -> None:
        """All keys."""
        from parallax.window.help.key_sheet import KeySheet  # when it is asked for

        KeySheet(self._window, self._window.announce).open()

    def about(self) -> None:
        """Version and promises."""
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("About Parallax")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(f"Parallax {parallax.__version__}")
        box.setInformativeText(
            "Compares versions of an article, or several outlets' reports of one story.\n"
            f"Your library: {self._window.session.library.path}\n"
            "Nothing leaves this computer but the web addresses that you ask for. MIT licence."
        )
        box.open()


def _read() -> str:
    """The filter of a file dialog: what is read."""
    from parallax.intake.formats import ENDINGS  # when it is asked for

    names = " ".join(f"*{ending}" for ending in (*ENDINGS, ".gz", ".parallax"))
    return f"Articles and stories ({names});;All files (*)"
