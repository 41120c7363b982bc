"""What speaks for and against each block of a page being part of its article.

Each piece of evidence is a name that a block has or has not: who took it for the article, which elements are around it
and how much of the article they hold, what stands beside it, how it is worded. `page_choice` weighs them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parallax.intake.pages.blocks import ROW, Block, PageBlocks
from parallax.intake.pages.wording import Wording, words_of

TAKEN = 0.8
"""The share of a block's words that must stand in a text for the block to be part of it."""
_LEADS = {
    "more": r"(?:\W{0,5}(?:read|see|also read|read also|watch|listen|more|related|recommended|don.t miss|also"
    r"|click here|view|check out|you may also|up next|next|previous|trending|popular|live|video|photos|gallery)"
    r"\b.{0,40}?(?::|»|>|\.\.\.|…|\||$)|[\[(]?(?:read|see|related|also|more on|more from|read more|watch)\b)",
    "join": r".{0,60}\b(?:sign up|subscri|newsletter|inbox|download (?:the|our)|our app|join (?:us|our|the)|register"
    r"|log ?in|become a member|donate|support (?:our|us|independent))",
    "follow": r".{0,40}\b(?:follow (?:us|him|her|me|the|@|\w+ on)|like us|on (?:twitter|facebook|instagram)|@\w+"
    r"|e-?mail\b)",
    "rights": r".{0,30}(?:©|copyright|all rights reserved|\(c\)|may not be (?:published|reproduced)|terms of"
    r"|privacy policy|cookie)",
    "share": r"\W{0,5}(?:share|print|tweet|email|comments?|reply|advertisement|ad|loading|close|menu|search|back to top"
    r"|report|save|copy link|skip)\b.{0,25}$",
    "by": r"\W{0,5}(?:by|von|por|di|par|written by|posted by|reporting by|editing by|author)\b.{2,60}$",
    "credit": r".{0,30}\b(?:photo|image|picture|photograph|getty|reuters|ap photo|afp|courtesy|file photo|credit"
    r"|source)\b.{0,60}$",
    "date": r".{0,40}(?:\b(?:19|20)\d\d\b|\d{1,2}:\d\d|\bago\b|published|updated|posted).{0,30}$",
    "about": r".{0,80}\b(?:is an? (?:\w+ ){0,3}(?:writer|reporter|editor|journalist|correspondent|contributor|columnist"
    r"|author|freelance)|covers\b|has (?:written|worked|covered)|about the author|about us|this (?:article|story|post)"
    r" (?:was|originally|first)|originally (?:published|appeared)|contributed to this"
    r"|our (?:affiliate|editors|staff))",
    "aside": r"(?:[\[(].*[\])]|\W{0,5}(?:note|editor|disclosure|disclaimer|correction|update|source|tags?|topics?"
    r"|filed under|categor|contact|tip|advert)\b.*)\W{0,3}$",
}
_LEAD_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _LEADS.items()}
_LEAD_LETTERS = 400
_ADDRESS = re.compile(r"https?://|www\.|\w@\w|\.com\b", re.IGNORECASE)
_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_CUT_SHORT = ("...", "…", "[...]")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_MOST_OF_IT = 0.6
_HALF = 0.5
_MOSTLY_LINK = 0.8
_NEAR_LEAD = 8


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a page beside its blocks: the text of its article as others tell it, by who tells it, and the
    words of its title, its description and its captions. `core` names the one whose text is the best first guess."""

    finders: Mapping[str, Wording]
    particulars: Mapping[str, Wording]
    core: str = "default"


class Evidence:
    """The evidence of each block; `main` is the innermost place that holds most of the first guess, `first` and `last`
    are the numbers of its blocks at either end."""

    def __init__(self, page: PageBlocks, told: Told) -> None:
        self.page = page
        self.words = [words_of(block.text) for block in page.blocks]
        self._told = told
        self._taken = {name: [w.share(ws) >= TAKEN for ws in self.words] for name, w in told.finders.items()}
        self.votes = list(self._taken[told.core])
        self._articles: list[int] = []  # of each place, the innermost <article> that it is or stands in; 0 for none
        for number, place in enumerate(page.places):
            around = self._articles[place.around] if number else 0
            self._articles.append(number if place.tag == "article" else around)
        self._trust_what_is_seen()
        self._add_alike()
        self._weigh()
        same: dict[frozenset[str], frozenset[str]] = {}  # blocks of a long list have all their evidence in common
        self.of = [same.setdefault(held, held) for held in map(frozenset, map(self._of, range(len(page.blocks))))]

    def _trust_what_is_seen(self) -> None:
        """Take hidden blocks out of the first guess: all of them where most of it is seen, else what repeats it."""
        blocks = self.page.blocks
        hides = self.page.under("hidden")
        hidden = [n for n, voted in enumerate(self.votes) if voted and hides[blocks[n].place]]
        all_of_it = sum(len(block.text) for block, voted in zip(blocks, self.votes, strict=True) if voted)
        if sum(len(blocks[n].text) for n in hidden) >= _HALF * all_of_it:
            seen = (b.text for b, voted in zip(blocks, self.votes, strict=True) if voted and not hides[b.place])
            wording = Wording(seen)
            hidden = [n for n in hidden if wording.share(self.words[n]) >= _HALF]
        for number in hidden:
            self.votes[number] = False
            for taken in self._taken.values():
                taken[number] = False

    def _add_alike(self) -> None:
        """Add long blocks that stand as most of the first guess does: an article in several parts may be found in one
        of them only."""
        blocks = self.page.blocks
        paths = [self._path(block.place) for block in blocks]
        letters: Counter[tuple[object, ...]] = Counter()
        for block, voted, path in zip(blocks, self.votes, paths, strict=True):
            letters[path] += len(block.text) * voted
        if not letters:
            return
        main, most = letters.most_common(1)[0]
        if most < 0.3 * letters.total():
            return
        for number, block in enumerate(blocks):
            if paths[number] == main and len(self.words[number]) >= 8 and block.linked < 0.3 * len(block.text):
                self.votes[number] = True

    def _path(self, place: int) -> tuple[object, ...]:
        """What the four innermost elements are called, and which <article> they stand in."""
        names: list[object] = []
        for _ in range(4):
            names.append(self.page.places[place].name)
            place = self.page.places[place].around
        return (*names, self._articles[place])

    def _weigh(self) -> None:
        """How many letters of the first guess stand in each place, and in blocks directly under it."""
        blocks, places = self.page.blocks, self.page.places
        self._weight = [len(b.text) * voted for b, voted in zip(blocks, self.votes, strict=True)]
        self._total = sum(self._weight) or 1
        self.below = [0] * len(places)
        self._direct = [0] * len(places)
        self._alike: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        for block, weight in zip(blocks, self._weight, strict=True):
            self.below[block.place] += weight
            self._direct[places[block.place].around] += weight
            alike = self._alike[self._names(block)]
            alike[0] += weight
            alike[1] += len(block.text)
        for number in range(len(places) - 1, 0, -1):
            self.below[places[number].around] += self.below[number]
        self.main = max((n for n, held in enumerate(self.below) if held >= _MOST_OF_IT * self._total), default=0)
        self._above_main = dict(self._steps_up(self.main))
        self._inherited = list(self._inherit())
        voted = [number for number, vote in enumerate(self.votes) if vote]
        self.first, self.last = (voted[0], voted[-1]) if voted else (0, 0)
        self._times = Counter(map(tuple, self.words))
        self._leads: dict[int, int] = {}
        self._so_far = 0
        # Whether a long block of the first guess stands at or before each number: the last such one.
        self._long: list[int] = []
        for number, vote in enumerate(self.votes):
            before = self._long[-1] if self._long else -1
            self._long.append(number if vote and len(self.words[number]) > 20 else before)

    def _names(self, block: Block) -> tuple[str, str]:
        place = self.page.places[block.place]
        return place.name, self.page.places[place.around].name

    def _steps_up(self, place: int) -> Iterator[tuple[int, int]]:
        steps = 0
        while True:
            yield place, steps
            if place == 0:
                return
            place, steps = self.page.places[place].around, steps + 1

    def _inherit(self) -> Iterator[frozenset[str]]:
        """The kinds of the elements around each place. An element that holds half of the first guess is no menu and no
        foot, whatever it is called."""
        made: list[frozenset[str]] = []
        for number, place in enumerate(self.page.places):
            around = made[place.around] if number else frozenset()
            if self.below[number] < _HALF * self._total:
                own = {f"in:{kind}" for kind in place.kinds}
            else:
                own = {f"round:{kind}" for kind in place.kinds if kind in ("article", "main", "body")}
            made.append(around | own if own else around)
        yield from made

    def _of(self, number: int) -> Iterator[str]:
        block = self.page.blocks[number]
        yield "all"
        yield from (f"took:{name}" for name, taken in self._taken.items() if taken[number])
        yield f"votes:{int(self.votes[number])}"
        for name, wording in self._told.particulars.items():
            share = wording.share(self.words[number])
            if share >= TAKEN:
                yield f"told:{name}"
            elif share == 0 and wording:
                yield f"not:{name}"
        yield from self._inherited[block.place]
        yield from self._of_place(number, block)
        yield from self._of_neighbours(number)
        yield from self._of_words(number, block)

    def _of_place(self, number: int, block: Block) -> Iterator[str]:
        places = self.page.places
        place = places[block.place]
        yield f"tag:{place.tag}"
        siblings = (self._direct[place.around] - self._weight[number]) / self._total
        yield f"siblings:{_step(siblings, (0.0, 0.1, 0.3, 0.6))}"
        alike, letters = self._alike[self._names(block)]
        rest = letters - len(block.text)
        share = (alike - self._weight[number]) / rest if rest > 0 else 0.0
        yield f"alike:{_step(share, (0.0, 0.2, 0.5, 0.8)) if rest > 0 else 'none'}"
        steps, at, child = 0, block.place, block.place
        while at not in self._above_main and steps < 60:
            at, child, steps = places[at].around, at, steps + 1
        inside = at == self.main
        if inside:
            yield f"under:{min(steps, 4)}"
            yield f"child:{places[child].tag if steps else 'self'}"
            if place.tag == ROW and steps <= 6:
                yield "row-in-main"
        else:
            yield f"outside:{min(self._above_main.get(at, 4), 4)}"
        times = self._times[tuple(self.words[number])]
        if times > 1 and siblings < 0.3 and not inside:
            yield f"times:{min(times, 3)}"

    def _of_neighbours(self, number: int) -> Iterator[str]:
        self._so_far += self._weight[number]
        if number < self.first:
            yield "at:before"
            yield f"to-first:{_step(self.first - number, (1, 3, 8))}"
        elif number > self.last:
            yield "at:after"
            yield f"from-last:{_step(number - self.last, (1, 3, 8))}"
        else:
            yield "at:within"
            yield f"through:{_step(self._so_far / self._total, (0.02, 0.2, 0.8, 0.98))}"
        for step in (-2, -1, 1, 2):
            beside = number + step
            voted = int(self.votes[beside]) if 0 <= beside < len(self.votes) else "none"
            yield f"next{step}:{voted}"

    def _of_words(self, number: int, block: Block) -> Iterator[str]:
        words, letters = self.words[number], max(1, len(block.text))
        place = self.page.places[block.place]
        linked = block.linked / letters > _MOSTLY_LINK
        emphasised = block.emphasised / letters > _MOSTLY_LINK
        yield f"words:{_step(len(words), (3, 8, 15, 30, 60))}"
        yield f"linked:{_step(block.linked / letters, (0, 0.25, 0.5, 0.8))}"
        ends = bool(_END.search(block.text))
        wanted = {
            "emphasised": emphasised and not block.text.endswith("?"),
            "emphasised-link": emphasised and linked,
            "many-links": block.links > 2,
            "ends": ends,
            "open": not ends,
            "short-open": not ends and len(words) <= 15 and place.tag not in _HEADINGS,
            "address": bool(_ADDRESS.search(block.text)),
            "lower": block.text[:1].islower(),
            "capitals": block.text.isupper(),
            "cut-short": block.text.endswith(_CUT_SHORT),
            "link-shout": linked and (block.text.isupper() or place.tag == "li"),
            "link-within": linked and len(words) > 4 and self.first <= number <= self.last,
        }
        yield from (name for name, holds in wanted.items() if holds)
        yield from self._of_leads(number, block, linked)
        for name, pattern in _LEAD_PATTERNS.items():
            if pattern.match(block.text[:_LEAD_LETTERS]):
                yield f"says:{name}"
                if len(words) > 30:
                    yield f"long-says:{name}"

    def _of_leads(self, number: int, block: Block, linked: bool) -> Iterator[str]:
        """Whether a block follows a short line such as "Read more" beside it, with no long block of the first guess
        between."""
        around = self.page.places[block.place].around
        lead = self._leads.get(around, self._leads.get(self.page.places[around].around))
        if lead is not None and number - lead <= _NEAR_LEAD and self._long[number] <= lead:
            yield "after-lead"
            if linked:
                yield "after-lead-link"
        if len(self.words[number]) <= 8 and _LEAD_PATTERNS["more"].match(block.text):
            self._leads[around] = self._leads[block.place] = number


def _step(value: float, bounds: Sequence[float]) -> int:
    return sum(value > bound for bound in bounds)
