"""Who speaks by the layout of a paragraph: a name before a colon, or behind a quotation and a dash.

A name before a colon heads a turn of a transcript, but a place or a kicker before one heads a report, and a headline
or the title of a book has the same look. So a label counts by itself only where what follows is in somebody's own
voice ("I", "we"), is quoted, or is a sentence after a name in capitals that the text knows as a person's; every other
counts by the turns beside it that do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parallax.attribution.edges import DASHES, QUOTES
from parallax.attribution.finding import Finding
from parallax.attribution.tree import Run, Tree
from parallax.language import Token
from parallax.quotations import quotations

LAID_OUT = frozenset({"label", "signature"})
"""The frames of what is found here: its content is settled, whatever marks stand in it."""
_LABEL_WORDS = 4
_LABEL_TOKENS = 9
_LONG_WORD = 4
_SIGNATURE_WORDS = 10
_TITLE_WORDS = 6
_REPLY_WORDS = 6
"""A turn without a verb has so many words at most."""
_NEAR = 2
"""Paragraphs between two turns of one transcript, at most."""
_DEEP = 40

_NAME_WORD = re.compile(r"[^\W\d_][\w.'’]*")
_SMALL_IN_CAPITALS = re.compile(r"^(?:Mc|Mac|De|Di|Du|La|Le|Van)(?=[A-Z]{2})")
_IN_NAME = frozenset({"-", ".", "'", "’", "'s", "’s", "'S", "’S"})
_TITLES = frozenset("mr mrs ms dr sir dame lord lady judge justice sen rep gov gen senator president".split())
_PARTICLES = frozenset("al bin da de del della der di du el la le ten van von".split())
_NO_NAMES = frozenset("a all an and at by for from how in my of on or our the to what when where who why".split())
_KICKERS = frozenset(
    "advertisement advice alert also amp analysis audio background blog bombshell boom bottom breaking brief briefing"
    " busted by byline caption check clarification column comment commentary contact contributing corrected correction"
    " credit date developing disclaimer document download editor editorial editors email episode exclusive explained"
    " explainer fact factbox facts feature file flashback follow full gallery graphic headline headlines here"
    " highlights homepage image images in infographic insight interview just key latest leaked letter letters line"
    " listen live look map media memo methodology more morning news newsletter note notes now obituary online opinion"
    " our photo photos picture pictured pictures podcast poll posted preview previously print profile promoted"
    " published question questions quick quote quotes read reading recap related report reported reporting reveal"
    " revealed review scoop score scores see series shock short shorts source sources special spoiler sponsored stat"
    " statement stats stories story subscribe summary survey tags this timeline today top topics transcript tweet"
    " tweets twitter update updated updates verdict video videos view viewpoint views voices want warning watch we"
    " weather website what who why wow"
    .split()
)  # fmt: skip
"""A label of such words alone heads a notice, a link or a kind of article."""
_FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
_SECOND_PERSON = frozenset("you your yours yourself yourselves".split())
_REPLIES = frozenset("absolutely hello hi look no nope ok okay right sure thank thanks well yeah yes".split())
_ASKING = frozenset("how what when where which who whose why".split())
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_STOPS = frozenset({".", "!", "?", "…", "..."})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def laid_out(tree: Tree) -> list[Finding]:
    """What the layout of the paragraphs shows, in text order."""
    paragraphs = _paragraphs(tree)
    found = _labels(tree, paragraphs)
    for first, last in paragraphs.values():
        for dash in range(max(first, last - _SIGNATURE_WORDS), last):
            if tree.tokens[dash].text in DASHES:
                finding = _signature(tree, first, dash, last)
                if finding is not None:
                    found.append(finding)
    return sorted(found, key=lambda f: f.word)


def _paragraphs(tree: Tree) -> dict[int, Run]:
    """The tokens of each paragraph, by its number."""
    runs: dict[int, Run] = {}
    for s in tree.parse.sentences:
        if s.first < s.last:
            runs[s.paragraph] = (runs.get(s.paragraph, (s.first, 0))[0], s.last - 1)
    return runs


@dataclass(frozen=True, slots=True)
class _Turn:
    """A paragraph that begins with what could be the name of who speaks."""

    paragraph: int
    label: Run
    colon: int
    last: int
    key: str
    """The last word of the label, folded: by it the turns of one speaker are known."""
    capitals: bool
    named: bool
    """Whether the label is known as a person's, otherwise than by its capitals."""
    placed: bool
    likely: bool
    """Whether it looks like a name in itself: no article, no question, not only short words."""
    first_person: bool
    second_person: bool
    answers: bool
    """Whether it asks, or begins like a reply."""
    clause: bool
    quoted: bool
    """Whether all of it is a quotation that is no title."""
    brief: bool

    @property
    def speaks(self) -> bool:
        """Whether it addresses somebody or tells of its speaker."""
        return self.first_person or self.second_person or self.answers


def _labels(tree: Tree, paragraphs: dict[int, Run]) -> list[Finding]:
    """ "ORTIZ: We checked every gate.": the paragraphs that begin with the name of who speaks."""
    heads = [
        (number, head)
        for number, (first, last) in paragraphs.items()
        if (head := _head(tree, first, last)) is not None
    ]  # fmt: skip
    if not heads:
        return []
    known = _Known(tree, [label for _, label in heads])
    turns = [turn for number, label in heads if (turn := _turn(tree, known, number, paragraphs[number], label))]
    return [_finding("label", t.colon, t.label, (t.colon + 1, t.last)) for t in _spoken(turns)]


def _finding(frame: str, mark: int, source: Run, content: Run) -> Finding:
    return Finding(mark, source[1], (source,), ((mark, mark),), (content,), frame, "neutral", False)


def _head(tree: Tree, first: int, last: int) -> Run | None:
    """The words before the colon of a paragraph, where they are few, are written like a name and are no kicker."""
    start = first + (tree.tokens[first].text in QUOTES)
    colon = next((i for i in range(start, min(start + _LABEL_TOKENS, last)) if tree.tokens[i].text == ":"), start)
    label = tree.tokens[start:colon]
    words = [t.text for t in label if t.text not in _IN_NAME]
    if len(words) not in range(1, _LABEL_WORDS + 1) or len(words[-1]) < 2 or label[0].text in _IN_NAME:
        return None
    if not all(_NAME_WORD.fullmatch(w) and (w[0].isupper() or w in _PARTICLES) for w in words):
        return None
    if not words[-1][0].isupper() or all(w.casefold().strip(".") in _KICKERS for w in words):
        return None
    return start, colon - 1


class _Known:
    """What the text outside its labels knows as persons (by the last word) and as places, folded."""

    def __init__(self, tree: Tree, labels: Sequence[Run]) -> None:
        inside = {i for first, last in labels for i in range(first, last + 1)}
        self.persons: set[str] = set()
        self.places: set[str] = set()
        for e in tree.parse.entities:
            words = [t.text for t in tree.tokens[e.first : e.last]]
            if not words or e.first in inside:
                continue
            if e.label in _PLACES:
                self.places.add(" ".join(words).casefold())
            elif e.label == "PERSON":
                whole = [w for w in words if w[0].isalpha()]
                if len(whole) > 1 and whole[-1][0].isupper():
                    self.persons.add(whole[-1].casefold())


def _turn(tree: Tree, known: _Known, number: int, paragraph: Run, label: Run) -> _Turn | None:
    """The turn that a label heads; None where nothing is said in it or the label cannot be a name."""
    colon, last = label[1] + 1, paragraph[1]
    tokens = tree.tokens[label[0] : colon]
    words = [t for t in tokens if t.text not in _IN_NAME]
    key = words[-1].text.casefold()
    titled = len(words) > 1 and words[0].text.casefold().strip(".") in _TITLES
    names = [w.text for w in (words[1:] if titled else words)]
    capitals = all(_SMALL_IN_CAPITALS.sub("", w).isupper() for w in names)
    plain = not any(w.casefold() in _NO_NAMES for w in names)
    entity = tree.parse.entities[tokens[-1].entity].label if tokens[-1].entity >= 0 else ""
    named = titled or key in known.persons or (not capitals and entity == "PERSON")
    if not capitals and (not named or not plain or label[0] > paragraph[0] or any(t.tag in _FINITE for t in tokens)):
        return None
    said = range(colon + 1, last + 1)
    if not any(tree.tokens[i].text[0].isalpha() for i in said):
        return None
    unquoted, quoted = _voice(tree, paragraph, label, said)
    clause = any(_tells(tree, i, label) for i in said)
    heading = tree.tokens[said[0]].text.casefold() in _ASKING and "?" not in (tree.tokens[i].text for i in said)
    persons = {t.text.casefold() for t in unquoted if t.pos == "PRON" and not heading and _is_main(tree, t.i, label)}
    return _Turn(
        number, label, colon, last, key, capitals, named,
        placed=not titled and (entity in _PLACES or " ".join(names).casefold() in known.places),
        likely=named or (plain and any(len(w) >= _LONG_WORD for w in names)),
        first_person=bool(persons & _FIRST_PERSON),
        second_person=bool(persons & _SECOND_PERSON),
        answers=any(t.text == "?" for t in unquoted) or tree.tokens[said[0]].text.casefold() in _REPLIES,
        clause=clause and not heading,
        quoted=quoted,
        brief=sum(tree.tokens[i].text[0].isalnum() for i in said) <= _REPLY_WORDS,
    )  # fmt: skip


def _voice(tree: Tree, paragraph: Run, label: Run, said: range) -> tuple[list[Token], bool]:
    """The words of a turn that are its speaker's own, not quoted in it, and whether the whole is one quotation."""
    tokens = tree.tokens
    span = (tokens[paragraph[0]].start, tokens[paragraph[1]].end)
    inner = [q for q in quotations(tree.parse.text, [span]) if not q.depth and q.start > tokens[label[0]].start]
    words = [tokens[i] for i in said if tokens[i].text[0].isalnum()]
    if inner and words and inner[0].start <= words[0].start and words[-1].end <= inner[0].end:
        return words, not _is_title([tokens[i] for i in said])
    own = []
    at = 0
    for i in said:
        while at < len(inner) and inner[at].end <= tokens[i].start:
            at += 1
        if at == len(inner) or tokens[i].end <= inner[at].start:
            own.append(tokens[i])
    return own, False


def _tells(tree: Tree, i: int, label: Run) -> bool:
    """Whether a token is the finite verb of a clause with a subject, and not of one inside a noun phrase."""
    token = tree.tokens[i]
    if token.tag not in _FINITE or not _is_main(tree, i, label):
        return False
    verbs = (i, token.head) if token.dep in ("aux", "auxpass") else (i,)
    return any(
        tree.tokens[c].dep in ("nsubj", "nsubjpass", "expl", "csubj") and c > label[1]
        for v in verbs
        for c in tree.children[v]
    )


def _is_main(tree: Tree, i: int, label: Run) -> bool:
    """Whether a token stands in no relative clause. The parser hangs a whole turn from its label as if it were one."""
    for _ in range(_DEEP):
        token = tree.tokens[i]
        if token.head == i or label[0] <= token.head <= label[1]:
            return True
        if token.dep in ("relcl", "acl"):
            return False
        i = token.head
    return True


def _spoken(turns: Sequence[_Turn]) -> list[_Turn]:
    """The turns that somebody speaks: those that show it themselves, then those of the same speakers, and those that
    stand between others."""
    voices = Counter(t.key for t in turns if t.first_person)
    sure = {t.paragraph: t for t in turns if _shows(t, voices[t.key])}
    spoken = dict(sure)
    for t in turns:
        before, after = spoken.get(t.paragraph - 1), sure.get(t.paragraph + 1)
        follows = before is not None and before.capitals == t.capitals and (t.speaks or not t.placed)
        leads = after is not None and after.capitals == t.capitals and (t.speaks or (t.named and not t.placed))
        if (follows or leads) and (t.clause or t.speaks or t.brief):
            spoken[t.paragraph] = t
    keys = {(t.key, t.capitals) for t in spoken.values()}
    near = {n + k for n in spoken for k in range(-_NEAR, _NEAR + 1) if k}
    return [
        t
        for t in turns
        if t.paragraph in spoken
        or ((t.key, t.capitals) in keys and (t.clause or t.speaks or (t.brief and t.paragraph in near)))
    ]


def _shows(t: _Turn, voices: int) -> bool:
    """Whether a turn shows by itself that somebody speaks. `voices` is how many turns of its label say "I" or "we"."""
    if t.placed and voices < 2:
        return False
    if t.clause and (t.first_person or (t.second_person and t.named)) and (t.likely or voices > 1):
        return True
    return t.clause and t.named and (t.quoted or t.capitals)


def _signature(tree: Tree, first: int, dash: int, last: int) -> Finding | None:
    """ "“We checked every gate.” – Elena Ortiz": a paragraph of one quotation, a dash and a name at its end."""
    while last > dash and not tree.tokens[last].text[0].isalnum():
        last -= 1
    if not _is_name(tree, tree.tokens[dash + 1 : last + 1]):
        return None
    if dash - first < 3 or not _is_one_quotation(tree.tokens[first:dash]) or _is_title(tree.tokens[first:dash]):
        return None
    return _finding("signature", dash, (dash + 1, last), (first, dash - 1))


def _is_name(tree: Tree, name: Sequence[Token]) -> bool:
    """Whether words are headed by a name, of a person or of those who speak together; places may stand behind it."""
    if not name or any(t.pos in ("VERB", "AUX", "PRON") for t in name):
        return False
    end = next((k for k, t in enumerate(name) if t.text in (",", "(") or t.pos == "ADP"), len(name))
    if not end or not name[end - 1].text[0].isupper():
        return False
    head = name[end - 1]
    label = tree.parse.entities[head.entity].label if head.entity >= 0 else ""
    return label in ("PERSON", "ORG") or (not label and head.pos == "PROPN")


def _is_one_quotation(tokens: Sequence[Token]) -> bool:
    """Whether the quotation that the first mark opens is closed by the last and not before."""
    opening, closing = tokens[0], tokens[-1]
    if opening.text not in QUOTES or closing.text not in QUOTES:
        return False
    single = opening.text in _SINGLE
    open_marks = 0
    for k, t in enumerate(tokens[:-1]):
        if t.text not in QUOTES or (t.text in _SINGLE) != single:
            continue
        spaced = k == 0 or tokens[k - 1].end < t.start or tokens[k - 1].text in QUOTES or tokens[k - 1].text in DASHES
        if spaced and tokens[k + 1].start == t.end:
            open_marks += 1
        elif not (single and tokens[k - 1].text[0].isalnum()):
            open_marks -= 1
        if not open_marks:
            return False
    return open_marks == 1 and (closing.text in _SINGLE) == single


_SINGLE = frozenset({"'", "‘", "’"})


def _is_title(tokens: Iterable[Token]) -> bool:
    """Whether words are few and capitalised like the name of a work; a stop behind them tells of speech where only
    their first is, or is long."""
    texts = [t.text for t in tokens if t.text not in QUOTES]
    words = [w for w in texts if w[0].isalnum()]
    if not words or len(words) > _TITLE_WORDS or not (words[0][0].isupper() or words[0][0].isdigit()):
        return False
    long_words = [w for w in words[1:] if len(w) >= _LONG_WORD]
    if any(w[0].islower() for w in long_words):
        return False
    return texts[-1] not in _STOPS or len(long_words) > 1
