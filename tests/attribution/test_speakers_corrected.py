from __future__ import annotations

import pytest
from corrected_story import Corrected, corrected

from parallax.article import Article

LEDGER = (
    "Mayor Elena Ortiz said that the dam was safe. “We checked every gate,” Ortiz said.\n"
    "Martin Lindqvist, the chief engineer, warned that the spillway was too small. He said that the lake had never "
    "been so high. He added that the pumps were old.\n"
    "Officials said that the road would stay closed. The spokesman said that the sirens had sounded. Officials also "
    "said that two farms were under water."
)
COURIER = (
    "The mayor of Orrin, Elena Ortiz, told residents that the dam was safe. “We checked every gate,” she said.\n"
    "Officials said that the valley road would stay closed until Friday.\n"
    "A spokesman for the Orrin Water Board said that the cellar was dry. The Orrin Water Board said that it would pay."
)
BRIDGE = "Johnson said that the bridge was sound. Johnson added that nobody had been hurt."
FERRY = "Johnson said that the ferry had been late. He said that the crew had slept."
SCHOOL = "Johnson said that the school would open. The school was built in May."
JOKE = "He said that the pumps were old. A bigger one was a bad joke. Later Elena Ortiz said that it was late."

OFFICIALS = ((0, "Officials"), (1, "Officials"))
WE_CHECKED = "We checked every gate"


ARTICLES = Article.from_text(LEDGER), Article.from_text(COURIER)


def ledger() -> Corrected:
    return corrected(*ARTICLES)


# --- one speaker ----------------------------------------------------------------------------------------------------


def test_two_speakers_made_one_speak_with_one_id_in_every_article() -> None:
    one = ledger().one(*OFFICIALS)
    ids = one.ids("the road would stay closed", "two farms", ("the valley road", 1))
    assert ids == ["officials"] * 3
    assert not one.reasons


def test_every_quotation_of_a_named_speaker_follows_wherever_it_stands() -> None:
    one = ledger().one((1, "she"), (0, "Martin Lindqvist")).one((0, "Ortiz", 1), (0, "Martin Lindqvist"))
    everything = ("the dam was safe", WE_CHECKED, "too small", "never been so high", ("the dam was safe", 1))
    assert len(set(one.ids(*everything))) == 1
    assert not one.reasons


def test_acts_of_speech_are_those_of_the_corrected_speakers() -> None:
    def together(given: Corrected) -> bool:
        told = given.told()
        road = {
            told.attributions.index(told.said("the road would")),
            told.attributions.index(told.said("the valley", 1)),
        }
        return any(road <= set(u.members) for u in told.utterances)

    assert not together(ledger())
    assert together(ledger().one(*OFFICIALS))


def test_officials_of_two_outlets_joined_get_the_name_that_one_of_them_is_given() -> None:
    named = ledger().one(*OFFICIALS).called((1, "Officials"), "Road Agency of Orrin")
    told = named.told()
    speaker = told.speaker(told.said("two farms"))
    assert (speaker.id, speaker.name, speaker.kind) == ("road-agency-of-orrin", "Road Agency of Orrin", "organisation")
    assert {a for a, _, _ in speaker.mentions} == {0, 1}
    assert told.said("the valley road", 1).speaker == speaker.id


def test_a_spokesman_joined_with_his_organisation_takes_its_name_and_kind() -> None:
    one = ledger().one((1, "A spokesman for the Orrin Water Board"), (1, "The Orrin Water Board", 0))
    told = one.told()
    speaker = told.speaker(told.said("the cellar was dry", 1))
    assert (speaker.name, speaker.kind) == ("The Orrin Water Board", "organisation")
    assert told.said("it would pay", 1).speaker == speaker.id


@pytest.mark.parametrize("turned", [False, True])
def test_a_named_person_gives_the_name_to_whoever_is_joined_with_her(turned: bool) -> None:
    readings = ((0, "Officials"), (1, "Elena Ortiz"))
    one = ledger().one(*(reversed(readings) if turned else readings))
    assert one.names("the road would stay closed", "two farms", WE_CHECKED) == ["Elena Ortiz"] * 3
    speaker = one.speaker("two farms")
    assert speaker is not None
    assert (speaker.id, speaker.kind) == ("elena-ortiz", "person")


def test_officials_of_one_outlet_do_not_take_those_of_another_with_them() -> None:
    one = ledger().one((0, "Officials"), (1, "Elena Ortiz"))
    assert one.names(("the valley road", 1)) == ["Officials"]


# --- what moves alone -----------------------------------------------------------------------------------------------


def test_a_pronoun_moves_alone() -> None:
    one = ledger().one((0, "He said"[:2], 0), (0, "Elena Ortiz"))
    assert one.names("never been so high", "the pumps were old", "too small") == [
        "Elena Ortiz", "Martin Lindqvist", "Martin Lindqvist",
    ]  # fmt: skip
    assert not one.reasons


def test_one_quotation_is_given_to_another_speaker_by_two_corrections_in_either_order() -> None:
    he, ortiz, lindqvist = (0, "He"), (0, "Elena Ortiz"), (0, "Martin Lindqvist")
    for given in (
        ledger().two(he, lindqvist).one(he, ortiz),
        ledger().one(he, ortiz).two(he, lindqvist),
        ledger().two(lindqvist, he).one(ortiz, he),
    ):
        assert given.names("never been so high", "the pumps were old") == ["Elena Ortiz", "Martin Lindqvist"]
        assert not given.reasons


def test_a_pronoun_that_is_not_the_one_it_seemed_to_be_is_unnamed() -> None:
    two = ledger().two((0, "He"), (0, "Martin Lindqvist"))
    assert two.names("never been so high", "the pumps were old") == ["unnamed", "Martin Lindqvist"]
    speaker = two.speaker("never been so high")
    assert speaker is not None
    assert speaker.kind == "unnamed"


def test_of_two_pronouns_taken_apart_the_second_leaves_whom_both_seemed_to_be() -> None:
    two = ledger().two((0, "He", 0), (0, "He", 1))
    assert two.names("never been so high", "the pumps were old") == ["Martin Lindqvist", "unnamed"]


def test_a_pronoun_joined_with_another_stays_with_whom_the_other_seems_to_be() -> None:
    one = ledger().one((0, "He", 0), (1, "she"))
    assert one.names("never been so high", "the pumps were old", (WE_CHECKED, 1)) == [
        "Elena Ortiz", "Martin Lindqvist", "Elena Ortiz",
    ]  # fmt: skip


SCHOOLYARD = (
    "Mayor Adela Lund was at the school. She said the bridge was safe. She said that nobody had asked her.\n"
    "The engineer Bo Krantz was at home. He said the bolts were old."
)
"""Two who are named, but speak as pronouns only."""


def test_pronouns_joined_keep_the_name_of_one_who_speaks_as_a_pronoun_only() -> None:
    one = corrected(SCHOOLYARD).one((0, "She", 0), (0, "She", 1))
    assert one.names("bridge", "nobody", "bolts") == ["Adela Lund", "Adela Lund", "Bo Krantz"]
    everybody = corrected(SCHOOLYARD).one((0, "She", 0), (0, "He"))
    assert everybody.names("bridge", "nobody", "bolts") == ["Bo Krantz", "Adela Lund", "Bo Krantz"]


@pytest.mark.parametrize("mentions", [("She", "He"), ("He", "She"), ("She", "Bo Krantz"), ("Adela Lund", "He")])
def test_two_who_are_two_already_stay_who_they_are_when_the_reader_says_so(mentions: tuple[str, str]) -> None:
    plain = corrected(SCHOOLYARD)
    two = plain.two(*((0, words) for words in mentions))
    assert two.told() == plain.told()
    assert not two.reasons


def test_a_pronoun_that_means_nobody_joined_with_one_that_means_somebody_means_her_too() -> None:
    for readings in (((0, "She"), (1, "He")), ((1, "He"), (0, "She"))):
        one = corrected(SCHOOLYARD, "He said that the pumps were old.").one(*readings)
        assert one.names("bridge", ("pumps", 1)) == ["Adela Lund", "Adela Lund"]


def test_a_role_that_is_told_apart_from_somebody_else_keeps_its_name() -> None:
    plain = corrected("The spokesman said that the lake was full.", LEDGER)
    two = plain.two((1, "Elena Ortiz"), (0, "The spokesman"))
    assert two.told() == plain.told()


def test_a_role_given_to_others_without_a_name_takes_what_they_are_called() -> None:
    one = corrected("The captain said that the lake was full. Witnesses said that it was late.")
    assert one.one((0, "The captain"), (0, "Witnesses")).names("full", "late") == ["Witnesses", "Witnesses"]


def test_a_bare_role_moves_alone() -> None:
    text = "The spokesman said that the lake was full. The spokesman said that the sirens had sounded."
    one = corrected(text, LEDGER).one((0, "The spokesman", 1), (1, "Elena Ortiz"))
    assert one.names("the lake was full", "sirens") == ["The spokesman", "Elena Ortiz"]


def test_a_quotation_without_a_source_follows_the_words_that_it_hangs_on() -> None:
    plain = corrected(JOKE).with_marks_alone((0, "a bad joke"))
    assert plain.names("a bad joke", "the pumps") == ["unnamed"] * 2
    assert plain.one((0, "He"), (0, "Elena Ortiz")).names("a bad joke", "the pumps") == ["Elena Ortiz"] * 2


def test_a_quotation_without_a_source_moves_alone() -> None:
    plain = corrected(JOKE).with_marks_alone((0, "a bad joke"))
    one = plain.one((0, "bad joke"), (0, "Elena Ortiz"))
    assert one.names("a bad joke", "the pumps", "late") == ["Elena Ortiz", "unnamed", "Elena Ortiz"]


def test_an_attribution_without_a_speaker_gets_one_by_its_name() -> None:
    text = "Nobody said that the lake was full. Elena Ortiz said that the sirens had sounded."
    plain = corrected(text)
    assert plain.names("the lake was full") == ["-"]
    named = plain.called((0, "Nobody"), "Rowena Cassel")
    speaker = named.speaker("the lake was full")
    assert speaker is not None
    assert (speaker.id, speaker.name, speaker.kind) == ("rowena-cassel", "Rowena Cassel", "person")
    assert named.names("sirens") == ["Elena Ortiz"]


def test_a_person_who_is_only_named_becomes_a_speaker_when_somebody_is_said_to_be_her() -> None:
    text = "The wall fell at night. He said that the stones were too old. Rowena Cassel was there."
    one = corrected(text).one((0, "He"), (0, "Rowena Cassel"))
    assert one.names("the stones were too old") == ["Rowena Cassel"]
    named = one.called((0, "Rowena Cassel"), "Dame Rowena")
    assert named.names("the stones were too old") == ["Dame Rowena"]
    assert not named.reasons


# --- two speakers ---------------------------------------------------------------------------------------------------


def test_two_johnsons_are_told_apart_by_their_articles() -> None:
    plain = corrected(BRIDGE, FERRY, SCHOOL)
    everything = ("the bridge was sound", "nobody had been hurt", ("the ferry", 1), ("the crew", 1), ("the school", 2))
    assert len(set(plain.ids(*everything))) == 1
    two = plain.two((0, "Johnson"), (1, "Johnson"))
    bridge, hurt, ferry, crew, school = two.ids(*everything)
    assert bridge == hurt == school
    assert ferry == crew != bridge
    told = two.told()
    assert all(a == 1 for a, _, _ in told.speaker(told.said("the ferry", 1)).mentions)


def test_two_johnsons_told_apart_keep_the_names_they_are_given() -> None:
    two = corrected(BRIDGE, FERRY).two((0, "Johnson"), (1, "Johnson"))
    named = two.called((0, "Johnson"), "Alma Johnson").called((1, "He"), "Piet Johnson")
    assert named.names("nobody had been hurt", ("the ferry", 1), ("the crew", 1)) == [
        "Alma Johnson", "Piet Johnson", "Piet Johnson",
    ]  # fmt: skip


def test_two_speakers_of_one_name_told_apart_are_shown_with_their_outlets() -> None:
    two = corrected(
        Article.from_text(BRIDGE, outlet="Ledger"),
        Article.from_text(FERRY, outlet="Courier"),
        Article.from_text(SCHOOL),
    ).two((0, "Johnson"), (1, "Johnson"))
    assert two.names("the bridge", ("the ferry", 1), ("the school", 2)) == ["Johnson", "Johnson (Courier)", "Johnson"]
    assert two.ids(("the ferry", 1)) == ["johnson-courier"]


def test_two_speakers_of_one_name_in_one_article_told_apart_are_numbered() -> None:
    two = corrected(BRIDGE).two((0, "Johnson", 0), (0, "Johnson", 1))
    assert two.names("the bridge", "nobody had been hurt") == ["Johnson", "Johnson (2)"]


def test_what_is_left_of_a_speaker_is_called_by_the_words_that_are_left() -> None:
    two = corrected(BRIDGE, "Alma Johnson said that the ferry had been late.").two((0, "Johnson"), (1, "Alma Johnson"))
    assert two.names("the bridge", ("the ferry", 1)) == ["Johnson", "Alma Johnson"]


def test_a_merge_that_is_refused_leaves_a_split_as_it_was() -> None:
    for articles in ((BRIDGE, FERRY), (FERRY, BRIDGE)):
        two = corrected(*articles, SCHOOL).two((0, "Johnson"), (1, "Johnson"))
        back = two.one((0, "Johnson"), (1, "Johnson"))
        assert back.told() == two.told()
        assert back.reasons == ["another correction says that they are two speakers"]


def test_no_outlet_stands_behind_a_name_that_its_rival_bears_there_too() -> None:
    two = corrected(Article.from_text(BRIDGE, outlet="Ledger")).two((0, "Johnson", 0), (0, "Johnson", 1))
    assert two.names("the bridge", "nobody had been hurt") == ["Johnson", "Johnson (2)"]


def test_names_that_differ_in_case_alone_are_numbered_too() -> None:
    text = "The road would stay closed, officials said. Officials said that two farms were under water."
    two = corrected(text).two((0, "officials"), (0, "Officials"))
    assert two.names("road", "farms") == ["officials", "Officials (2)"]


def test_words_taken_from_one_speaker_and_given_to_another_leave_the_other_the_name() -> None:
    text = "Alma Johnson said that the bridge was sound. Ms Johnson said that it was late. Brevik said it would pay."
    moved = corrected(text).two((0, "Alma Johnson"), (0, "Ms Johnson")).one((0, "Ms Johnson"), (0, "Brevik"))
    assert moved.names("bridge", "late", "pay") == ["Alma Johnson", "Brevik", "Brevik"]


def test_one_copy_under_two_outlets_holds_two_speakers_when_the_reader_says_so() -> None:
    copies = Article.from_text(BRIDGE, outlet="Ledger"), Article.from_text(BRIDGE, outlet="Courier")
    for order in (copies, copies[::-1]):
        two = corrected(*order).two((0, "Johnson"), (1, "Johnson"))
        first, second = two.ids("the bridge", ("the bridge", 1))
        assert first != second
        assert len(set(two.ids("the bridge", "nobody had been hurt"))) == 1


def test_a_third_article_goes_to_the_side_that_the_reader_says() -> None:
    two = corrected(BRIDGE, FERRY, SCHOOL).two((0, "Johnson"), (1, "Johnson")).one((2, "Johnson"), (1, "Johnson"))
    bridge, ferry, school = two.ids("the bridge", ("the ferry", 1), ("the school", 2))
    assert school == ferry != bridge
    assert not two.reasons


def test_two_johnsons_in_one_article_are_told_apart_by_their_places() -> None:
    text = "Johnson said that the bridge was sound. Johnson said that the ferry had been late. He said that it sank."
    two = corrected(text).two((0, "Johnson", 0), (0, "Johnson", 1))
    bridge, ferry, sank = two.ids("the bridge", "the ferry", "it sank")
    assert ferry == sank != bridge


def test_a_full_name_and_a_last_name_of_one_article_are_taken_apart() -> None:
    two = ledger().two((0, "Elena Ortiz"), (0, "Ortiz", 1))
    safe, gate, courier = two.ids("the dam was safe", WE_CHECKED, ("the dam was safe", 1))
    assert safe == courier != gate
    assert two.names("the dam was safe", WE_CHECKED) == ["Elena Ortiz", "Ortiz"]


def test_an_office_is_taken_from_the_person_who_seemed_to_hold_it() -> None:
    text = (
        "Mayor Elena Ortiz said that the lake was full. The mayor said that the sirens had sounded. She added no more."
    )
    assert len(set(corrected(text).ids("the lake was full", "sirens"))) == 1
    two = corrected(text).two((0, "Elena Ortiz"), (0, "The mayor"))
    assert two.names("the lake was full", "sirens") == ["Elena Ortiz", "The mayor"]
    new = two.called((0, "The mayor"), "Rowena Cassel")
    assert new.names("the lake was full", "sirens") == ["Elena Ortiz", "Rowena Cassel"]


def test_the_long_name_stands_for_its_initials_however_often_these_are_heard() -> None:
    text = "The Orrin Water Board said that the lake was full. OWB said that it would pay. OWB said that it was late."
    plain = corrected(text, "Sven Holt said that the dam was old.")
    assert plain.names("full", "pay", "late") == ["The Orrin Water Board"] * 3
    assert plain.two((1, "Sven Holt"), (0, "OWB")).told() == plain.told()


def test_a_merge_that_the_program_makes_of_a_short_and_a_long_name_is_taken_apart() -> None:
    text = "The World Harbour Federation said that the port was open. The WHF said that the crane was broken."
    plain = corrected(text)
    assert len(set(plain.ids("the port", "the crane"))) == 1
    two = plain.two((0, "The World Harbour Federation"), (0, "The WHF"))
    assert two.names("the port", "the crane") == ["The World Harbour Federation", "The WHF"]


def test_an_added_pair_of_two_speakers_who_are_two_already_keeps_them_so() -> None:
    two = ledger().two((0, "Elena Ortiz"), (0, "Martin Lindqvist"))
    assert two.told() == ledger().told()
    assert not two.reasons


def test_what_the_reader_joined_comes_apart_when_the_correction_is_taken_back() -> None:
    joined = ledger().one(*OFFICIALS)
    assert joined.told() != ledger().told()
    joined.asked.pop()
    assert joined.told() == ledger().told()


def test_a_merge_of_the_reader_that_is_replaced_by_its_contrary_leaves_two_speakers() -> None:
    split = ledger().two(*OFFICIALS)
    first, second = split.ids("two farms", ("the valley road", 1))
    assert first != second


# --- contradictions -------------------------------------------------------------------------------------------------


def test_the_later_of_two_contrary_corrections_is_refused_with_its_reason() -> None:
    one_first = ledger().one(*OFFICIALS).two(*OFFICIALS)
    assert len(set(one_first.ids("two farms", ("the valley road", 1)))) == 1
    assert (one_first.refused, one_first.reasons) == (
        [one_first.asked[1]], ["another correction says that they are one speaker"],
    )  # fmt: skip
    two_first = ledger().two(*OFFICIALS).one(*OFFICIALS)
    assert len(set(two_first.ids("two farms", ("the valley road", 1)))) == 2
    assert (two_first.refused, two_first.reasons) == (
        [two_first.asked[1]], ["another correction says that they are two speakers"],
    )  # fmt: skip


def test_a_contradiction_over_three_speakers_is_found() -> None:
    chain = ledger().one((0, "Officials"), (0, "Elena Ortiz")).two((0, "Elena Ortiz"), (1, "Officials")).one(*OFFICIALS)
    told = chain.told()
    assert chain.refused == [chain.asked[2]]
    assert told.said("two farms").speaker != told.said("the valley road", 1).speaker


def test_a_split_that_is_refused_leaves_everything_as_it_was() -> None:
    one = corrected(BRIDGE, FERRY, SCHOOL).one((0, "Johnson"), (1, "Johnson")).two((0, "Johnson"), (1, "Johnson"))
    assert one.told() == corrected(*one.articles).told()
    assert one.refused == [one.asked[1]]


def test_the_first_of_two_names_of_one_speaker_stays() -> None:
    named = ledger().called((0, "Elena Ortiz"), "Elena Ortiz-Ruiz").called((1, "she"), "Helena Ortiz")
    assert named.names(WE_CHECKED, (WE_CHECKED, 1)) == ["Elena Ortiz-Ruiz"] * 2
    assert named.reasons == ["another correction gives this speaker another name"]


# --- names ----------------------------------------------------------------------------------------------------------


def test_a_name_is_given_to_the_whole_speaker_and_makes_the_id() -> None:
    named = ledger().called((1, "she"), "Elena Ortiz-Ruiz")
    told = named.told()
    speaker = told.speaker(told.said("the dam was safe"))
    assert (speaker.id, speaker.name, speaker.kind) == ("elena-ortiz-ruiz", "Elena Ortiz-Ruiz", "person")
    assert named.names(WE_CHECKED, (WE_CHECKED, 1)) == ["Elena Ortiz-Ruiz"] * 2


def test_the_name_of_another_speaker_joins_the_two() -> None:
    named = ledger().called((0, "The spokesman"), "Elena Ortiz")
    assert named.names("sirens", WE_CHECKED) == ["Elena Ortiz"] * 2
    assert len(set(named.ids("sirens", WE_CHECKED))) == 1


def test_two_speakers_given_one_name_are_one() -> None:
    named = ledger().called((0, "Officials"), "Road Agency").called((1, "Officials"), "Road Agency")
    assert named.ids("two farms", ("the valley road", 1)) == ["road-agency"] * 2


def test_two_speakers_kept_apart_may_bear_one_name() -> None:
    named = ledger().two(*OFFICIALS).called((0, "Officials"), "Road Agency").called((1, "Officials"), "Road Agency")
    assert set(named.ids("two farms", ("the valley road", 1))) == {"road-agency", "road-agency-2"}
    assert not named.reasons


def test_a_name_for_one_who_is_nobody_in_particular_names_no_other() -> None:
    text = "The wall fell at night. They said that the stones were too old.\nThey said that the mortar was wet."
    named = corrected(text).called((0, "They"), "Rowena Cassel")
    assert named.names("the stones", "the mortar") == ["Rowena Cassel", "unnamed"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Rowena Cassel", "person"), ("Ana de la Vega", "person"), ("Émile Zahn", "person"), ("élan vital", "unnamed"),
     ("officials of the port", "unnamed"), ("Ministry of Ports", "organisation"), ("The Kremlin", "place"),
     ("The Two", "unnamed"), ("Kremlin", "place"), ("Area 51", "unnamed"), ("Ann", "unnamed")],
)  # fmt: skip
def test_what_kind_the_nameless_are_is_told_by_the_name_they_are_given(name: str, kind: str) -> None:
    speaker = ledger().called((0, "The spokesman"), name).speaker("sirens")
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (name, kind)


@pytest.mark.parametrize(
    ("given", "name"),
    [("  Rowena\tCassel \n", "Rowena Cassel"), ("Rowena\x00 \u202eCassel\u202c", "Rowena Cassel"),
     ("Zoe\u0308 Cassel", "Zoë Cassel")],
)  # fmt: skip
def test_a_name_is_cleaned(given: str, name: str) -> None:
    assert ledger().called((0, "The spokesman"), given).names("sirens") == [name]


@pytest.mark.parametrize("name", ["", "  \n", "\x00\x01", "…!", "\u202e", "a" * 10_000])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    named = ledger().called((0, "The spokesman"), name)
    assert named.names("sirens") == ["The spokesman"]
    assert len(named.reasons) == 1


def test_ids_stay_unique_whatever_names_are_given() -> None:
    named = (
        ledger().two(*OFFICIALS).called((0, "Officials"), "Agency").called((1, "Officials"), "Agency")
        .called((0, "The spokesman"), "Agency 2")
    )  # fmt: skip
    ids = [s.id for s in named.told().speakers]
    assert len(ids) == len(set(ids))


# --- what no longer applies -----------------------------------------------------------------------------------------


def test_a_correction_where_nobody_speaks_any_more_is_refused() -> None:
    gone = ledger().one((0, "Officials"), (0, "dam")).called((0, "dam"), "Rowena Cassel")
    assert gone.told() == ledger().told()
    assert gone.reasons == ["nobody speaks there any more"] * 2


def test_a_name_within_the_source_of_another_speaker_means_the_person_named() -> None:
    text = "Elena Ortiz said that the lake was full. The office of Elena Ortiz said that the sirens had sounded."
    named = corrected(text).called((0, "Elena Ortiz", 1), "Elena Ortiz-Ruiz")
    assert named.names("the lake was full") == ["Elena Ortiz-Ruiz"]
    assert named.names("sirens") != ["Elena Ortiz-Ruiz"]


def test_a_reading_that_is_wider_than_the_source_means_the_source_in_it() -> None:
    named = ledger().called((1, "Officials said that the valley"), "Road Agency")
    assert named.names(("the valley road", 1)) == ["Road Agency"]


def test_a_word_for_saying_that_names_no_source_can_be_given_a_speaker() -> None:
    text = "The sirens had reportedly sounded. Elena Ortiz said that the lake was full."
    named = corrected(text).called((0, "reportedly"), "Rowena Cassel")
    assert named.names("The sirens had") == ["Rowena Cassel"]


def test_two_readings_of_the_same_words_are_no_pair() -> None:
    same = ledger().one((0, "Officials"), (0, "Officials")).two((0, "He"), (0, "He"))
    assert same.told() == ledger().told()
    assert same.reasons == ["both of its readings are the same words"] * 2
