"""The words of a page as blocks in reading order, and what the elements around each block call themselves.

Nothing is judged here. The walk takes time with the length of the page, however deep it is nested.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any

from lxml import etree

from parallax.intake.draft import one_line
from parallax.raised import raised

ROW = "row"
"""The tag of a row of a table whose cells are short, so that it reads as one line."""

_PARAGRAPH_TAGS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hr legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_SILENT_TAGS = frozenset(
    "script style noscript template head title svg math iframe object select button textarea".split()
)
_EMPHASIS_TAGS = frozenset(("b", "strong", "em", "i", "u"))
_TAG_KINDS = {
    "nav": "menu",
    "menu": "menu",
    "header": "head",
    "footer": "foot",
    "aside": "aside",
    "details": "aside",
    "form": "form",
    "figure": "figure",
    "figcaption": "caption",
    "time": "date",
    "table": "table",
    "article": "article",
    "main": "main",
    "blockquote": "quote",
}
# Kinds by the words, and by pairs of words, of an element's class, id, role and itemprop.
_NAMED_KINDS = {
    "menu": "nav navbar navigation menu menus breadcrumb breadcrumbs dropdown toolbar pagination pager skip offcanvas",
    "head": "header masthead topbar banner",
    "foot": "footer copyright legal colophon",
    "aside": "sidebar aside rail widget widgets complementary rightcol sidecol secondary infobox factbox",
    "related": "related recommended recommendation recommendations recommend recirc readmore seealso trending popular"
    " mostread mostpopular teaser teasers promo promos carousel outbrain taboola latest suggested upnext zergnet"
    " revcontent morefrom readnext crosslink interlink",
    "share": "share sharing social socials follow addthis sharethis sharedaddy facebook twitter whatsapp like jp",
    "newsletter": "newsletter newsletters subscribe subscription signup subscriber optin mailchimp paywall regwall"
    " donate donation membership",
    "comment": "comment comments commentlist disqus respond reply livefyre",
    "advertising": "ad ads advert advertisement advertising sponsored sponsor dfp adsense adslot adunit affiliate",
    "caption": "caption captions credit imagecaption photocredit attribution legend",
    "figure": "image photo gallery slideshow figure video media thumbnail picture lightbox videoplayer",
    "byline": "byline author authors authorname bio contributor writer reporter",
    "date": "date time datetime timestamp dateline published updated datepublished datemodified posted pubdate",
    "tags": "tag tags tagged topics keywords category categories cat",
    "meta": "meta metadata postmeta entrymeta info",
    "standfirst": "standfirst dek deck subhead subheadline subtitle lede summary excerpt abstract teasertext intro"
    " articledescription",
    "correction": "correction corrections clarification editorsnote",
    "notice": "cookie cookies consent gdpr modal popup overlay notification alert disclaimer login",
    "body": "articlebody storybody entrycontent postcontent articlecontent storycontent articletext storytext bodytext"
    " postbody entrybody articlecopy bodycopy",
    "quote": "pullquote blockquote tweet twittertweet instagrammedia",
    "list": "list items grid cards card slider",
}
_KIND_OF_WORD = {word: kind for kind, words in _NAMED_KINDS.items() for word in words.split()}
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST_NAME = 400
_LONGEST_ROW = 300


@dataclass(frozen=True, slots=True)
class Place:
    """An element that words stand in: the number of the one around it, its tag, its tag and class, and its kinds."""

    around: int
    tag: str
    name: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of words between two ends of paragraphs, in the element of number `place`.

    `linked` and `emphasised` count the letters of it that stand in links, and in bold and italic words.
    """

    text: str
    place: int
    linked: int = 0
    emphasised: int = 0
    links: int = 0


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """The blocks of a page in reading order, and their elements, each after the one around it."""

    blocks: tuple[Block, ...]
    places: tuple[Place, ...]

    def under(self, kind: str) -> list[bool]:
        """Of each place, whether it or an element around it is of a kind."""
        found: list[bool] = []
        for number, place in enumerate(self.places):
            found.append(kind in place.kinds or (number > 0 and found[place.around]))
        return found


def short_text(element: Any, letters: int) -> str:
    """The words under an element in one line, cut off after about so many letters."""
    parts: list[str] = []
    for part in islice(element.itertext(), letters):
        parts.append(str(part)[:letters])
        letters -= len(parts[-1])
        if letters <= 0:
            break
    return one_line("".join(parts))


def page_blocks(tree: Any, most: int = 1_000_000) -> PageBlocks:
    """The blocks under an element, without scripts and what shows no words; no more than about `most`."""
    walk = _Walk(most)
    walk.through(tree)
    return PageBlocks(tuple(walk.blocks), tuple(walk.places))


class _Walk:
    def __init__(self, most: int) -> None:
        self._most = most
        self.blocks: list[Block] = []
        self.places = [Place(0, "html", "html", frozenset())]
        self._words: list[str] = []
        self._homes: set[int] = set()
        self._linked = self._emphasised = self._links = 0
        self._in_link = self._in_emphasis = self._in_raised = 0
        self._in_row = False

    def through(self, tree: Any) -> None:
        """Go through the tree without recursion. An element that was entered is met again when it is left, with its
        place and its tag."""
        stack: list[tuple[Any, int, str, bool]] = [(tree, 0, "", False)]
        while stack and len(self.blocks) < self._most:
            element, place, tag, own = stack.pop()
            if tag:
                self._leave(tag, place)
                around = self.places[place].around if own else place
            else:
                around = place
                tag = element.tag if isinstance(element.tag, str) else ""
                if tag and tag not in _SILENT_TAGS:
                    place, tag = self._enter(element, tag, around)
                    stack.append((element, place, tag, place != around))
                    stack.extend((child, place, "", False) for child in reversed(element))
                    continue
            if element is not tree:
                self._take(element.tail, around)
        self._end(0)

    def _enter(self, element: Any, tag: str, around: int) -> tuple[int, str]:
        """The place of an element's words, and its tag."""
        ends = tag in _PARAGRAPH_TAGS and not self._in_row
        if ends or tag == "br":
            self._end(around)
        elif tag in _PARAGRAPH_TAGS:
            self._words.append(" ")
        if tag == "tr" and not self._in_row and _is_row(element):
            tag, self._in_row = ROW, True
        kinds = _kinds(element, tag)
        place = around
        if ends or kinds:
            self.places.append(Place(around, tag, f"{tag} {(element.get('class') or '')[:80]}", kinds))
            place = len(self.places) - 1
        if tag == "a":
            self._in_link += 1
            self._links += 1
        elif tag in _EMPHASIS_TAGS:
            self._in_emphasis += 1
        elif tag == "sup":
            self._in_raised += 1
        self._take(element.text, place)
        return place, tag

    def _leave(self, tag: str, place: int) -> None:
        if tag == ROW:
            self._end(place)
            self._in_row = False
        elif tag in _PARAGRAPH_TAGS:
            if not self._in_row:
                self._end(place)
        elif tag == "a":
            self._in_link -= 1
        elif tag in _EMPHASIS_TAGS:
            self._in_emphasis -= 1
        elif tag == "sup":
            self._in_raised -= 1

    def _take(self, text: str | None, place: int) -> None:
        if not text:
            return
        self._words.append(raised(text) if self._in_raised else text)
        letters = len(text.strip())
        if letters:
            self._homes.add(place)
        if self._in_link:
            self._linked += letters
        if self._in_emphasis:
            self._emphasised += letters

    def _end(self, place: int) -> None:
        text = one_line("".join(self._words))
        if text:
            # Words that stand in one inner element alone are of its kind.
            home = self._homes.pop() if len(self._homes) == 1 else place
            self.blocks.append(Block(text, home, self._linked, self._emphasised, self._links))
        self._words.clear()
        self._homes.clear()
        self._linked = self._emphasised = self._links = 0


def _is_row(row: Any) -> bool:
    """Whether a row of a table holds short cells of words."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    letters = 0
    for cell in cells:
        for part in cell.iter(etree.Element):
            if part is not cell and part.tag in _PARAGRAPH_TAGS and part.tag not in ("p", "div"):
                return False
            letters += len(part.text or "") + len(part.tail or "")
            if letters > _LONGEST_ROW:
                return False
    return len(cells) > 1


def _kinds(element: Any, tag: str) -> frozenset[str]:
    if tag in ("html", "body"):
        return frozenset()
    found = set[str]()
    for attribute in ("class", "id", "role", "itemprop"):
        if value := element.get(attribute):
            for token in value[:_LONGEST_NAME].split():
                found |= _kinds_named(token)
    if tag in _TAG_KINDS:
        found.add(_TAG_KINDS[tag])
    if element.get("hidden") is not None or _HIDDEN_STYLE.search((element.get("style") or "")[:_LONGEST_NAME]):
        found.add("hidden")
    return frozenset(found)


@lru_cache(2000)
def _kinds_named(token: str) -> frozenset[str]:
    """The kinds that one name of an element tells: by its words, by pairs of them, by all of them together."""
    parts = [part.casefold() for part in _NAME.findall(token)]
    names = (*parts, "".join(parts), *map("".join, pairwise(parts)))
    return frozenset(_KIND_OF_WORD[name] for name in names if name in _KIND_OF_WORD)
