"""What a clipboard tells of the page that was copied from: its address and its title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parallax.intake import from_paste
from parallax.intake.paste import MAX_ADDRESS, page_address
from parallax.worker.reader import read_paste

PAGE = "https://vellmar.example/news/ferry?id=7"
TEXT = (
    "The ferry to Ostwick was two hours late on Monday, the harbour office said.\n\nNobody was hurt. It sailed at noon."
)


def test_the_address_becomes_the_location_and_says_where_it_is_from() -> None:
    article = from_paste(TEXT, None, PAGE)
    assert article.location == PAGE
    assert ("location", "the clipboard") in article.sources
    assert article.outlet == "", "the name of the host is no name of an outlet"


def test_the_title_is_the_headline_of_a_text_that_has_none() -> None:
    article = from_paste("nobody was hurt when the ferry stopped, they said.", None, PAGE, "Ferry stops\n at Sall")
    assert article.title == "Ferry stops at Sall"
    assert article.text == "Ferry stops at Sall\nnobody was hurt when the ferry stopped, they said."
    assert ("title", "the clipboard") in article.sources


def test_a_text_with_a_headline_keeps_it() -> None:
    html = "<h1>Ferry late</h1><p>The ferry to Ostwick was two hours late.</p>"
    article = from_paste("Ferry late\nThe ferry to Ostwick was two hours late.", html, PAGE, "Herald: Ferry late")
    assert article.title == "Ferry late"
    assert "Herald" not in article.text


def test_the_page_is_known_of_a_paste_that_is_read_in_a_process_of_its_own() -> None:
    article = read_paste(TEXT, f"<p>{TEXT.split(chr(10))[0]}</p><p>Nobody was hurt. It sailed at noon.</p>", PAGE, "x")
    assert article.location == PAGE
    assert len(article.paragraphs) >= 2


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "vellmar.example/ferry",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,<p>x",
        "https://",
        "https://reader:secret@vellmar.example/",
        "https://[::1",
        "http://" + "a" * MAX_ADDRESS,
    ],
)
def test_what_is_no_address_of_a_page_is_passed_over(odd: str) -> None:
    article = from_paste(TEXT, None, odd)
    assert (article.location, article.sources) == ("", ())


def test_control_characters_do_not_stay_in_an_address() -> None:
    assert page_address(" https://vellmar.example/\u202efe\x00rry\x1b[31m\n") == "https://vellmar.example/ferry[31m"


@given(st.text())
def test_whatever_is_given_an_address_can_be_shown_in_one_line(given_text: str) -> None:
    for address in (page_address(given_text), page_address(f"https://vellmar.example/{given_text}")):
        assert address == "" or (address.isprintable() and address.startswith("http") and len(address) <= MAX_ADDRESS)
