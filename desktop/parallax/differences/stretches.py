"""The one kind that fits a changed stretch of words between two versions best."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from parallax import raised
from parallax.attribution.lexicon import CLAUSE, INFINITIVE, SPEECH, stance_of
from parallax.differences import scope, sources
from parallax.differences.reading import QUOTATION_MARKS, Reading
from parallax.language.parse import Token

_PLAIN_SAYING = frozenset({"say", "tell", "add", "state", "accord", "speak", "write"})
_TELLING = _PLAIN_SAYING | {"announce", "report", "confirm", "claim", "warn", "insist"}
_DATED = frozenset({"DATE", "TIME"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
_LONGEST_SCOPE = 15
_FEW = 3
_NOT_A_LETTER = re.compile(r"[\W_]+")
_SPELLINGS = (
    (r"our\b", "or"), (r"is(e|ed|es|ing|ation)\b", r"iz\1"), (r"re\b", "er"), (r"ll(ed|ing|er)\b", r"l\1"),
    (r"ae", "e"), (r"ogue\b", "og"), (r"ence\b", "ense"), (r"programme", "program"), (r"grey", "gray"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stretch:
    """Changed words: token numbers in the one reading and in the other, and the equal tokens beside them (before,
    after; -1 where the compared run ends). One side may be empty."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    beside_a: tuple[int, int]
    beside_b: tuple[int, int]


def kind_of(stretch: Stretch, x: Reading, y: Reading) -> str:
    """The kind of a changed stretch, `stretch.a` in `x` and `stretch.b` in `y`. Swapping the sides changes nothing."""
    words_a, words_b = [x.tokens[k] for k in stretch.a], [y.tokens[k] for k in stretch.b]
    marks = _marks(words_a) != _marks(words_b)
    inside_a, inside_b = _inside(stretch.a, stretch.beside_a, x), _inside(stretch.b, stretch.beside_b, y)
    if folded(words_a) == folded(words_b):
        turned = marks and _status_of_neighbours(stretch, x, y)
        return "directness" if turned else "punctuation"
    if inside_a and inside_b:
        return "punctuation" if _same_spelling(words_a, words_b) else "quotation"
    if inside_a != inside_b and _same_place(stretch, x, y):
        return "directness"
    if x.parse.language != "en":
        return _without_parse(words_a, words_b)
    return (
        _voice(stretch, x, y)
        or _force(words_a, words_b, short=True)
        or _fact(stretch, x, y)
        or _force(words_a, words_b, short=False)
        or _name(stretch, x, y)
        or ("punctuation" if _same_spelling(words_a, words_b) else "wording")
    )


def folded(words: Sequence[Token]) -> str:
    """Letters and figures alone, without case, space and kinds of mark. A figure keeps its point and comma."""
    text = " ".join(w.text for w in words)
    text = unicodedata.normalize("NFKC", text.translate(raised.LEFT_OUT)).casefold()
    text = re.sub(r"(?<=\d)[.,](?=\d)", "\x00", text)
    return _NOT_A_LETTER.sub("", text.replace("\x00", "0p0"))


def _marks(words: Sequence[Token]) -> int:
    """How many double quotation marks."""
    return sum(w.text in QUOTATION_MARKS and w.text not in ("'", "’") for w in words)


def _inside(side: Sequence[int], beside: tuple[int, int], reading: Reading) -> bool:
    """Whether a side stands in quotation marks: most of its words, or for no words the equal ones around."""
    words = [k for k in side if reading.tokens[k].text[:1].isalnum()]
    if words:
        return 2 * sum(reading.quoted[k] for k in words) > len(words)
    return all(k >= 0 and (reading.quoted[k] or reading.tokens[k].text in QUOTATION_MARKS) for k in beside) and any(
        reading.quoted[k] for k in beside
    )


def _status_of_neighbours(stretch: Stretch, x: Reading, y: Reading) -> bool:
    """Whether an equal word beside the change is quoted on one side only."""
    return any(
        k >= 0 and m >= 0 and x.quoted[k] != y.quoted[m]
        for k, m in zip(stretch.beside_a, stretch.beside_b, strict=True)
    )


def _same_place(stretch: Stretch, x: Reading, y: Reading) -> bool:
    """Whether quoted words became unquoted ones; words that merely came or went in marks of their own did not."""
    if stretch.a and stretch.b:
        if _status_of_neighbours(stretch, x, y):
            return True
        first = {t.lemma for t in (x.tokens[k] for k in stretch.a) if t.pos in _CONTENT or not t.pos}
        second = {t.lemma for t in (y.tokens[k] for k in stretch.b) if t.pos in _CONTENT or not t.pos}
        return min(len(first), len(second)) >= 1
    return _status_of_neighbours(stretch, x, y)


def _without_parse(a: Sequence[Token], b: Sequence[Token]) -> str:
    """Without a parse only figures can be told from words."""
    figures_a, figures_b = ([t.text for t in side if t.text[:1].isdigit()] for side in (a, b))
    return "number" if figures_a and figures_b and figures_a != figures_b else "wording"


def _voice(stretch: Stretch, x: Reading, y: Reading) -> str:
    """speaker, unnamed-source or attribution-verb, or an empty string."""
    source_a, source_b = _sources(stretch.a, x), _sources(stretch.b, y)
    if source_a or source_b:
        kind = _source_kind(stretch, source_a, source_b, x, y)
        if kind:
            return kind
    verbs_a, verbs_b = _saying(stretch.a, x), _saying(stretch.b, y)
    if len(verbs_a) == 1 and len(verbs_b) == 1:
        a, b = verbs_a[0], verbs_b[0]
        plain = a.lemma in _PLAIN_SAYING and b.lemma in _PLAIN_SAYING
        if a.lemma != b.lemma and not (plain and stance_of(a.lemma) == stance_of(b.lemma)):
            return "attribution-verb"
    return ""


def _sources(side: Sequence[int], reading: Reading) -> tuple[int, ...]:
    """The whole source of the attribution whose source holds half of the changed words, or the subject of a verb of
    saying that does, else an empty tuple."""
    words = [k for k in side if reading.tokens[k].text[:1].isalnum()]
    for k in words:
        number = reading.source_of.get(k)
        if number is not None and 2 * sum(reading.source_of.get(w) == number for w in words) >= len(words):
            return reading.source_tokens[number]
    for k in words:
        head = reading.tokens[reading.tokens[k].head]
        if reading.tokens[k].dep == "nsubj" and head.pos == "VERB" and head.lemma in _TELLING:
            below = reading.subtree(k)
            if 2 * sum(w in below for w in words) >= len(words):
                return tuple(below)
    return ()


def _source_kind(stretch: Stretch, source_a: tuple[int, ...], source_b: tuple[int, ...], x: Reading, y: Reading) -> str:
    a, b = source_a or stretch.a, source_b or stretch.b
    if not a or not b:
        return ""
    form_a, form_b = sources.form(x, a), sources.form(y, b)
    if "pronoun" in (form_a, form_b):
        return ""
    if sources.became_unnamed(form_a, form_b):
        return "unnamed-source"
    names_a, names_b = sources.names_of(x, a), sources.names_of(y, b)
    if names_a and names_b and (names_a <= names_b or names_b <= names_a):
        return ""
    if form_a == form_b == "person" and _one_letter_apart(names_a - names_b, names_b - names_a):
        return "name"
    if source_a and source_b and "none" not in (form_a, form_b):
        return "speaker" if _heads(x, a) != _heads(y, b) else ""
    return ""


def _heads(reading: Reading, tokens: Sequence[int]) -> frozenset[str]:
    """Names in a source, else the lemma of its head."""
    inside = set(tokens)
    named = sources.names_of(reading, tokens)
    return named or frozenset(
        t.lemma for t in (reading.tokens[k] for k in tokens) if t.head not in inside or t.head == t.i
    )


def _one_letter_apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of names differ in the spelling of one name, or by its short form."""
    if len(a) != 1 or len(b) != 1:
        return False
    (first,), (second,) = a, b
    shorter, longer = sorted((first, second), key=len)
    return longer.startswith(shorter[:3]) and len(longer) - len(shorter) <= 5


def _saying(side: Sequence[int], reading: Reading) -> list[Token]:
    """The verbs of saying among changed words."""
    return [
        t
        for t in (reading.tokens[k] for k in side)
        if t.pos == "VERB"
        and (t.lemma in SPEECH or t.lemma in CLAUSE or t.lemma in INFINITIVE or t.i in reading.cue_of)
    ]


def _force(a: Sequence[Token], b: Sequence[Token], *, short: bool) -> str:
    """negation or certainty, or an empty string. `short` asks only stretches of a few words, so that a figure in a
    long one counts first."""
    longest = max(len(a), len(b))
    if longest > (6 if short else _LONGEST_SCOPE):
        return ""
    if len(scope.negations(a)) % 2 != len(scope.negations(b)) % 2:
        return "negation"
    if not short and not (_asserts(a) and _asserts(b)):
        return ""
    first, second = scope.force(a), scope.force(b)
    if scope.hedged(first) != scope.hedged(second) or ("firm" in first) != ("firm" in second):
        return "certainty"
    return ""


def _asserts(words: Sequence[Token]) -> bool:
    """Whether there is a verb whose force can be compared."""
    return any(w.pos in ("VERB", "AUX") for w in words)


def _fact(stretch: Stretch, x: Reading, y: Reading) -> str:
    """number or date, or an empty string."""
    dated_a, dated_b = _dated(stretch.a, x), _dated(stretch.b, y)
    counted_a, counted_b = _counted(stretch.a, x), _counted(stretch.b, y)
    dated = (dated_a and (dated_b or not stretch.b)) or (dated_b and not stretch.a)
    if dated and not (counted_a and counted_b):
        return "date"
    if counted_a and counted_b and counted_a != counted_b:
        return "number"
    if dated_a and dated_b:
        return "date"
    one = counted_a or counted_b
    if (dated_a or dated_b) and max(len(stretch.a), len(stretch.b)) > _FEW:
        return ""
    figures = _figures(stretch.a, x), _figures(stretch.b, y)
    if figures[0] and figures[1] and figures[0] != figures[1]:
        return "number"
    limited = not stretch.a or not stretch.b
    return "number" if one and limited and max(len(stretch.a), len(stretch.b)) <= 4 else ""


def _figures(side: Sequence[int], reading: Reading) -> list[str]:
    return [
        reading.tokens[k].text for k in side if reading.tokens[k].pos == "NUM" or reading.tokens[k].text[:1].isdigit()
    ]


def _dated(side: Sequence[int], reading: Reading) -> bool:
    """Whether at least half of the words (function words aside) belong to a date, day or hour."""
    words = [k for k in side if reading.tokens[k].pos in _CONTENT]
    if not words:
        return False
    dated = 0
    for k in words:
        sentence = reading.tokens[k].sentence
        entity = reading.tokens[k].entity
        spelled = any(w.first <= k < w.last for w in reading.moments(sentence))
        labelled = entity >= 0 and reading.parse.entities[entity].label in _DATED
        dated += spelled or (labelled and not _in_quantity(k, reading) and not _counts(k, reading))
    return 2 * dated >= len(words)


def _counts(k: int, reading: Reading) -> bool:
    """Whether a figure counts the noun after it ("ten seasons"): a length of time, not a date."""
    token = reading.tokens[k]
    return token.dep == "nummod" and reading.tokens[token.head].tag == "NNS"


def _in_quantity(k: int, reading: Reading) -> bool:
    return any(q.first <= k < q.last for q in reading.quantities(reading.tokens[k].sentence))


def _counted(side: Sequence[int], reading: Reading) -> list[tuple[float, str]]:
    """The numbers that the changed words touch, with how exact they are."""
    found: list[tuple[float, str]] = []
    for sentence in sorted({reading.tokens[k].sentence for k in side}):
        for q in reading.quantities(sentence):
            if any(q.first <= k < q.last for k in side):
                found.append((q.value, q.exactness))
    return found


def _name(stretch: Stretch, x: Reading, y: Reading) -> str:
    """name where one name or title stands for another of like length, else an empty string."""
    shorter, longer = sorted((len(stretch.a), len(stretch.b)))
    if not shorter or longer > 2 * shorter + _FEW:
        return ""
    if _mostly_names(stretch.a, x) and _mostly_names(stretch.b, y):
        return "name"
    if _title(stretch.a, x) and _title(stretch.b, y):
        return "name"
    return ""


def _mostly_names(side: Sequence[int], reading: Reading) -> bool:
    words = [
        reading.tokens[k] for k in side if reading.tokens[k].pos in _CONTENT or reading.tokens[k].text[:1].isalpha()
    ]
    names = [
        t
        for t in words
        if t.pos == "PROPN"
        or (t.entity >= 0 and reading.parse.entities[t.entity].label in _NAMES and t.pos in _CONTENT)
    ]
    return 2 * len(names) >= len(words) and any(t.text[:1].isupper() for t in names)


def _title(side: Sequence[int], reading: Reading) -> bool:
    """Whether the words are an office or title set before or beside a name."""
    inside = set(side)
    for k in side:
        token = reading.tokens[k]
        if token.pos not in ("NOUN", "PROPN", "ADJ"):
            return False
        head = reading.tokens[token.head]
        if token.head not in inside and not (
            head.pos == "PROPN" and token.dep in ("compound", "amod", "nmod", "appos")
        ):
            return False
    return bool(side)


def _same_spelling(a: Sequence[Token], b: Sequence[Token]) -> bool:
    """Whether the words differ only in how one spells them on either side of the Atlantic."""
    if len(a) != len(b) or not a:
        return False
    return all(_american(s.text) == _american(t.text) for s, t in zip(a, b, strict=True))


def _american(word: str) -> str:
    word = word.casefold()
    for british, american in _SPELLINGS:
        word = re.sub(british, american, word)
    return word
