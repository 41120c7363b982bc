"""What the people of a story are or do: the words before their names, or beside them as an apposition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from parallax.attribution.mentions import content_words
from parallax.attribution.names import People
from parallax.attribution.tree import Tree


class Offices:
    """The words of office of each person of a story ("chief engineer"), by the person's number and by the word."""

    def __init__(self, trees: Sequence[Tree], people: People) -> None:
        self._of: dict[int, set[str]] = defaultdict(set)
        for tree, mentions in zip(trees, people.mentions, strict=True):
            for named in mentions:
                who = people.person(named.form, named.article, named.start)
                if who is not None:
                    self._read(tree, named.first, named.last, who)
        self._bearing: dict[str, list[int]] = defaultdict(list)
        for who, words in self._of.items():
            for word in words:
                self._bearing[word].append(who)

    def _read(self, tree: Tree, first: int, last: int, who: int) -> None:
        """Take in what stands around a person's name at tokens `first` to `last` (excluded)."""
        top = next((i for i in range(first, last) if not first <= tree.tokens[i].head < last), last - 1)
        if tree.left[top] < first:
            self._of[who].update(content_words(tree, max(tree.left[top], first - 6), first - 1, len(tree.tokens)))
        token = tree.tokens[top]
        beside = [c for c in tree.children[top] if tree.tokens[c].dep == "appos"]
        if token.dep == "appos":
            beside.append(token.head)
        for c in beside:
            low = tree.left[c] if c not in (token.head,) else max(tree.left[c], c - 6)
            high = min(tree.right[c], c + 4) if c != token.head else c
            self._of[who].update(content_words(tree, low, high, len(tree.tokens)))

    def has(self, who: int, words: set[str]) -> bool:
        """Whether a person is called by all these words."""
        return words <= self._of.get(who, set())

    def of(self, word: str) -> Sequence[int]:
        """The persons who are called by a word, by first mention in the story."""
        return self._bearing.get(word, ())

    def of_all(self, words: set[str]) -> list[int]:
        """The persons who are called by all these words; nobody for no words."""
        rarest = min(words, key=lambda w: (len(self.of(w)), w), default="")
        return [who for who in self.of(rarest) if self.has(who, words)]
