"""The command line, as a process: what it prints, what it says when it cannot, and with which status it ends."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import parallax
from parallax.export import from_plain
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


def test_one_file_is_welcome() -> None:
    done = run("compare", SAMPLES[0])
    assert done.returncode == 0
    assert SAMPLES[0].stem in done.stdout


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
