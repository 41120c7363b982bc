from __future__ import annotations

from compared import NEWS, article, compared, said, two_tellings


def told(a: tuple[str, str], b: tuple[str, str]) -> list[str]:
    """What is told of the verbs in two reports; each is (verb with its adverb, content)."""
    articles, acts = two_tellings(a, b, "indirect")
    return [d.explanation for d in compared(articles, "reports", [], acts) if d.kind == "attribution-verb"]


def test_a_loaded_adverb_on_one_side_is_told() -> None:
    assert told(("vehemently denied", "fraud at the harbour"), ("denied", "fraud at the harbour in May")) == [
        "Of the same statement Courier writes “denied”, Tribune “vehemently denied”."
    ]


def test_two_loaded_adverbs_are_told_against_each_other() -> None:
    (words,) = told(("vehemently denied", "fraud at the harbour"), ("repeatedly denied", "fraud at the harbour"))
    assert "“repeatedly denied”" in words and "“vehemently denied”" in words


def test_a_verb_of_temper_stands_against_a_plain_one() -> None:
    assert told(("thundered about", "fraud at the harbour"), ("told of", "fraud at the harbour")) == [
        "Of the same statement Courier writes “told”, Tribune “thundered”."
    ]


def test_the_same_adverb_a_plain_one_or_another_statement_differ_in_no_tone() -> None:
    assert told(("flatly denied", "fraud at the harbour"), ("flatly denied", "fraud at the harbour")) == []
    assert told(("also denied", "fraud at the harbour"), ("denied", "fraud at the harbour")) == []
    assert told(("flatly denied", "fraud at the harbour"), ("denied", "theft at the station")) == []


def test_a_stance_to_the_same_few_words_is_told_wherever_they_stand() -> None:
    texts = (
        f"{NEWS} Ellen Brandvold claimed fraud at the harbour.",
        f"{NEWS} {NEWS} Later Ellen Brandvold said fraud at the harbour was old.",
    )
    acts = [
        said(
            0,
            texts[0],
            "Ellen Brandvold",
            "claimed",
            "fraud at the harbour",
            kind="indirect",
            speaker="s",
            stance="doubting",
        ),
        said(1, texts[1], "Ellen Brandvold", "said", "fraud at the harbour was old", kind="indirect", speaker="s"),
    ]
    articles = [article(t, o) for t, o in zip(texts, ("Tribune", "Courier"), strict=True)]
    (found,) = [d for d in compared(articles, "reports", [], acts) if d.kind == "attribution-verb"]
    assert "“claimed”, which casts doubt on it" in found.explanation
