"""The ZIP archive that a story file is: packed the same for the same content, unpacked within limits.

`parallax-story.json` comes first, then the bytes of the files that articles were read from, as `raw/<SHA-256>`.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import BinaryIO

JSON_NAME = "parallax-story.json"
MAX_FILE = 300_000_000
"""Bytes of the whole archive, and of all that it holds."""
MAX_JSON = 64_000_000
"""Bytes of its JSON."""
MAX_ENTRIES = 10_000
"""Files in it."""
MAX_RATIO = 100
"""How many times its packed size an entry of more than a megabyte may have; what shrinks more is stored unpacked."""

_RAW_NAME = re.compile(r"raw/([0-9a-f]{64})")
_FREE = 1_000_000
_END = struct.Struct("<4s4H2LH")
_END_OF_64 = b"PK\x06\x07"
_TIME = (1980, 1, 1, 0, 0, 0)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error)
_ENCRYPTED = 0x2041
"""Flags of an entry: encrypted, strongly encrypted, masked headers."""


class Unfit(Exception):
    """Why a file cannot be read as a story: a sentence without the file's name."""


def not_ours() -> Unfit:
    """The file is something else."""
    return Unfit("this is no story of Parallax; choose a file that Parallax exported, with a name ending in .parallax.")


def damaged(reason: str) -> Unfit:
    """The file is a story file, but not a sound one; `reason` is a clause."""
    return Unfit(f"this story file is damaged ({reason}); nothing was imported, so copy it again or export it anew.")


def too_large(reason: str) -> Unfit:
    """The file holds more than is read."""
    return Unfit(f"this story file is too large to be imported ({reason}); export a smaller story.")


def packed(json: bytes, raw: Mapping[str, bytes]) -> bytes:
    """The archive of a story's JSON and its raw bytes by their SHA-256: equal bytes for equal content.

    Raises Unfit for more than `unpacked` reads.
    """
    if len(json) > MAX_JSON:
        raise too_large(f"its texts and marks take more than {MAX_JSON // 1_000_000} MB")
    if len(json) + sum(map(len, raw.values())) > MAX_FILE:
        raise too_large(f"it holds more than {MAX_FILE // 1_000_000} MB")
    if len(raw) + 1 > MAX_ENTRIES:
        raise too_large(f"it holds more than {MAX_ENTRIES:,} files")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writing:
        for name, content in [(JSON_NAME, json), *((f"raw/{digest}", raw[digest]) for digest in sorted(raw))]:
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o600 << 16
            large = len(content) > _FREE and len(zlib.compress(content)) * (MAX_RATIO - 1) < len(content)
            writing.writestr(entry, content, zipfile.ZIP_STORED if large else zipfile.ZIP_DEFLATED)
    return archive.getvalue()


def unpacked(file: BinaryIO) -> tuple[bytes, dict[str, bytes]]:
    """The JSON and the raw bytes by their SHA-256, which they have, out of a file that can be sought in.

    Takes no more memory than `MAX_FILE` and a little. Raises Unfit, and OSError where the file cannot be read.
    """
    count = _entries_told(file)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if len(entries) != count:
                raise damaged("it does not hold as many files as it says")
            _check_entries(entries, file.seek(0, io.SEEK_END))
            json = _content(archive, entries[0])
            return json, {entry.filename[4:]: _raw(archive, entry) for entry in entries[1:]}
    except _BROKEN as error:
        raise damaged("its archive is broken") from error


def _entries_told(file: BinaryIO) -> int:
    """How many entries the archive says it has, from its last bytes, so that nothing is made of them before they are
    known to be few. A Zip64 archive, a comment and anything behind it are never in a story file."""
    size = file.seek(0, io.SEEK_END)
    if size > MAX_FILE:
        raise too_large(f"it has more than {MAX_FILE // 1_000_000} MB")
    file.seek(0)
    if not size:
        raise Unfit("the file is empty; choose a story that Parallax exported, with a name ending in .parallax.")
    if file.read(4) != b"PK\x03\x04":
        raise not_ours()
    file.seek(max(size - 42, 0))
    tail = file.read()
    if tail.startswith(_END_OF_64) or tail[-_END.size :][:4] != b"PK\x05\x06":
        raise damaged("it was cut short, or something was added to it")
    _, disk, first_disk, here, count, length, start, comment = _END.unpack(tail[-_END.size :])
    if disk or first_disk or here != count or comment or start + length + _END.size != size:
        raise damaged("the end of its archive does not fit the rest")
    if not count or count > MAX_ENTRIES or length > count * 200:
        raise too_large(f"it holds more than {MAX_ENTRIES:,} files") if count else not_ours()
    return int(count)


def _check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    """What the entries of an archive of `size` bytes say of themselves, before one of them is unpacked."""
    if entries[0].orig_filename != JSON_NAME or entries[0].header_offset:
        raise not_ours()
    names = [entry.orig_filename for entry in entries]
    if len(set(names)) != len(names):
        raise damaged("two of its files have one name")
    if sum(entry.compress_size for entry in entries) > size:
        raise damaged("its files take more room than there is, or lie in one place")
    for entry in entries:
        if entry.orig_filename != JSON_NAME and not _RAW_NAME.fullmatch(entry.orig_filename):
            raise damaged("it holds a file that belongs to no story")
        if entry.flag_bits & _ENCRYPTED:
            raise Unfit("this story file is locked with a password; unlock it with the program that locked it.")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged("it is packed in a way that Parallax does not use")
        if entry.file_size > max(_FREE, entry.compress_size * MAX_RATIO):
            raise too_large("a file in it unpacks to far more than it takes")
    if entries[0].file_size > MAX_JSON:
        raise too_large(f"its texts and marks take more than {MAX_JSON // 1_000_000} MB")
    if sum(entry.file_size for entry in entries) > MAX_FILE:
        raise too_large(f"it holds more than {MAX_FILE // 1_000_000} MB")


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as reading:
        content = reading.read(entry.file_size + 1)  # reads to the end, where the checksum is compared
    if len(content) != entry.file_size:
        raise damaged("a file in it is not as long as it says")
    return content


def _raw(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    content = _content(archive, entry)
    if hashlib.sha256(content).hexdigest() != entry.filename[4:]:
        raise damaged("an original file in it does not have its digest")
    return content
