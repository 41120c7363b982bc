"""Words that report what somebody says, writes or thinks: the complements that each takes, and its stance.

Written for this project from the classes of reporting verbs in English grammars (Quirk et al., *A Comprehensive
Grammar of the English Language*, 16.31-63: assertive, suasive, private and public verbs). All words are lemmas.
"""

from __future__ import annotations

from parallax.values import Stance

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

OBJECT = frozenset(
    """
    accuse acknowledge admit admonish advocate allege announce answer applaud argue assail assert attack
    back bash belittle bemoan berate blame blast boast brand call castigate celebrate censure challenge
    champion characterise characterize chastise cheer chide cite clarify commend communicate compare concede
    condemn confess confirm congratulate consider contest credit criticise criticize declare decry deem
    defend demand demonise demonize denigrate denounce deny depict deplore deride describe detail disapprove
    disavow disclaim disclose discount discuss dismiss disown disparage dispute doubt downplay dub echo
    embrace emphasise emphasize endorse envision espouse exaggerate excoriate explain express fault fear
    flaunt forecast foresee hail highlight hope imagine insult invoke label lambast lambaste lament lampoon
    laud liken list malign mention minimise minimize mock mourn mull note observe offer oppose outline
    overstate pan parrot portray post praise predict prefer promote propose protest publish query question
    quote reaffirm rebuke rebut recall recommend recount reference refute regard regret reiterate reject
    remember remind repeat report reprimand repudiate request resent restate retweet reveal ridicule rip
    salute satirize savage scold signal skewer slam slate slur smear stress suggest taunt term thank
    threaten tout trash trumpet tweet underline underscore urge view vilify voice vow warn welcome write
    """.split()
)
"""Verbs whose object is what is said, or what it is about: "denied all allegations", "condemned comments"."""

PREPOSITION: dict[str, frozenset[str]] = {
    verb: frozenset(preps.split(","))
    for verb, preps in (
        pair.split(":")
        for pair in """
        accuse:of admit:to advocate:for agree:on,to,with allude:to apologise:for apologize:for
        argue:about,against,for,with ask:about,for,of assure:about,of attest:to beg:for boast:about,of
        brag:about,of call:for,on,upon campaign:against,for caution:about,against,on
        comment:about,on,upon complain:about,of concede:to confess:to convince:about,of disagree:on,with
        disapprove:of dream:about,of elaborate:on,upon enquire:about expound:on,upon fret:about,over
        gloat:about,over gripe:about grumble:about gush:about,over hint:at hope:for inform:about,of,on
        inquire:about,into insist:on,upon inveigh:against joke:about lament:over lash:at
        lecture:about,on lie:about lobby:against,for muse:about,on object:to opine:about,on
        plead:for,with pontificate:about,on press:for,on protest:against,at,over push:back,for
        rail:about,against rant:about,against rave:about refer:to reflect:on,upon remark:on,upon
        remind:about,of reply:to,with respond:to,with speak:about,against,of,out speculate:about,on,over
        talk:about,of,up tell:about,of testify:about,to theorize:about tweet:about vent:about warn:of
        wish:for worry:about,for,over write:about,of,on
        """.split()
    )
}
"""Verbs with a preposition before what is said: "warned of …", "called for …"."""

RAISING = frozenset({"seem", "appear"})
"""Verbs that report a judgement without a source."""

PASSIVE_RAISING = frozenset(
    """
    accuse allege anticipate assume believe claim consider deem estimate expect find forecast know perceive
    predict presume project report rumor rumour say suspect think understand
    """.split()
)
"""Verbs whose passive reports without a source: "is expected to …", "is said to …"."""

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

NOUNS_OF = NOUNS - frozenset(
    """
    announcement argument belief call concern conclusion decision determination estimate expectation
    explanation fear finding hope idea impression notion perception remark report statement support theory
    view
    """.split()
)
"""Nouns with a preposition before what is said: "the union's criticism of …"."""

ADJECTIVES = frozenset(
    """
    adamant afraid angry anxious appalled aware certain concerned confident convinced critical delighted
    determined disappointed dismissive doubtful eager excited fearful frustrated furious glad grateful happy
    hopeful insistent keen mindful optimistic outraged pessimistic pleased positive proud reluctant sad
    sceptical shocked skeptical sorry supportive sure surprised thankful thrilled unaware uncertain unsure
    upset wary worried
    """.split()
)
"""Adjectives after "be" that report what somebody thinks: "is confident that …"."""

ADVERBS: dict[str, Stance] = {
    "reportedly": "doubting",
    "allegedly": "doubting",
    "purportedly": "doubting",
    "supposedly": "doubting",
}
"""Adverbs that report without a source."""

WITHHELD = frozenset({"decline", "refuse", "fail", "neglect", "avoid"})
"""Verbs by which somebody does not say something: "declined to comment"."""

PLAIN = frozenset("say tell add write note state explain tweet warn complain confirm argue insist report".split())
"""Verbs of saying that hardly ever mean anything else: what they report is the surest."""

_DOUBTING = frozenset(
    """
    accusation accuse allegation allege assume boast brag charge claim conjecture contend crow gloat guess
    hypothesize imply insinuate notion posit presume profess purport rumor rumour speculate speculation
    suppose surmise suspect suspicion theorise theorize theory tout trumpet
    """.split()
)
_ENDORSING = frozenset(
    """
    acknowledge acknowledgement acknowledgment admission admit ascertain attest certify clarify concede
    concession confess confession confirm confirmation demonstrate disclose disclosure discover document
    establish expose find finding highlight illustrate know note point prove realise realize recognise
    recognize remind reminder reveal revelation show uncover underline underscore verify
    """.split()
)
_DENYING = frozenset(
    """
    contest contradict denial denunciation deny disagree disavow disclaim dismiss disown dispute doubt rebut
    refute reject rejection repudiate
    """.split()
)


def stance_of(lemma: str, particle: str = "") -> Stance:
    """The stance that the writer takes by this verb or noun: doubting ("claimed"), endorsing ("pointed out"),
    denying ("denied": what is reported is said not to be so), else neutral. `particle` as in "point out"."""
    if lemma == "point":
        return "endorsing" if particle in ("out", "to") else "neutral"
    if lemma in _DENYING:
        return "denying"
    if lemma in _DOUBTING:
        return "doubting"
    if lemma in _ENDORSING:
        return "endorsing"
    return "neutral"
