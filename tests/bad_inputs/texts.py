"""Bytes that should be text."""

from __future__ import annotations

import random
from pathlib import Path

from bad_inputs.kind import (
    ARTICLE,
    FIRST,
    HEADLINE,
    bytes_are_read,
    bytes_are_refused,
    read_all_the_same,
    refused,
    written,
)

bytes_are_refused("an empty file", "article.txt", b"", "EmptyArticle")
bytes_are_refused("only white space", "article.txt", b" \n\t \r\n" * 500, "EmptyArticle")
bytes_are_refused("only a byte order mark", "article.txt", b"\xef\xbb\xbf", "EmptyArticle")
bytes_are_refused("only what cannot be seen", "article.txt", "\u200b\u2060\u00ad\ufeff\n".encode() * 50, "EmptyArticle")
bytes_are_refused("NUL bytes", "article.txt", b"\x00" * 5000, "UnknownFormat")
bytes_are_refused(
    "a text with NUL bytes in it", "article.txt", ARTICLE.encode().replace(b" ", b"\x00"), "UnknownFormat"
)
bytes_are_refused("a text with NUL bytes after it", "article.txt", ARTICLE.encode() + b"\x00" * 400, "UnknownFormat")
bytes_are_refused("control characters", "article.txt", bytes(range(1, 32)) * 300, "UnknownFormat")
bytes_are_refused("commands to a terminal", "article.txt", b"\x1b[2J\x1b]0;owned\x07" * 300, "UnknownFormat")
bytes_are_refused("any bytes", "article.txt", random.Random(11).randbytes(100_000), "UnknownFormat")
bytes_are_refused("halves of characters in UTF-16", "article.txt", b"\xff\xfe" + b"\x00\xd8a\x00" * 90, "Damaged")
bytes_are_refused("UTF-16 cut in a character", "article.txt", ARTICLE.encode("utf-16")[:-1], "Damaged")
bytes_are_refused("UTF-32 with a code past the last", "article.txt", b"\xff\xfe\x00\x00\xff\xff\xff\x7f" * 9, "Damaged")
bytes_are_refused(
    "broken UTF-8 behind a byte order mark", "article.txt", b"\xef\xbb\xbf" + ARTICLE.encode()[:90] + b"\xff", "Damaged"
)
bytes_are_refused(
    "thousands of accents on one letter", "article.txt", (ARTICLE + "a" + "\u0301\u0323" * 4000).encode(), "Damaged"
)
bytes_are_refused("one letter two million times", "article.txt", b"a" * 2_000_001, "TooLarge")
bytes_are_read(
    "UTF-8 and windows-1252 in one file", "article.txt", ARTICLE.encode() + b"\n\nCaf\xe9 Marle \x93shut\x94.\n"
)
bytes_are_read("an overlong form of a slash", "article.txt", ARTICLE.encode() + b"\n\nSo she said \xc0\xaf and left.\n")
bytes_are_read(
    "bidi controls", "article.txt", f"{ARTICLE}\n\nThe file \u202egnp.exe\u202c \u2066was\u2069 sent.".encode()
)
bytes_are_read("lone surrogates in UTF-8", "article.txt", ARTICLE.encode() + b"\n\nShe said \xed\xa0\x80 and left.\n")
bytes_are_read("a word of a million letters", "article.txt", ARTICLE.encode() + b"\n\n" + b"w" * 1_000_000)
bytes_are_read("twenty thousand short lines", "article.txt", ARTICLE.encode() + b"\n\n" + b"No.\n\n" * 20_000)
bytes_are_refused("a hundred thousand short lines", "article.txt", b"No.\n\n" * 100_001, "TooLarge")
bytes_are_read("no letter but signs", "article.txt", b"!!! ??? ... --- 12 34\n\n*** 56 *** 78\n")
bytes_are_read("a text called a page", "article.html", ARTICLE.encode())
bytes_are_read("a text called a PDF", "article.pdf", ARTICLE.encode())
bytes_are_read("a text called a Word document", "article.docx", ARTICLE.encode())
bytes_are_read("a text without an ending", "article", ARTICLE.encode())
bytes_are_read(
    "Markdown of ten thousand brackets", "article.md", ARTICLE.encode() + b"\n\n" + b"[" * 10_000 + b"a](b)\n"
)
bytes_are_read("Markdown of deep quotes", "article.md", ARTICLE.encode() + b"\n\n" + b">" * 3_000 + b" so\n")
bytes_are_read("Markdown of many stars", "article.md", ARTICLE.encode() + b"\n\n" + b"*a **b " * 5_000)
bytes_are_read(
    "Markdown with markup",
    "article.md",
    ARTICLE.encode() + b"\n\n<script>alert(1)</script>\n\n![x](http://198.51.100.7/a.png)",
)


@refused("one line of 50 MB", "TooLarge")
def _line(folder: Path) -> Path:
    return written(folder / "article.txt", b"word " * 10_000_000)


@refused("a gibberish of 20 MB in many lines", "TooLarge")
def _lines(folder: Path) -> Path:
    return written(folder / "article.txt", (FIRST[:70].encode() + b"\n") * 280_000)


@read_all_the_same("every line end there is")
def _line_ends(folder: Path) -> Path:
    ends = ["\r", "\r\n", "\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"]
    return written(
        folder / "article.txt", "".join(f"{HEADLINE} {k}.{end}{FIRST}{end}" for k, end in enumerate(ends)).encode()
    )


_OTHERS: dict[str, tuple[str, bytes]] = {
    "a PNG image": ("article.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 400),
    "a JPEG image": ("article.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 400),
    "a GIF image": ("article.html", b"GIF89a\x01\x00\x01\x00" + b"\x00" * 90),
    "a TIFF image": ("scan.tif", b"II*\x00" + b"\x08\x00" * 90),
    "a WebP image": ("article.webp", b"RIFF\x24\x00\x00\x00WEBPVP8 " + b"\x00" * 90),
    "a HEIC image": ("article.heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 90),
    "a sound": ("speech.mp3", b"ID3\x04\x00\x00" + b"\x00" * 400),
    "a film": ("speech.mp4", b"\x00\x00\x00\x18ftypisom" + b"\x00" * 90),
    "a bzip2 archive": ("articles.bz2", b"BZh91AY&SY" + b"\x12" * 90),
    "an xz archive": ("articles.xz", b"\xfd7zXZ\x00" + b"\x04" * 90),
    "a 7z archive": ("articles.7z", b"7z\xbc\xaf\x27\x1c" + b"\x00" * 90),
    "a RAR archive": ("articles.rar", b"Rar!\x1a\x07\x01\x00" + b"\x00" * 90),
    "a Zstandard archive": ("articles.zst", b"\x28\xb5\x2f\xfd" + b"\x00" * 90),
    "a program for Linux": ("article.txt", b"\x7fELF\x02\x01\x01" + b"\x00" * 400),
    "a program for Windows": ("article.exe", b"MZ\x90\x00\x03\x00" + b"\x00" * 400),
    "a database": ("library.sqlite", b"SQLite format 3\x00" + b"\x10\x00" * 90),
    "an old Word document, or an encrypted one": ("article.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4000),
    "a PostScript file": ("article.ps", b"%!PS-Adobe-3.0\n" + b"showpage\n" * 40),
    "a picture in XML": (
        "plan.svg",
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>So</text></svg>',
    ),
    "a feed": ("news.xml", b'<?xml version="1.0"?><rss version="2.0"><channel><title>So</title></channel></rss>'),
}
for _name, (_file, _raw) in _OTHERS.items():
    bytes_are_refused(_name, _file, _raw, "UnknownFormat")
