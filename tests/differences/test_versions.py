from __future__ import annotations

import pytest
from compared import article, compared, parsed, said, versions

from parallax.values import Attribution, Difference, Group, Link

BASE = "The council of Dunmere met on Monday evening and talked about the old bridge for two hours."


def only(found: tuple[Difference, ...]) -> Difference:
    assert len(found) == 1, found
    return found[0]


def with_source(a: str, b: str, sources: tuple[str, str], cue: str = "said", content: str = "closed") -> Difference:
    """The one difference of two versions whose sources are known."""
    attributions: list[Attribution] = [
        said(n, text, source, cue, content, kind="indirect")
        for n, (text, source) in enumerate(zip((a, b), sources, strict=True))
    ]
    return only(compared([article(a), article(b)], "versions", attributions=attributions))


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("The storm damaged 40 houses in Dunmere.", "The storm damaged 46 houses in Dunmere.", "number"),
        ("The storm damaged about forty houses.", "The storm damaged at least 46 houses.", "number"),
        ("The mayor resigned on 3 May in Dunmere.", "The mayor resigned on 5 May in Dunmere.", "date"),
        ("The harbour was closed in 1996 after a fire.", "The harbour was closed in 1997 after a fire.", "date"),
        ("Rescuers have found the missing boat.", "Rescuers have not found the missing boat.", "negation"),
        ("The company will sell the old mill.", "The company may sell the old mill.", "certainty"),
        ("The driver left the scene at once.", "The driver reportedly left the scene at once.", "certainty"),
        ("The ferry Solvanna sank near the pier.", "The ferry Solvenna sank near the pier.", "name"),
        ("The crew walked slowly to the gate.", "The crew strolled to the gate.", "wording"),
        ("The Harbour Road was shut.", "The harbour road was shut.", "punctuation"),
        ("In the end the road was shut.", "In the end, the road was shut.", "punctuation"),
        ('"We will rebuild the old mill," she said.', '"We will rebuild the mill," she said.', "quotation"),
        (
            'She called the plan "a great mistake" on Monday.',
            "She called the plan a great mistake on Monday.",
            "directness",
        ),
    ],
)
def test_a_changed_stretch_gets_the_kind_that_fits(old: str, new: str, kind: str) -> None:
    assert {d.kind for d in versions(f"{BASE} {old}", f"{BASE} {new}")} == {kind}


def test_a_verb_of_another_stance_is_an_attribution_verb() -> None:
    found = versions(
        f"{BASE} The owner said that the gate was open.", f"{BASE} The owner claimed that the gate was open."
    )
    assert only(found).kind == "attribution-verb"


def test_a_name_that_became_officials_is_an_unnamed_source() -> None:
    a = "Ellen Brandvold said that the bridge on the old road would be closed for a month."
    b = "Officials said that the bridge on the old road would be closed for a month."
    assert with_source(a, b, ("Ellen Brandvold", "Officials")).kind == "unnamed-source"


def test_one_name_for_another_is_a_changed_speaker() -> None:
    a = "Ellen Brandvold said that the bridge on the old road would be closed for a month."
    b = "Peter Quill said that the bridge on the old road would be closed for a month."
    assert with_source(a, b, ("Ellen Brandvold", "Peter Quill")).kind == "speaker"


def test_a_pronoun_for_a_name_is_wording() -> None:
    a = "Ellen Brandvold said that the bridge on the old road would be closed for a month."
    b = "She said that the bridge on the old road would be closed for a month."
    assert with_source(a, b, ("Ellen Brandvold", "She")).kind == "wording"


def test_a_sentence_without_partner_is_an_omission_on_either_side() -> None:
    a, b = article(f"{BASE} Snow fell on the hills."), article(f"{BASE} A dog barked all night.")
    found = compared([a, b], "versions", [Link(0, 0, 1, 0, 1.0)])
    assert [d.kind for d in found] == ["omission", "omission"]
    assert {d.spans for d in found} == {((0, len(BASE) + 1, len(a.text)),), ((1, len(BASE) + 1, len(b.text)),)}


def test_a_moved_sentence_names_both_places() -> None:
    a = article(f"{BASE} Snow fell on the hills.")
    b = article(f"Snow fell on the hills. {BASE}")
    found = only(compared([a, b], "versions", [Link(0, 0, 1, 1, 1.0), Link(0, 1, 1, 0, 1.0, moved=True)]))
    assert found.kind == "moved"
    assert "number 2 in Text 1 and number 1 in Text 2" in found.explanation


def test_a_split_sentence_is_no_omission() -> None:
    a = "The storm tore down the mast, and the crew of nine rowed to the shore of the island."
    b = "The storm tore down the mast. The crew of nine rowed to the shore of the island."
    found = compared([article(a), article(b)], "versions", [Link(0, 0, 1, 0, 0.8), Link(0, 0, 1, 1, 0.8)])
    assert {d.kind for d in found} <= {"wording", "punctuation"}
    assert found


def test_the_explanation_tells_old_from_new_by_the_date_of_publication() -> None:
    a = article("The storm damaged 46 houses in Dunmere on Sunday night.", "Tribune", "2031-05-14T12:00")
    b = article("The storm damaged 40 houses in Dunmere on Sunday night.", "Courier", "2031-05-13T12:00")
    assert only(compared([a, b], "versions")).explanation.endswith("“40” in Courier became “46” in Tribune.")


def test_two_versions_of_one_outlet_are_told_apart_by_number() -> None:
    found = only(versions("The storm damaged 40 houses in Dunmere.", "The storm damaged 46 houses in Dunmere."))
    assert "Tribune (text 1)" in found.explanation and "Tribune (text 2)" in found.explanation


def test_a_number_in_the_lead_comes_before_wording_and_a_comma() -> None:
    a = "The storm damaged 40 houses in Dunmere. In the end the crew walked slowly to the gate."
    b = "The storm damaged 46 houses in Dunmere. In the end, the crew strolled to the gate."
    assert [d.kind for d in versions(a, b)] == ["number", "wording", "punctuation"]


def test_a_difference_carries_the_group_that_holds_its_sentences() -> None:
    a, b = article("The storm damaged 40 houses in Dunmere."), article("The storm damaged 46 houses in Dunmere.")
    together, apart = (Group(((0, 0), (1, 0))),), (Group(((0, 0),)), Group(((1, 0),)))
    assert only(compared([a, b], "versions", groups=together)).group == 0
    assert only(compared([a, b], "versions", groups=apart)).group is None


def test_versions_of_a_text_without_a_pipeline_still_differ() -> None:
    a = "Der Rat von Dunmere hat am Abend über die alte Brücke beraten und dabei 40 Briefe gelesen."
    found = only(versions(a, a.replace("40", "46")))
    assert found.kind == "number"


def test_a_loose_quotation_mark_is_no_sentence_that_only_one_version_has() -> None:
    a = f'{BASE} "We wanted it done.\nThat was the time to do it. " A fence was built by the river.'
    b = f'{BASE} "We wanted it done. That was the time to do it. "\nA fence was built by the river.'
    assert [len(parsed(text).sentences) for text in (a, b)] == [5, 4]
    links = [Link(0, k, 1, m, 0.9) for k, m in ((0, 0), (1, 1), (2, 2), (4, 3))]
    assert compared([article(a), article(b)], "versions", links) == ()


def test_a_second_headline_that_the_other_version_joins_to_the_first_is_neither_gone_nor_new() -> None:
    a = f"Council closes the old bridge\nFerries must carry all the traffic by May\n{BASE}"
    b = f"Council closes the old bridge Ferries must carry all the traffic by June\n{BASE}"
    links = [Link(0, 0, 1, 0, 0.9), Link(0, 2, 1, 1, 0.9)]
    found = compared([article(a), article(b)], "versions", links)
    assert [d.kind for d in found if d.kind == "omission"] == []
    assert any("May" in d.explanation and "June" in d.explanation for d in found)
