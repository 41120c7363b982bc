"""How the words of names are compared, whoever wrote them and on whatever keyboard."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def folded_name(word: str) -> str:
    """A word of a name without case and accents: "Zoë" and "Zoe" are one."""
    if word.isascii():
        return word.casefold()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))
