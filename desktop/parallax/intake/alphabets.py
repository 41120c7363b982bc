"""Which one-byte encoding a text in Latin letters is in: the one whose letters are those of one language.

Statistics over short texts confuse windows-1252 with windows-1250, which share most letters. An alphabet does not:
Spanish has ñ and no ń, Polish has ł and no superscript three inside a word.
"""

from __future__ import annotations

_ALPHABETS = (
    "àâæçéèêëîïôœùûüÿ",  # French
    "äöüßé",  # German
    "áéíñóúüªº",  # Spanish
    "áâãàçéêíóôõúüªº",  # Portuguese
    "àèéìíîòóùú",  # Italian
    "éèëïóöüáíê",  # Dutch
    "æøåéóòôäö",  # Danish, Norwegian
    "åäöéàü",  # Swedish, Finnish
    "áðéíóúýþæö",  # Icelandic
    "àçèéíïòóúü·",  # Catalan
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîșțşţ",  # Romanian
    "čćđšž",  # Croatian, Slovenian
    "çğıöşüâîİ",  # Turkish
    "ąčęėįšųūž",  # Lithuanian
    "āčēģīķļņšūž",  # Latvian
    "äõöüšž",  # Estonian
)
_SIGNS = frozenset("‘’“”‚„«»‹›–—…•·€£¥§©®™°¿¡½¼¾†‡\u00a0\u00ad")
_ENCODINGS = ("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257", "mac_roman")
_MOST_HIGH = 0.25
_SURE = 0.97


def latin_encoding(raw: bytes) -> str:
    """Python's name of the encoding, or an empty string when no alphabet fits nearly all of the text (or most of the
    text lies above ASCII, as no Latin text does)."""
    high = sum(byte >= 0x80 for byte in raw)
    if not high or high > _MOST_HIGH * len(raw):
        return ""
    best, score = "", _SURE
    for encoding in _ENCODINGS:
        fit = _fit(raw, encoding)
        if fit > score or (not best and fit >= score):
            best, score = encoding, fit
    return best


def _fit(raw: bytes, encoding: str) -> float:
    """The share of what lies above ASCII that is a common sign or a letter of the best alphabet."""
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    signs = total = 0
    letters: dict[str, int] = {}
    before = " "
    for letter in text:
        if letter >= "\x80":
            total += 1
            if letter in _SIGNS:
                signs += 1
            elif not (letter.isupper() and before.islower()):
                letters[letter.lower()] = letters.get(letter.lower(), 0) + 1
        before = letter
    covered = max(sum(count for one, count in letters.items() if one in alphabet) for alphabet in _ALPHABETS)
    return (signs + covered) / total
