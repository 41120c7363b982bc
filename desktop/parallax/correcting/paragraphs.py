"""The reader's paragraphs: joined, split, given another role, before anything is parsed. No offset ever changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parallax.article import ROLES, Article, Paragraph, Role, Span
from parallax.correcting.cut import Cut
from parallax.values import Correction, Refuse


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
        return cut.gone
    if given.setdefault(k, role) != role:
        return "an earlier correction gives this paragraph another role"
    return ""


class _Cut(Cut):
    """The paragraphs of one article while they are joined and split."""

    def __init__(self, article: Article) -> None:
        super().__init__(article.text, "paragraph", [(p.start, p.end) for p in article.paragraphs])
        self.paragraphs = list(article.paragraphs)

    def apart(self, first: int, second: int) -> str:
        if second != first + 1:
            return "its paragraphs do not stand beside each other"
        one, other = self.paragraphs[first], self.paragraphs[second]
        return "words stand between its paragraphs" if self.text[one.end : other.start].strip() else ""

    def replaced(self, first: int, last: int, spans: list[Span]) -> None:
        role = self.paragraphs[first].role
        self.paragraphs[first : last + 1] = [Paragraph(start, end, role) for start, end in spans]
