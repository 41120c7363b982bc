"""The menu in which the reader says what is wrong where the eye is. Only what makes sense there is in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from parallax.article import ROLES
from parallax.outlets import clipped, outlet_names
from parallax.values import FAMILY_OF_KIND, ArticleSpan, Comparison, Label, Relation, Speaker
from parallax.window.corrections import deeds
from parallax.window.corrections.choosing import Choice, ChooseDialog
from parallax.window.corrections.deeds import Deed
from parallax.window.corrections.quotation_dialog import QuotationDialog, shown_span
from parallax.window.frame.popping_up import pop_up
from parallax.window.texts.offsets import in_label

if TYPE_CHECKING:
    from parallax.window.session import Session


_LONGEST = 200
"""Code points of words that may name a thing."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a menu is about: words of an article (of no length for the caret alone), the index of a difference there or
    None, and the name of a speaker where a whole line tells of one."""

    place: ArticleSpan | None
    difference: int | None = None
    speaker: str = ""


class CorrectMenu:
    """Makes the menus of one window, and asks what they need to know. `done(deed, comparison)` is called with what was
    said, of which comparison: the story may have another one by then."""

    def __init__(self, window: QWidget, session: Session, done: Callable[[Deed, Comparison], None]) -> None:
        self._window = window
        self._session = session
        self._done = done

    def open(self, spot: Spot, point: QPoint, also: Sequence[QAction]) -> QMenu:
        """Open the menu for a spot at a point of the screen; `also` are the window's own actions at its end."""
        menu = self.menu(spot, also)
        menu.aboutToHide.connect(menu.deleteLater)
        pop_up(menu, point)
        return menu

    def menu(self, spot: Spot, also: Sequence[QAction] = ()) -> QMenu:
        """The menu for a spot."""
        menu = QMenu(self._window)
        menu.setAccessibleName("Correct")
        menu.setToolTipsVisible(True)
        comparison = self._session.state.comparison
        if comparison is not None and len(comparison.articles) == len(self._session.articles):
            for part in (
                self._speakers,
                self._things,
                self._differences,
                self._quotations,
                self._texts,
                self._relations,
            ):
                menu.addSeparator()
                part(menu, comparison, spot)
        menu.addSeparator()
        menu.addActions(list(also))
        return menu

    def _add(self, menu: QMenu, text: str, do: Callable[[], object]) -> None:
        menu.addAction(in_label(text)).triggered.connect(lambda _=False: do())

    def _deed(self, menu: QMenu, c: Comparison, text: str, deed: Deed | None) -> None:
        if deed is not None:
            self._add(menu, text, lambda: self._done(deed, c))

    # speakers

    def _speakers(self, menu: QMenu, c: Comparison, spot: Spot) -> None:
        quotation = deeds.attribution_at(c, spot.place) if spot.place is not None and not spot.speaker else None
        speaker = next((s for s in c.speakers if spot.speaker and s.name.casefold() == spot.speaker), None)
        if quotation is not None:
            self._add(menu, "Said by…", lambda: self._ask_said_by(c, quotation))
            speaker = next((s for s in c.speakers if s.id == c.attributions[quotation].speaker), None)
        if speaker is None:
            return
        name, known = clipped(speaker.name, 40), speaker
        if len(c.speakers) > 1:
            self._add(menu, f"{name} is the same as…", lambda: self._ask_same_speaker(c, known))
        if len(deeds.wordings(c, deeds.mentions(c, known.id))) > 1:
            place = deeds.mention_of(c, quotation) if quotation is not None else None
            self._add(menu, f"{name} is not the same as…", lambda: self._ask_other_speaker(c, known, place))
        self._add(menu, f"Rename {name}…", lambda: self._ask_name(c, known))

    def _ask_said_by(self, c: Comparison, quotation: int) -> None:
        before = c.attributions[quotation].speaker
        others = [s for s in _ranked(c) if s.id != before]
        now = deeds.name_of(c, before)
        asked = f"Who says {deeds.cited(c, _content(c, quotation), 90)}?" + (f" Now: {now}." if now else "")
        count = sum(a.speaker == before for a in c.attributions)
        scopes = ["This quotation alone", f"All {count} quotations of {now}"] if now and count > 1 else []
        dialog = ChooseDialog(self._window, "Said by", asked, [s.name for s in others], free=True, scopes=scopes)

        def take(choice: Choice) -> None:
            to = others[choice.number] if choice.number is not None else None
            alone = bool(scopes) and choice.scope == 0
            name = to.name if to else choice.name
            self._done(deeds.said_by(c, quotation, to.id if to else None, name, alone=alone), c)

        dialog.ask(take)

    def _ask_same_speaker(self, c: Comparison, speaker: Speaker) -> None:
        others = [s for s in _ranked(c) if s.id != speaker.id and deeds.mentions(c, s.id)]
        asked = f"Who is {speaker.name}, under another name?"
        dialog = ChooseDialog(self._window, "The same speaker", asked, [s.name for s in others])
        dialog.ask(lambda choice: self._done(deeds.same_speaker(c, speaker.id, others[choice.number or 0].id), c))

    def _ask_other_speaker(self, c: Comparison, speaker: Speaker, place: ArticleSpan | None) -> None:
        """Which wording is somebody else: from a quotation against its own source, else against the speaker's name."""
        found = deeds.wordings(c, deeds.mentions(c, speaker.id))
        own = deeds.words(c, place) if place is not None else ""
        kept = place if place is not None else found.get(speaker.name) or next(iter(found.values()))
        others = [w for w in found if w not in (own, deeds.words(c, kept))]
        asked = f"Which of these is not {deeds.cited(c, kept)}?"
        dialog = ChooseDialog(self._window, "Not the same speaker", asked, others)
        dialog.ask(lambda choice: self._done(deeds.other_speaker(c, kept, found[others[choice.number or 0]]), c))

    def _ask_name(self, c: Comparison, speaker: Speaker) -> None:
        dialog = ChooseDialog(
            self._window, "Rename the speaker", "The name of this speaker:", [], free=True, text=speaker.name
        )
        place = deeds.mentions(c, speaker.id)[0]
        dialog.ask(lambda choice: self._done(deeds.rename(c, place, choice.name), c))

    # things

    def _things(self, menu: QMenu, c: Comparison, spot: Spot) -> None:
        if spot.place is None or spot.speaker:
            return
        place = spot.place
        number = deeds.label_at(c, place)
        label = c.labels[number] if number is not None else None
        words = c.articles[place[0]].text[place[1] : place[2]]
        if label is None and (not words.strip() or "\n" in words or len(words) > _LONGEST):
            return
        own = next((m for m in label.mentions if deeds.touch(m, place)), place) if label else place
        named = deeds.cited(c, own, 40)
        others = [other for k, other in enumerate(c.labels) if k != number and other.mentions]
        if others:
            self._add(menu, f"{named} is the same thing as…", lambda: self._ask_same_thing(c, own, others))
        found = deeds.wordings(c, label.mentions) if label else {}
        rest = {w: m for w, m in found.items() if w != deeds.words(c, own)}
        if rest:
            self._add(menu, f"{named} is not the same thing as…", lambda: self._ask_other_thing(c, own, rest))

    def _ask_same_thing(self, c: Comparison, own: ArticleSpan, others: Sequence[Label]) -> None:
        asked = f"What is {deeds.cited(c, own)} called elsewhere?"
        dialog = ChooseDialog(self._window, "The same thing", asked, [label.name for label in others])
        dialog.ask(lambda choice: self._done(deeds.same_thing(c, own, others[choice.number or 0].mentions[0]), c))

    def _ask_other_thing(self, c: Comparison, own: ArticleSpan, rest: dict[str, ArticleSpan]) -> None:
        names = list(rest)
        asked = f"Which of these is not {deeds.cited(c, own)}?"
        dialog = ChooseDialog(self._window, "Not the same thing", asked, names)
        dialog.ask(lambda choice: self._done(deeds.other_thing(c, own, rest[names[choice.number or 0]]), c))

    # differences

    def _differences(self, menu: QMenu, c: Comparison, spot: Spot) -> None:
        if spot.difference is None or spot.difference >= len(c.differences):
            return
        number, d = spot.difference, c.differences[spot.difference]
        self._deed(menu, c, f"Not a difference ({_shown_kind(d.kind)})", deeds.no_difference(c, number))
        kinds = menu.addMenu("Another kind")
        for kind in FAMILY_OF_KIND:
            if kind != d.kind:
                self._deed(kinds, c, _shown_kind(kind), deeds.another_kind(c, number, kind))

    # quotations

    def _quotations(self, menu: QMenu, c: Comparison, spot: Spot) -> None:
        if spot.place is None or spot.speaker:
            return
        place = spot.place
        quotation = deeds.attribution_at(c, place)
        if quotation is not None:
            self._deed(menu, c, "This is no quotation", deeds.not_quoted(c, quotation))
            self._add(menu, "Change the extent of this quotation…", lambda: self._ask_extent(c, quotation, place))
        if place[1] < place[2]:
            self._add(menu, "Somebody is quoted here…", lambda: self._ask_quoted(c, place))

    def _ask_extent(self, c: Comparison, quotation: int, place: ArticleSpan) -> None:
        article = c.articles[place[0]]
        parts = deeds.parts_of(c, quotation)
        span = shown_span(article, [span for _, span in parts])
        dialog = QuotationDialog(self._window, "Extent of the quotation", article, span, parts, place[1:])
        dialog.ask(lambda found: self._done(deeds.resized(place[0], found), c))

    def _ask_quoted(self, c: Comparison, place: ArticleSpan) -> None:
        article = c.articles[place[0]]
        span = shown_span(article, [place[1:]])
        dialog = QuotationDialog(self._window, "Somebody is quoted here", article, span, (), place[1:])
        dialog.ask(lambda found: self._done(deeds.quoted(place[0], found), c))

    # sentences and paragraphs

    def _texts(self, menu: QMenu, c: Comparison, spot: Spot) -> None:
        if spot.place is None or spot.speaker:
            return
        article, start, end = spot.place
        below = QMenu("Sentence and paragraph", menu)
        self._deed(below, c, "Sentence ends here", deeds.sentence_end(c, article, end))
        number = next((s.index for s in c.sentences[article] if s.start <= start <= s.end), None)
        if number is not None:
            self._deed(below, c, "Join with the next sentence", deeds.join_sentences(c, article, number))
        self._deed(below, c, "Paragraph begins here", deeds.paragraph_begin(c, article, start))
        paragraph = deeds.paragraph_at(c, article, start)
        if paragraph is not None:
            self._deed(below, c, "Join with the next paragraph", deeds.join_paragraphs(c, article, paragraph))
            roles = below.addMenu("This paragraph is")
            now = c.articles[article].paragraphs[paragraph].role
            for role in ROLES:
                made = roles.addAction(role.capitalize())
                made.setCheckable(True)
                made.setChecked(role == now)
                deed = deeds.role_of(c, article, paragraph, role)
                if role != now:
                    made.triggered.connect(lambda _=False, deed=deed: self._done(deed, c))
        if below.actions():
            menu.addMenu(below)

    # versions and reports

    def _relations(self, menu: QMenu, c: Comparison, spot: Spot) -> None:
        if spot.place is None or spot.speaker or spot.place[1] < spot.place[2]:
            return
        names, article = outlet_names(c.articles), spot.place[0]
        pairs = [r for r in c.relations if article in (r.a, r.b)]
        if not pairs:
            return
        below = menu.addMenu(in_label(f"Compare {clipped(names[article], 30)} with"))
        for pair in pairs:
            other = pair.b if pair.a == article else pair.a
            if len(pairs) > 1:
                self._relation(below.addMenu(in_label(clipped(names[other], 40))), c, pair, "as ")
            else:
                self._relation(below, c, pair, f"{clipped(names[other], 40)} as ")

    def _relation(self, menu: QMenu, c: Comparison, pair: Relation, before: str) -> None:
        for relation, words in (("versions", "versions of one text"), ("reports", "reports of one story")):
            made = menu.addAction(in_label(f"{before}{words}"))
            made.setCheckable(True)
            made.setChecked(pair.relation == relation)
            if pair.relation != relation:
                deed = deeds.related(c, pair.a, pair.b, "versions" if relation == "versions" else "reports")
                made.triggered.connect(lambda _=False, deed=deed: self._done(deed, c))


def _shown_kind(kind: str) -> str:
    return kind.replace("-", " ")


def _ranked(c: Comparison) -> list[Speaker]:
    """The speakers of the story, those with the most quotations first."""
    count = {s.id: sum(a.speaker == s.id for a in c.attributions) for s in c.speakers}
    return sorted(c.speakers, key=lambda s: (-count[s.id], s.name.casefold()))


def _content(c: Comparison, quotation: int) -> ArticleSpan:
    a = c.attributions[quotation]
    return (a.article, *(a.content or a.cue or a.source)[0])
