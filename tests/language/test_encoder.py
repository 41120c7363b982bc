"""What words and sentences mean: the same each time, whatever stands in the article, and never from a damaged file."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from parallax.article import Span
from parallax.errors import ModelAltered, ModelError, ModelMissing
from parallax.language import Meanings, encoded, meanings
from parallax.language.encoder import GRAPH, TOKENIZER, WIDTH, Encoder, encoder
from parallax.language.windows import batch, pack, pooled
from parallax.paths import resource

LINES = (
    "The ferry Alkyon ran aground off Ostrey on Friday with 212 passengers on board.",
    "“We felt a jolt and then nothing moved,” said Marit Solberg, a teacher from Vell.",
    "The shipping company Northern Lines apologised and promised to refund every ticket.",
    "Nobody was hurt, but the harbour stayed closed until Sunday evening.",
)
PARAGRAPHS = tuple((sum(map(len, LINES[:k])) + k, sum(map(len, LINES[: k + 1])) + k) for k in range(len(LINES)))
TEXT = "\n".join(LINES)

_ALIKE = 0.9
"""The least cosine of one word read alone and beside others: eight bits are divided over all that is read at once."""


def cosines(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return np.asarray((one * other).sum(axis=1) / np.maximum(lengths, 1e-9))


def spans_of(*lines: str) -> tuple[str, list[Span]]:
    ends = np.cumsum([len(line) + 1 for line in lines]).tolist()
    return "\n".join(lines), [(end - len(line) - 1, end - 1) for end, line in zip(ends, lines, strict=True)]


def means(text: str, spans: Sequence[Span]) -> Meanings:
    """What the words and sentences of a text mean whose paragraphs are one sentence each."""
    return meanings(encoded(text, spans), spans)


def test_meanings_are_the_same_each_time() -> None:
    first, again = (means(TEXT, PARAGRAPHS) for _ in range(2))
    assert np.array_equal(first.words, again.words)
    assert np.array_equal(first.sentences, again.sentences)


def test_another_encoder_of_the_same_files_gives_the_same_meanings() -> None:
    other = Encoder(resource("models", "encoder"))
    words = other.words(TEXT, PARAGRAPHS)
    assert np.array_equal(other.read(TEXT, words).meaning, encoder().read(TEXT, words).meaning)


def test_windows_read_side_by_side_mean_what_each_means_alone() -> None:
    words = encoder().words(TEXT, PARAGRAPHS)
    windows = pack(words, 40)
    assert len({w.last - w.first for w in windows}) > 1, "the shorter ones are padded"
    (together,) = encoder().outputs(batch([(words, w) for w in windows]), "meaning")
    for window, states in zip(windows, together, strict=True):
        (alone,) = encoder().outputs(batch([(words, window)]), "meaning")
        assert cosines(pooled(words, window, states), pooled(words, window, alone[0])).min() > _ALIKE


def test_a_word_means_something_else_beside_other_words() -> None:
    text, spans = spans_of("The bank of the river gave way.", "The bank lent the mill some money.")
    found = means(text, spans)
    river, lender = found.words[[k for k, (s, e) in enumerate(found.spans.tolist()) if text[s:e] == "bank"]]
    assert cosines(river[None], lender[None])[0] < 0.99


def test_what_says_the_same_comes_nearer_than_what_says_something_else() -> None:
    text, spans = spans_of("The ferry ran aground off Ostrey.", "The ship hit a rock near Ostrey.", "Flour got dearer.")
    aground, rock, flour = means(text, spans).sentences
    assert cosines(aground[None], rock[None])[0] > cosines(aground[None], flour[None])[0]


def test_every_word_with_letters_or_digits_has_a_meaning_in_its_sentence() -> None:
    found = means(TEXT, PARAGRAPHS)
    written = [TEXT[s:e] for s, e in found.spans.tolist()]
    assert written[:4] == ["The", "ferry", "Alkyon", "ran"]
    assert "212" in written and not {",", ".", "“", "”"} & set(written)
    assert found.words.shape == (len(written), WIDTH) and found.words.dtype == np.float32
    assert found.sentences.shape == (len(LINES), WIDTH)
    assert (np.diff(found.sentence) >= 0).all()
    for (s, e), sentence in zip(found.spans.tolist(), found.sentence.tolist(), strict=True):
        low, high = PARAGRAPHS[sentence]
        assert low <= s < e <= high


def test_several_sentences_of_a_paragraph_are_kept_apart() -> None:
    text = "Nobody was hurt. The harbour stayed closed."
    found = meanings(encoded(text, [(0, len(text))]), [(0, 16), (17, len(text))])
    assert found.sentence.tolist() == [0, 0, 0, 1, 1, 1, 1]
    assert cosines(found.sentences[:1], found.sentences[1:])[0] < 0.99


def test_the_meaning_of_a_sentence_is_the_mean_over_its_pieces_marks_included() -> None:
    text = "An unpumpable flood, they said."
    found = means(text, [(0, len(text))])
    words = encoder().words(text, [(0, len(text))])
    pieces = np.diff(words.first)
    expected = (encoder().read(text, words).meaning * pieces[:, None]).sum(axis=0) / pieces.sum()
    assert np.allclose(found.sentences[0], expected, atol=1e-4)
    assert len(found.words) == len(words) - 2


def test_a_sentence_of_marks_has_a_meaning_but_no_word_and_one_without_pieces_has_neither() -> None:
    text, spans = spans_of("* * *", "Nobody was hurt.", "\u00ad\u200b")
    found = means(text, spans)
    assert set(found.sentence.tolist()) == {1}
    assert np.linalg.norm(found.sentences[:2], axis=1).min() > 0
    assert not found.sentences[2].any()


def test_words_outside_every_sentence_belong_to_none() -> None:
    found = meanings(encoded(TEXT, PARAGRAPHS), PARAGRAPHS[1:3])
    assert set(found.sentence.tolist()) == {0, 1}
    assert found.spans[0, 0] == PARAGRAPHS[1][0] + 1 and found.spans[-1, 1] == PARAGRAPHS[2][1] - 1
    whole = means(TEXT, PARAGRAPHS)
    assert np.allclose(found.sentences, whole.sentences[1:3], atol=1e-5)


def test_a_text_of_no_sentences_means_nothing() -> None:
    found = meanings(encoded(TEXT, PARAGRAPHS), [])
    assert found.words.shape == found.sentences.shape == (0, WIDTH)


class _Enough(Exception):
    pass


def test_a_reading_is_watched_window_by_window_and_ends_when_the_watch_raises() -> None:
    text, spans = spans_of(*(LINES * 40))
    beats = 0

    def watch() -> None:
        nonlocal beats
        beats += 1

    encoded(text, spans, watch)
    assert beats > 3
    left = 2

    def end() -> None:
        nonlocal left
        left -= 1
        if not left:
            raise _Enough

    with pytest.raises(_Enough):
        encoded(text, spans, end)


def test_an_empty_text_means_nothing() -> None:
    found = means("", [])
    assert found.words.shape == found.sentences.shape == (0, WIDTH)
    assert found.spans.shape == (0, 2)


@pytest.mark.parametrize(
    "line",
    [
        " ".join(["The river rose and the bridge was closed again"] * 250),
        "The clerk wrote " + "x" * 5000 + " and left.",
        "🦊 " * 300,
        "A\u0301\u0301\u0301 \U0010ffff \ue000 \x07 she said.",
    ],
    ids=["2,250 words", "5,000 letters", "emoji", "odd marks"],
)
def test_whatever_a_sentence_holds_its_meaning_is_finite(line: str) -> None:
    text, spans = spans_of(LINES[0], line)
    found = means(text, spans)
    assert np.isfinite(found.words).all() and np.isfinite(found.sentences).all()
    assert np.linalg.norm(found.sentences, axis=1).min() > 0


def test_every_word_of_a_long_paragraph_has_a_meaning() -> None:
    line = " ".join(f"In {year} the council of Vell met again." for year in range(1700, 1960))
    found = means(line, [(0, len(line))])
    assert len(found.words) == 260 * 8
    assert np.linalg.norm(found.words, axis=1).min() > 0
    assert all(e <= s for (_, e), (s, _) in pairwise(found.spans.tolist()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the encoder's folder, to be damaged."""
    made = tmp_path / "encoder"
    made.mkdir()
    for name in (GRAPH, TOKENIZER):
        shutil.copy(resource("models", "encoder", name), made / name)
    return made


def test_a_copy_of_the_files_is_an_encoder(folder: Path) -> None:
    words = Encoder(folder).words(TEXT, PARAGRAPHS)
    assert np.array_equal(Encoder(folder).read(TEXT, words).meaning, encoder().read(TEXT, words).meaning)


@pytest.mark.parametrize("name", [GRAPH, TOKENIZER])
def test_an_absent_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelMissing) as raised:
        Encoder(folder)
    assert str(folder / name) in str(raised.value)
    _is_said_in_one_line(raised.value)


@pytest.mark.parametrize("name", [GRAPH, TOKENIZER])
@pytest.mark.parametrize("damage", ["empty", "cut", "other"])
def test_a_file_that_cannot_be_read_is_told_to_be_altered(folder: Path, name: str, damage: str) -> None:
    sound = (folder / name).read_bytes()
    made = {"empty": b"", "cut": sound[: len(sound) // 2], "other": b"\x89PNG not a model"}
    (folder / name).write_bytes(made[damage])
    with pytest.raises(ModelAltered) as raised:
        Encoder(folder)
    assert str(folder) in str(raised.value)
    _is_said_in_one_line(raised.value)


def _is_said_in_one_line(error: ModelError) -> None:
    assert "\n" not in str(error) and "Install the program again." in str(error)
