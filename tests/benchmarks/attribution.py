"""Who said what, against the yardsticks: quality on articles annotated by hand, calibration, and speed.

    python tests/benchmarks/attribution.py [YARDSTICKS_FOLDER]

The folder is `../shared/yardsticks` beside the project when none is named. Where it is missing the benchmark says that
it was skipped. Figures are printed as one JSON object.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "desktop"))

from parallax.article import Article, Span  # noqa: E402
from parallax.attribution import attributions, heard, speakers_and_utterances  # noqa: E402
from parallax.comparison import read_article  # noqa: E402
from parallax.language import parse  # noqa: E402
from parallax.values import Attribution, how_sure  # noqa: E402

WORD = re.compile(r"\w+")
LEAST_SHARE = 0.5
SPEED_ARTICLES = 12


def scored(script: str, yardsticks: Path, *arguments: str) -> dict[str, Any]:
    """The figures of one of the yardsticks' own scripts."""
    run = subprocess.run(
        [sys.executable, "-B", script, *arguments],
        cwd=yardsticks,
        env={"PYTHONPATH": str(ROOT / "desktop"), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return figures


def words(text: str, spans: list[list[int]] | tuple[Span, ...]) -> set[int]:
    """The places of the words that spans touch."""
    return {m.start() for s, e in spans for m in WORD.finditer(text, s, e)}


def reliability(articles: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """For each word that is shown for a confidence: how many attributions bear it, their mean confidence, and the share
    of them that a person marked too (half of the content's words by Dice, and a word of the source)."""
    shown: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for row in articles:
        article = Article.from_text(row["text"])
        if article.text != row["text"]:
            continue
        gold = [(words(article.text, g["content"]), words(article.text, g["source"])) for g in row["attributions"]]
        parsed = parse(article)
        for a in attributions(0, article, parsed, heard(read_article(article, parsed))):
            content, source = words(article.text, a.content), words(article.text, a.source)
            right = any(
                2 * len(content & c) >= LEAST_SHARE * (len(content) + len(c)) and (not s or bool(s & source))
                for c, s in gold
            )
            shown[how_sure(a.confidence)].append((a.confidence, right))
    return {
        word: {
            "attributions": len(found),
            "confidence": round(statistics.mean(c for c, _ in found), 3),
            "right": round(statistics.mean(r for _, r in found), 3),
        }
        for word, found in shown.items()
    }


def speed(articles: list[dict[str, Any]]) -> dict[str, float]:
    """Seconds of attribution (the encoder's pass included), and of speakers and utterances, over the seconds of the
    parse of the same texts, the best of three times each; and words a second of attribution without the parse."""
    read = [Article.from_text(row["text"]) for row in articles[:SPEED_ARTICLES]]
    warm = parse(read[0])
    heard(read_article(read[0], warm))
    parsing, attributing, speaking = [], [], []
    for _ in range(3):
        start = time.perf_counter()
        parses = [parse(a) for a in read]
        parsed = time.perf_counter()
        found: list[Attribution] = []
        for n, (article, parsed_article) in enumerate(zip(read, parses, strict=True)):
            base = len(found)
            for x in attributions(n, article, parsed_article, heard(read_article(article, parsed_article))):
                found.append(x if x.within is None else replace(x, within=x.within + base))
        attributed = time.perf_counter()
        speakers_and_utterances(read, parses, found, [])
        parsing.append(parsed - start)
        attributing.append(attributed - parsed)
        speaking.append(time.perf_counter() - attributed)
    bare = min(parsing)
    return {
        "attribution_to_parse": round(min(attributing) / bare, 3),
        "speakers_and_utterances_to_parse": round(min(speaking) / bare, 3),
        "words_per_second": round(sum(len(a.text.split()) for a in read) / min(attributing)),
    }


def main(yardsticks: Path) -> int:
    """Print the figures; 0 also where there is nothing to measure against."""
    gold = yardsticks / "data" / "attribution_dev.jsonl"
    if not gold.is_file():
        print(f"skipped: {gold} is not there")
        return 0
    articles = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    figures = {
        "who_said_what": scored("score_attribution.py", yardsticks, str(gold), "parallax:attribute"),
        "speakers": scored(
            "score_speakers.py",
            yardsticks,
            str(yardsticks / "data" / "speakers_dev.jsonl"),
            str(yardsticks.parent / "stories"),
            "parallax",
        ),
        "reliability": reliability(articles),
        "speed": speed(articles),
    }
    print(json.dumps(figures, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "yardsticks"))
