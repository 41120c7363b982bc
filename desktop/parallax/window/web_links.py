"""The web address that a clipboard or a drop is, where it is one and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDropEvent

from parallax.worker.address import lone_address

MOZILLA = "text/x-moz-url"
"""How Firefox gives a link: address and title, each on its line, in UTF-16."""


def address_on(clipboard: QMimeData) -> str:
    """The address where the clipboard holds nothing but one; else empty."""
    return lone_address(clipboard.text()) if clipboard.hasText() else ""


def dropped_address(event: QDropEvent) -> str:
    """The address of a link that is dropped, or of a text that is nothing but one; else empty. Of several links it is
    the first."""
    mime = event.mimeData()
    for url in mime.urls():
        if address := lone_address(bytes(url.toEncoded().data()).decode("ascii", "replace")):
            return address
    if mime.hasFormat(MOZILLA):
        given = bytes(mime.data(MOZILLA).data()).decode("utf-16-le", "replace").removeprefix("\ufeff")
        if address := lone_address(given.split("\n")[0]):
            return address
    return address_on(mime)
