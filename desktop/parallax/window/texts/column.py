"""One article beside the others: its header, its margin and its text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from parallax.article import Article, Span
from parallax.cleaning import left_out
from parallax.window.announcing import announce
from parallax.window.corrections.told import spoken
from parallax.window.frame.focus_ring import SHOWS_FOCUS
from parallax.window.later import later
from parallax.window.palette import Theme, widget_palette
from parallax.window.texts.article_text import ArticleText
from parallax.window.texts.margin import Margin
from parallax.window.texts.marks import Mark, Speech
from parallax.window.texts.offsets import plain_tooltip, shown

NARROWEST = 220
"""The least width of a column, in pixels, where its letters are not large."""
_FEWEST_CHARACTERS, _MOST_CHARACTERS = 16, 92
"""Of a line of body text, of average width: with fewer, words of a headline are broken."""
_UNSOUGHT = "speakers are not looked for in this language"


class OneLine(QLabel):
    """A label of plain text that is cut with an ellipsis where it does not fit, and says the whole in its tooltip; as
    high without words as with them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._keep_height()

    def set_whole(self, text: str) -> None:
        """Show a text, on one line."""
        self._whole = " ".join(shown(text).split())
        self.setAccessibleName(self._whole)
        self._fit()

    def whole(self) -> str:
        """The text that is shown, uncut."""
        return self._whole

    def _keep_height(self) -> None:
        self.setFixedHeight(self.fontMetrics().height())

    def _fit(self) -> None:
        cut = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(cut)
        self.setToolTip(plain_tooltip(self._whole) if cut != self._whole else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Cut anew in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._keep_height()
            self._fit()


class Column(QFrame):
    """A column. `name` is what its article is called on screen: the outlet, or *Article 2*.

    Signals: `sentence_clicked(int)`, `difference_clicked(int)`, `note_clicked(str)`, `focused()`, `remove_clicked()`,
    `base_clicked()`, `left_out_clicked()`.
    """

    sentence_clicked = Signal(int)
    difference_clicked = Signal(int)
    note_clicked = Signal(str)
    focused = Signal()
    remove_clicked = Signal()
    base_clicked = Signal()
    left_out_clicked = Signal()

    def __init__(self, article: Article, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.article = article
        self.name = ""
        self._sought = True
        self._progress = ""
        self._coloured: tuple[Theme, bool] | None = None
        self.setMinimumWidth(NARROWEST)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.text = ArticleText(article, theme, self)
        self.margin = Margin(self.text, self)
        self._outlet, self._title, self._line = OneLine(self), OneLine(self), OneLine(self)
        bold = QFont(self._outlet.font())
        bold.setBold(True)
        self._outlet.setFont(bold)
        self._base = self._button("◇")
        self._base.setCheckable(True)
        self._remove = self._button("✕")
        self._left_out = QToolButton(self)
        self._left_out.setAutoRaise(True)
        self._header = self._made_header()
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.margin)
        below.addWidget(self.text, 1)
        all_of_it = QVBoxLayout(self)
        all_of_it.setContentsMargins(0, 0, 0, 0)
        all_of_it.setSpacing(0)
        self._here = QFrame()  # a line that shows which of the texts has the focus
        self._here.setFixedHeight(2)
        self._here.setAutoFillBackground(True)
        all_of_it.addWidget(self._header)
        all_of_it.addWidget(self._here)
        all_of_it.addLayout(below, 1)
        self.mute = False
        self.setFocusProxy(self.text)
        self.text.setProperty(SHOWS_FOCUS, True)
        self.text.installEventFilter(self)
        for part in (self.text, self.margin):
            part.sentence_clicked.connect(self.sentence_clicked)
            part.difference_clicked.connect(self.difference_clicked)
        self.margin.note_clicked.connect(self.note_clicked)
        self.text.focused.connect(self.focused)
        self.text.caret_moved.connect(self._tell_place)
        self._base.clicked.connect(self.base_clicked)
        self._remove.clicked.connect(self.remove_clicked)
        self._left_out.clicked.connect(self.left_out_clicked)
        self.set_theme(theme)

    def _button(self, glyph: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(glyph)
        button.setAutoRaise(True)
        button.setFixedSize(22, 20)
        return button

    def _made_header(self) -> QWidget:
        header = QFrame(self)
        header.setAutoFillBackground(True)
        first = QHBoxLayout()
        first.setSpacing(2)
        first.addWidget(self._outlet, 1)
        first.addWidget(self._base)
        first.addWidget(self._remove)
        rows = QVBoxLayout(header)
        rows.setContentsMargins(8, 4, 4, 4)
        rows.setSpacing(1)
        rows.addLayout(first)
        rows.addWidget(self._title)
        last = QHBoxLayout()
        last.setSpacing(2)
        last.addWidget(self._line, 1)
        last.addWidget(self._left_out)
        rows.addLayout(last)
        return header

    def set_place(self, number: int, names: Sequence[str], is_base: bool) -> None:
        """Say which of the articles this is; `names` are those of all, in order."""
        self.name = self.text.called = names[number]
        self.margin.set_others([n for k, n in enumerate(names) if k != number])
        self._keep_readable()
        self._outlet.set_whole(self.name)
        self._title.set_whole(self.article.title)
        self.set_missing(None)
        several = len(names) > 1
        where = f"article {number + 1} of {len(names)}" if several else "the only article"
        self._base.setVisible(several)
        self._base.setChecked(is_base)
        self._base.setText("◆" if is_base else "◇")
        self._base.setToolTip(plain_tooltip(f"{self.name} is the base" if is_base else f"Make {self.name} the base"))
        self._base.setAccessibleName(f"Base: {self.name}")
        self._base.setAccessibleDescription("The article that the others are compared with")
        self._remove.setToolTip(plain_tooltip(f"Take {self.name} out of this story"))
        self._remove.setAccessibleName(f"Remove {self.name}")
        self._remove.setAccessibleDescription("Takes it out of this story; undo brings it back")
        self._show_left_out()
        self.setAccessibleName(f"{self.name}, {where}")
        self.text.setAccessibleName(f"{self.name}, {where}: {self.article.title}".rstrip(": "))
        self._header.setAccessibleName(f"About {self.name}")

    def _show_left_out(self) -> None:
        """Say how much reading left out of the text, where it did; the header is no higher for it."""
        count = left_out(self.article)
        pieces = "One piece" if count == 1 else f"{count:,} pieces"
        self._left_out.setVisible(count > 0)
        self._left_out.setText(f"{count:,} left out ▸")
        self._left_out.setFixedHeight(self._line.height())
        self._left_out.setToolTip(plain_tooltip(f"{pieces} left out of {self.name} when it was read: see, put back"))
        self._left_out.setAccessibleName(f"{pieces} left out of {self.name}")
        self._left_out.setAccessibleDescription("Shows what reading left out, and puts it back")

    def set_article(self, article: Article) -> None:
        """The same text, of which something else is known now."""
        self.article = article
        self.text.set_article(article)

    def set_sought(self, sought: bool) -> None:
        """Say in the header whether speakers are looked for in the language of the article."""
        if sought != self._sought:
            self._sought = sought
            self.set_missing(None)

    def set_progress(self, words: str) -> None:
        """Say in the header how far the analysis of this article is; nothing once it is read."""
        if words != self._progress:
            self._progress = words
            if not self._line_is_missing():
                self.set_missing(None)

    def set_linked_by_hand(self) -> None:
        """Say in the header that the reader linked the sentence here with the chosen one."""
        self._line.set_whole("linked by hand")
        self._line_colours(missing=True)

    def set_missing(self, nearest: str | None) -> None:
        """Say in the header that the chosen sentence is not reported here, with the nearest one where there is one;
        None says the date again. The header keeps its height, so that no text moves."""
        if nearest is None:
            facts = (self._progress, self.article.published, self.article.author, "" if self._sought else _UNSOUGHT)
            self._line.set_whole(" · ".join(fact for fact in facts if fact))
        else:
            self._line.set_whole("not reported here" + (f" · nearest: “{nearest}”" if nearest else ""))
        self._line_colours(nearest is not None)

    def header_line(self) -> str:
        """The third line of the header: what is known of the article, or that something is not reported here."""
        return self._line.whole()

    def set_sentences(self, spans: Sequence[Span]) -> None:
        """The sentences of the article."""
        self.text.set_sentences(spans)

    def set_reports(self, reports: Sequence[Sequence[bool]]) -> None:
        """Per sentence, for each other article, whether it reports it."""
        self.margin.set_reports(reports)

    def set_marked(self, marks: Sequence[Mark], speeches: Sequence[Speech]) -> None:
        """Say which differences and speech are marked; `text.draw_some` draws them."""
        self.text.set_marked(marks, speeches)

    def set_text_size(self, points: float) -> None:
        """The size of body text. The signs beside it follow up to twice the size of the desktop's letters, the head up
        to half as much again, and neither is ever smaller than these."""
        self.text.set_text_size(points)
        own = QFontInfo(self.font()).pointSizeF()  # also where the desktop gives pixels
        signs, heads = (own * min(most, max(1.0, points / own)) for most in (2.0, 1.5))
        self.margin.set_text_size(signs)
        for part in (self._outlet, self._title, self._line, self._left_out):
            font = part.font()
            font.setPointSizeF(heads)
            part.setFont(font)
        self._left_out.setFixedHeight(self._line.height())
        self._keep_readable()

    def _keep_readable(self) -> None:
        line = _FEWEST_CHARACTERS * self.text.fontMetrics().averageCharWidth()
        bar = self.text.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(NARROWEST, self.margin.width() + line + bar))

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.text.set_theme(theme)
        colours = widget_palette(theme)
        self.setPalette(colours)
        self._header.setPalette(colours)
        quiet = QPalette(colours)
        quiet.setColor(QPalette.ColorRole.WindowText, QColor(theme.quiet))
        self._title.setPalette(quiet)
        self._line_colours(self._line_is_missing())
        self._colour_here()
        self.margin.update()

    def _line_is_missing(self) -> bool:
        """Whether the third line of the header tells of the chosen sentence, and not of the article."""
        return self._line.whole().startswith(("not reported", "linked by hand"))

    def _colour_here(self) -> None:
        theme = self.text.theme
        palette = widget_palette(theme)
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.accent if self.text.hasFocus() else theme.header))
        self._here.setPalette(palette)

    def _line_colours(self, missing: bool) -> None:
        theme = self.text.theme
        if self._coloured == (theme, missing):
            return
        self._coloured = theme, missing
        palette = widget_palette(theme)
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.accent if missing else theme.quiet))
        self._line.setPalette(palette)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lines stay of a length that can be read, whatever the width and the size of letters; the focus is shown."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self.text.set_widest(_MOST_CHARACTERS * self.text.fontMetrics().averageCharWidth())
        elif event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.text.setAccessibleDescription(self.describe(self.text.caret()))
            later(self, self._colour_here)  # the text knows it by then
        return super().eventFilter(watched, event)

    def describe(self, at: int) -> str:
        """What a person hears of a place: the sentence, who else reports it, what is marked there."""
        sentence = self.text.sentence_at(at)
        parts = []
        if sentence is not None:
            parts.append(f"Sentence {sentence + 1} of {len(self.text.sentences)}")
            parts.append(self.margin.reported(sentence))
            parts.extend(f"Note: {note.text}" for note in self.margin.notes_on(*self.text.sentences[sentence]))
        parts.extend(self.text.saying(at).split("\n"))
        return spoken(p[0].upper() + p[1:] for p in parts if p)

    def _tell_place(self, at: int) -> None:
        """AT-SPI sees tint and underline as text attributes; what they mean it gets as the description."""
        words = self.describe(at)
        if words != self.text.accessibleDescription():
            self.text.setAccessibleDescription(words)
            saying = self.text.saying(at)
            if saying and self.text.hasFocus():
                self.announce(saying)

    def announce(self, words: str) -> None:
        """Have a screen reader say something."""
        if not self.mute:
            announce(self.text, words)
