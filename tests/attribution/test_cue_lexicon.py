"""The stance of each cue: the table in resources, and how it is asked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from story_reading import story

from parallax.article import Article
from parallax.attribution import lexicon
from parallax.attribution.lexicon import STANCES, WordClass, cue_stances, stance_of
from parallax.errors import ModelAltered, ModelMissing
from parallax.language import parse
from parallax.paths import resource

NEUTRAL = """say tell add announce write ask warn demand insist maintain argue contend assert state explain urge call
    believe think hope fear expect condemn criticise criticize blame oppose attack slam denounce praise regret recall
    stress emphasise promise vow pledge report suggest propose describe downplay""".split()
DOUBTING = """claim allege purport insinuate boast brag accuse charge assume presume suppose suspect speculate surmise
    guess conjecture rumour rumor theorise hypothesize posit tout trumpet profess exaggerate question""".split()
ENDORSING = """confirm reveal acknowledge admit prove concede confess disclose know realise realize recognise discover
    find show demonstrate note remind verify corroborate establish uncover expose underline underscore accept""".split()
DENYING = """deny reject dismiss refute dispute rebut repudiate contradict disavow disown debunk disprove contest doubt
    disagree lie pretend rubbish discount gainsay retract withdraw recant renounce""".split()
NOUNS = {
    "neutral": "statement remark warning plea belief criticism condemnation promise report view opinion".split(),
    "doubting": "claim allegation accusation rumour rumor suspicion speculation theory boast innuendo doubt".split(),
    "endorsing": "admission acknowledgement confirmation revelation disclosure finding fact proof evidence".split(),
    "denying": "denial rejection rebuttal refutation repudiation myth lie falsehood misconception retraction".split(),
}
ADJECTIVES = {
    "neutral": "convinced certain sure adamant confident angry hopeful clear".split(),
    "doubting": "alleged supposed purported doubtful sceptical skeptical unconvinced unsure".split(),
    "endorsing": "aware unaware mindful undeniable true right".split(),
    "denying": "false untrue wrong mistaken bogus".split(),
}
ADVERBS = {
    "neutral": "publicly privately flatly repeatedly clearly plainly".split(),
    "doubting": "reportedly allegedly purportedly supposedly apparently reputedly".split(),
    "endorsing": "admittedly undeniably rightly correctly demonstrably".split(),
    "denying": "falsely wrongly mistakenly erroneously".split(),
}
TWO_WORDS = [
    ("point", "out", "endorsing"), ("point", "to", "endorsing"), ("own", "up", "endorsing"),
    ("back", "up", "endorsing"), ("bear", "out", "endorsing"), ("come", "clean", "endorsing"),
    ("make", "clear", "endorsing"), ("find", "out", "endorsing"),
    ("shrug", "off", "denying"), ("rule", "out", "denying"), ("brush", "off", "denying"), ("laugh", "off", "denying"),
    ("push", "back", "denying"), ("shoot", "down", "denying"), ("take", "issue", "denying"), ("make", "up", "denying"),
    ("take", "back", "denying"),
    ("make", "out", "doubting"), ("talk", "up", "doubting"), ("play", "up", "doubting"), ("cast", "doubt", "doubting"),
    ("let", "on", "doubting"), ("lay", "claim", "doubting"),
    ("play", "down", "neutral"), ("hit", "back", "neutral"), ("call", "for", "neutral"), ("lash", "out", "neutral"),
    ("speak", "out", "neutral"), ("spell", "out", "neutral"), ("show", "up", "neutral"), ("make", "up mind", "neutral"),
]  # fmt: skip


@pytest.mark.parametrize("word", NEUTRAL)
def test_plain_verbs_of_saying_thinking_and_judging_are_neutral(word: str) -> None:
    assert stance_of(word) == "neutral"


@pytest.mark.parametrize("word", DOUBTING)
def test_verbs_that_leave_it_open_doubt(word: str) -> None:
    assert stance_of(word) == "doubting"


@pytest.mark.parametrize("word", ENDORSING)
def test_verbs_that_take_it_for_so_endorse(word: str) -> None:
    assert stance_of(word) == "endorsing"


@pytest.mark.parametrize("word", DENYING)
def test_verbs_that_say_it_is_not_so_deny(word: str) -> None:
    assert stance_of(word) == "denying"


@pytest.mark.parametrize(
    ("word", "word_class", "stance"),
    [
        (word, word_class, stance)
        for word_class, words in (("noun", NOUNS), ("adjective", ADJECTIVES), ("adverb", ADVERBS))
        for stance, those in words.items()
        for word in those
    ],
)
def test_nouns_adjectives_and_adverbs_have_their_stance(word: str, word_class: WordClass, stance: str) -> None:
    assert stance_of(word, word_class=word_class) == stance
    assert word in cue_stances()[word_class]


@pytest.mark.parametrize(("verb", "particle", "stance"), TWO_WORDS)
def test_a_verb_with_its_particle_is_a_cue_of_its_own(verb: str, particle: str, stance: str) -> None:
    assert stance_of(verb, particle) == stance
    assert f"{verb} {particle}" in cue_stances()["verb"]


@pytest.mark.parametrize("verb", ["point", "own", "rule", "make", "shrug", "laugh", "play", "talk", "push"])
def test_the_same_verb_without_a_particle_is_neutral(verb: str) -> None:
    assert stance_of(verb) == "neutral"


def test_a_particle_that_makes_no_cue_of_its_own_is_passed_over() -> None:
    assert stance_of("deny", "out") == "denying"


@pytest.mark.parametrize(
    ("word", "of_verb", "of_noun"),
    [
        ("doubt", "denying", "doubting"),
        ("dispute", "denying", "neutral"),
        ("question", "doubting", "neutral"),
        ("challenge", "doubting", "neutral"),
        ("note", "endorsing", "neutral"),
    ],
)
def test_a_verb_and_a_noun_of_one_form_may_differ(word: str, of_verb: str, of_noun: str) -> None:
    assert (stance_of(word), stance_of(word, word_class="noun")) == (of_verb, of_noun)


def test_a_word_of_another_class_alone_keeps_its_stance_there() -> None:
    assert "denial" not in cue_stances()["verb"]
    assert stance_of("denial") == "denying"


def test_a_word_that_the_lexicon_lacks_is_neutral() -> None:
    assert stance_of("yodel") == "neutral"


@pytest.mark.parametrize(
    ("text", "part", "stance"),
    [
        ("The ministry was forced to admit that the dam had cracked.", "the dam had cracked", "endorsing"),
        ("The ministry issued a denial that the dam had cracked.", "the dam had cracked", "denying"),
        ("The ministry is aware that the dam has cracked.", "the dam has cracked", "endorsing"),
        ("The ministry falsely claimed that the dam had held.", "the dam had held", "denying"),
        ("The ministry incorrectly noted that the dam had held.", "the dam had held", "denying"),
        ("The mayor cast doubt on the claim that the dam had cracked.", "the dam had cracked", "doubting"),
        ("The mayor shrugged off warnings that the dam would burst.", "the dam would burst", "denying"),
        ("The mayor pointed out that the dam was old.", "the dam was old", "endorsing"),
        ("The mayor made clear that the dam was old.", "the dam was old", "endorsing"),
        ("Engineers doubt that the dam is safe.", "the dam is safe", "denying"),
        ("The ministry would neither confirm nor deny that the dam had cracked.", "had cracked", "neutral"),
        ("The ministry clearly stated that the dam was old.", "the dam was old", "neutral"),
        ("The ministry said clearly that the dam was old.", "the dam was old", "neutral"),
        ("The ministry plainly said that the dam was old.", "the dam was old", "neutral"),
        ("The minister made up his mind that the dam was old.", "the dam was old", "neutral"),
        ("The minister made her mind up that the dam was old.", "the dam was old", "neutral"),
        ("The minister made up a claim that the dam was old.", "the dam was old", "denying"),
        ("The minister showed up to say that the dam was old.", "the dam was old", "neutral"),
        ("The minister retracted the claim that the dam was old.", "the dam was old", "denying"),
        ("The minister withdrew his statement that the dam was old.", "his statement", "denying"),
        ("The minister recanted his testimony that the dam was old.", "his testimony", "denying"),
        ("The minister took back his claim that the dam was old.", "his claim", "denying"),
    ],
)
def test_the_whole_cue_tells_the_stance(text: str, part: str, stance: str) -> None:
    assert story(text).said(part).stance == stance


def test_the_file_is_sorted_and_names_each_cue_once() -> None:
    listed: list[list[str]] = []

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        listed.append([name for name, _ in pairs])
        return dict(pairs)

    json.loads(resource("models", STANCES).read_text(encoding="utf-8"), object_pairs_hook=once)
    assert len(listed) == 5
    assert all(names == sorted(set(names)) for names in listed)


def test_each_class_of_stance_and_of_word_is_well_filled() -> None:
    counted = Counter(stance for cues in cue_stances().values() for stance in cues.values())
    assert min(counted.values()) > 100
    assert all(len(set(cues.values())) == 4 for cues in cue_stances().values())
    assert sum(" " in cue for cue in cue_stances()["verb"]) > 100


def test_the_card_counts_what_the_file_holds() -> None:
    card = " ".join(resource("models", "cue-stances.md").read_text(encoding="utf-8").split())
    cues = cue_stances()
    for count, name in (
        (sum(map(len, cues.values())), "cues"),
        *((len(cues[c]), f"{c}s") for c in cues),
        (sum(" " in cue for cue in cues["verb"]), "of them of two words or three"),
        (round(resource("models", STANCES).stat().st_size / 1000), "kB"),
    ):
        assert f"{count:,} {name}" in card


def test_all_words_are_single_folded_lemmas() -> None:
    words = {
        *lexicon.CLAUSE, *lexicon.SPEECH, *lexicon.INFINITIVE, *lexicon.NOUNS, *lexicon.ADVERBS, *lexicon.PLAIN,
        *lexicon.LIGHT, *lexicon.WITHHELD, *lexicon.WITHHELD_DOING, *lexicon.WITHHELD_TO_DO, *lexicon.OPEN,
    }  # fmt: skip
    assert len(words) > 400
    assert all(w == w.casefold() and w.replace("-", "").isalpha() for w in words)


def test_all_cues_are_folded_lemmas() -> None:
    for cues in cue_stances().values():
        for cue in cues:
            assert cue == cue.casefold()
            assert all(word.isalpha() for word in cue.split(" "))


def test_only_verbs_have_cues_of_more_than_one_word_for_no_other_is_looked_up() -> None:
    assert {len(cue.split(" ")) for cue in cue_stances()["verb"]} == {1, 2, 3}
    assert not any(" " in cue for c in ("noun", "adjective", "adverb") for cue in cue_stances()[c])


def test_no_cue_has_a_hyphen_for_the_parser_cuts_words_there() -> None:
    tokens = parse(Article.from_text("The so-called dam is old.")).tokens
    assert [t.text for t in tokens][1:4] == ["so", "-", "called"]
    assert not any("-" in cue for cues in cue_stances().values() for cue in cues)


def test_plain_verbs_are_among_those_that_take_a_clause() -> None:
    assert lexicon.PLAIN <= lexicon.CLAUSE


@pytest.mark.parametrize("words", [lexicon.NOUNS, lexicon.ADVERBS])
def test_every_noun_and_adverb_that_reports_is_in_the_table(words: frozenset[str]) -> None:
    cues = cue_stances()["noun"] if words is lexicon.NOUNS else cue_stances()["adverb"]
    assert words <= set(cues)


def test_every_verb_of_saying_is_in_the_table() -> None:
    assert lexicon.SPEECH - set(cue_stances()["verb"]) == set()


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Another place for the table, which is read anew."""
    path = tmp_path / STANCES
    monkeypatch.setattr(lexicon, "resource", lambda *parts: path)
    cue_stances.cache_clear()
    yield path
    cue_stances.cache_clear()


def test_an_absent_table_is_named(elsewhere: Path) -> None:
    with pytest.raises(ModelMissing, match=STANCES):
        stance_of("say")


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"[]",
        b'{"verb": ["say"]}',
        b"\xff\xfe",
        b'{"verb": {"say": "neutral"}}',
        b'{"verb": {"say": "bored"}, "noun": {"a": "neutral"}, "adjective": {"a": "neutral"}, '
        b'"adverb": {"a": "neutral"}}',
        b'{"verb": {"say": ["neutral"]}, "noun": {"a": "neutral"}, "adjective": {"a": "neutral"}, '
        b'"adverb": {"a": "neutral"}}',
        b'{"verb": {}, "noun": {"a": "neutral"}, "adjective": {"a": "neutral"}, "adverb": {"a": "neutral"}}',
        b'{"verb": {"say": "neutral", "say": "denying"}, "noun": {"a": "neutral"}, "adjective": {"a": "neutral"}, '
        b'"adverb": {"a": "neutral"}}',
    ],
)
def test_a_damaged_table_is_named(elsewhere: Path, damaged: bytes) -> None:
    elsewhere.write_bytes(damaged)
    with pytest.raises(ModelAltered, match=STANCES):
        stance_of("say")


def test_a_table_that_was_cut_off_is_named(elsewhere: Path) -> None:
    whole = resource("models", STANCES).read_bytes()
    for length in (len(whole) // 3, len(whole) - 3):
        elsewhere.write_bytes(whole[:length])
        with pytest.raises(ModelAltered, match=STANCES):
            stance_of("say")
