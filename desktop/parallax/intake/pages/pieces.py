"""The blocks of a page as pieces: what part of the article each is, and what the rest is that is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parallax.article import Role
from parallax.intake.draft import Piece, folded, one_line
from parallax.intake.pages.evidence import Evidence
from parallax.intake.pages.facts import TITLE_MARKS
from parallax.intake.pages.wording import Wording, words_of
from parallax.intake.roles import is_dateline, role_by_words

_HEADLINE_PLACES = 3
_LONGEST_BYLINE = 120
_LONGEST_CAPTION = 600
_LONGEST_STANDFIRST = 500
_NEAR_TOP = 20
_SHORT = 80
_HALF = 0.5
_LONGEST_MASS = 2000
_WHY = (
    ("comment", "a comment"),
    ("menu", "a menu"),
    ("foot", "the foot of the page"),
    ("newsletter", "an invitation to subscribe"),
    ("notice", "a notice of the page"),
    ("share", "a share button"),
    ("advertising", "an advertisement"),
    ("related", "a related link"),
    ("head", "the head of the page"),
    ("tags", "a list of topics"),
    ("byline", "words about the author"),
    ("date", "a date"),
    ("caption", "a caption"),
    ("table", "a table"),
    ("form", "a form"),
    ("aside", "a box beside the article"),
    ("hidden", "words that the page hides"),
    ("figure", "words of a picture or film"),
)
_WHY_BY_WORDS = (
    ("says:join", "an invitation to subscribe"),
    ("says:share", "a share button"),
    ("says:rights", "a note on rights"),
    ("says:follow", "an invitation to follow"),
    ("after-lead", "a related link"),
)
_CORRECTION_WORDS = re.compile(
    r"\b(?:correct(?:ion|ed|s)|clarif\w+|amend(?:ed|s)|earlier version|previous version)\b", re.IGNORECASE
)


def pieces_of(evidence: Evidence, taken: Sequence[bool], headline: str) -> list[Piece]:
    """The pieces of a page in reading order, with the headline first and once. `taken` says of each block whether it is
    part of the article; what is not is a piece that says why, menus and their like in one."""
    numbers = [number for number, own in enumerate(taken) if own]
    first, last = (numbers[0], numbers[-1]) if numbers else (0, -1)
    pieces = [Piece(headline, "headline")] if headline else []
    wanted = words_of(headline)
    sentences = Wording(evidence.page.blocks[n].text for n in numbers)
    seen = 0
    for number, block in enumerate(evidence.page.blocks):
        own = taken[number]
        seen += own
        if wanted and evidence.words[number] == wanted and (not own or seen <= _HEADLINE_PLACES):
            if first - _NEAR_TOP <= number <= last:
                continue  # the headline itself, which stands first
            pieces.append(Piece(block.text, why="the headline once more"))
            continue
        role = _role(evidence, number, own, first, last)
        repeats = role == "standfirst" and not own and sentences.share(evidence.words[number]) >= _HALF
        stays = role in ("caption", "correction") or (_stands_at_top(role, number, first) and not repeats)
        if (own and role_by_words(block.text) != "furniture") or stays:
            pieces.append(Piece(block.text, role))
            continue
        why = _why(evidence, number, first, last)
        pieces.append(Piece(block.text, "dateline" if is_dateline(block.text) else None, why=why))
    return _massed(pieces)


def _stands_at_top(role: Role | None, number: int, first: int) -> bool:
    return role in ("byline", "standfirst") and first - _NEAR_TOP <= number < first


def _role(evidence: Evidence, number: int, own: bool, first: int, last: int) -> Role | None:
    """The role of a block by the elements around it; None where they do not tell, and its words must."""
    names, text = evidence.of[number], evidence.page.blocks[number].text
    by_words = role_by_words(text)
    if "in:caption" in names or "told:caption" in names or (own and by_words == "caption"):
        return "caption" if first <= number <= last and len(text) <= _LONGEST_CAPTION and _is_bare(names) else None
    noted = "in:correction" in names and _CORRECTION_WORDS.search(text)
    if (noted or by_words == "correction") and (own or (_is_bare(names) and first <= number <= last + _NEAR_TOP)):
        return "correction"
    if "in:byline" in names and len(text) <= _LONGEST_BYLINE and _is_bare(names) and (own or _names_someone(text)):
        return "byline"
    if "in:date" in names and own and is_dateline(text):
        return "dateline"
    if "in:standfirst" in names and number <= first and len(text) <= _LONGEST_STANDFIRST and _is_bare(names):
        return "standfirst" if "cut-short" not in names else None
    return None


def _is_bare(names: frozenset[str]) -> bool:
    """Whether a block stands in no other part of the page."""
    return names.isdisjoint(
        ("in:related", "in:comment", "in:menu", "in:foot", "in:newsletter", "in:advertising", "in:notice")
    )


def _names_someone(text: str) -> bool:
    return role_by_words(text) == "byline"


def _why(evidence: Evidence, number: int, first: int, last: int) -> str:
    names = evidence.of[number]
    for kind, why in _WHY:
        if f"in:{kind}" in names:
            return why
    for name, why in _WHY_BY_WORDS:
        if name in names:
            return why
    block = evidence.page.blocks[number]
    if block.linked * 2 > len(block.text):
        return "a link"
    if role_by_words(block.text) == "furniture":
        return "a link or a button"
    if number < first:
        return "what stands before the article"
    return "what stands after the article" if number > last else "words that are not the article’s"


def _massed(pieces: Sequence[Piece]) -> list[Piece]:
    """Short pieces that are left out one after another for the same reason as one."""
    made: list[Piece] = []
    short = False
    for piece in pieces:
        last = made[-1] if made else None
        is_short = bool(piece.why) and len(piece.text) <= _SHORT and piece.role is None
        if is_short and short and last and last.why == piece.why and len(last.text) < _LONGEST_MASS:
            made[-1] = Piece(f"{last.text} · {piece.text}", why=piece.why)
        else:
            made.append(piece)
        short = is_short
    return made


def headline_of(headings: Sequence[str], titles: Sequence[str], outlet: str) -> str:
    """The heading that the page's title repeats; else the title without the name of its outlet; on a page without a
    title the first heading."""
    named = [words for words in map(folded, titles) if words]
    for heading in headings:
        words = folded(heading)
        if words and words != folded(outlet) and any(words in one or one in words for one in named):
            return one_line(heading)
    if titles:
        return _without_outlet(titles[0], outlet)
    return next((one_line(heading) for heading in headings if folded(heading) not in ("", folded(outlet))), "")


def _without_outlet(title: str, outlet: str) -> str:
    for mark in TITLE_MARKS:
        before, found, after = title.rpartition(mark)
        if found and outlet and folded(after) == folded(outlet) and before.strip():
            return before.strip()
    return title
