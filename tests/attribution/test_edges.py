from __future__ import annotations

from hypothesis import given
from invented_parses import parses

from parallax.article import Article
from parallax.attribution.edges import gaps
from parallax.language import Parse, parse


def kinds(text: str) -> dict[str, str]:
    """The kind of the gap before each word of a text, by the word; of the last one under the empty word."""
    read = parse(Article.from_text(text))
    found = gaps(read)
    words = [t.text for t in read.tokens if t.text.isalpha()]
    assert len(set(words)) == len(words), "each word of these texts stands once"
    return dict(zip([*(t.text for t in read.tokens), ""], found, strict=True))


@given(parses())
def test_there_is_one_more_gap_than_tokens_whatever_the_parse(read: Parse) -> None:
    found = gaps(read)
    assert len(found) == len(read.tokens) + 1
    assert found[0] == found[-1] == "paragraph"


@given(parses(least=2))
def test_a_gap_tells_of_a_sentence_or_paragraph_that_ends_there_and_of_none_elsewhere(read: Parse) -> None:
    for gap, kind in enumerate(gaps(read)[1:-1], 1):
        before, after = (read.sentences[read.tokens[k].sentence] for k in (gap - 1, gap))
        ends = "" if before is after else "sentence" if before.paragraph == after.paragraph else "paragraph"
        if ends:
            assert kind.startswith(ends)
        else:
            assert not kind.startswith(("sentence", "paragraph"))


@given(parses(least=2))
def test_a_label_is_that_of_a_closest_pair_which_the_gap_parts(read: Parse) -> None:
    for gap, kind in enumerate(gaps(read)[1:-1], 1):
        pairs = [t for t in read.tokens if t.dep != "punct" and min(t.i, t.head) < gap <= max(t.i, t.head)]
        if read.tokens[gap - 1].sentence != read.tokens[gap].sentence:
            continue
        closest = min((abs(t.i - t.head) for t in pairs), default=0)
        names = {t.dep + ("<" if t.head < t.i else ">") for t in pairs if abs(t.i - t.head) == closest} or {"none"}
        assert kind.removesuffix(" after ,").removesuffix(" before ,").removesuffix('"') in names


def test_a_clause_begins_where_its_verb_is_parted_from_the_verb_above() -> None:
    found = kinds("Elena Ortiz said the dam was safe.")
    assert found["said"] == "nsubj>"
    assert found["the"] == "ccomp<"
    assert found["was"] == "nsubj>"
    assert found["."] == "none"


def test_the_mark_of_a_clause_is_parted_from_the_verb_above_it() -> None:
    found = kinds("The mayor said that ferries sail.")
    assert found["that"] == "ccomp<"
    assert found["ferries"] == "mark>"


def test_a_comma_is_told_on_both_of_its_sides() -> None:
    found = kinds("Ferries will sail today, the mayor said.")
    assert found[","].endswith(" before ,")
    assert found["the"] == "ccomp> after ,"


def test_a_quotation_mark_is_told_on_both_of_its_sides_and_before_a_comma() -> None:
    found = kinds("“We lost the harvest,” said Marta Velden.")
    assert found["We"].endswith('"')
    assert found["”"].endswith('"')
    assert found["said"].endswith('"')
    assert not found["lost"].endswith('"')


def test_the_end_of_a_sentence_and_that_of_a_paragraph_differ() -> None:
    found = kinds("The dam held. Nobody slept that night.\nFarmers left their valley.")
    assert found["Nobody"] == "sentence"
    assert found["Farmers"] == "paragraph"


def test_an_object_is_parted_from_the_verb_before_it() -> None:
    assert kinds("The union condemned it.")["it"] == "dobj<"
