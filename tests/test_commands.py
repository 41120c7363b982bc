"""The command line, as a process: what it prints, what it says when it cannot, and with which status it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import parallax
from parallax.article import Article
from parallax.export import from_plain
from parallax.library import AddArticle, AddCorrection, Library, NewStory, Reading, RemoveArticle, anchor
from parallax.paths import resource
from parallax.worker.process import child_environment

SAMPLES = sorted(p for p in resource("samples").iterdir() if p.suffix == ".txt")


def run(*arguments: str | Path, display: bool = False) -> subprocess.CompletedProcess[str]:
    environment = child_environment()
    if not display:
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            environment.pop(name, None)
    command = [sys.executable, "-P", "-m", "parallax", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, timeout=120, check=False)


def test_compare_prints_json_that_holds_the_whole_comparison() -> None:
    done = run("compare", *SAMPLES, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    printed = json.loads(done.stdout)
    assert printed["format"] == "parallax-comparison/1"
    comparison = from_plain(printed)
    assert [a.outlet for a in comparison.articles] == [p.stem for p in SAMPLES]
    assert comparison.links and comparison.differences and comparison.speakers


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is opened as on Unix")
def test_a_terminal_is_told_of_long_work_in_a_line_that_goes_again(tmp_path: Path) -> None:
    import pty
    import termios

    long = tmp_path / "長い.txt"
    long.write_text("The ferry to Sall was two hours late on Monday.\n\n" * 600, encoding="utf-8")
    near, far = pty.openpty()
    termios.tcsetwinsize(far, (20, 30))
    command = [sys.executable, "-P", "-m", "parallax", "compare", str(SAMPLES[0]), str(long), "--format", "json"]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=far, env=child_environment(), timeout=120, check=False
    )
    os.close(far)
    told = os.read(near, 100_000).decode("utf-8")
    os.close(near)
    assert done.returncode == 0
    json.loads(done.stdout)
    shown = told.split("\r")
    assert shown[0] == ""
    assert "Reading 長い (2 of 4) …" in [line.rstrip() for line in shown]
    assert any(line.startswith("Aligning ") for line in shown)
    assert all(len(line) + 2 * line.count("長い") <= 29 for line in shown)
    assert shown[-2].strip() == shown[-1] == ""


def test_backwards_gives_the_same_links_and_differences() -> None:
    forwards = from_plain(json.loads(run("compare", *SAMPLES, "--format", "json").stdout))
    backwards = from_plain(json.loads(run("compare", *SAMPLES[::-1], "--format", "json").stdout))
    last = len(SAMPLES) - 1
    assert {(k.a, k.i, k.b, k.j, k.confidence) for k in forwards.links} == {
        (last - k.b, k.j, last - k.a, k.i, k.confidence) for k in backwards.links
    }
    turned = {(d.kind, frozenset((last - a, s, e) for a, s, e in d.spans)) for d in backwards.differences}
    assert turned == {(d.kind, frozenset(d.spans)) for d in forwards.differences}


def test_text_html_and_csv_name_every_outlet(tmp_path: Path) -> None:
    for form in ("text", "html", "csv"):
        out = tmp_path / f"out.{form}"
        done = run("compare", *SAMPLES, "--format", form, "-o", out)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        written = out.read_text(encoding="utf-8")
        assert all(p.stem in written for p in SAMPLES)
    assert len(list(csv.reader(io.StringIO(written)))) > 1


def test_csv_has_a_table_for_each_kind_of_line(tmp_path: Path) -> None:
    done = run("compare", *SAMPLES[:2], "--format", "csv", "--table", "statements")
    assert done.returncode == 0
    assert next(csv.reader(io.StringIO(done.stdout)))[:4] == ["number", "article", "outlet", "speaker"]
    refused = run("compare", SAMPLES[0], "--table", "names")
    assert refused.returncode == 2
    assert "--table goes with --format csv" in refused.stderr


def test_one_file_is_welcome() -> None:
    done = run("compare", SAMPLES[0])
    assert done.returncode == 0
    assert SAMPLES[0].stem in done.stdout


@pytest.fixture
def story_file(tmp_path: Path) -> Path:
    """A story of two reports and a removed one, in which the reader said that the two are versions, named a speaker,
    and took back a quotation where there is none."""
    beacon = Article.from_text(
        "The weir at Tarn Mill will close, the warden said. Work begins in May.", outlet="Beacon"
    )
    courier = Article.from_text("The weir at Tarn Mill may close, officials said on Friday.", outlet="Courier")
    herald = Article.from_text("Nobody was asked.", outlet="Herald")

    def of(article: Article, words: str) -> Reading:
        start = article.text.index(words)
        return anchor(article, start, start + len(words))

    path = tmp_path / "weir.parallax"
    with Library.open(tmp_path / "library.sqlite") as library:
        begun = NewStory("The weir")
        relation = anchor(beacon, 0, 0), anchor(courier, 0, 0)
        for change in (
            begun,
            AddArticle(begun.story, herald),
            AddArticle(begun.story, beacon),
            AddArticle(begun.story, courier),
            AddCorrection(begun.story, "relation", relation, "versions"),
            AddCorrection(begun.story, "name of speaker", (of(beacon, "the warden"),), "Edda Holt"),
            AddCorrection(begun.story, "delete attribution", (of(beacon, "in May"),), "content"),
            RemoveArticle(begun.story, herald.id),
        ):
            library.apply(change)
        library.export_story(begun.story, path)
    return path


def test_a_story_file_stands_for_its_articles_with_their_corrections(story_file: Path) -> None:
    done = run("compare", story_file, "--format", "json")
    assert done.returncode == 0
    comparison = from_plain(json.loads(done.stdout))
    assert [a.outlet for a in comparison.articles] == ["Beacon", "Courier"]
    assert [r.relation for r in comparison.relations] == ["versions"]
    assert "Edda Holt" in [speaker.name for speaker in comparison.speakers]
    assert done.stderr.startswith("parallax: the correction “delete attribution” was not used: ")
    assert done.stderr.count("\n") == 1


def test_a_story_file_among_other_files_keeps_its_corrections_on_its_own_articles(story_file: Path) -> None:
    other = story_file.with_name("again.PARALLAX")
    other.write_bytes(story_file.read_bytes())
    done = run("compare", SAMPLES[0], story_file, other, "--format", "json")
    assert done.returncode == 0
    comparison = from_plain(json.loads(done.stdout))
    assert [a.outlet for a in comparison.articles] == [SAMPLES[0].stem, "Beacon", "Courier", "Beacon", "Courier"]
    said = {(r.a, r.b): r.relation for r in comparison.relations}
    assert (said[1, 2], said[3, 4]) == ("versions", "versions") and said[0, 1] == "reports"
    named = next(speaker for speaker in comparison.speakers if speaker.name == "Edda Holt")
    assert {article for article, _, _ in named.mentions} == {1, 3}


def test_a_damaged_story_file_and_one_without_articles_are_one_line_and_status_2(
    story_file: Path, tmp_path: Path
) -> None:
    cut = tmp_path / "cut.parallax"
    cut.write_bytes(story_file.read_bytes()[:-9])
    empty = tmp_path / "empty.parallax"
    with Library.open(tmp_path / "library.sqlite") as library:
        begun = NewStory("Nothing yet")
        library.apply(begun)
        library.export_story(begun.story, empty)
    for path, words in ((cut, "damaged"), (empty, "no articles"), (tmp_path / "absent.parallax", "no such file")):
        done = run("compare", SAMPLES[0], path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"parallax: {path}: ") and words in done.stderr and done.stderr.count("\n") == 1


def test_an_output_never_takes_the_place_of_a_story_file(story_file: Path) -> None:
    before = story_file.read_bytes()
    done = run("compare", story_file, "-o", story_file)
    assert done.returncode == 2 and "one of the articles" in done.stderr
    assert story_file.read_bytes() == before


def test_help_of_compare_names_story_files() -> None:
    assert ".parallax story stands for the articles in it" in " ".join(run("compare", "--help").stdout.split())


def test_a_new_library_is_empty_and_is_not_made_by_looking(own_library: Path) -> None:
    done = run("library", "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == {"format": "parallax-library/1", "stories": [], "binned": [], "held": []}
    assert not own_library.exists()


def test_version() -> None:
    assert run("--version").stdout == f"parallax {parallax.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["compare", "absent.txt"], "absent.txt"),
        (["compare"], "FILE"),
        (["compare", "--format", "pdf", "x.txt"], "pdf"),
        (["--no-such-option"], "no-such-option"),
        (["library", "--library", "absent.sqlite"], "absent.sqlite"),
        (["library", "--library", "~no-such-user/absent.sqlite"], "absent.sqlite"),
        (["library", "--library", "long" * 100], "too long"),
        (["library", "--library", "."], "not a file"),
        ([], "display"),
        (["compare", "."], "folder"),
        (["compare", "a\x1b[31mb\nc.txt"], "c.txt"),
    ],
)
def test_what_the_user_can_mend_is_one_line_and_status_2(arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("parallax: ")
    assert done.stderr.count("\n") == 1
    assert words in done.stderr
    assert "\x1b" not in done.stderr


def test_output_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    done = run("compare", SAMPLES[0], "-o", tmp_path / "absent" / "out.txt")
    assert done.returncode == 2
    assert "out.txt" in done.stderr


def test_an_output_stays_as_it_was_when_the_new_one_cannot_be_written(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    out.write_text("earlier", encoding="utf-8")
    environment = child_environment()
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100));"
        "from parallax.commands import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-P", "-B", "-c", script, "compare", str(SAMPLES[0]), "-o", str(out)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, timeout=120, check=False)
    assert done.returncode == 2
    assert "out.txt" in done.stderr
    assert out.read_text(encoding="utf-8") == "earlier"
    assert [p.name for p in tmp_path.glob("*out*")] + [p.name for p in tmp_path.glob(".*")] == ["out.txt"]


def test_a_closed_pipe_is_no_error() -> None:
    command = [sys.executable, "-P", "-m", "parallax", "compare", str(SAMPLES[0]), "--format", "html"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=child_environment()) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_an_article_is_never_written_over(tmp_path: Path) -> None:
    article = tmp_path / "report.txt"
    article.write_text("The weir was shut. Nobody said why.")
    done = run("compare", article, "-o", f"{tmp_path}/./report.txt")
    assert done.returncode == 2
    assert "Choose another name" in done.stderr
    assert article.read_text() == "The weir was shut. Nobody said why."


def test_a_library_named_by_the_environment_that_cannot_be_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLAX_LIBRARY", "long" * 100)
    done = run("library")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [["library"], ["compare", str(SAMPLES[0])]])
def test_a_full_disk_behind_standard_output_is_said_in_one_line(arguments: list[str], own_library: Path) -> None:
    command = [sys.executable, "-P", "-m", "parallax", *arguments]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=child_environment(), check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(b"parallax: standard output") and done.stderr.count(b"\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_closed_standard_streams_are_no_crash(own_library: Path) -> None:
    command = f"{sys.executable} -P -m parallax library"
    shut = subprocess.run(["sh", "-c", f"{command} >&-"], capture_output=True, env=child_environment(), check=False)
    assert (shut.returncode, shut.stderr.count(b"\n")) == (2, 1)
    silent = f"{command} --library absent.sqlite 2>&-"
    shut = subprocess.run(["sh", "-c", silent], capture_output=True, env=child_environment(), check=False)
    assert (shut.returncode, shut.stdout) == (2, b"")
