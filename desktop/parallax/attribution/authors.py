"""Whom the documents of an article speak for: the letter for who sent it, one question of a list for who asks them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from parallax.article import Article
from parallax.attribution.documents import PLATFORMS, document, kind_of_document, may_be_known, run_before, writer
from parallax.attribution.naming import Key, Standing, words_of
from parallax.attribution.tree import Run, Tree

Writers = Mapping[str, Counter[Key]]
"""Of each kind of document, how often the story says whose it is."""

_MAY_WRITE = ("person", "organisation", "place")


class Written(NamedTuple):
    """Who wrote a document: the key of the speaker, the name and the wording that tell it; `elsewhere` where the words
    that tell it stand somewhere else."""

    key: Key
    name: Standing
    wording: str
    elsewhere: bool


class NamedHere(NamedTuple):
    """Where an article names somebody: the token, the key of the speaker, the name and its words."""

    token: int
    key: Key
    name: Standing
    wording: str


class Authors:
    """Tells who wrote the documents of one article. `key_of` gives the key of the speaker that a run of tokens would
    be, `named` are the people that the article names, in order."""

    def __init__(
        self, article: Article, tree: Tree, key_of: Callable[[Run], Key | None], named: Sequence[NamedHere]
    ) -> None:
        self._article = article
        self._tree = tree
        self._key_of = key_of
        self._named: dict[Key, list[NamedHere]] = defaultdict(list)
        for one in named:
            self._named[one.key].append(one)

    def of(self, head: int, first: int, writers: Writers) -> Written | None:
        """Who wrote the document that a source from token `first` on, with this head, is: as the source says; else
        whose most documents of its kind in the story are; else as is said of the last one before it, or of any in the
        article."""
        noun = document(self._tree, head)
        if noun is None:
            return None
        own = self._here(noun) or self._named_before(noun)
        if own is not None or not may_be_known(self._tree, first, noun):
            return own
        kind = kind_of_document(self._tree, noun)
        often = writers.get(kind, Counter())
        most = min(often, key=lambda key: (-often[key], key), default=())
        named = self._named.get(most, [])
        if named and often[most] > 1 and 2 * often[most] > often.total():
            nearest = named[max(bisect_left(named, head, key=lambda n: n.token) - 1, 0)]
            return Written(most, nearest.name, nearest.wording, True)
        known = self.known.get(kind, [])
        before = [who for at, who in known if at < head]
        return next((who._replace(elsewhere=True) for who in before[-1:] or [w for _, w in known[:1]]), None)

    def _here(self, noun: int) -> Written | None:
        """Who is said to have written a document, right where it is named."""
        who = writer(self._tree, noun)
        return None if who is None else self._at(self._tree.run(who), who)

    def _named_before(self, noun: int) -> Written | None:
        """Whose document it is by the name right before it: "the White House statement"."""
        run = run_before(self._tree, noun)
        if run is None or self._tree.tokens[run[1]].text.casefold() in PLATFORMS:
            return None
        found = self._at(run, run[0])
        return found if found is not None and found.key[0] in _MAY_WRITE else None

    def _at(self, run: Run, head: int) -> Written | None:
        """The speaker that a run would be, as a writer."""
        key = self._key_of(run)
        if key is None:
            return None
        tokens = self._tree.tokens
        wording = re.sub(r"['’]s?$", "", self._article.text[tokens[run[0]].start : tokens[run[1]].end])
        standing = Standing(tokens[head].start, words_of(key, wording))
        name = next((n.name for n in self._named.get(key, ()) if run[0] <= n.token <= run[1]), standing)
        return Written(key, name, " ".join(wording.split()), False)

    @cached_property
    def known(self) -> dict[str, list[tuple[int, Written]]]:
        """Of each kind of document in the article, where it is said by name whose it is."""
        found: dict[str, list[tuple[int, Written]]] = defaultdict(list)
        for i in range(len(self._tree.tokens)):
            by = writer(self._tree, i) if document(self._tree, i) == i else None
            if by is not None and self._tree.tokens[by].pos != "PRON":
                who = self._at(self._tree.run(by), by)
                if who is not None and who.key[0] in _MAY_WRITE:
                    found[kind_of_document(self._tree, i)].append((i, who))
        return found
