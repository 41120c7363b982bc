"""What the reader pastes or drops on a window: files and words become articles, an address is handed on, and of what
cannot be read it is said what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

if TYPE_CHECKING:
    from parallax.window.main_window import MainWindow

_NOTHING = "The clipboard holds no text: copy an article first, then paste it here."


class Arrivals:
    """Of one window, once it is furnished."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def take(self, mime: QMimeData, *, dropped: bool) -> None:
        """Take what was dropped, or else pasted."""
        from parallax.window.clips import clip_of  # when it is needed: the window opens sooner without it

        clip, window = clip_of(mime), self._window
        if clip.paths:
            window.front.take(clip.paths)
        elif clip.text.strip():
            window.session.add_pasted(clip.text, clip.html, clip.address, clip.title)
        elif clip.link:
            self._offer(clip.link)
        elif dropped or clip.odd == "a picture":
            what = clip.odd or "nothing"
            verb = "was dropped here" if dropped else "is on the clipboard"
            window.notice.show_error(
                f"What {verb} is {what}, which cannot be read: bring files, the words of a page, or its web address."
            )
        else:
            window.notice.show_error(_NOTHING)

    def _offer(self, address: str) -> None:
        """Hand a web address on to where it is shown before anything is fetched."""
        fetching = getattr(self._window, "fetching", None)
        if fetching is not None:
            fetching.offer(address)
            return
        self._window.notice.show_error(
            "That is the address of a page, not its text: open it in a browser, copy the article and paste it."
        )
