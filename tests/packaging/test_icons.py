"""The icon: every size is there, is made from the SVG, and can be told from a light and a dark ground."""

from __future__ import annotations

import importlib.util
import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from parallax import desktop_entry
from parallax.paths import resource

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def recipe() -> Iterator[ModuleType]:
    """The script that draws the icons, with the drawing part of Qt started."""
    pytest.importorskip("PySide6.QtSvg", reason="PySide6 is not installed")
    spec = importlib.util.spec_from_file_location("render_icons", ROOT / "desktop" / "packaging" / "render_icons.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module


@pytest.mark.parametrize("size", desktop_entry.SIZES)
def test_each_png_has_the_size_that_its_name_says(size: int) -> None:
    header = resource("icons", f"parallax-reader-{size}.png").read_bytes()[:24]
    assert header[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", header[16:24]) == (size, size)


def test_the_recipe_makes_the_sizes_that_are_installed(recipe: ModuleType) -> None:
    assert recipe.SIZES == desktop_entry.SIZES


@pytest.mark.parametrize("size", desktop_entry.SIZES)
def test_the_png_is_what_the_recipe_makes_of_the_svg(recipe: ModuleType, size: int) -> None:
    from PySide6.QtGui import QImage

    kept = QImage(str(resource("icons", f"parallax-reader-{size}.png"))).convertToFormat(QImage.Format.Format_ARGB32)
    made = recipe.render(resource("icons", "parallax-reader.svg"), size)
    # Other versions of Qt may round a pixel's edge another way; another drawing differs by far more.
    far = 0
    for x in range(size):
        for y in range(size):
            one, two = kept.pixelColor(x, y), made.pixelColor(x, y)
            pairs = zip(one.getRgb(), two.getRgb(), strict=True)  # type: ignore[call-overload]
            far += any(abs(a - b) > 24 for a, b in pairs)
    assert far <= size * size // 100


def test_in_the_smallest_icon_a_line_is_a_dark_row_on_a_light_column(recipe: ModuleType) -> None:
    image = recipe.render(resource("icons", "parallax-reader.svg"), 16)

    def light(x: int, y: int) -> float:
        return float(image.pixelColor(x, y).lightnessF())

    for column, top in ((3, 2), (10, 4)):
        for row in range(top, top + 8, 2):
            assert light(column, row) > 0.65, (column, row)
            assert light(column, row + 1) < 0.35, (column, row + 1)


def test_the_svg_refers_to_nothing_and_runs_nothing() -> None:
    root = ET.parse(resource("icons", "parallax-reader.svg")).getroot()
    assert root.get("viewBox") == "0 0 256 256"
    for element in root.iter():
        assert isinstance(element.tag, str) is False or element.tag.split("}")[1] in {"svg", "title", "rect", "g"}
        assert not any("href" in name or name.startswith("on") for name in element.attrib)
