"""What another window did to the story that is open here, in words. Without Qt."""

from __future__ import annotations

from parallax.library import Story
from parallax.outlets import article_name
from parallax.window.listed import listed


def told(before: Story, after: Story) -> str:
    """What the reader has to know, in one sentence; empty where marks, notes and corrections alone have changed."""
    was, now = {a.id: a for a in before.articles}, {a.id: a for a in after.articles}
    changes = []
    for number, article in enumerate(after.articles):
        name = article_name(article, number)
        if article.id not in was:
            changes.append(f"added {name}")
        elif was[article.id].text_sha256 != article.text_sha256:
            changes.append(f"changed the text of {name}")
    for number, article in enumerate(before.articles):
        if article.id not in now:
            changes.append(f"removed {article_name(article, number)}")
    if after.binned and not before.binned:
        changes.append("moved this story to the bin")
    if not changes:
        return ""
    return f"Another window {listed(changes)}."
