"""What holds in a group of an RTF text until it ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from parallax.intake.office.flow import Block


@dataclass(slots=True)
class Group:
    """What holds until a group ends. `kind` is what becomes of its words: "text", "skipped" or the name of
    what else its words are for; `place` names the text of its own that it is."""

    kind: str = "text"
    why: str = ""
    page: str = ""
    fallback: int = 1
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    raised: bool = False
    style: int = 0
    level: int | None = None
    in_row: bool = False
    goes_on: bool = False
    place: str = ""
    fresh: bool = False
    starred: bool = False

    def inner(self) -> Group:
        """A group within this one, as it begins."""
        # Spelled out: there may be a million groups, and dataclasses.replace takes three times as long.
        return Group(
            self.kind, self.why, self.page, self.fallback, self.hidden, self.deleted, self.inserted, self.raised,
            self.style, self.level, self.in_row, self.goes_on, fresh=True,
        )  # fmt: skip


@dataclass(slots=True)
class Row:
    """The cells of the row at hand in one text, and what is in the last of them."""

    cells: list[list[Block]] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
