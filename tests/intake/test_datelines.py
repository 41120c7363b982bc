"""The date of publication is read from the article's own words, or left empty."""

from __future__ import annotations

import pytest

from parallax.intake import read_bytes


def published(text: str) -> str:
    return read_bytes(text.encode(), "x.txt").published


@pytest.mark.parametrize(
    ("dateline", "date"),
    [
        ("14 October 2025", "2025-10-14"),
        ("Published: Tuesday, October 14, 2025 9:30 am", "2025-10-14"),
        ("2025-10-14T09:30:00Z", "2025-10-14"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("Updated 15 October 2025 | Published 14 October 2025", "2025-10-14"),
        ("3/4/2020", ""),
        ("31 June 2020", ""),
        ("14 October", ""),
    ],
)
def test_a_dateline_tells_the_day(dateline: str, date: str) -> None:
    text = f"Crane falls into harbour\n\n{dateline}\n\nA crane fell into the harbour at Sall, the port said on Monday."
    assert published(text) == date


@pytest.mark.parametrize(
    ("lead", "date"),
    [
        ("SALL, 14 October 2025 — A crane fell into the harbour, the port said.", "2025-10-14"),
        ("SALL, Norrland, Oct. 14, 2025 (Coast Wire) – A crane fell into the harbour.", "2025-10-14"),
        ("SALL (Coast Wire) — A crane fell on 14 October 2025, the port said.", ""),
        ("A crane that was built on 14 October 1925 — the oldest on the coast — fell into the harbour.", ""),
    ],
)
def test_agency_copy_tells_the_day_before_its_dash_alone(lead: str, date: str) -> None:
    assert published(f"Crane falls into harbour\n\n{lead}\n\nNobody was hurt when it fell.") == date
