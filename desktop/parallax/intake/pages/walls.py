"""Whether a page stops at a wall: what was saved is a beginning, a question for consent, a test for robots, or a shell
that only a browser fills."""

from __future__ import annotations

import re

from parallax.intake.draft import Draft

SEEMS = "The page seems to stop at a wall"
_ADVICE = "copy the whole article in a browser where you can read it and paste it."
_LITTLE = 150
_SHORT = 300
_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[a-z][^<>]{0,2000}>", re.IGNORECASE)
_PAYWALL_NAME = re.compile(
    r"\b(?:class|id)\s*=\s*[\"'][^\"'<>]{0,200}?(?<![a-z])(?:pay-?wall|reg-?wall|meter-?wall|gate-?wall|piano-?|tp-modal"
    r"|tp-container|subscri(?:be|ption)-(?:wall|gate|barrier)|barrier-page)",
    re.IGNORECASE,
)
_PAYWALL_WORDS = re.compile(
    r"(?:subscribe|register|sign in|log ?in|become a member|create (?:a free|an) account)(?: now| here| today)?"
    r"(?: or (?:log|sign) ?in)? (?:to (?:continue|keep|read|unlock|access|finish)|for (?:full|unlimited) access)"
    r"|to (?:continue|keep) reading,? (?:please )?(?:subscribe|register|log ?in|sign in)"
    r"|(?:this|the) (?:article|story|content) is (?:only )?(?:available )?(?:exclusively )?(?:for|to) (?:our )?"
    r"(?:paying )?(?:subscribers|members)|already a (?:subscriber|member)\?"
    r"|you(?: have|'ve|’ve) (?:reached|read|used)[^.<>]{0,40}(?:limit|free articles)",
    re.IGNORECASE,
)
_ROBOT_WORDS = re.compile(
    r"verify (?:that )?you are (?:a )?human|are you a robot|checking (?:if the site connection is secure|your browser)"
    r"|complete the (?:security check|captcha)|unusual traffic|access (?:to this page has been )?denied"
    r"|just a moment\.\.\.|press (?:&|and) hold",
    re.IGNORECASE,
)
_SCRIPT_WORDS = re.compile(
    r"(?:please |you need to )?(?:enable|turn on|activate) javascript|javascript (?:is|must be|needs to be|has been)"
    r" (?:disabled|enabled|required|turned)|requires javascript",
    re.IGNORECASE,
)
_CONSENT_WORDS = re.compile(
    r"before you continue|we (?:and our (?:\d+ )?partners )?(?:use cookies|value your privacy|need your consent)"
    r"|(?:accept|agree to) (?:all )?cookies (?:to|and) (?:continue|read)"
    r"|your (?:privacy|consent) (?:choices|preferences)",
    re.IGNORECASE,
)


def wall_of(markup: str, draft: Draft, *, free: bool = True) -> str:
    """A sentence that says at which wall a page seems to stop; "" where nothing speaks for one.

    `free` is False where the page's own data say that its article is not. A long text has no wall: pages that show one
    to others keep its words in their markup.
    """
    kept = [piece.text for piece in draft.pieces if not piece.why and piece.role != "headline"]
    words = sum(len(_WORD.findall(text)) for text in kept)
    if words >= _SHORT:
        return ""
    shown = " ".join(piece.text for piece in draft.pieces)
    little = words < _LITTLE
    if not free:
        reason = "its own data say that the article is not free to read, and little of it was found"
    elif _PAYWALL_WORDS.search(shown) or (little and _PAYWALL_NAME.search(markup)):
        reason = "it asks to subscribe or to sign in, and little of the article was found"
    elif little and _ROBOT_WORDS.search(shown):
        reason = "it asks whether you are a person"
    elif little and _CONSENT_WORDS.search(shown):
        reason = "it asks for consent before it shows the article"
    elif little and (_SCRIPT_WORDS.search(shown) or _SCRIPT_WORDS.search(_noscript(markup))):
        reason = "it is filled by scripts, which are not run"
    else:
        return ""
    return f"{SEEMS}: {reason}; {_ADVICE}"


def _noscript(markup: str) -> str:
    """The words that a page shows where scripts do not run, as far as its first such element."""
    start = markup.find("<noscript")
    return _TAG.sub(" ", markup[start : start + 3000]) if start >= 0 else ""
