"""What a random reader has at hand: short reports, files of them, files that are no articles, and words to type."""

from __future__ import annotations

import json
import os
import random
from dataclasses import dataclass
from pathlib import Path

from invented_story import reports, versions

WORDS = """dam gate mayor Ortiz twelve 14 Monday said never lake & < > [*] % " ' ünïcode 🌊
    עברית العربية e\u0301 \u202eabc""".split()
_PLACES = ("Orrin", "Belmora", "Sall", "Lorrin", "Meldon", "Halm")
_NAMES = ("Ada Ortiz", "Ned Calloway", "Ines Farrow", "Olga Prewitt")


@dataclass(frozen=True, slots=True)
class Pool:
    """`good` become articles, `bad` are refused in a sentence, `folder` is where new files may be written."""

    folder: Path
    good: tuple[Path, ...]
    bad: tuple[Path, ...]
    texts: tuple[str, ...]


def made(folder: Path, rng: random.Random) -> Pool:
    """Write the files into a folder."""
    texts = _texts(rng)
    files = folder / "articles"
    files.mkdir(parents=True)
    good = [_kept(files / f"outlet {n}.txt", text) for n, text in enumerate(texts)]
    good.append(_kept(files / "notes.md", f"# Dam at Orrin\n\n{texts[0]}\n\n> {texts[1][:80]}\n"))
    page = "".join(f"<p>{line}</p>" for line in texts[2].splitlines() if line)
    good.append(_kept(files / "page.html", f"<html><title>Dam</title><body><article>{page}</article></body></html>"))
    return Pool(folder, tuple(good), tuple(_bad(files)), tuple(texts))


def _kept(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _texts(rng: random.Random) -> list[str]:
    """Reports and versions of two events, some altered by a word or a sentence, and a few hostile ones."""
    bare = [a.text.replace("\n", "\n\n") for a in (*reports(3).articles, *versions(2).articles)]
    altered = [_altered(text, rng) for text in bare for _ in range(2)]
    hostile = [
        "שלום לך\n\nהסכר קרס ביום שני, אמרה ראש העיר. Twelve people were hurt, said Ada Ortiz.",
        "انهيار السد\n\nقال العمدة إن اثني عشر شخصا أصيبوا يوم الاثنين.",
        f"Long word\n\nThe mayor said {'wide' * 500} on Monday. \u202eThis runs back\u202c and \u2066so\u2069 on.",
        "One line only, said Ada Ortiz",
        "\n\n".join(f"Line {n}: the gate was stuck for {n} days." for n in range(120)),
        "Marks\n\n" + " ".join("🌊👩\u200d👧 a\u0301\u0323\u0335\u0489" for _ in range(60)) + ". He said so.",
    ]
    return [*bare, *altered, *hostile]


def _altered(text: str, rng: random.Random) -> str:
    lines = text.split("\n\n")
    if len(lines) > 3:
        del lines[rng.randrange(1, len(lines))]
    lines.insert(rng.randrange(1, len(lines)), f"{rng.choice(_NAMES)} said that {rng.choice(_PLACES)} was closed.")
    return (
        "\n\n".join(lines)
        .replace("Twelve", str(rng.randint(10, 90)))
        .replace("Monday", rng.choice(("Friday", "Sunday")))
    )


def _bad(folder: Path) -> list[Path]:
    bad = [_kept(folder / f"bad{name}", text) for name, text in {
        "-empty.txt": "",
        "-blank.txt": " \n\t\n ",
        "-page.html": "<html><body><script>",
        "-story.parallax": json.dumps({"format": "other"}),
        "-broken.parallax": '{"format": "par',
    }.items()]  # fmt: skip
    (folder / "bad-bytes.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "bad-folder.txt").mkdir()
    (folder / "bad-link.txt").symlink_to(folder / "bad-link.txt")
    os.mkfifo(folder / "bad-pipe.txt")
    names = ("bad-bytes.txt", "bad-folder.txt", "bad-link.txt", "bad-pipe.txt", "not there.txt", "not there.parallax")
    return [*bad, *(folder / name for name in names)]
