"""What is at a path and is no file that could be read."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from bad_inputs.kind import ARTICLE, read_all_the_same, refused, written


@refused("no such file", "NotFound")
def _missing(folder: Path) -> Path:
    return folder / "nowhere.txt"


@refused("a folder that is not there", "NotFound")
def _no_folder(folder: Path) -> Path:
    return folder / "nowhere" / "article.txt"


@refused("a file within a file", "NotFound", "NotReadable")
def _within_a_file(folder: Path) -> Path:
    return written(folder / "article.txt", ARTICLE.encode()) / "part.txt"


@refused("a folder", "NotReadable")
def _folder(folder: Path) -> Path:
    made = folder / "articles.txt"
    made.mkdir()
    return made


@refused("a pipe that nobody writes to", "NotReadable")
def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.txt")
    return folder / "pipe.txt"


@refused("an endless device", "NotReadable")
def _device(folder: Path) -> Path:
    return Path("/dev/zero")


@refused("a link to an endless device", "NotReadable")
def _device_link(folder: Path) -> Path:
    (folder / "article.txt").symlink_to("/dev/zero")
    return folder / "article.txt"


@refused("a terminal", "NotReadable", "NotFound")
def _terminal(folder: Path) -> Path:
    return Path("/dev/tty")


@refused("a socket", "NotReadable")
def _socket(folder: Path) -> Path:
    here = Path.cwd()
    os.chdir(folder)  # the name of a socket may be no longer than a hundred bytes
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("article.txt")
    finally:
        os.chdir(here)
    return folder / "article.txt"


@refused("a link to itself", "NotReadable", "NotFound")
def _loop(folder: Path) -> Path:
    (folder / "a.txt").symlink_to(folder / "b.txt")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    return folder / "a.txt"


@refused("a link to nothing", "NotFound")
def _dangling(folder: Path) -> Path:
    (folder / "article.txt").symlink_to(folder / "gone.txt")
    return folder / "article.txt"


@refused("a name of a thousand letters", "NotFound", "NotReadable")
def _long_name(folder: Path) -> Path:
    return folder / ("a" * 1000 + ".txt")


@refused("memory of a process", "NotReadable", "EmptyArticle", "TooLarge")
def _memory(folder: Path) -> Path:
    return Path("/proc/self/mem")


@refused("a file of ten gigabytes of nothing", "TooLarge")
def _sparse(folder: Path) -> Path:
    with (folder / "article.txt").open("wb") as file:
        file.truncate(10 * 2**30)
    return folder / "article.txt"


@read_all_the_same("a name with line ends and commands to a terminal")
def _odd_name(folder: Path) -> Path:
    return written(folder / "a\n\x1b[2Jb\u202etxt.txt", ARTICLE.encode())


@read_all_the_same("a name that is not UTF-8")
def _bytes_name(folder: Path) -> Path:
    return written(folder / os.fsdecode(b"caf\xe9.txt"), ARTICLE.encode())


@read_all_the_same("a name that looks like an option")
def _option_name(folder: Path) -> Path:
    return written(folder / "--help.txt", ARTICLE.encode())
