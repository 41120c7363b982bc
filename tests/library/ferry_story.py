"""Three invented reports of one event, with a sentence that stands twice."""

from __future__ import annotations

from parallax.article import Article
from parallax.library import Reading, anchor

BEACON = """Ferry runs aground off Sorrel Point with 212 aboard
Rescue boats took 212 people off a ferry that ran aground near Sorrel Point late on Thursday.
Twelve people were treated for cuts and bruises, harbour master Ines Calloway said.
"We heard a long scrape, and then nothing," said Tobin Marsh, who was travelling with two children.
The operator said the ship would be towed at first light. Rescue work went on.
Rescue work went on. An inquiry has been opened into how the ferry left the marked channel.
"""
COURIER = """Passengers evacuated after ferry strikes sandbank
About 200 passengers were evacuated after a ferry struck a sandbank at Sorrel Point.
At least 14 people were hurt, officials said.
The coast guard declined to say who was at the wheel.
"""
GAZETTE = """Ferry master questioned
The master of the ferry was questioned for three hours. Fourteen people are being treated in hospital.
"""


def words(article: Article, text: str) -> Reading:
    """The reading of the first occurrence of a text."""
    start = article.text.index(text)
    return anchor(article, start, start + len(text))
