"""Where a place of a PDF's page is on the page as it is read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pypdfium2_raw as pdfium

FAR = 20_000.0
"""No page reaches so far, in points."""
_USUAL = (0.0, 0.0, 612.0, 792.0)

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the left and the top of the page as it is read."""


@dataclass(slots=True)
class Frame:
    """From places in the file to places on the page as it is read: turned upright, y downwards."""

    left: float
    bottom: float
    right: float
    top: float
    quarter: int

    @classmethod
    def of(cls, handle: Any) -> Frame:
        box = pdfium.FS_RECTF()
        edges = _USUAL
        if pdfium.FPDF_GetPageBoundingBox(handle, box):
            edges = (box.left, box.bottom, box.right, box.top)
        left, bottom, right, top = (edge if -FAR <= edge <= FAR else 0.0 for edge in edges)
        if right - left < 1 or top - bottom < 1:
            left, bottom, right, top = _USUAL
        return cls(left, bottom, right, top, pdfium.FPDFPage_GetRotation(handle) % 4)

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.quarter % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.quarter % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.quarter == 0:
            return x - self.left, self.top - y
        if self.quarter == 1:
            return y - self.bottom, x - self.left
        if self.quarter == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        x, y = self.point(left, bottom)
        u, v = self.point(right, top)
        return min(x, u), min(y, v), max(x, u), max(y, v)

    def direction(self, a: float, b: float) -> int:
        """How many quarters the writing direction (a, b) is turned on the page, against the clock."""
        return (round(math.atan2(b, a) / (math.pi / 2)) - self.quarter) % 4
