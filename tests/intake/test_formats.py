"""What the name of a file tells."""

from __future__ import annotations

import pytest

from parallax.intake.formats import outlet_of


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("Vellmar Courier.txt", "Vellmar Courier"),
        ("texts/gazette.html.gz", "gazette"),
        ("Post 2.docx", "Post 2"),
        ("article (2).html", ""),
        ("download.pdf", ""),
        ("2024-05-03_final_v2.docx", ""),
        ("Untitled 1.odt", ""),
        ("12.txt", ""),
        ("Document.backup", "Document.backup"),
    ],
)
def test_the_name_of_a_file_tells_an_outlet_unless_any_file_may_be_called_so(name: str, outlet: str) -> None:
    assert outlet_of(name) == outlet
