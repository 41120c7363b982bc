"""Every error that a user can cause, as one tree. Each message says what happened, to what, and what to do next.

ParallaxError
├── ReadError                a file or text cannot become an article; `.source` names it
│   ├── NotFound             there is no such file
│   ├── NotReadable          the file may not be read, or is a folder, a device or a pipe
│   ├── UnknownFormat        the bytes are of a kind that is not read
│   ├── EmptyArticle         nothing is left that could be read
│   ├── TooLarge             past the size that is read
│   ├── Damaged              the bytes break the rules of their format
│   ├── ReaderStopped        reading took too long, too much memory, or died
│   ├── NotFetched           a web page may not be asked for, or its site does not give it
│   ├── ManyArticles         one file with several articles, where one was asked for
│   └── NotAStoryFile        a file that was to be imported holds no sound story
├── WriteError               the output cannot be written; `.source` names it
├── LibraryError             the reading state cannot be used; `.source` names its file
│   ├── LibraryDamaged       the file is not a sound library
│   ├── LibraryBusy          another program holds the file for too long
│   ├── LibraryReadOnly      the library may be read but not changed
│   ├── StoryMissing         no story of this id
│   ├── NoteChanged          a note has another text by now than the one that its writer read
│   └── UndoRefused          nothing to undo or redo, or another window changed the story later
├── ModelError               the language model cannot be used
│   ├── ModelMissing         it is not installed
│   └── ModelAltered         its files are not the ones that were published
├── AnalysisStopped          the analysis was cancelled, or its process died
├── CorrectionError          a correction that cannot be understood
└── UsageError               the command line asks for something that does not exist
"""

from __future__ import annotations


class ParallaxError(Exception):
    """Root of all errors that a user can cause; `str(error)` is one sentence fit to be shown."""


class _AboutSource(ParallaxError):
    """An error about one file or text, which its message begins with."""

    def __init__(self, source: str, what: str) -> None:
        super().__init__(f"{source}: {what}")
        self.source = source
        self.what = what


class ReadError(_AboutSource):
    """A file or text cannot become an article."""


class NotFound(ReadError):
    """There is no such file."""


class NotReadable(ReadError):
    """The file may not be read, or it is a folder, a device or a pipe."""


class UnknownFormat(ReadError):
    """The bytes are of a kind that is not read."""


class EmptyArticle(ReadError):
    """Nothing is left that could be read."""


class TooLarge(ReadError):
    """The file or text is past the size that is read."""


class Damaged(ReadError):
    """The bytes break the rules of their format."""


class ReaderStopped(ReadError):
    """Reading took too long or too much memory, or the process that read it died."""


class NotFetched(ReadError):
    """A web page may not be asked for, or its site does not give it."""


class ManyArticles(ReadError):
    """One file holds several articles, where one was asked for."""


class NotAStoryFile(ReadError):
    """The file holds no story that can be imported: it is none, damaged, too large or of a newer version."""


class WriteError(_AboutSource):
    """The output cannot be written."""


class LibraryError(_AboutSource):
    """The reading state cannot be used."""


class LibraryDamaged(LibraryError):
    """The file is not a sound library."""


class LibraryBusy(LibraryError):
    """Another program holds the file for too long."""


class LibraryReadOnly(LibraryError):
    """The library may be read but not changed."""


class StoryMissing(LibraryError):
    """The library has no story of this id."""


class NoteChanged(LibraryError):
    """A note has another text by now than the one that its writer read; nothing was written."""


class UndoRefused(LibraryError):
    """There is nothing to undo or redo, or another window changed the story later."""


class ModelError(ParallaxError):
    """The language model cannot be used."""


class ModelMissing(ModelError):
    """The language model is not installed."""


class ModelAltered(ModelError):
    """The language model's files are not the ones that were published."""


class AnalysisStopped(ParallaxError):
    """The analysis was cancelled, or its process died."""


class CorrectionError(ParallaxError):
    """A correction cannot be understood."""


class UsageError(ParallaxError):
    """The command line asks for something that does not exist."""
