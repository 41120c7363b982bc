"""What the reader process loads for a format, while files may still be opened."""

from __future__ import annotations

import subprocess
import sys

import pytest

from parallax.worker.parsers import PARSERS

CODE = """
import codecs, os, sys
from parallax.worker import limits, parsers
limits.confine(9, os.getppid())
parsers.warm({kind!r})
limits.open_nothing_more()
{then}
"""


def ends_well(kind: str, then: str) -> bool:
    done = subprocess.run([sys.executable, "-c", CODE.format(kind=kind, then=then)], capture_output=True, check=False)
    return done.returncode == 0


@pytest.mark.parametrize("kind", PARSERS)
def test_the_parsers_of_a_format_are_loaded_before_files_are_shut_off(kind: str) -> None:
    assert ends_well(kind, f"for name in parsers.PARSERS[{kind!r}]: assert 'parallax.intake.' + name in sys.modules")


def test_markdown_is_read_without_the_parser_of_pages() -> None:
    assert ends_well("markdown", "assert 'trafilatura' not in sys.modules and 'lxml' not in sys.modules")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on open files")
def test_a_letter_may_name_any_encoding() -> None:
    names = "cp1251", "shift_jis", "koi8-r", "iso-8859-15", "big5", "utf-7", "mac-roman", "gb18030"
    then = f"for name in {names!r}: codecs.lookup(name)"
    assert ends_well("mail", then)
    assert not ends_well("plain", then)
