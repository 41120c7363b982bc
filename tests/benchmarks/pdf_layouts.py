"""How well PDFs are read: four-word shingles in reading order, over made layouts whose text is known.

    python tests/benchmarks/pdf_layouts.py [NAME …]

A shingle is four words in a row, over the ends of paragraphs; what is found and what is wanted are compared as bags.
"Whole" is the share of paragraphs that are found as they are, from their first letter to their last.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "desktop"), str(ROOT / "tests" / "intake")]

from made_layouts import LAYOUTS, Layout  # noqa: E402

from parallax.article import Article  # noqa: E402
from parallax.intake import read_bytes  # noqa: E402

_SIZE = 4


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Each run of four words, with how often it comes."""
    words = re.findall(r"\w+(?:['’-]\w+)*", text)
    return Counter(tuple(words[k : k + _SIZE]) for k in range(len(words) - _SIZE + 1))


def scores(article: Article, layout: Layout) -> tuple[float, float, float]:
    """Precision and recall of the shingles, and the share of the paragraphs that are whole."""
    lines = [article.line(p) for p in article.paragraphs]
    kept = [line for line in lines if not any(line in words or words in line for words in layout.left_out)]
    found, wanted = shingles("\n".join(kept)), shingles("\n".join(layout.text))
    both = sum((found & wanted).values())
    whole = sum(text in lines for text in layout.text)
    return both / max(1, sum(found.values())), both / max(1, sum(wanted.values())), whole / len(layout.text)


def main(names: Sequence[str]) -> None:
    """Print the figures of each layout, and their means."""
    rows = []
    for make in LAYOUTS:
        if names and make.__name__ not in names:
            continue
        layout = make()
        started = time.perf_counter()
        article = read_bytes(layout.raw, f"{make.__name__}.pdf")
        rows.append((*scores(article, layout), (time.perf_counter() - started) * 1000))
        print(f"{layout.name:34} {' '.join(f'{100 * one:6.1f}' for one in rows[-1][:3])} {rows[-1][3]:6.0f} ms")
        if names:
            for paragraph in article.paragraphs:
                print(f"  [{paragraph.role}] {article.line(paragraph)}")
    means = [sum(row[k] for row in rows) / len(rows) for k in range(3)]
    print(
        f"{'mean of ' + str(len(rows)):34} {' '.join(f'{100 * one:6.1f}' for one in means)}  (precision, recall, whole)"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
