"""The reader's paragraphs: joined, split, given another role, before anything is parsed. No offset ever changes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from parallax.article import ROLES, Article, Paragraph, Role
from parallax.correcting.words import cuts_a_word, first_word, has_words
from parallax.values import Correction, Refuse

GONE = "its paragraph is no longer in the text"


def with_paragraphs(article: Article, asked: Sequence[Correction], refuse: Refuse) -> Article:
    """The article with its paragraphs as corrections of kinds "join paragraphs", "split paragraph" and "role of
    paragraph" want them: joins and splits in the order given, then roles. A joined paragraph has the role of its first
    part, and both parts of a split one have the role of the whole, unless a role is given. Text and digest stay."""
    if not asked:
        return article
    cut = _Cut(article)
    for c in asked:
        if c.kind != "role of paragraph":
            reason = cut.join(c) if c.kind == "join paragraphs" else cut.split(c)
            if reason:
                refuse(c, reason)
    given: dict[int, Role] = {}
    for c in asked:
        if c.kind == "role of paragraph":
            reason = _give_role(cut, c, given)
            if reason:
                refuse(c, reason)
    paragraphs = tuple(replace(p, role=given.get(k, p.role)) for k, p in enumerate(cut.paragraphs))
    return replace(article, paragraphs=paragraphs)


def on_one_line(article: Article) -> Article:
    """The article as it is analysed: a space for every line end inside a paragraph, so that no offset changes. Text
    alone changes; the digest still names the revision."""
    text = article.text
    broken = [p for p in article.paragraphs if text.find("\n", p.start, p.end) >= 0]
    if not broken:
        return article
    pieces, at = [], 0
    for p in broken:
        pieces += [text[at : p.start], text[p.start : p.end].replace("\n", " ")]
        at = p.end
    return replace(article, text="".join([*pieces, text[at:]]))


def _give_role(cut: _Cut, c: Correction, given: dict[int, Role]) -> str:
    """Note the role that a correction gives; the reason why it cannot be, or an empty string."""
    role = next((r for r in ROLES if r == c.value), None)
    if role is None:
        return f"{c.value[:40]!r} is not a role of a paragraph"
    k = cut.at(c.spans[0][1])
    if k is None:
        return GONE
    if given.setdefault(k, role) != role:
        return "an earlier correction gives this paragraph another role"
    return ""


class _Cut:
    """The paragraphs of one article while they are joined and split; where an earlier correction lets one begin
    (`_begun`) or takes a beginning away (`_taken`), a later one must not undo it."""

    def __init__(self, article: Article) -> None:
        self.text = article.text
        self.paragraphs = list(article.paragraphs)
        self._begun: set[int] = set()
        self._taken: set[int] = set()

    def at(self, offset: int) -> int | None:
        """The index of the paragraph that holds the first word from an offset on."""
        offset = first_word(self.text, offset)
        k = bisect_right(self.paragraphs, offset, key=lambda p: p.start) - 1
        return k if k >= 0 and offset < self.paragraphs[k].end else None

    def join(self, c: Correction) -> str:
        """Join two neighbouring paragraphs; the reason why they cannot be, or an empty string."""
        found = [self.at(start) for _, start, _ in c.spans]
        numbers = sorted(k for k in found if k is not None)
        if len(numbers) < 2:
            return GONE
        first, second = numbers
        if first == second:
            return ""
        if second != first + 1:
            return "its paragraphs do not stand beside each other"
        one, other = self.paragraphs[first], self.paragraphs[second]
        if self.text[one.end : other.start].strip():
            return "words stand between its paragraphs"
        if other.start in self._begun:
            return "an earlier correction lets a paragraph begin there"
        self._taken.add(other.start)
        self.paragraphs[first : second + 1] = [Paragraph(one.start, other.end, one.role)]
        return ""

    def split(self, c: Correction) -> str:
        """Let a paragraph begin; the reason why it cannot, or an empty string."""
        start = first_word(self.text, c.spans[0][1])
        k = self.at(start)
        if k is None:
            return GONE
        whole = self.paragraphs[k]
        if start in self._taken:
            return "an earlier correction joins the paragraphs there"
        if start > whole.start:
            if cuts_a_word(self.text, start):
                return "it cuts a word in two"
            if not (has_words(self.text, whole.start, start) and has_words(self.text, start, whole.end)):
                return "it leaves a paragraph without words"
            end = whole.start + len(self.text[whole.start : start].rstrip())
            self.paragraphs[k : k + 1] = [replace(whole, end=end), replace(whole, start=start)]
        self._begun.add(start)
        return ""
