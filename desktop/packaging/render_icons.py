"""Make the PNG icons from the SVG: `python desktop/packaging/render_icons.py` in a checkout, with PySide6 installed.

Each size is drawn at four times its width and smoothed down, which keeps the edges of the columns even at 16 pixels.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parents[2] / "resources" / "icons"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256)
_OVERSAMPLING = 4


def render(source: Path, size: int) -> QImage:
    """The icon as a square image of `size` pixels, on a transparent ground."""
    renderer = QSvgRenderer(str(source))
    if not renderer.isValid():
        raise SystemExit(f"{source} is no SVG that can be drawn")
    large = QImage(size * _OVERSAMPLING, size * _OVERSAMPLING, QImage.Format.Format_ARGB32_Premultiplied)
    large.fill(Qt.GlobalColor.transparent)
    painter = QPainter(large)
    renderer.render(painter, QRectF(large.rect()))
    painter.end()
    small = large.scaled(size, size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return small.convertToFormat(QImage.Format.Format_ARGB32)


def main() -> None:
    """Write `parallax-reader-SIZE.png` beside the SVG for each size."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    for size in SIZES:
        target = ICONS / f"parallax-reader-{size}.png"
        if not render(ICONS / "parallax-reader.svg", size).save(str(target)):
            raise SystemExit(f"{target} cannot be written")
    application.quit()


if __name__ == "__main__":
    main()
