"""What the reader pastes or drops on a window: files and words become articles, an address is handed on, and of what
cannot be read it is said what it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from parallax.library import MOST_ARTICLES, is_story_file

if TYPE_CHECKING:
    from parallax.window.main_window import MainWindow

_NOTHING = "The clipboard holds no text: copy an article first, then paste it here."


class Arrivals:
    """Of one window, once it is furnished."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def take(self, mime: QMimeData, *, dropped: bool) -> None:
        """Take what was dropped, or else pasted."""
        from parallax.window.articles.clips import clip_of  # when it is needed: the window opens sooner without it

        clip, window = clip_of(mime), self._window
        if clip.paths:
            window.front.take(clip.paths)
        elif clip.text.strip() or clip.html:
            window.session.add_pasted(clip.text, clip.html, clip.address, clip.title)
        elif clip.link:
            self.ask(clip.link)
        elif dropped or clip.odd == "a picture":
            what = clip.odd or "nothing"
            verb = "was dropped here" if dropped else "is on the clipboard"
            window.notice.show_error(
                f"What {verb} is {what}, which cannot be read: bring files, the words of a page, or its web address."
            )
        else:
            window.notice.show_error(_NOTHING)

    def offer(self, mime: QMimeData) -> str:
        """What a drop of this would do, as far as the names of files tell it."""
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files and all(map(is_story_file, files)):
            return "Drop here to import it" if len(files) == 1 else f"Drop here to import {len(files)} stories"
        session = self._window.session
        if not session.room:
            return f"This story has its {MOST_ARTICLES} articles: there is no room for more"
        what = f"{len(files)} files" if len(files) > 1 else "it"
        if session.story is None:
            return f"Drop here to begin a story with {what}"
        return f"Drop here to add {what} to this story"

    def ask(self, address: str = "") -> None:
        """Ask about a web address, or for one: it is shown before anything is fetched."""
        from parallax.window.articles.address_dialog import AddressDialog  # when it is needed, too

        if self._window.session.adding.has_room():
            AddressDialog(self._window, address).ask()
