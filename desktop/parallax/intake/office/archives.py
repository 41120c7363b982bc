"""ZIP containers out of bytes, within limits: nothing is put on the disk, and no length is believed before it is
unpacked."""

from __future__ import annotations

import codecs
import io
import struct
import zipfile
import zlib

from parallax.errors import Damaged, TooLarge

MAX_ENTRIES = 10_000
"""Files in an archive."""
MAX_PART = 48_000_000
"""Bytes that one file in it unpacks to."""
MAX_UNPACKED = 96_000_000
"""Bytes that all files that are read unpack to."""
MAX_RATIO = 200
"""How many times its packed size a file of more than eight megabytes may have."""

_FREE = 8_000_000
_CHUNK = 1 << 18
_ENTRY = b"PK\x01\x02"
_LOCAL_HEADER = 30
_ENCRYPTED = 0x2041
"""Flags of an entry: encrypted, strongly encrypted, masked headers."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)


def damaged(name: str, reason: str) -> Damaged:
    """The file called `name` breaks the rules of its format; `reason` is a clause."""
    return Damaged(name, f"the file is damaged ({reason}); open another copy of it, or copy the article and paste it.")


def too_large(name: str, reason: str) -> TooLarge:
    """The file called `name` holds more than is read; `reason` is a clause."""
    return TooLarge(name, f"the file holds more than is read ({reason}); copy the article and paste it.")


def locked(name: str, what: str) -> Damaged:
    """The file called `name` is encrypted; `what` names it: "this e-book"."""
    return Damaged(name, f"{what} is locked with a password; save it without one, or copy the article and paste it.")


def warm() -> None:
    """Load what the names in an archive are decoded with, before files are shut off."""
    codecs.lookup("cp437")


class Archive:
    """The files of a ZIP container by their names, each unpacked when it is asked for.

    Archives within it stay what they are: a file that nobody asks for.
    """

    def __init__(self, raw: bytes, name: str) -> None:
        """Raises Damaged for what is no sound archive, TooLarge past `MAX_ENTRIES`."""
        self._name = name
        self._left = MAX_UNPACKED
        if raw.count(_ENTRY) > MAX_ENTRIES:
            raise too_large(name, f"more than {MAX_ENTRIES:,} files")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
        except _BROKEN as error:
            raise damaged(name, "its archive is broken or was cut short") from error
        self._check_places(len(raw))
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in self._archive.infolist():
            path = entry.orig_filename.replace("\\", "/").lstrip("/")
            if ".." in path.split("/"):  # it would lead out of the archive, and belongs to no document
                continue
            if path in self._entries:
                raise damaged(name, "two files in it have one name")
            self._entries[path] = entry
        self._folded = {path.casefold(): path for path in self._entries}

    def __contains__(self, path: str) -> bool:
        return path.casefold() in self._folded

    def part(self, path: str) -> bytes | None:
        """The bytes of a file in the archive, upper and lower case being the same; None where there is none.

        Raises Damaged when it cannot be unpacked, is encrypted or has another checksum; TooLarge past the limits.
        """
        entry = self._entries.get(path) or self._entries.get(self._folded.get(path.casefold(), ""))
        if entry is None:
            return None
        if entry.flag_bits & _ENCRYPTED:
            raise locked(self._name, "the file")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(self._name, "it is packed in a way that no such file is")
        try:
            return self._unpacked(entry)
        except _BROKEN as error:
            raise damaged(self._name, "a part of it cannot be unpacked") from error

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        most = min(MAX_PART, self._left, max(_FREE, entry.compress_size * MAX_RATIO))
        parts: list[bytes] = []
        got = 0
        with self._archive.open(entry) as reading:
            while chunk := reading.read(_CHUNK):
                got += len(chunk)
                if got > most:
                    raise too_large(self._name, "a part of it unpacks to far too much")
                parts.append(chunk)
        if got != entry.file_size:
            raise damaged(self._name, "a part of it is not as long as it says")
        self._left -= got
        return b"".join(parts)

    def _check_places(self, size: int) -> None:
        """Raises Damaged where two files take one place, with which few bytes could hold endless text."""
        places = sorted((entry.header_offset, entry.compress_size) for entry in self._archive.infolist())
        following = [*(at for at, _ in places), size][1:]
        if any(at + _LOCAL_HEADER + length > end for (at, length), end in zip(places, following, strict=True)):
            raise damaged(self._name, "files in it lie over one another")
