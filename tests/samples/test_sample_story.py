"""The sample story holds what its README says it holds."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

import parallax
from parallax.paths import resource

SAMPLES = resource("samples")
CODE = re.compile(r"(\*not:\* )?`([^`]+)`")


def texts() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))}


def planted() -> list[tuple[str, str, bool, str]]:
    """(feature, outlet, present, words) of every cell of the table in the README."""
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in (SAMPLES / "README.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    heading, _, *features = rows
    return [
        (row[0], outlet, not absent, words)
        for row in features
        for outlet, cell in zip(heading[1:], row[1:], strict=True)
        for absent, words in CODE.findall(cell)
    ]


def test_the_first_run_sample_is_three_reports() -> None:
    assert set(texts()) == {"The Harbour Tribune", "Kelmouth Courier", "The Evening Ledger"}


@pytest.mark.parametrize("outlet", texts())
def test_each_report_has_about_three_hundred_words(outlet: str) -> None:
    assert 270 <= len(texts()[outlet].split()) <= 340


@pytest.mark.parametrize("outlet", texts())
def test_each_report_begins_with_a_headline_and_keeps_a_paragraph_to_a_line(outlet: str) -> None:
    paragraphs = texts()[outlet].strip().split("\n\n")
    assert len(paragraphs) >= 9
    assert all("\n" not in paragraph and paragraph == paragraph.strip() for paragraph in paragraphs)
    assert len(paragraphs[0].split()) <= 12
    assert not paragraphs[0].endswith(".")


@pytest.mark.parametrize("outlet", texts())
def test_each_report_is_in_normal_form_c_with_line_feeds_alone(outlet: str) -> None:
    raw = (SAMPLES / f"{outlet}.txt").read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", raw)
    assert "\r" not in raw
    assert raw.endswith(".\n")


@pytest.mark.parametrize("feature, outlet, present, words", planted())
def test_what_the_readme_lists_is_in_the_texts(feature: str, outlet: str, present: bool, words: str) -> None:
    assert (words in texts()[outlet]) is present, feature


def test_every_feature_is_listed_for_every_report() -> None:
    cells = planted()
    features = {feature for feature, *_ in cells}
    assert len(features) >= 20
    assert {(feature, outlet) for feature, outlet, *_ in cells} == {(f, o) for f in features for o in texts()}


def test_the_reports_that_agree_appear_on_the_day_after_and_the_other_one_a_day_later() -> None:
    days = {}
    for outlet, text in texts().items():
        found = re.search(r"\b(\d+) October (\d{4})\b", text)
        assert found, outlet
        days[outlet] = date(int(found[2]), 10, int(found[1])).strftime("%A")
    assert days == {"The Harbour Tribune": "Tuesday", "Kelmouth Courier": "Tuesday", "The Evening Ledger": "Wednesday"}


@pytest.mark.parametrize("outlet", texts())
def test_each_report_is_read_with_its_headline_byline_and_body(outlet: str) -> None:
    article = parallax.read(SAMPLES / f"{outlet}.txt")
    roles = [paragraph.role for paragraph in article.paragraphs]
    assert article.outlet == outlet
    assert roles[:2] == ["headline", "byline"]
    assert set(roles[2:]) <= {"dateline", "body"}
    assert article.cleaning == ()
    lines = [line for line in texts()[outlet].splitlines() if line]
    assert [article.text[p.start : p.end] for p in article.paragraphs] == lines


def test_the_readme_says_that_all_is_invented_and_under_which_licence() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert "invented for this project" in readme
    assert "MIT" in readme
    assert Path(resource("licences", "MIT.txt")).is_file()


def test_every_planted_contradiction_between_the_reports_is_found_and_no_other() -> None:
    reports = [parallax.read(path) for path in sorted(SAMPLES.glob("*.txt"))]
    found = {
        (d.kind, frozenset(reports[a].text[s:e] for a, s, e in d.spans))
        for d in parallax.compare(reports).differences
        if d.relation == "contradicts"
    }
    assert found == {
        ("number", frozenset({"43-year-old", "34"})),
        ("number", frozenset({"About 400 kilograms", "Four tonnes"})),
        ("number", frozenset({"about 400 kilograms", "Four tonnes"})),
        ("date", frozenset({"Monday", "Tuesday"})),
        ("date", frozenset({"Tuesday", "Wednesday"})),
    }


def test_the_first_run_shows_every_sort_of_disagreement_that_is_planted() -> None:
    c = parallax.compare([parallax.read(SAMPLES / f"{outlet}.txt") for outlet in texts()])
    found = {(d.kind, d.relation) for d in c.differences}
    assert {("number", "contradicts"), ("number", "more precise"), ("date", "contradicts")} <= found
    assert {"quotation", "attribution-verb", "unnamed-source", "directness"} <= {kind for kind, _ in found}
    assert {"altered", "paraphrased"} <= {r.wording for u in c.utterances for r in u.retellings}
