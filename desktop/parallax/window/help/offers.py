"""What the command palette offers: each action of the table, and places to go to. Without Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from parallax.outlets import outlet_names
from parallax.window.actions import ACTIONS, WHY_NOT
from parallax.window.stories.lines import day, named
from parallax.window.texts.offsets import shown

if TYPE_CHECKING:
    from parallax.article import Article
    from parallax.library import StoryHead
    from parallax.values import ArticleSpan, Comparison

Kind = Literal["action", "article", "speaker", "story"]
_ITSELF = "palette"
_LOOKED_FOR_AS = {
    "open": "import load file",
    "paste": "clipboard insert",
    "add_address": "url link website download",
    "import_story": "backup restore",
    "stories": "home start library",
    "bin": "trash deleted restore",
    "export": "save csv json html report",
    "settings": "preferences options dark light contrast colours colors font size offline",
    "find": "search",
    "particulars": "metadata byline publication",
    "replace_text": "update change",
    "read_again": "reload refresh",
    "remove": "delete",
    "duplicate_story": "copy",
    "export_story": "backup share send",
    "bin_story": "delete trash",
    "sheet": "summary speakers quotes contradictions",
    "side": "columns parallel",
    "rows": "table diff",
    "bigger": "bigger zoom in font size",
    "smaller": "zoom out font size",
    "dock": "panel sidebar details",
    "ruler": "minimap",
    "full_screen": "fullscreen",
    "check": "done reviewed",
    "note": "comment annotate",
    "correct": "fix wrong mistake",
    "deny": "wrong ignore dismiss",
    "link": "match align pair",
    "unlink": "separate wrong",
    "cancel": "stop abort",
    "analyse": "compare refresh",
    "help": "manual",
    "guided_look": "tour tutorial",
    "shortcuts": "keyboard hotkeys",
    "install_entry": "icon launcher",
}
"""Words by which an action is looked for and that it does not use itself, by its name."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the list. `name` is that of the action, the number of the article, or the id of the speaker or the
    story; `where` the menu, what kind of place it is, or when the story was changed last; `also` finds it too;
    `why_not` says why it cannot be done now, or is empty."""

    kind: Kind
    name: str
    words: str
    where: str
    keys: str = ""
    also: str = ""
    why_not: str = ""

    @property
    def spoken(self) -> str:
        """All of it in words, for a screen reader: *Next difference, F7*."""
        not_now = f"not now: {self.why_not}" if self.why_not else ""
        return ", ".join(part for part in (self.words, self.keys, not_now) if part)


def of_actions(possible: Callable[[str], bool]) -> list[Offer]:
    """Each action of the table but the palette itself, in the order of the menus; `possible` says of a name whether
    it can be done now."""
    offers = []
    for a in ACTIONS:
        if a.name != _ITSELF:
            menu, keys = a.menu.replace("&", ""), a.keys[0] if a.keys else ""
            why_not = "" if possible(a.name) else WHY_NOT[a.when]
            also = " ".join((menu, a.tip, _LOOKED_FOR_AS.get(a.name, ""), *a.keys))
            offers.append(Offer("action", a.name, a.words, menu, keys, also, why_not))
    return offers


def of_articles(articles: Sequence[Article]) -> list[Offer]:
    """The articles of the open story."""
    return [
        Offer("article", str(number), f"Go to {shown(name)}", "Article", also=shown(named(article.title)))
        for number, (name, article) in enumerate(zip(outlet_names(articles), articles, strict=True))
    ]


def of_speakers(comparison: Comparison | None) -> list[Offer]:
    """The speakers of a comparison to whom a statement is ascribed."""
    if comparison is None:
        return []
    speaking = {a.speaker for a in comparison.attributions}
    return [
        Offer("speaker", s.id, f"Speaker: {shown(named(s.name))}", "First statement")
        for s in comparison.speakers
        if s.id in speaking
    ]


def of_stories(heads: Sequence[StoryHead], open_story: str) -> list[Offer]:
    """The stories of the library but the open one."""
    return [
        Offer(
            "story", h.id, f"Open {shown(named(h.title))}", day(h.changed), also=shown(" ".join((*h.tags, *h.outlets)))
        )
        for h in heads
        if h.id != open_story
    ]


def first_statement(comparison: Comparison, speaker: str) -> ArticleSpan | None:
    """Where the first statement of a speaker begins and ends, in the first article that has one."""
    found = [
        (a.article, min(start for start, _ in spans), max(end for _, end in spans))
        for a in comparison.attributions
        if a.speaker == speaker and (spans := a.content or a.cue or a.source)
    ]
    return min(found, default=None)


def used_first(offers: Sequence[Offer], used: Sequence[tuple[Kind, str]]) -> list[Offer]:
    """The offers with those that were used, the last one first, before all others; what cannot be done now stays
    where it is."""
    rank = {key: k for k, key in enumerate(used)}
    return sorted(offers, key=lambda o: len(rank) if o.why_not else rank.get((o.kind, o.name), len(rank)))
