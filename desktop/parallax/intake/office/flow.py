"""The words of a document as they flow: into paragraphs, cells and notes, with what stands aside kept at its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from parallax.intake.office.style_names import PLAIN, Style

_CELL_OF_PROSE = 400
_CELL_OF_PARAGRAPHS = 200
_SHOWN = -1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a document, with a line feed where a line was ended by hand; `row` for a row of a table."""

    text: str
    style: Style = PLAIN
    row: bool = False


@dataclass(slots=True)
class _Place:
    """Where words go: the text itself, a cell, a note, a text box."""

    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    asides: list[tuple[str, list[str]]] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    fields: list[int] = field(default_factory=list)


class Flow:
    """Collects words into blocks. What is opened within a paragraph (a cell, a note) does not end it."""

    def __init__(self) -> None:
        self._places = [_Place()]

    def say(self, words: str) -> None:
        """Words that a reader sees."""
        self._places[-1].words.append(words)

    def say_aside(self, words: str, why: str) -> None:
        """Words that a reader does not see: kept behind the paragraph, with the reason."""
        asides = self._places[-1].asides
        if asides and asides[-1][0] == why:
            asides[-1][1].append(words)
        else:
            asides.append((why, [words]))

    def part_asides(self) -> None:
        """What is said aside from here on is another piece, even for the same reason."""
        asides = self._places[-1].asides
        if asides and asides[-1][1]:
            asides.append(("", []))

    def put_after(self, blocks: Iterable[Block]) -> None:
        """Blocks that stand beside the paragraph in hand, and follow it."""
        self._places[-1].after.extend(blocks)

    def put(self, blocks: Iterable[Block]) -> None:
        """Blocks as they are, here."""
        self._places[-1].blocks.extend(blocks)

    def end_paragraph(self, style: Style = PLAIN) -> None:
        """The words since the last paragraph are one; what stood aside follows it."""
        self.put(self.ended(style))

    def ended(self, style: Style = PLAIN) -> list[Block]:
        """The words since the last paragraph as one, and what stood aside behind it, to be put somewhere."""
        place = self._places[-1]
        text = "".join(place.words)
        blocks = [Block(text, style)] if text.strip() else []
        for why, words in place.asides:
            if aside := "".join(words).strip():
                blocks.append(Block(aside, Style(why=why)))
        blocks += place.after
        place.words.clear()
        place.asides.clear()
        place.after.clear()
        place.fields.clear()
        return blocks

    def begin_field(self) -> None:
        """A field: what is said until `show_field` or `end_field` is its code, which nobody sees."""
        self._places[-1].fields.append(len(self._places[-1].words))

    def show_field(self) -> None:
        """The code of the last field ends here, and what it shows begins."""
        place = self._places[-1]
        if place.fields and place.fields[-1] != _SHOWN:
            del place.words[place.fields[-1] :]
            place.fields[-1] = _SHOWN

    def end_field(self) -> None:
        """The last field ends; one without `show_field` shows nothing. A field that did not begin here is none."""
        self.show_field()
        if self._places[-1].fields:
            self._places[-1].fields.pop()

    def open(self) -> None:
        """Words go to another place until `shut`."""
        self._places.append(_Place())

    def shut(self) -> list[Block]:
        """The blocks since `open`, or since the beginning; the last paragraph is ended."""
        self.end_paragraph()
        return self._places.pop().blocks


def row_of(cells: Sequence[Sequence[Block]]) -> list[Block]:
    """A row of a table as one block, cells parted by bars; or all paragraphs in their order, where the table is only
    there to lay out a page: one cell in the row has words, or a cell holds prose or a heading."""
    shown = [[block for block in cell if not block.style.why] for cell in cells]
    if sum(map(bool, shown)) <= 1 or any(map(_is_laid_out, shown)):
        return [block for cell in cells for block in cell]
    texts = [" ".join(" ".join(block.text for block in cell).split()) for cell in shown]
    return [Block(" | ".join(texts), row=True), *(block for cell in cells for block in cell if block.style.why)]


def _is_laid_out(cell: Sequence[Block]) -> bool:
    length = sum(len(block.text) for block in cell)
    if length > _CELL_OF_PROSE or (len(cell) > 1 and length > _CELL_OF_PARAGRAPHS):
        return True
    return any(block.style.level is not None for block in cell)
