"""Where what is said, and who says it, may begin and end: what the parse has to say of the gap before each token."""

from __future__ import annotations

from parallax.language import Parse

QUOTES = frozenset({'"', "“", "”", "''", "``", "‘", "’", "'"})
DASHES = frozenset({"-", "–", "—", "―", "--"})
_BREAKS = DASHES | {",", ";", ":", "(", ")"}


def gaps(parse: Parse) -> list[str]:
    """The kind of the gap before each token and, last, of that after the last one: where a sentence or a paragraph
    ends; else the closest pair of head and dependent that it parts, by label and side of the head ("dobj<": the head
    stands before the gap); then whether a quotation mark or a break stands beside it."""
    tokens = parse.tokens
    count = len(tokens)
    parted = ["none"] * (count + 1)
    reach = [count] * (count + 1)
    for t in tokens:
        if t.head == t.i or t.dep == "punct":
            continue
        low, high = (t.head, t.i) if t.head < t.i else (t.i, t.head)
        label = t.dep + ("<" if t.head < t.i else ">")
        for gap in range(low + 1, high + 1):
            if high - low < reach[gap]:
                reach[gap], parted[gap] = high - low, label
    parted[0] = parted[count] = "paragraph"
    for gap in range(1, count):
        before, after = tokens[gap - 1], tokens[gap]
        if before.sentence != after.sentence:
            here, there = (parse.sentences[t.sentence].paragraph for t in (before, after))
            parted[gap] = "sentence" if here == there else "paragraph"
        if before.text in QUOTES or after.text in QUOTES:
            parted[gap] += '"'
        elif before.text in _BREAKS:
            parted[gap] += " after ,"
        elif after.text in _BREAKS:
            parted[gap] += " before ,"
    return parted
