"""The dialog that asks for a web address, shows it as it will be asked for, and fetches it when the reader says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication, QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
)

from parallax.errors import NotFetched
from parallax.window.articles.clips import clip_of
from parallax.window.frame.dialog_buttons import in_words_alone
from parallax.window.frame.scroll_bars import PlainBars
from parallax.window.settings.settings_parts import Outcome, explained
from parallax.window.texts.offsets import shown
from parallax.worker.address import LONGEST, Address, address_of

if TYPE_CHECKING:
    from parallax.window.articles.fetching import Take
    from parallax.window.main_window import MainWindow

_WIDE = 560
_LINES = 3
"""Lines of the whole address that are seen at once."""
_ASKED = (
    "Type or paste the address of an article, and you will see here what is asked for. Nothing is fetched before you "
    "press Fetch."
)
_ONCE = (
    "Parallax will ask {site} for this page once. Where the page has moved, it goes on to its new place, five times at "
    "the most. No cookies or accounts are used, and nothing else leaves this computer."
)
_OPEN = " The connection is not encrypted: whoever stands on the way can read the page and change it."
_MIXED = "Careful: the name of this site mixes {scripts} letters, as names do that are made to look like others. "
_NEVER = (
    "Never ask the web is on in the settings, so no page is fetched. Copy the article in your browser and paste it."
)
_NOTHING = "The clipboard holds no article yet. Copy the article in your browser, then press Paste instead."


class AddressDialog(QDialog):
    """Of one window. It stays until the page is there, so that an address can be mended, or the article pasted."""

    def __init__(self, window: MainWindow, address: str = "") -> None:
        super().__init__(window)
        self.setWindowTitle("Add from a web address")
        self._window = window
        self._fetching = window.session.fetching
        self._take: Take | None = None
        self.line = QLineEdit(address)
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText("https://…")
        self.line.setAccessibleName("Web address")
        self.host = QLabel()
        self.host.setTextFormat(Qt.TextFormat.PlainText)
        self.host.setWordWrap(True)
        self.host.setAccessibleDescription("The site that is asked")
        large = self.host.font()
        large.setBold(True)
        self.host.setFont(large)
        self.whole = _whole_address()
        self.word = explained(_ASKED)
        self.word.setAccessibleDescription("What will happen")
        self.outcome = Outcome("What came of it")
        self.outcome.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Qt lets words be reached by a click alone
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(12)
        self.bar.hide()
        self._make_buttons()
        self._lay_out()
        self.line.textChanged.connect(self._typed)
        self._fetching.asked.connect(self._asked)
        self._fetching.ended.connect(self._ended)
        self.finished.connect(self._finish)
        self._typed()

    def _make_buttons(self) -> None:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.fetch = self.buttons.addButton("&Fetch", QDialogButtonBox.ButtonRole.AcceptRole)
        self.paste = QPushButton("&Paste instead")
        self.paste.setAccessibleDescription("Adds the article that you copied in your browser")
        self.browser = QPushButton("Open in your &browser")
        for button, do in ((self.paste, self._paste), (self.browser, self._browse)):
            button.setAutoDefault(False)
            button.clicked.connect(do)
            button.hide()
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.fetch.setDefault(True)
        in_words_alone(self.buttons)
        self.buttons.accepted.connect(self._begin)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Address", self.line)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        for part in (self.host, self.whole, self.word, self.bar, self.outcome):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(_WIDE)

    def ask(self) -> None:
        """Show it, with the address that the clipboard holds where it holds nothing else and no other was given."""
        if not self.line.text():
            self.line.setText(clip_of(QGuiApplication.clipboard().mimeData()).link)
        self.line.selectAll()
        self._show()

    def ask_again(self, address: str, take: Take) -> None:
        """Ask whether a page is to be fetched once more; `take` is given what it holds then."""
        self._take = take
        self.setWindowTitle("Fetch the page again")
        self.line.setText(address)
        self.line.setReadOnly(True)
        self._show()

    def _show(self) -> None:
        self._fit()
        self.open()
        self.line.setFocus()
        if self._window.preferences.never_asks_web:
            self._refuse(_NEVER)
        elif self.line.text() and self._address() is None:
            self._begin()  # which says what is wrong with it

    # what is typed

    def _address(self) -> Address | None:
        """The address in the line, where it is one that may be asked for."""
        try:
            return address_of(self.line.text())
        except NotFetched:
            return None

    def _typed(self) -> None:
        """Show the address in full, as it will be asked for."""
        address = self._address()
        self.outcome.clear()
        self.paste.hide()
        self.browser.hide()
        self.host.setVisible(address is not None)
        self.whole.setVisible(address is not None)
        self.fetch.setEnabled(bool(self.line.text().strip()) and not self._window.preferences.never_asks_web)
        if address is None:
            self.word.setText(_ASKED)
        else:
            self.host.setText(shown(_named(address)))
            self.whole.setPlainText(address.text)
            self.word.setText(_what_happens(address))
        self._fit()

    def _fit(self) -> None:
        """As high as what is in it needs at this width."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height()))

    # fetching

    def _begin(self) -> None:
        if self._fetching.busy:
            return
        if self._window.preferences.never_asks_web:  # it may have been chosen in another window meanwhile
            self._refuse(_NEVER)
            return
        try:
            address = address_of(self.line.text())
        except NotFetched as error:
            self._refuse(error.what[:1].upper() + error.what[1:])
            return
        self._work(f"Asking {address.site} …")
        self._fetching.fetch(address, self._take)

    def _work(self, words: str) -> None:
        """Show that something is being done, which Cancel stops."""
        self.line.setEnabled(False)
        self.fetch.setEnabled(False)
        self.paste.hide()
        self.browser.hide()
        self.bar.setAccessibleName(words)
        self.bar.show()
        self.outcome.tell(words)
        self._fit()

    def _asked(self, site: str) -> None:
        if self._fetching.busy:
            self._work(f"Asking {site} …" if site else "Reading the page …")

    def _ended(self, refusal: str) -> None:
        if refusal:
            self._rest()
            self._refuse(refusal)
        else:
            self.accept()

    def _rest(self) -> None:
        self.line.setEnabled(True)
        self.fetch.setEnabled(not self._window.preferences.never_asks_web)
        self.bar.hide()

    def _refuse(self, sentence: str) -> None:
        """Say why there is no page, and offer what is left to do."""
        self.outcome.tell(f"⚠ {sentence}")
        self.paste.setVisible(self._take is None)
        self.browser.setVisible(self._address() is not None)
        self._fit()
        self.line.setFocus()

    def reject(self) -> None:
        """Cancel, or Escape: first what is being fetched, then the dialog."""
        if not self._fetching.busy:
            super().reject()
            return
        self._fetching.cancel()
        self._rest()
        self.outcome.tell("Cancelled: nothing was added.")
        self._fit()
        self.line.setFocus()

    def _finish(self) -> None:
        self._fetching.asked.disconnect(self._asked)
        self._fetching.ended.disconnect(self._ended)
        self._fetching.cancel()
        self.deleteLater()

    # what is left to do

    def _paste(self) -> None:
        clip = clip_of(QGuiApplication.clipboard().mimeData())
        if not clip.paths and not clip.text.strip() and not clip.html:
            self._refuse(_NOTHING)
            return
        self.accept()
        self._window.acts["paste"].trigger()

    def _browse(self) -> None:
        address = self._address()
        if address is not None and not QDesktopServices.openUrl(QUrl(address.text)):
            self._refuse("No browser could be opened. Open one yourself, copy the article and paste it.")


def _whole_address() -> QPlainTextEdit:
    """A place for an address of any length, of which all can be read."""
    made = QPlainTextEdit()
    PlainBars(made)
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setAccessibleName("The whole address, as it is asked for")
    made.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
    made.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    margins = 2 * (made.frameWidth() + int(made.document().documentMargin()))
    made.setFixedHeight(made.fontMetrics().lineSpacing() * _LINES + margins)
    return made


def _named(address: Address) -> str:
    """The site; where its name has other letters than those of an address, both ways."""
    if not address.letters:
        return address.site
    return address.site if address.mixed else f"{address.letters}, which is written {address.site}"


def _what_happens(address: Address) -> str:
    """What fetching it means."""
    careful = _MIXED.format(scripts=" and ".join(address.mixed)) if address.mixed else ""
    return careful + _ONCE.format(site=address.site) + (_OPEN if address.scheme == "http" else "")
