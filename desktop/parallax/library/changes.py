"""Everything that can alter the library, each as one frozen value with `what` it does in words, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from parallax.article import Article, Cleaning, new_id
from parallax.library.records import Position, Reading

if TYPE_CHECKING:
    from parallax.library.story_file import StoryFile


@dataclass(frozen=True, slots=True)
class NewStory:
    """Begin a story. Undone, it lies in the bin."""

    what: ClassVar[str] = "begin the story"
    title: str
    story: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class RenameStory:
    """Give a story another title."""

    what: ClassVar[str] = "rename the story"
    story: str
    title: str


@dataclass(frozen=True, slots=True)
class SetTags:
    """Give a story these tags in place of those it had: each once, in this order, white space folded, blank ones left
    out."""

    what: ClassVar[str] = "set the tags"
    story: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DuplicateStory:
    """Make a copy, of the id `copy`, of all that the story holds now: texts with their earlier revisions, tags,
    position, marks, corrections and the tray. Its articles get ids of their own, with the original's as their origin.
    A blank title becomes that of the story with "(copy)" behind it. Undone, the copy lies in the bin; the original is
    never touched."""

    what: ClassVar[str] = "duplicate the story"
    story: str
    title: str = ""
    copy: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class ImportStory:
    """Take the story of a `.parallax` file into the library. It keeps its id, unless the library has a story of this
    id (in the bin, too): then it gets the id `story`, and the old one as its origin, so that both states stay apart.
    `Applied.stories` says which it became. Undone, it lies in the bin."""

    what: ClassVar[str] = "import the story"
    file: StoryFile = field(repr=False)
    story: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class MergeStories:
    """Bring all that the story `other` holds into `story`, where it is not so already."""

    what: ClassVar[str] = "merge the stories"
    story: str
    other: str


@dataclass(frozen=True, slots=True)
class BinStory:
    """Put a story into the bin, whole."""

    what: ClassVar[str] = "put the story into the bin"
    story: str


@dataclass(frozen=True, slots=True)
class RestoreStory:
    """Take a story out of the bin."""

    what: ClassVar[str] = "restore the story"
    story: str


@dataclass(frozen=True, slots=True)
class AddArticle:
    """Add an article to a story. `raw` are the bytes it was read from (empty for none), `file_name` their name.
    The article is kept with the SHA-256 of `raw` as its `raw_sha256`. The pasted text `held`, which became this
    article, is released in the same moment."""

    what: ClassVar[str] = "add an article"
    story: str
    article: Article
    raw: bytes = field(default=b"", repr=False)
    file_name: str = ""
    held: str = ""


@dataclass(frozen=True, slots=True)
class HoldPaste:
    """Keep a pasted text under an id at once, before it is read and has a story, with what the clipboard told of the
    page that it is from. Not undone."""

    what: ClassVar[str] = "keep the pasted text"
    id: str
    text: str = field(repr=False)
    html: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    title: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReleasePaste:
    """Let a held paste go: it became an article, or the reader does not want it. Not undone."""

    what: ClassVar[str] = "let the pasted text go"
    id: str


@dataclass(frozen=True, slots=True)
class RemoveArticle:
    """Take an article (by id) out of its story. Its texts and marks stay in the library, out of sight."""

    what: ClassVar[str] = "remove an article"
    story: str
    article: str


@dataclass(frozen=True, slots=True)
class ReviseArticle:
    """Give the article of the same id another text: text, paragraphs, cleaning, location, retrieved and raw bytes are
    taken from `article`; outlet, author, published and role stay. Marks and corrections are carried to the new text;
    what does not fit goes to the tray."""

    what: ClassVar[str] = "change the text of an article"
    story: str
    article: Article
    raw: bytes = field(default=b"", repr=False)
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Give the article its text with `pieces` of its cleaning taken back, as in `cleaning.taken_back`; bytes, file name
    and all else stay. Marks and corrections are carried as in ReviseArticle. Raises LibraryError where the text is no
    longer `revision`, or a piece is not in its cleaning any more."""

    what: ClassVar[str] = "take back what reading did"
    story: str
    article: str
    revision: str
    pieces: tuple[Cleaning, ...]


@dataclass(frozen=True, slots=True)
class EditArticle:
    """Set what is known about an article; None leaves a field as it is. The source of what changes is the reader."""

    what: ClassVar[str] = "edit an article's particulars"
    story: str
    article: str
    outlet: str | None = None
    author: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class SetAsked:
    """Keep that the reader was asked for these particulars of an article, where nothing is known of them. Not undone,
    and no reason to list the story as changed."""

    what: ClassVar[str] = "keep what was asked"
    story: str
    article: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetPosition:
    """Keep where the reader is. Not undone, and no reason to list the story as changed."""

    what: ClassVar[str] = "keep the position"
    story: str
    position: Position


@dataclass(frozen=True, slots=True)
class SetChecked:
    """Mark a difference of kind `difference` as checked, with the readings judged. A checked mark of the same kind
    with some of these readings takes up the others; one with all of them is as of now, where a text came since."""

    what: ClassVar[str] = "mark as checked"
    story: str
    difference: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class ClearChecked:
    """Take a checked mark (by id) back."""

    what: ClassVar[str] = "take a check back"
    story: str
    mark: str


@dataclass(frozen=True, slots=True)
class SetSeen:
    """Mark readings as seen; `difference` as in SetChecked, or empty. Not undone, and no reason to list the story as
    changed. Seen words that a new text does not have are dropped from sight, and never lie in the tray."""

    what: ClassVar[str] = "mark as seen"
    story: str
    difference: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class SetNote:
    """Write a note on readings, or rewrite the note `mark`; a blank text removes it. What one window writes into one
    note within a minute, with nothing between, is undone in one step.

    `before` is the text that its writer read: that of `mark`, or of the note of `difference` on just these readings;
    empty where there was none. Raises NoteChanged where it is another by now. None asks for no such look."""

    what: ClassVar[str] = "write a note"
    story: str
    text: str
    readings: tuple[Reading, ...] = ()
    difference: str = ""
    mark: str = ""
    before: str | None = None


_CORRECTS = {
    "relation": "say what two articles are",
    "link": "link two sentences",
    "unlink": "unlink two sentences",
    "same speaker": "correct a speaker",
    "other speaker": "correct a speaker",
    "name of speaker": "name a speaker",
    "same thing": "call two things the same",
    "other thing": "tell two things apart",
    "not a difference": "mark as no difference",
    "another kind": "change the kind of a difference",
    "add attribution": "add a quotation",
    "delete attribution": "take a quotation away",
    "resize attribution": "change the extent of a quotation",
    "join sentences": "join two sentences",
    "split sentence": "split a sentence",
    "join paragraphs": "join two paragraphs",
    "split paragraph": "split a paragraph",
    "role of paragraph": "change the role of a paragraph",
}


@dataclass(frozen=True, slots=True)
class AddCorrection:
    """Add a correction of a `values.CorrectionKind`, its readings in the order that `values.Correction` gives its
    spans. One that it contradicts (same readings: the other relation, unlink against link) is removed. Raises
    CorrectionError for an unknown kind."""

    story: str
    kind: str
    readings: tuple[Reading, ...]
    value: str = ""

    @property
    def what(self) -> str:
        """What it does in words."""
        return _CORRECTS.get(self.kind, "correct the comparison")


@dataclass(frozen=True, slots=True)
class RemoveCorrection:
    """Take a correction (by id) back."""

    what: ClassVar[str] = "take a correction back"
    story: str
    correction: str


@dataclass(frozen=True, slots=True)
class LayAside:
    """Put a mark or correction (by id) into the tray with the reason why it no longer applies."""

    what: ClassVar[str] = "move to the tray"
    story: str
    item: str
    reason: str


@dataclass(frozen=True, slots=True)
class PutBack:
    """Put a mark or correction out of the tray onto the readings that the reader chose. A correction takes the place of
    one that it contradicts, as in AddCorrection."""

    what: ClassVar[str] = "put back from the tray"
    story: str
    item: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Changes of one story that are one deed of the reader: all of them or none, and one step of undo, which `what`
    names in words. Raises ValueError for a change of another story."""

    story: str
    what: str
    changes: tuple[SetChecked | ClearChecked | SetNote | AddCorrection | RemoveCorrection | LayAside | PutBack, ...]


Change = (
    NewStory
    | RenameStory
    | SetTags
    | DuplicateStory
    | ImportStory
    | MergeStories
    | HoldPaste
    | ReleasePaste
    | BinStory
    | RestoreStory
    | AddArticle
    | RemoveArticle
    | ReviseArticle
    | TakeBack
    | EditArticle
    | SetAsked
    | SetPosition
    | SetChecked
    | ClearChecked
    | SetSeen
    | SetNote
    | AddCorrection
    | RemoveCorrection
    | LayAside
    | PutBack
    | Together
)


@dataclass(frozen=True, slots=True)
class Applied:
    """What a change, undo or redo did, by ids; all empty when everything was so already. `tray` are the marks and
    corrections that it moved to the tray; they are among `marks` and `corrections` too. `stories` names every story
    that was made or changed, first the one whose undo log has it."""

    what: str
    stories: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()
    tray: tuple[str, ...] = ()
