"""How much is read: past this a file is refused rather than half read."""

from __future__ import annotations

MAX_BYTES = 20_000_000
"""The largest file, in bytes."""
MAX_TEXT = 2_000_000
"""The longest text of one article, in code points: about 300,000 words."""
MAX_PARAGRAPHS = 100_000
"""The most paragraphs of one article."""
MAX_ARTICLES = 2_000
"""The most articles that are read from one file."""
MAX_ALL_TEXT = 8_000_000
"""The longest text of all articles in one file, in code points."""
