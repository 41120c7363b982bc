"""What the control words of RTF mean (Rich Text Format Specification, version 1.9.1): signs, code pages, groups."""

from __future__ import annotations

import codecs

SIGNS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
"""Control words that stand for a character."""
SYMBOLS = {b"~": "\u00a0", b"-": "\u00ad", b"_": "\u2011", b"{": "{", b"}": "}", b"\\": "\\"}
"""Control symbols that stand for a character."""

SKIPPED = frozenset(
    "colortbl listtable listoverridetable revtbl rsidtbl generator filetbl xmlnstbl pict shppict nonshppict"
    " datafield themedata colorschememapping latentstyles datastore bkmkstart bkmkend listtext pntext pn xe tc rxe txe"
    " ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn atnid atnauthor atntime atnref atndate atnparent atrfstart atrfend"
    " objdata objclass objname objalias sp shprslt nonesttables picprop template operator keywords subject doccomm"
    " comment category company manager hlinkbase userprops revtim printim buptim private passwordhash formfield falt"
    " panose fontemb fontfile wgrffmtfilter background htmltag mmathPr docvar ud protusertbl oldcprops oldpprops"
    " leveltext levelnumbers pgptbl xmlopen xmlclose factoidname".split()
)
"""Groups with no words for a reader. So is every group that begins with an asterisk and is not in `ENTERED`."""
ENTERED = frozenset({"shpinst", "shptxt", "shpgrp", "do", "nesttableprops", "annotation", "footnote", "fldrslt"})

PAGES = {
    0: "cp1252", 77: "mac_roman", 78: "cp932", 80: "cp949", 81: "cp949", 128: "cp932", 129: "cp949", 130: "johab",
    134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Code pages of fonts by their character set."""
_OTHER_PAGES = (708, 720, 737, 775, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869, 1361, 65001)


def code_page(number: int) -> str:
    """The name of a code page that Python has; empty for any other."""
    named = {936: "gbk", 10000: "mac_roman", 10006: "mac_greek", 10007: "mac_cyrillic", 10029: "mac_latin2",
             10081: "mac_turkish", 65001: "utf-8", 1361: "johab"}.get(number, f"cp{number}")  # fmt: skip
    try:
        return codecs.lookup(named).name
    except LookupError:
        return ""


def warm() -> None:
    """Load the code pages, before files are shut off."""
    for name in PAGES.values():
        codecs.lookup(name)
    for number in _OTHER_PAGES:
        code_page(number)
    for number in (932, 936, 949, 950, *range(1250, 1259), 10000, 10006, 10007, 10029, 10081):
        code_page(number)
