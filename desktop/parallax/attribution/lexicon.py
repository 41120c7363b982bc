"""Words that report what somebody says, writes or thinks, and the stance that each takes to it.

Written for this project from the classes of reporting verbs in English grammars (Quirk et al., *A Comprehensive
Grammar of the English Language*, 16.31-63: assertive, suasive, private and public verbs). All words are lemmas. The
stances lie in resources; their card, with a test for each class, is `resources/models/cue-stances.md`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, get_args

from parallax.errors import ModelAltered, ModelMissing
from parallax.paths import resource
from parallax.values import Stance

STANCES = "cue-stances.json"

WordClass = Literal["verb", "noun", "adjective", "adverb"]
"""The class of a cue's main word."""

CLAUSE = frozenset(
    """
    accept accuse acknowledge add admit advise agree allege allude announce answer anticipate applaud argue
    ascertain ask assert assume assure attest aver avow bark beg begin believe bemoan beseech blare blog
    boast brag carp caution certify chant charge chime chronicle cite claim clarify command comment
    communicate complain concede conclude concur confess confirm consider contemplate contend continue
    convey convince counsel counter crow cry deadpan decide declaim declare decree decry deduce deem demand
    demonstrate denote denounce deny depict deplore depose detail determine disagree disclose discover
    dispute divulge document doubt dream echo editorialize elaborate emphasise emphasize enumerate envisage
    envision estimate exclaim expect explain expound fear feel figure find forecast foresee forewarn fret
    fume gloat gripe grouse growl grumble guess gush highlight hint hope hypothesize illustrate imagine
    implore imply indicate infer inform insinuate insist instruct intend interject intimate intone intuit
    jest joke judge lament learn list lobby maintain mandate marvel mention message mumble murmur muse
    mutter note notify object observe opine order outline paraphrase parrot persuade plead pledge ponder
    posit post postulate pray predict presume print proclaim profess prognosticate promise pronounce
    prophesy propose protest publish question quip quote rage rant read realise realize reason reassure
    recall reckon recollect recommend recount reflect regret reiterate rejoice rejoin relate remark remember
    remind reminisce repeat reply report request resent respond retort retweet reveal rue rule ruminate say
    scream shout show sigh signal snap specify speculate state stipulate stress suggest summarise summarize
    surmise suspect swear taunt tease tell testify text theorise theorize think threaten thunder tout
    trumpet tweet underline underscore urge vent verify volunteer vouch vow want warn whine whisper
    wisecrack wish wonder worry write yell
    """.split()
)
"""Verbs with a clause as what is said: "said that …", "asked whether …", a quotation."""

SPEECH = frozenset(
    """
    acknowledge add admit advise agree allege announce answer argue ask assert assure bark beg believe
    bemoan blast blog boast brag brand call caution chant charge chime cite claim clarify comment complain
    concede conclude concur condemn confess confirm contend continue convey counter criticise criticize crow
    cry deadpan declare decry demand denote denounce deny describe disclose dismiss dub echo elaborate
    emphasise emphasize exclaim explain express feel fume gloat growl grumble gush hail implore inform
    insist instruct interject intone joke label lament lecture maintain marvel mention message mock mumble
    murmur muse mutter note observe offer opine order plead pledge post praise predict proclaim profess
    promise pronounce propose protest question quip quote rant read reason reassure recall recommend recount
    reflect reiterate rejoin relate remark remember remind repeat reply report request respond retort
    retweet reveal rule say scoff scream shout sigh signal slam snap sneer state stress suggest summarise
    summarize swear taunt tease tell testify text think threaten thunder tweet underline underscore urge vow
    warn whisper wonder write yell
    """.split()
)
"""Verbs that may stand beside a quotation as the act of saying it."""

INFINITIVE = frozenset(
    """
    advise agree aim ask beg beseech challenge claim command decide decline demand desire determine direct
    encourage expect hope implore instruct invite like long offer order persuade plan plead pledge prefer
    profess promise propose recommend refuse remind request resolve seek swear threaten urge volunteer vow
    want warn wish yearn
    """.split()
)
"""Verbs with an infinitive as what is said: "vowed to …", "urged him to …"."""

NOUNS = frozenset(
    """
    accusation acknowledgement acknowledgment admission advice allegation announcement appeal argument
    assertion assumption assurance belief boast call caution charge claim comment complaint concern
    concession conclusion condemnation confession confirmation contention conviction criticism decision
    declaration demand denial denunciation determination disclosure doubt endorsement estimate expectation
    explanation fear finding forecast hope hypothesis idea impression insistence joke notion objection
    opinion opposition perception plea pledge praise prediction promise proposal protest question quip
    reassurance recommendation remark reminder report request revelation rumor rumour speculation statement
    suggestion support suspicion testimony theory threat view vow warning worry
    """.split()
)
"""Nouns that report: "the claim that …", "accusations by … of …"."""

ADVERBS = frozenset({"reportedly", "allegedly", "purportedly", "supposedly"})
"""Adverbs that report without a source."""

PLAIN = frozenset("say tell add write note state explain tweet warn complain confirm argue insist report".split())
"""Verbs of saying that hardly ever mean anything else: what they report is the surest."""

LIGHT = frozenset(
    """
    air deliver express file give harbor harbour have issue level lodge make offer post publish raise reiterate release
    renew repeat voice
    """.split()
)
"""Verbs that leave it to their object how something is said: "issued a denial", "repeated the claim"."""

WITHHELD = frozenset(
    """
    avoid decline failure fail hesitant hesitate inability loath loth neglect omit refusal refuse reluctance reluctant
    unable unavailable unwilling unwillingness
    """.split()
)
"""Verbs, nouns and adjectives by which somebody does not say something: "declined to comment", "a refusal to say"
(the negative implicatives of Karttunen, *Implicative verbs*, Language 47, 1971, and their kin)."""

WITHHELD_DOING = frozenset("abstain back cease desist help quit refrain resist shrink shy stop".split())
"""Verbs that do so before a verb in -ing alone: "refrained from saying", "stopped saying", "could not help saying"."""

WITHHELD_TO_DO = frozenset({"forget"})
"""Verbs that do so before an infinitive alone: "forgot to mention", but not "forgot that …"."""

OPEN = frozenset({"bone", "mistake", "secret"})
"""Nouns that one makes none of to say something openly: "made no secret of it"."""


@cache
def cue_stances() -> Mapping[str, Mapping[str, Stance]]:
    """The stance of each cue by its word class: a lemma, or that of a verb and the particle or noun that gives it its
    meaning ("rule out", "cast doubt", "make up mind"). Read from resources once per process. Raises ModelMissing or
    ModelAltered."""
    path = resource("models", STANCES)
    if not path.is_file():
        raise ModelMissing(f"The program lacks its file {path}. Install the program again.")
    try:
        given = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once)
        if set(given) != set(get_args(WordClass)):
            raise ValueError("word classes are missing or unknown")
        if not all(cues and set(cues.values()) <= set(get_args(Stance)) for cues in given.values()):
            raise ValueError("stances are missing or unknown")
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ModelAltered(f"The file {path} cannot be read. Install the program again.") from error
    stances: Mapping[str, Mapping[str, Stance]] = given
    return stances


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """The pairs of a JSON object. Raises ValueError where a name comes twice."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a cue is listed twice")
    return made


def stance_of(lemma: str, particle: str = "", word_class: WordClass = "verb") -> Stance:
    """The stance that this cue takes: doubting ("claimed": what is reported is left open), endorsing ("pointed out":
    it is taken for so), denying ("denied": it is said not to be so), else neutral, as is a word that the lexicon does
    not hold. `particle` as in "rule out"; a particle that makes no cue of its own is passed over. A word that the
    lexicon holds in other classes alone has its stance there, for a parser mistakes one class for another. Raises
    ModelMissing or ModelAltered."""
    stances = cue_stances()
    for cues in (stances[word_class], *(stances[other] for other in get_args(WordClass))):
        for cue in (f"{lemma} {particle}", lemma):
            if cue in cues:
                return cues[cue]
    return "neutral"
