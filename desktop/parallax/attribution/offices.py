"""What the people of a story are or do: the words before their names, or beside them as an apposition."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from parallax.attribution.mentions import content_words
from parallax.attribution.names import People
from parallax.attribution.tree import Tree

_MUCH_LESS = 4
_PAST = frozenset({"former", "ex", "onetime", "retired"})
"""Words for who no longer holds an office."""
NAMES_BACK = 80
"""Names before a place among which the bearer of an office is looked for first."""


class Offices:
    """The words of office of each person of a story ("chief engineer"), by the person's number and by the word."""

    def __init__(self, trees: Sequence[Tree], people: People) -> None:
        self._persons = people.persons
        self._fitting: dict[frozenset[str], tuple[list[int], int]] = {}
        self._of: dict[int, Counter[str]] = defaultdict(Counter)
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
        """Whether a person is called by all these words, and not as one who held the office once where the words ask
        for who holds it."""
        own = self._of.get(who, Counter())
        if not words <= own.keys():
            return False
        least = min((own[w] for w in words), default=0)
        return not any(own[past] >= least > 0 for past in _PAST - words if past in own)

    def _often(self, who: int, words: set[str]) -> int:
        """How often a person is called by the rarest of these words."""
        return min((self._of[who][w] for w in words), default=0)

    def of(self, word: str) -> Sequence[int]:
        """The persons who are called by a word, by first mention in the story."""
        return self._bearing.get(word, ())

    def bearer(self, tree: Tree, head: int, words: set[str], before: Sequence[int]) -> int | None:
        """The person that "the mayor" means, headed by token `head`: of those named `before` it in the article the
        last with all these words, if the story calls that person so not much less often than any other; else the only
        one in the story of that office, where no other word says otherwise; else the one with all these words who is
        named most."""
        fitting, most = self._known(frozenset(words))
        for who in reversed(before[-NAMES_BACK:]):
            if self.has(who, words) and _MUCH_LESS * self._often(who, words) >= most:
                return who
        said_of = any(tree.tokens[c].text.casefold() == "of" for c in tree.children[head])
        if len(words) == 1 and tree.child(head, "poss") is None and not said_of:
            of_office = self.of(tree.tokens[head].lemma.casefold())
            if len(of_office) == 1:
                return of_office[0]
        persons = self._persons
        return min(fitting, key=lambda w: (-sum(persons[w].forms.values()), persons[w].name()), default=None)

    def _known(self, words: frozenset[str]) -> tuple[list[int], int]:
        """Who is called by all these words, and how often anybody is at most."""
        if words not in self._fitting:
            fitting = self.of_all(set(words))
            self._fitting[words] = fitting, max((self._often(who, set(words)) for who in fitting), default=0)
        return self._fitting[words]

    def of_all(self, words: set[str]) -> list[int]:
        """The persons who are called by all these words; nobody for no words."""
        rarest = min(words, key=lambda w: (len(self.of(w)), w), default="")
        return [who for who in self.of(rarest) if self.has(who, words)]
