"""Whom "he" or "she" means: the nearest person that fits, those preferred who spoke or are subjects."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from parallax.article import Span
from parallax.attribution.authors import NamedHere
from parallax.attribution.names import Gender, People
from parallax.attribution.naming import Key, Standing
from parallax.attribution.tree import Tree

SEEN_BACK = 14
"""Turns, and names, before a pronoun among which whom it means is sought."""
_FARTHEST_SENTENCES = 12
_FOCUS = frozenset({"nsubj", "nsubjpass", "appos", "attr"})
_INTRODUCED = 1.0
"""What speaks for a person whom the paragraph introduces in a place of weight: it is about her."""


class Spoke(NamedTuple):
    """Who spoke at a token, and the name that this goes back to."""

    token: int
    key: Key
    name: Standing


class Pronouns:
    """The people of one article whom a pronoun may mean; `named` are those whom it names, in order."""

    def __init__(self, tree: Tree, named: Sequence[NamedHere], people: People) -> None:
        self._tree = tree
        self._starts = [tree.tokens[n.token].start for n in named]
        self._named = named
        self._genders: Mapping[Key, Gender] = {
            key: p.gender() for key, p in zip(people.keys, people.persons, strict=True)
        }
        self._places = people.places
        self._namesake = people.namesake
        self._introduced = self._introductions()

    def meant(
        self, at: int, gender: Gender, spoke: Iterable[Spoke], said: Sequence[Span] = ()
    ) -> tuple[Key, Standing] | None:
        """The person that "he" or "she" at a token means. `spoke` are those who spoke before it, `said` is what the
        pronoun's own clause reports: whoever is named in that before the pronoun is somebody else, for one does not
        name oneself ("“I will wait until I meet with Bibi,” he said")."""
        tree = self._tree
        here = tree.tokens[at].sentence
        best: tuple[float, int, Key, Standing] | None = None
        turns = [(*s, True) for s in spoke if s.key[0] == "person"]
        k = bisect_left(self._starts, tree.tokens[at].start)
        turns += [(n.token, n.key, n.name, False) for n in self._named[max(0, k - SEEN_BACK) : k]]
        new = self._new(at)
        for token, key, name, has_spoken in turns:
            known = self._genders.get(key, "")
            if known and known != gender and " " not in name.words:
                # "Clinton", whichever was meant so far, is the one of that name who fits
                key = self._namesake(key, gender) or key
                known = self._genders.get(key, "")
            distance = here - tree.tokens[token].sentence
            if (known and known != gender) or distance > _FARTHEST_SENTENCES or key in self._places:
                continue
            start = tree.tokens[token].start
            if any(s <= start < e for s, e in said):
                continue
            top = token
            while tree.tokens[top].dep in ("compound", "flat") and tree.tokens[top].head != top:
                top = tree.tokens[top].head
            score = -float(distance)
            score += 1.2 if tree.tokens[top].dep in ("nsubj", "nsubjpass") else 0.0
            score += (0.8 if distance else 2.0) if has_spoken else 0.0
            score += 0.8 if known else 0.0
            score -= 1.0 if tree.tokens[top].dep == "poss" else 0.0
            score += _INTRODUCED if key in new and distance and tree.tokens[top].dep in _FOCUS else 0.0
            if best is None or (score, token) > best[:2]:
                best = (score, token, key, name)
        return best[2:] if best else None

    def _introductions(self) -> dict[int, list[tuple[int, Key]]]:
        """By paragraph, who is named in the article for the first time there, and at which token."""
        known: set[Key] = set()
        found: dict[int, list[tuple[int, Key]]] = defaultdict(list)
        for n in self._named:
            if n.key not in known:
                known.add(n.key)
                found[self._paragraph(n.token)].append((n.token, n.key))
        return found

    def _new(self, at: int) -> set[Key]:
        """Whom the paragraph of a token names for the first time in the article, before it."""
        return {key for first, key in self._introduced.get(self._paragraph(at), ()) if first < at}

    def _paragraph(self, i: int) -> int:
        return self._tree.parse.sentences[self._tree.tokens[i].sentence].paragraph
