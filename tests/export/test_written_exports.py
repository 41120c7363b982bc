"""Text, HTML and CSV: everything is in them, and nothing in a text can act in a terminal, browser or spreadsheet."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from export_stories import LETTERS, OUTLETS, TEXTS, comparisons, hostile, story
from hypothesis import given, settings
from hypothesis import strategies as st

from invented_story import reports
from parallax.article import Article
from parallax.export import to_csv, to_html, to_text
from parallax.values import Comparison, Difference

ACTIVE = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
TAGS = set(
    "html head meta title style body h1 h2 h3 nav main article p ol ul details summary li a b span bdi div table "
    "colgroup col thead tbody tr th td mark".split()
)
VOID = {"meta", "col"}
NASTY = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'",
    "</style><script>alert(1)</script>",
    '=HYPERLINK("http://example.invalid","x")',
    "\u202egnp.exe\u2066",
    "\x1b]0;title\x07\x1b[2J\x9b31m",
    "&lt;b&gt; &amp; 😷 \U00010348 e\u0301",
    "javascript:alert(1)",
]


class Page(HTMLParser):
    """What a browser would find: tags, attributes, text; that every tag is closed in order."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)

    def attributes(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]


def check_page(source: str) -> Page:
    page = Page(source)
    assert page.open == []
    assert {tag for tag, _ in page.tags} <= TAGS
    for tag, attrs in page.tags:
        assert not any(name.startswith("on") or name in ("style", "src", "srcset", "action") for name in attrs)
        if tag == "a":
            assert re.fullmatch(r"#[ad]\d+", attrs["href"] or "")
    assert not re.search(f"[{ACTIVE}]", source)
    source.encode("utf-8")
    return page


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


# HTML


def test_the_page_has_a_policy_that_allows_nothing_but_its_own_style() -> None:
    source = to_html(story())
    page = check_page(source)
    policy = next(
        a["content"] for t, a in page.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"
    )
    style = source.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    first = source.index("<meta http-equiv")
    assert first < source.index("<title>") and first < source.index("<style>")


def test_the_page_refers_to_nothing_outside_itself() -> None:
    source = to_html(story())
    assert "http://" not in source and "https://" not in source and "url(" not in source and "@import" not in source


def test_every_reference_in_the_page_leads_somewhere_and_no_place_has_two_names() -> None:
    page = check_page(to_html(story()))
    ids = page.attributes("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.attributes("href")} <= set(ids)


def test_the_page_holds_every_text_in_full_and_every_explanation() -> None:
    page = check_page(to_html(replace(story(), differences=())))
    shown = "\n".join(page.text)
    for text in TEXTS:
        for line in text.split("\n"):
            assert line in shown
    marked_page = "".join(check_page(to_html(story())).text)
    for difference in story().differences:
        assert difference.explanation in marked_page


def test_marked_words_carry_colour_class_glyph_and_number() -> None:
    source = to_html(story())
    assert re.search(r'<mark class="facts">Nine passengers</mark><a class="n facts" href="#d2"[^>]*>#2</a>', source)
    assert '<li id="d1">' in source
    for family in ("facts", "voice", "force", "coverage", "wording"):
        assert re.search(rf"mark\.{family}\{{[^}}]*text-decoration:underline", source)


def test_the_page_has_the_five_lists_and_the_columns_of_the_outlets() -> None:
    shown = "".join(check_page(to_html(story())).text)
    for heading in (
        "They disagree on (1)",
        "Who speaks where, and who is silent (2)",
        "Same words, changed words (1)",
        "What each calls it (1)",
        "Missing here, only here (1 missing somewhere, 2 only in one)",
        "Side by side (2)",
        "Differences (6)",
        "Full texts",
    ):
        assert heading in shown
    assert "not reported here" in shown


def test_the_page_looks_right_in_light_dark_and_print() -> None:
    source = to_html(story())
    assert "prefers-color-scheme:dark" in source and "@media print" in source and "color-scheme:light dark" in source


def test_a_single_article_is_already_a_page_without_lists_about_others() -> None:
    whole = story()
    alone = Comparison(
        whole.articles[:1],
        sentences=whole.sentences[:1],
        attributions=whole.attributions[:2],
        speakers=(replace(whole.speakers[0], mentions=()),),
    )
    shown = "".join(check_page(to_html(alone)).text)
    assert "Ivo Brandel" in shown and "A tug was sent from Marrow Bay." in shown
    assert "They disagree" not in shown and "Side by side" not in shown


@pytest.mark.parametrize("words", NASTY)
def test_nothing_that_a_text_says_becomes_markup(words: str) -> None:
    page = check_page(to_html(hostile(words)))
    assert "".join(page.text).count("one") >= 1


@settings(max_examples=60, deadline=None)
@given(comparisons())
def test_any_comparison_gives_a_sound_page(comparison: Comparison) -> None:
    check_page(to_html(comparison))


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn")), min_size=1, max_size=40))
def test_the_words_of_a_text_are_read_in_the_page_as_they_are(words: str) -> None:
    article = Article.from_text(f"x{words}x")
    assert article.text in check_page(to_html(Comparison((article,)))).text


def test_bidi_and_control_characters_are_shown_instead_of_acting() -> None:
    shown = "".join(check_page(to_html(hostile("a\u202eb\x07c"))).text)
    assert "a⟪RLO⟫b␇c" in shown


def test_overlapping_differences_each_keep_their_number() -> None:
    article = Article.from_text("The bridge closed early.")
    other = Article.from_text("The bridge closed late.")
    spans = [(0, 0, 10), (0, 4, 17), (0, 11, 24), (0, 10, 10)]
    differences = tuple(Difference("wording", "", None, (span,), "x", 0.5) for span in spans)
    source = to_html(Comparison((article, other), differences=differences))
    text = source.split("<h2>Full texts")[1]
    assert [text.count(f'href="#d{number}"') for number in (1, 2, 3, 4)] == [1, 1, 1, 1]
    plain = re.sub(r"<a class=\"n [^>]*>[^<]*</a>|<[^>]+>|‸", "", text)
    assert "The bridge closed early." in plain


def test_the_folders_of_this_computer_are_not_told() -> None:
    for written in (to_html(story()), to_text(story())):
        assert "/home/somebody" not in written
        assert "Tolsey Mail.txt" in " ".join(written.split())


# Text


def test_the_report_names_articles_lists_and_sentences() -> None:
    report = to_text(story())
    flat = " ".join(report.split())
    for outlet in OUTLETS:
        assert outlet in report
    assert "They disagree on (1)" in report
    assert "# number · sure · difference 2 The Strait Gazette: [Nine passengers] were hurt" in flat
    assert "Ivo Brandel ✓ The Strait Gazette: said · 2× ✓ Tolsey Mail: claimed ~ Nordblatt: sagte" in flat
    assert "officials ○ Tolsey Mail: said – The Strait Gazette " in flat
    assert "the ferry The Strait Gazette: the ferry Tolsey Mail: ferry" in flat
    assert "missing in Nordblatt" in flat and "Only in Tolsey Mail (1)" in flat
    assert "Nordblatt: speakers are not looked for in its language" in flat


def test_the_differences_of_the_report_stand_in_the_order_of_the_comparison() -> None:
    found = re.findall(r"^(\d)\. (.) ([\w-]+)", to_text(story()), re.MULTILINE)
    numbered = [(place, glyph, kind) for place, glyph, kind in found if glyph in "#❞±∅≈"]
    assert [kind for *_, kind in numbered] == [difference.kind for difference in story().differences]


@pytest.mark.parametrize("words", NASTY)
def test_no_text_can_steer_the_terminal(words: str) -> None:
    assert not re.search(f"[\t\r{ACTIVE}]", to_text(hostile(words)))


@settings(max_examples=60, deadline=None)
@given(comparisons())
def test_any_comparison_gives_a_report_and_a_table(comparison: Comparison) -> None:
    assert not re.search(f"[\t\r{ACTIVE}]", to_text(comparison))
    rows = rows_of(to_csv(comparison))
    assert len(rows) == 1 + len(comparison.differences)
    assert {len(row) for row in rows} == {9 + 2 * len(comparison.articles)}


def test_lines_of_the_report_keep_to_the_width_where_words_allow() -> None:
    assert all(len(line) <= 80 for line in to_text(story()).splitlines())


# CSV


def test_each_difference_is_one_line_with_the_words_and_sentences_of_each_outlet() -> None:
    rows = rows_of(to_csv(story()))
    assert rows[0][:9] == "number family kind relation sure confidence group explanation spans".split()
    first = dict(zip(rows[0], rows[2], strict=True))
    assert first["kind"] == "number" and first["relation"] == "contradicts" and first["number"] == "1"
    assert first["The Strait Gazette: words"] == "Nine passengers"
    assert first["Tolsey Mail: sentence"] == "Officials said 19 passengers were hurt on Friday."
    assert first["Nordblatt: words"] == ""
    assert len(to_csv(story()).splitlines()) == 7


@settings(max_examples=100, deadline=None)
@given(st.sampled_from("=+-@\t\r\n ＝＠\x1b\u202e").flatmap(lambda first: LETTERS.map(lambda rest: first + rest)))
def test_no_cell_begins_like_a_formula(words: str) -> None:
    text = to_csv(hostile(words))
    assert len(text.splitlines()) == len(rows_of(text)) == 2
    for row in rows_of(text):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", " "))


def test_a_cell_that_begins_like_a_formula_is_kept_behind_an_apostrophe() -> None:
    row = rows_of(to_csv(hostile('=1+1,"x"')))[1]
    assert row[7] == '\'=1+1,"x"'


# What the articles are to each other


def test_what_the_articles_are_to_each_other_is_said_once_where_all_pairs_are_alike() -> None:
    assert "Reports of one story." in to_text(story())
    alike = [replace(relation, relation="versions") for relation in story().relations]
    assert "Versions of one article." in to_text(replace(story(), relations=tuple(alike)))
    mixed = to_text(replace(story(), relations=(alike[0], *story().relations[1:])))
    assert "The Strait Gazette and Tolsey Mail are versions of one article." in mixed
    assert "Nordblatt are" not in mixed


def test_an_altered_quotation_is_written_word_by_word() -> None:
    changed = "We were [never → –] told [+ late] that the gate was stuck"
    report = " ".join(to_text(reports(3)).split())
    assert f"word by word: Tribune: held against this Courier: {changed}" in report
    page = to_html(reports(3))
    assert "word by word" in page
    assert '<mark class="voice">[never → –]</mark> told <mark class="voice">[+ late]</mark>' in page
