"""What the whole analysis costs, against the bare parse of the same texts in the same run.

    python tests/benchmarks/whole_analysis.py [FOLDER_OF_STORIES]

Each folder below is a story of text files; without an argument `../shared/stories` beside the repository is used when
it is there. Prints, per story and as a median, the time of `compare` over the time of the pipeline alone, the share of
each step, and whether the texts backwards give the same links, as one line of JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import parallax
from parallax import alignment, attribution, differences, labels, language
from parallax.article import Article
from parallax.language.model import english

STEPS = (
    (language, "parse"),
    (language, "encoded"),
    (language, "meanings"),
    (alignment, "features"),
    (alignment, "relation"),
    (alignment, "align_pair"),
    (alignment, "groups"),
    (attribution, "attributions"),
    (attribution, "speakers_and_utterances"),
    (labels, "labels"),
    (differences, "differences"),
    (differences, "coverage"),
)


def main(folder: Path) -> None:
    """Measure every story of a folder."""
    if not folder.is_dir():
        print(json.dumps({"skipped": f"{folder.name} is not there"}))
        return
    spent: Counter[str] = Counter()
    for module, name in STEPS:
        setattr(module, name, timed(getattr(module, name), f"{module.__name__.split('.')[-1]}.{name}", spent))
    ratios: dict[str, float] = {}
    turned: dict[str, bool] = {}
    for story in sorted(p for p in folder.iterdir() if p.is_dir()):
        articles = [parallax.read(p) for p in sorted(story.glob("*.txt"))]
        bare, whole = [], []
        for _ in range(3):
            bare.append(seconds(lambda articles=articles: bare_parse(articles)))
            whole.append(seconds(lambda articles=articles: parallax.compare(articles)))
        ratios[story.name] = round(min(whole) / min(bare), 2)
        turned[story.name] = same_backwards(articles)
    parse = spent["language.parse"]
    shares = {name: round(taken / parse, 3) for name, taken in spent.most_common()}
    print(
        json.dumps(
            {
                "median": statistics.median(ratios.values()),
                "ratio": ratios,
                "share_of_parse": shares,
                "same_links_backwards": all(turned.values()),
            }
        )
    )


def bare_parse(articles: list[Article]) -> None:
    """The pipeline alone, over whole texts."""
    nlp = english()
    with nlp.memory_zone():
        for article in articles:
            nlp(article.text)


def same_backwards(articles: list[Article]) -> bool:
    """Whether the articles in the opposite order give the same links."""
    last = len(articles) - 1
    there = {(k.a, k.i, k.b, k.j) for k in parallax.compare(articles).links}
    back = {(last - k.b, k.j, last - k.a, k.i) for k in parallax.compare(articles[::-1]).links}
    return there == back


def seconds(do: Callable[[], Any]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def timed(function: Callable[..., Any], name: str, spent: Counter[str]) -> Callable[..., Any]:
    """The function, with its time added up."""

    def inner(*arguments: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent[name] += time.perf_counter() - start  # type: ignore[assignment]

    return inner


if __name__ == "__main__":
    beside = Path(__file__).resolve().parents[3] / "shared" / "stories"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else beside)
