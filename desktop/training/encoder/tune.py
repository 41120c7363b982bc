"""Choose how what the network hears is fitted to the parse: `attribution.json`, beside the other files of the model.

How telling each kind of gap is for where contents and sources begin and end is counted in the training articles; the
settings are chosen on the articles kept from the training, one after the other, twice round; and there it is counted
how many of the attributions of each worth are right (isotonic regression). Needs what the program needs.
"""

from __future__ import annotations

import argparse
import json
import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from parallax.article import Article, Span
from parallax.attribution import attributions
from parallax.attribution.edges import gaps
from parallax.attribution.fitting import EDGES, FITTING, Fitted, Fitting, Settings, fitted
from parallax.attribution.hearing import Heard, heard
from parallax.language import Parse, parse
from parallax.language.windows import words_of

from .reading import HELD_OUT, tokenizer_of
from .score import Score
from .shipped import Shipped

BEGUN = Settings(
    worth=0.5, edge_weight=0.5, edge_bias=1.0, source_edge_weight=0.25, source_bias=1.0, least_source=-6.0, most=5.0,
    far=0.6, same_content=0.5,
)  # fmt: skip
"""From trying by hand on the same articles."""

CHOICES: dict[str, Sequence[float]] = {
    "worth": (0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65),
    "edge_weight": (0.3, 0.4, 0.5, 0.6, 0.75),
    "edge_bias": (0.5, 0.75, 1.0, 1.25, 1.5, 2.0),
    "source_edge_weight": (0.15, 0.25, 0.35, 0.5),
    "source_bias": (0.0, 0.5, 1.0, 1.5, 2.0),
    "least_source": (-4.0, -5.0, -6.0, -8.0),
    "most": (4.0, 5.0, 6.0, 8.0),
    "far": (0.4, 0.5, 0.6, 0.8, 1.0),
    "same_content": (0.35, 0.5, 0.65, 0.8),
}
AS_IF = 20
"""So many gaps as usual as the rest are added to each kind, and a kind with fewer than `RARE` is not told apart."""
RARE = 5
CORNERS = 12
"""The worths are cut into so many parts, equally many attributions in each, before they are made to rise."""


@dataclass(frozen=True, eq=False)
class Known:
    """An article with known attributions, its parse, and what was heard in it."""

    article: Article
    parse: Parse
    gold: list[dict[str, Any]]
    heard: tuple[Heard, ...] = ()

    def spans(self, one: Fitted) -> tuple[list[Span], list[Span]]:
        """Source and content in code points."""
        tokens = self.parse.tokens
        source, content = ([(tokens[a].start, tokens[b].end) for a, b in runs] for runs in (one.source, one.content))
        return source, content


def known(path: Path) -> list[Known]:
    """The articles of a file of attributions, parsed, in their order; those that the program would change are left
    out."""
    found = []
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        article = Article.from_text(row["text"])
        found.append(Known(article, parse(article), row["attributions"] if article.text == row["text"] else []))
    return found


def edges(articles: Sequence[Known]) -> dict[str, list[float]]:
    """For each kind of gap the logarithms of the odds of `EDGES` there, to three digits."""
    every: Counter[str] = Counter()
    at: list[Counter[str]] = [Counter() for _ in EDGES]
    for known in articles:
        kinds = gaps(known.parse)
        starts, ends = [t.start for t in known.parse.tokens], [t.end for t in known.parse.tokens]
        every.update(kinds)
        for gold in known.gold:
            for column, part in ((0, "content"), (2, "source")):
                for start, end in gold[part]:
                    first, last = bisect_right(ends, start), bisect_left(starts, end)
                    if first < last:
                        at[column][kinds[first]] += 1
                        at[column + 1][kinds[last]] += 1
    usual = [counts.total() / every.total() for counts in at]
    made = {"": [_odds(share) for share in usual]}
    for kind, count in sorted(every.items()):
        if count >= RARE:
            shares = ((counts[kind] + AS_IF * share) / (count + AS_IF) for counts, share in zip(at, usual, strict=True))
            made[kind] = [_odds(share) for share in shares]
    return made


def _odds(share: float) -> float:
    return round(math.log(share / (1 - share)), 3)


def figures(articles: Sequence[Known], fitting: Fitting) -> dict[str, float]:
    """The score of what is heard and fitted, before the program adds what marks and layout tell."""
    total = Score()
    for known in articles:
        made = [known.spans(one) for one in fitted(known.parse, known.heard, fitting)]
        total.add(known.article.text, known.gold, made)
    return total.figures()


def settled(articles: Sequence[Known], fitting: Fitting) -> Fitting:
    """The fitting with the best settings."""
    reached = figures(articles, fitting)
    for _ in range(2):
        for name, choices in CHOICES.items():
            for value in choices:
                change: dict[str, Any] = {name: value}
                tried = fitting._replace(settings=replace(fitting.settings, **change))
                made = figures(articles, tried)
                if made["f1"] > reached["f1"]:
                    fitting, reached = tried, made
            print(name, json.dumps(asdict(fitting.settings)), reached["f1"], flush=True)
    return fitting


def calibrated(articles: Sequence[Known], fitting: Fitting) -> Fitting:
    """The fitting with the share of attributions of each worth that were right."""
    told: list[tuple[float, bool]] = []
    for known in articles:
        made = fitted(known.parse, known.heard, fitting)
        right = Score().add(known.article.text, known.gold, [known.spans(one) for one in made])
        told += [(one.worth, n in right) for n, one in enumerate(made)]
    told.sort()
    parts = [told[k * len(told) // CORNERS : (k + 1) * len(told) // CORNERS] for k in range(CORNERS)]
    rising: list[tuple[float, float, int]] = []
    for part in parts:
        worth, share, count = sum(w for w, _ in part) / len(part), sum(r for _, r in part) / len(part), len(part)
        while rising and rising[-1][1] >= share:
            w, s, c = rising.pop()
            worth, share, count = (
                (w * c + worth * count) / (c + count),
                (s * c + share * count) / (c + count),
                c + count,
            )
        rising.append((worth, share, count))
    return fitting._replace(worths=[round(w, 4) for w, _, _ in rising], confidences=[round(s, 3) for _, s, _ in rising])


def main() -> None:
    """Write `attribution.json` and print the figures on the articles kept from the training."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("attributed", type=Path, help="the file of the training, of which every tenth is used")
    parser.add_argument("--model", type=Path, required=True, help="directory that export has made")
    given = parser.parse_args()
    articles = known(given.attributed)
    fitting = Fitting(edges([k for n, k in enumerate(articles) if n % HELD_OUT]), BEGUN, (0, 1), (0, 1))
    shipped, tokenizer = Shipped(given.model), tokenizer_of(given.model)
    held = []
    for k in articles[::HELD_OUT]:
        if k.gold:
            words = words_of(k.article.text, [(p.start, p.end) for p in k.article.paragraphs], tokenizer)
            held.append(replace(k, heard=heard(shipped.read(k.article.text, words), shipped.weights)))
    fitting = calibrated(held, settled(held, fitting))
    made = {
        "settings": asdict(fitting.settings),
        "worths": fitting.worths,
        "confidences": fitting.confidences,
        "edges": fitting.edges,
    }
    (given.model / FITTING).write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    print("heard and fitted", json.dumps(figures(held, fitting)))
    whole = Score()
    for k in held:
        found = attributions(0, k.article, k.parse, k.heard, fitting)
        whole.add(k.article.text, k.gold, [(a.source, a.content) for a in found])
    print("with marks and layout", json.dumps(whole.figures()))


if __name__ == "__main__":
    main()
