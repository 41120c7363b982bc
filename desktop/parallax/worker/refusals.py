"""Why a site did not give a page, in one sentence, and which of its ways lead to a wall."""

from __future__ import annotations

import re

from parallax.worker.address import Address

PASTE = "open it in your browser, copy the article and paste it."
"""What is left to do."""
_STATUSES: dict[int, str] = {
    401: f"asks for a name and a password; {PASTE}",
    402: f"asks to be paid for this page; {PASTE}",
    403: f"does not give this page to programs, or not without signing in; {PASTE}",
    404: "has no page at this address; check the address.",
    410: "has taken this page away; an archive of the web may have it.",
    429: f"was asked too often from here; wait a while, or {PASTE}",
    451: f"may not show this page here for reasons of law; {PASTE}",
}
_GATES = frozenset(
    "login log-in logon signin sign-in signup sign-up sso oauth oauth2 auth authorize accounts account myaccount id "
    "register registration subscribe subscription subscriptions paywall consent cmp privacy-gate cookie-consent "
    "cookiewall cookie-wall gdpr captcha challenge".split()
)
"""Names of parts of a host or a path behind which sites put a page to sign in, pay or consent, before the article."""
_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp|do)$")


def status_refused(status: int, site: str) -> str:
    """Why there is no page, by the status of the answer (RFC 9110)."""
    if status in _STATUSES:
        return f"{site} {_STATUSES[status]}"
    if status >= 500:
        return f"{site} has a fault of its own ({status}); try again later."
    return f"{site} answered without a page ({status}); {PASTE}"


def kind_refused(media: str, site: str) -> str:
    """Why bytes of a kind are not taken."""
    kinds = {"image": "a picture", "video": "a film", "audio": "a sound", "font": "a font"}
    what = kinds.get(media.partition("/")[0], "no article")
    return f"what {site} has at this address is {what} ({media[:80]}); choose the page that holds the article."


def leads_to_a_gate(asked: Address, to: Address) -> bool:
    """Whether an address that was asked for is sent to a page to sign in, pay or consent."""
    return bool(_GATES & (_names_in(to) - _names_in(asked)))


def _names_in(address: Address) -> set[str]:
    path = address.target.partition("?")[0].lower()
    return {*address.host.split("."), *(_ENDING.sub("", part) for part in path.split("/"))}
