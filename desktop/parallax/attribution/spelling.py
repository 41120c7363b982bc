"""How words are compared, whoever wrote them, on whatever keyboard and on which side of the Atlantic."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def folded_name(word: str) -> str:
    """A word of a name without case and accents: "Zoë" and "Zoe" are one."""
    if word.isascii():
        return word.casefold()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


_SPELLINGS = [
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"^(\w{3,})our(?=(?:s|ed|ing|able|ably|ful|fully|er|ers|hood|hoods|ly|ist|ists|ite|ites)?$)", r"\1or"),
        (r"^(\w{3,})is(?=(?:e|es|ed|ing|er|ers|ation|ations)$)", r"\1iz"),
        (r"ys(?=(?:e|es|ed|ing)$)", "yz"),
        (r"^(\w*[aeiou]\w*[aeiou])ll(?=(?:ed|ing|er|ers|or|ors)$)", r"\1l"),
        (r"^(\w{3,}[bt])re(?=s?$)", r"\1er"),
        (r"^(def|off|lic|pret)ence(?=s?$)", r"\1ense"),
        (r"ogue(?=s?$)", "og"),
        (r"^grey", "gray"),
        (r"^programme(?=s?$)", "program"),
        (r"^(judg|acknowledg)ement", r"\1ment"),
        (r"^(toward|afterward|backward|forward|upward|downward)s$", r"\1"),
        (r"^sceptic", "skeptic"),
    )
]


@lru_cache(maxsize=8192)
def one_spelling(word: str) -> str:
    """A folded word in one of the spellings that British and American newsrooms have for it: "colour" and "color",
    "organise" and "organize", "centre" and "center" are one. What comes out is for comparing only."""
    for pattern, plain in _SPELLINGS:
        word = pattern.sub(plain, word)
    return word
