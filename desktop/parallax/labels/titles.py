"""Titles before a person's name, in small letters and without their dots."""

from __future__ import annotations

TITLES = frozenset(
    """
    mr mrs ms miss dr prof sir dame lord lady sen sens rep reps gov gen col lt sgt maj capt cpl adm pres president
    senator representative governor general minister secretary judge justice king queen prince princess pope rev
    chancellor mayor chairman congressman congresswoman ambassador director former then
    """.split()
)
