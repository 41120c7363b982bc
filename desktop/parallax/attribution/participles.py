"""Who "adds" and "complains" behind a comma: whoever said what stands right before it.

The network finds the source of a participle well, but for the one who reports on somebody: "The Gazette reported on her
speech, when she said that the dam was old, complaining that nobody had listened". An outlet that is "citing" somebody
goes on reporting, so that such verbs are left alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from parallax.attribution.edges import QUOTES
from parallax.attribution.fitting import Fitted
from parallax.attribution.lexicon import SPEECH
from parallax.attribution.tree import Tree

_REPORTS = frozenset({"accord", "cite", "quote", "report"})


def with_speakers_before(tree: Tree, found: Sequence[Fitted]) -> list[Fitted]:
    """The same, each whose cue is a participle of saying right behind a comma and the words of another statement of its
    sentence with the source of that."""
    by_end = sorted((one.content[-1][1], one.cue, one.source) for one in found if one.content and one.source)
    ends = [end for end, _, _ in by_end]

    def source_before(one: Fitted) -> Fitted:
        first = one.cue[0]
        token = tree.tokens[first]
        if token.tag != "VBG" or token.lemma.casefold() not in SPEECH - _REPORTS or not one.source:
            return one
        at = first - 1
        while at > 0 and (tree.tokens[at].text == "," or tree.tokens[at].text in QUOTES):
            at -= 1
        if at == first - 1 or all(t.text != "," for t in tree.tokens[at:first]):
            return one
        for k in range(bisect_left(ends, at), len(ends)):
            end, cue, source = by_end[k]
            if end >= first:
                break
            if one.source[0] < cue < one.cue and tree.tokens[cue[0]].sentence == token.sentence:
                return one._replace(source=source)
        return one

    return [source_before(one) for one in found]
