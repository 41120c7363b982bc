"""Where the pictures on a page of a PDF are. What they show is not looked at."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2_raw as pdfium

from parallax.intake.pdf.frame import FAR, Box, Frame

_MAX_OBJECTS = 5_000
_MAX_DEPTH = 3

Matrix = tuple[float, float, float, float, float, float]


def pictures_on(handle: Any, frame: Frame) -> list[Box]:
    """The boxes of the pictures on a page, also of those within forms."""
    found: list[Box] = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    waiting: list[tuple[Any, int, Matrix | None]] = [
        (pdfium.FPDFPage_GetObject(handle, k), 0, None) for k in range(_counted(handle))
    ]
    seen = 0
    while waiting and seen < _MAX_OBJECTS:
        one, depth, within = waiting.pop()
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = min(pdfium.FPDFFormObj_CountObjects(one), _MAX_OBJECTS - len(waiting))
            place = _placed(one, within)
            waiting += [(pdfium.FPDFFormObj_GetObject(one, k), depth + 1, place) for k in range(max(0, inner))]
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE and pdfium.FPDFPageObj_GetBounds(one, left, bottom, right, top):
            corners = (left.value, bottom.value, right.value, top.value)
            if within:
                corners = _moved(corners, within)
            if all(-FAR < edge < FAR for edge in corners):
                found.append(frame.box(*corners))
    return found


def _counted(handle: Any) -> int:
    return int(min(max(0, pdfium.FPDFPage_CountObjects(handle)), _MAX_OBJECTS))


def _placed(form: Any, within: Matrix | None) -> Matrix | None:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(form, found):
        return within
    own = (found.a, found.b, found.c, found.d, found.e, found.f)
    if within is None:
        return own
    a, b, c, d, e, f = own
    p, q, r, s, t, u = within
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(corners: Box, by: Matrix) -> Box:
    a, b, c, d, e, f = by
    left, bottom, right, top = corners
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return min(xs), min(ys), max(xs), max(ys)
