from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from invented_parses import laid_out_parses, parses
from story_reading import Story, story

from parallax.article import Article
from parallax.attribution.layout import LAID_OUT, laid_out
from parallax.attribution.tree import Tree, tree_of
from parallax.language import Parse, parse
from timing import least_seconds

OPENING = "The council met in the old customs house on Monday evening to hear about the dam.\n"
TRANSCRIPT = OPENING + (
    "ORTIZ: We checked every gate that night.\n"
    "POHL: Nobody did.\n"
    "VELDEN: Then why was the log empty?\n"
    "ORTIZ: The mayor told me that it had been lost."
)
LETTERS = (
    "The paper asked its readers what they thought of the plan for the new harbour.\n"
    "“The harbour was never safe.” – Elena Ortiz\n"
    "“Nobody told us anything about the wall.” — Anders Pohl, Port Anselm\n"
    '"The board must go before the winter." - Marta Velden'
)


def shown(text: str) -> list[tuple[str, str, str]]:
    """Frame, source and content of what the layout of a text shows."""
    read = parse(Article.from_text(text))
    spans = [(f.frame, f.source, f.content) for f in laid_out(tree_of(read))]

    def words(runs: tuple[tuple[int, int], ...]) -> str:
        return " | ".join(text[read.tokens[a].start : read.tokens[b].end] for a, b in runs)

    return [(frame, words(source), words(content)) for frame, source, content in spans]


def who_said_what(told: Story) -> list[tuple[str, str]]:
    return [(told.words(a, a.source), told.words(a, a.content)) for a in told.attributions]


def test_a_transcript_gives_each_paragraph_to_the_name_before_its_colon() -> None:
    told = story(TRANSCRIPT)
    turns = [a for a in told.attributions if told.words(a, a.source).isupper()]
    assert [pair for pair in who_said_what(told) if pair[0].isupper()] == [
        ("ORTIZ", "We checked every gate that night"),
        ("POHL", "Nobody did"),
        ("VELDEN", "Then why was the log empty?"),
        ("ORTIZ", "The mayor told me that it had been lost"),
    ]
    one, pohl, velden, again = (a.speaker for a in turns)
    assert one == again
    assert len({one, pohl, velden}) == 3


def test_a_transcript_may_hold_several_sentences_a_turn() -> None:
    text = OPENING + "ORTIZ: We checked every gate. It was late. Nobody slept."
    assert shown(text) == [("label", "ORTIZ", "We checked every gate. It was late. Nobody slept.")]


def test_a_person_before_a_colon_may_have_a_whole_name() -> None:
    text = OPENING + "Elena Ortiz: We checked every gate that night."
    assert shown(text) == [("label", "Elena Ortiz", "We checked every gate that night.")]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("REILLY: Nobody told me about the gate.", "REILLY"),
        ("MR. SPICER: We will look at it.", "MR. SPICER"),
        ("O'BRIEN: I was there.", "O'BRIEN"),
        ("McCARTHY: I was never there.", "McCARTHY"),
        ("ALEX SEITZ-WALD: I was there.", "ALEX SEITZ-WALD"),
        ("Chris Wallace: Thank you, I will ask again.", "Chris Wallace"),
        ("“ORTIZ: We checked every gate.”", "ORTIZ"),
        ("Elena Ortiz: “The mayor has never seen the gates from below.”", "Elena Ortiz"),
    ],
)
def test_a_single_turn_in_its_speakers_own_voice_or_quoted_is_found(line: str, name: str) -> None:
    assert [(frame, source) for frame, source, _ in shown(OPENING + line)] == [("label", name)]


def test_a_turn_that_is_not_in_its_speakers_own_voice_is_found_beside_others() -> None:
    text = OPENING + "REILLY: Nobody told me.\nORTIZ: Why not?\nPOHL: Nobody knew.\nREILLY: For nothing."
    assert [source for _, source, _ in shown(text)] == ["REILLY", "ORTIZ", "POHL", "REILLY"]


def test_a_transcript_may_write_its_names_in_small_letters() -> None:
    text = OPENING + "Chris Wallace: The gates were shut.\nElena Ortiz: I do not think so.\nChris Wallace: Why not?"
    assert [source for _, source, _ in shown(text)] == ["Chris Wallace", "Elena Ortiz", "Chris Wallace"]


def test_a_name_in_capitals_that_the_text_knows_as_a_persons_heads_a_turn() -> None:
    text = OPENING + "The engineer Elena Ortiz was asked about it.\nORTIZ: The gates were shut that night."
    assert shown(text) == [("label", "ORTIZ", "The gates were shut that night.")]


@pytest.mark.parametrize("place", ["MUMBAI", "LONDON", "PARIS", "NEW DELHI", "WASHINGTON", "VELDEN"])
def test_a_place_before_a_colon_heads_a_report_and_no_turn(place: str) -> None:
    assert shown(f"{OPENING}{place}: The police have closed the bridge over the river.") == []
    assert shown(f"{OPENING}{place}: “We have closed the bridge,” the police said on Monday.") == []


def test_reports_from_several_places_are_no_transcript() -> None:
    text = OPENING + "LONDON: The police closed the bridge.\nMUMBAI: The dam held.\nNEW DELHI: The minister resigned."
    assert shown(text) == []


def test_the_place_of_a_report_does_not_speak_in_the_transcript_below_it() -> None:
    text = OPENING + "MUMBAI: The police have closed the bridge.\nREILLY: Nobody told me.\nORTIZ: I did."
    assert [source for _, source, _ in shown(text)] == ["REILLY", "ORTIZ"]


def test_a_place_that_the_text_names_elsewhere_does_not_speak() -> None:
    text = "Elena Ortiz lives in Paris.\nPARIS: We walked through the whole of the city that night."
    assert shown(text) == []


@pytest.mark.parametrize(
    "kicker", ["BREAKING", "UPDATE", "RELATED", "PHOTOS", "FACT CHECK", "EXCLUSIVE", "WATCH", "READ MORE", "CORRECTION"]
)
def test_a_kicker_does_not_speak(kicker: str) -> None:
    assert shown(f"{OPENING}{kicker}: The minister has resigned.") == []
    assert shown(f"{OPENING}{kicker}: We told you that the minister would resign.") == []
    assert shown(f"{OPENING}REILLY: Nobody told me.\n{kicker}: The minister has resigned.")[1:] == []


@pytest.mark.parametrize(
    "line",
    [
        "Donald Trump: The man who would be king",
        "Jane Austen: A Life, by Claire Tomalin, was published in 1997.",
        "Michelle Obama: What you need to know",
        "Elena Ortiz: everything we know about the mayor",
        "James Bond: “The World Is Not Enough”",
        "Hillary Clinton: 1,769.",
        "Editor's Note: We have corrected this.",
        "Elena Ortiz said: “We have checked the gates.”",
    ],
)
def test_a_headline_or_the_title_of_a_book_makes_nobody_speak(line: str) -> None:
    assert shown(OPENING + line) == []


@pytest.mark.parametrize(
    "line",
    [
        "The result: nobody was hurt.",
        "Mayor Elena Ortiz told the evening session of the council: nobody was hurt.",
        "ORTIZ:",
        ": nobody was hurt.",
        "“Elena Ortiz: nobody was hurt.”",
        "At 12:30 the gate was shut.",
    ],
)
def test_what_is_no_name_before_a_colon_makes_nobody_speak(line: str) -> None:
    assert shown(OPENING + line) == []


def test_signed_quotations_have_who_signed_them_as_source() -> None:
    told = story(LETTERS)
    signed = [pair for pair in who_said_what(told) if pair[0] != "The paper"]
    assert signed == [
        ("Elena Ortiz", "“The harbour was never safe.”"),
        ("Anders Pohl, Port Anselm", "“Nobody told us anything about the wall.”"),
        ("Marta Velden", '"The board must go before the winter."'),
    ]
    assert all(a.kind == "direct" for a in told.attributions if told.words(a, a.source) != "The paper")
    assert len({a.speaker for a in told.attributions}) == len(told.attributions)


@pytest.mark.parametrize(
    "line",
    [
        "“The harbour was never safe” – and nobody knew it.",
        "“The harbour was never safe” – she said so herself.",
        "The harbour was never safe – Elena Ortiz",
        "“The harbour was never safe.” –",
        "– Elena Ortiz",
        "“The harbour was never safe.” – Elena Ortiz, who has lived beside the upper gate of the river for 30 years",
        "“We checked every gate,” Ortiz said. “It held.” – Tribune",
        '"We checked every gate," Ortiz said. "It held." - Tribune',
        "'We checked every gate', Ortiz said. 'It held.' - Tribune",
        "“Parasite” – best picture of the year",
        "“Green Book” - winner in 2019",
        "“Parasite” – Bong Joon-ho",
        "“Who's Afraid of Virginia Woolf?” – Edward Albee",
        "“It held.” – London",
        "“It held.” – the mayor of Velden",
    ],
)
def test_what_is_no_name_behind_a_quotation_signs_nothing(line: str) -> None:
    assert shown(OPENING + line) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("“Never!” – Elena Ortiz", "Elena Ortiz"),
        ("“It held.” – former mayor Elena Ortiz", "former mayor Elena Ortiz"),
        ("“What he calls “hell” is our street.” – Elena Ortiz", "Elena Ortiz"),
        ("'We checked the workers' gates.' - Elena Ortiz", "Elena Ortiz"),
        ("”We checked every gate.” – Elena Ortiz", "Elena Ortiz"),
    ],
)
def test_one_quotation_with_marks_inside_or_the_wrong_way_round_is_signed(line: str, name: str) -> None:
    assert [(frame, source) for frame, source, _ in shown(OPENING + line)] == [("signature", name)]


def test_the_paper_behind_a_dash_does_not_say_what_somebody_else_is_quoted_with() -> None:
    told = story(OPENING + "“We checked every gate,” Elena Ortiz said. “It held through the night.” – Tribune")
    assert {source for source, said in who_said_what(told) if "gate" in said or "held" in said} == {"Elena Ortiz"}


def test_what_is_said_of_saying_inside_a_turn_is_no_attribution_of_its_own() -> None:
    told = story(OPENING + "ORTIZ: The mayor said to us that the gate was shut.\nPOHL: It was not.")
    assert told.said("the gate was shut").content == told.said("The mayor said").content


@given(st.one_of(parses(), laid_out_parses()))
def test_whatever_the_parse_what_is_shown_lies_in_one_paragraph_and_its_parts_do_not_touch(read: Parse) -> None:
    found = laid_out(Tree(read))
    assert [f.word for f in found] == sorted({f.word for f in found})
    for f in found:
        event(f.frame)
        assert f.frame in LAID_OUT
        runs = sorted((*f.source, *f.cue, *f.content))
        assert all(0 <= first <= last < len(read.tokens) for first, last in runs)
        assert all(before[1] < after[0] for before, after in pairwise(runs))
        numbers = [read.tokens[i].sentence for first, last in runs for i in (first, last)]
        assert len({read.sentences[s].paragraph for s in numbers}) == 1


def test_the_invented_parses_show_labels_and_signatures() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=200, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(laid_out_parses())
    def look(read: Parse) -> None:
        seen.update({f.frame for f in laid_out(Tree(read))})

    look()
    assert min(seen[frame] for frame in LAID_OUT) >= 10, seen


def seconds(read: Parse) -> float:
    """The least time of the processor, of three, that the layout of a parse takes."""
    tree = Tree(read)
    return least_seconds(lambda: laid_out(tree))


def test_four_times_the_turns_take_about_four_times_the_time() -> None:
    turns = "ORTIZ: We checked every gate – twice – that night.\nPOHL: “Nobody did.” – Marta Velden\n"
    short, long = (parse(Article.from_text(turns * n)) for n in (100, 400))
    assert seconds(long) <= 8 * seconds(short)


@given(
    st.lists(st.sampled_from(["ORTIZ", ":", "–", "“", "”", '"', "dam", "\n", ".", "Elena Ortiz", "😀"]), max_size=25)
)
def test_colons_dashes_and_marks_in_any_order_raise_nothing(words: list[str]) -> None:
    text = " ".join(words)
    read = parse(Article.from_text(text))
    for f in laid_out(tree_of(read)):
        assert f.content
        assert f.source
