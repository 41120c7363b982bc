from __future__ import annotations

from compared import NEWS, article, compared, reports, said

from parallax.values import Attribution, Retelling, Utterance

WATER = "the lower gate of the dam had been left open during the night"


def one_act(texts: tuple[str, str], *said_in: Attribution, members: tuple[int, int]) -> list[tuple[str, str]]:
    """Kind and explanation of what differs between two reports of which two attributions are one act of speech."""
    articles = [article(t, o) for t, o in zip(texts, ("Tribune", "Courier"), strict=True)]
    act = Utterance("u", members, "altered", members[0], (Retelling(members[1], "altered"),))
    return [(d.kind, d.explanation) for d in compared(articles, "reports", [], said_in, [act])]


def quoted(first: str, second: str) -> list[str]:
    """What is told of two quotations of one speaker."""
    texts = (f'{NEWS} "{first}," Ellen Brandvold said.', f'{NEWS} "{second}," Ellen Brandvold said.')
    acts = [
        said(n, t, "Ellen Brandvold", "said", f'"{w},"')
        for n, (t, w) in enumerate(zip(texts, (first, second), strict=True))
    ]
    return [told for kind, told in one_act(texts, *acts, members=(0, 1)) if kind == "quotation"]


def test_what_one_outlet_quotes_further_hides_no_changed_word() -> None:
    (told,) = quoted(
        "The water came at night. We were never told that the gate was open, and nobody asked us whether we were safe",
        "We were hardly told that the gate was open",
    )
    assert told == "Inside the same quotation Courier has “hardly”, Tribune “never”."


def test_few_common_words_do_not_make_another_beginning_an_altered_one() -> None:
    assert quoted("about losing the mill for good", "Brandvold losing the mill for good") == []
    assert quoted("We saw Mr. Brandvold at the U.S. mill", "We saw Mr Brandvold at the US mill") == []


def test_words_in_another_order_are_told_as_such() -> None:
    (told,) = quoted("The gate should have never been left open", "The gate should never have been left open")
    assert told == "Inside the same quotation Courier has “never have”, Tribune “have never”."


def test_the_sentence_before_the_quoted_one_is_not_what_was_altered() -> None:
    assert (
        quoted("Nobody slept. We were told late that the gate was open", "We were told late that the gate was open")
        == []
    )


def test_a_text_that_takes_both_stances_in_a_sentence_differs_from_neither() -> None:
    texts = (
        f"{NEWS} The city confirmed the talks, saying only that {WATER}.",
        f"{NEWS} The city confirmed that {WATER}.",
    )
    first = said(0, texts[0], "The city", "saying", WATER, kind="indirect", speaker="s")
    beside = said(0, texts[0], "The city", "confirmed", "the talks", kind="indirect", speaker="s", stance="endorsing")
    other = said(1, texts[1], "The city", "confirmed", WATER, kind="indirect", speaker="s", stance="endorsing")
    assert one_act(texts, first, beside, other, members=(0, 2)) == []
    assert [k for k, _ in one_act(texts, first, other, members=(0, 1))] == ["attribution-verb"]


def test_a_count_of_people_that_names_one_of_them_hides_no_source() -> None:
    texts = (
        f"{NEWS} Karina Mortensen admitted that {WATER}.",
        f"{NEWS} Four people, including Ellen Brandvold, admitted that {WATER}.",
    )
    more = f" Ellen Brandvold is an engineer. {NEWS}"
    texts = (texts[0] + more, texts[1] + more)
    acts = [
        said(0, texts[0], "Karina Mortensen", "admitted", WATER, kind="indirect", speaker="a"),
        said(1, texts[1], "Four people, including Ellen Brandvold,", "admitted", WATER, kind="indirect", speaker="b"),
    ]
    assert one_act(texts, *acts, members=(0, 1)) == []


def test_pleading_guilty_is_an_act_and_hides_no_source() -> None:
    texts = (f"{NEWS} Karina Mortensen pleaded that {WATER}.", f"{NEWS} A driver pleaded that {WATER}.")
    acts = [
        said(0, texts[0], "Karina Mortensen", "pleaded", WATER, kind="indirect", speaker="a"),
        said(1, texts[1], "A driver", "pleaded", WATER, kind="indirect", speaker="b"),
    ]
    assert one_act(texts, *acts, members=(0, 1)) == []


def test_a_condition_leaves_nothing_open_that_another_states() -> None:
    a = f"{NEWS} Ellen Brandvold will visit the dam in May."
    assert reports(a, f"{NEWS} Many fear a protest should Ellen Brandvold visit the dam in May.") == ()


def test_what_is_unlikely_is_told_against_what_is_expected() -> None:
    a, b = "Ellen Brandvold is unlikely to visit the dam.", "Ellen Brandvold is expected to visit the dam."
    (found,) = reports(f"{NEWS} {a}", f"{NEWS} {b}")
    assert found.kind == "certainty"
    assert found.explanation == (
        "Courier writes “is expected to visit”, Tribune “is unlikely to visit”:"
        " one thinks it unlikely, the other expects it."
    )


def test_an_office_that_speaks_here_and_its_spokesman_there_are_told() -> None:
    texts = (f"{NEWS} The Kremlin said that {WATER}.", f"{NEWS} A Kremlin spokesman said that {WATER}.")
    acts = [
        said(0, texts[0], "The Kremlin", "said", WATER, kind="indirect", speaker="k"),
        said(1, texts[1], "A Kremlin spokesman", "said", WATER, kind="indirect", speaker="k"),
    ]
    assert one_act(texts, *acts, members=(0, 1)) == [
        (
            "name",
            "One lets the office speak, the other its spokesperson:"
            " Courier has “A Kremlin spokesman”, Tribune “The Kremlin”.",
        )
    ]


def test_spelling_and_loose_apostrophes_alter_no_quotation() -> None:
    assert quoted("We organised the centre in grey colours", "We organized the center in gray colors") == []
    assert quoted("We've seen that they don't open the gate", "We ’ ve seen that they don ’ t open the gate") == []
    assert quoted("We filled a suit at the court of the town", "We filed a suit at the court of the town") != []


def directness(first: str, second: str, kinds: tuple[str, str] = ("direct", "indirect")) -> list[str]:
    """The kinds between two reports of one statement, the first quoted and the second told."""
    texts = (f"{NEWS} {first}", f"{NEWS} {second}")
    contents = [t.removeprefix(NEWS + " ").removeprefix("Ellen Brandvold said ").rstrip(".") for t in texts]
    acts = [
        said(n, t, "Ellen Brandvold", "said", c, kind=k, speaker="s")
        for n, (t, c, k) in enumerate(zip(texts, contents, kinds, strict=True))
    ]
    return [k for k, _ in one_act(texts, *acts, members=(0, 1))]


def test_quoted_here_and_paraphrased_there_is_told_but_not_of_marks_that_were_overlooked() -> None:
    quote = 'Ellen Brandvold said "the lower gate of the dam was left open by the crew."'
    assert directness(quote, "Ellen Brandvold said the crew had left open the lower gate of that old dam.") == [
        "directness"
    ]
    assert directness(quote, "Ellen Brandvold said ‘ the crew had left open the lower gate of that old dam.") == []


def test_a_source_that_the_text_names_elsewhere_is_not_hidden() -> None:
    texts = (
        f"{NEWS} Karina Mortensen said that {WATER}.",
        f"{NEWS} The engineer said that {WATER}. Ellen Brandvold said the mill was safe.",
    )
    named = said(0, texts[0], "Karina Mortensen", "said", WATER, kind="indirect", speaker="a")
    hidden = said(1, texts[1], "The engineer", "said", WATER, kind="indirect", speaker="b")
    elsewhere = said(1, texts[1], "Ellen Brandvold", "said", "the mill was safe", kind="indirect", speaker="b")
    assert one_act(texts, named, hidden, elsewhere, members=(0, 1)) == []
    assert [k for k, _ in one_act(texts, named, hidden, members=(0, 1))] == ["unnamed-source"]


def test_an_outlet_that_has_confirmed_something_itself_names_no_source() -> None:
    texts = (f"{NEWS} Channel Ruud News has confirmed that {WATER}.", f"{NEWS} Officials said that {WATER}.")
    acts = [
        said(0, texts[0], "Channel Ruud News", "has confirmed", WATER, kind="indirect", speaker="a"),
        said(1, texts[1], "Officials", "said", WATER, kind="indirect", speaker="b"),
    ]
    assert [k for k, _ in one_act(texts, *acts, members=(0, 1)) if k == "unnamed-source"] == []


def test_a_quotation_that_the_other_has_word_for_word_differs_from_none_of_its_others() -> None:
    never, hardly = (f'"We were {w} told that the gate was open," Ellen Brandvold said.' for w in ("never", "hardly"))
    texts = (f"{NEWS} {never} {hardly}", f"{NEWS} {never}")
    acts = [
        said(n, t, "Ellen Brandvold", "said", t[t.index(f'"We were {w}') :][:45], speaker="s")
        for n, t, w in ((0, texts[0], "never"), (0, texts[0], "hardly"), (1, texts[1], "never"))
    ]
    articles = [article(t, o) for t, o in zip(texts, ("Tribune", "Courier"), strict=True)]
    act = Utterance("u", (0, 1, 2), "altered", 0, (Retelling(1, "altered"), Retelling(2, "same")))
    assert compared(articles, "reports", [], acts, [act]) == ()


def test_a_denial_told_with_not_is_no_other_stance() -> None:
    texts = (
        f"{NEWS} Ellen Brandvold denied that the lower gate of the dam was left open.",
        f"{NEWS} Ellen Brandvold said that the lower gate of the dam was not left open.",
    )
    acts = [
        said(
            0,
            texts[0],
            "Ellen Brandvold",
            "denied",
            "the lower gate of the dam was left open",
            kind="indirect",
            speaker="s",
            stance="denying",
        ),
        said(
            1,
            texts[1],
            "Ellen Brandvold",
            "said",
            "the lower gate of the dam was not left open",
            kind="indirect",
            speaker="s",
        ),
    ]
    assert one_act(texts, *acts, members=(0, 1)) == []


def test_a_word_for_people_names_nobody_and_a_body_named_in_a_phrase_is_not_hidden() -> None:
    for first, second in (("Jurors", "Officials"), ("Karina Mortensen", "A story of The Ruud Times")):
        texts = (f"{NEWS} {first} said that {WATER}.", f"{NEWS} {second} said that {WATER}.")
        acts = [
            said(n, t, who, "said", WATER, kind="indirect", speaker=who)
            for n, (t, who) in enumerate(zip(texts, (first, second), strict=True))
        ]
        assert one_act(texts, *acts, members=(0, 1)) == []


def test_marks_around_what_a_paper_wrote_quote_no_source() -> None:
    quote = 'Ellen Brandvold said "the gate of the dam was left open by the crew, the police said on Friday."'
    assert directness(quote, "Ellen Brandvold said the crew had left open the gate of that dam on Friday.") == []


def test_a_quotation_told_in_other_words_or_of_what_somebody_was_told_is_still_quoted_here_and_told_there() -> None:
    quote = 'Ellen Brandvold said "we were told that the gate of the dam was left open by the crew."'
    assert directness(quote, "Ellen Brandvold said the crew had left open the gate of the dam, as they were told.") == [
        "directness"
    ]
