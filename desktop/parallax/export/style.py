"""The look of the HTML form: light, dark and printed, in the colours of the window, and never colour alone."""

from __future__ import annotations

from parallax.sheet.colours import DARK, LIGHT, Theme
from parallax.values import FAMILIES, Family

_LINES: dict[Family, str] = {
    "facts": "solid 2px",
    "voice": "wavy 1px",
    "force": "dashed 2px",
    "coverage": "double 1px",
    "wording": "dotted 2px",
}


def _variables(theme: Theme) -> str:
    named = {
        "ink": theme.ink,
        "paper": theme.paper,
        "soft": theme.quiet,
        "line": theme.edge,
        "panel": theme.header,
        "accent": theme.accent,
    }
    for family in FAMILIES:
        named[family] = theme.families[family].line
        named[f"{family}-tint"] = theme.families[family].tint
    return ";".join(f"--{name}:{colour}" for name, colour in named.items())


def _marks(family: Family) -> str:
    return (
        f"mark.{family}{{background:var(--{family}-tint);text-decoration:underline {_LINES[family]} var(--{family})}}"
        f".n.{family},.g.{family}{{color:var(--{family});color:color-mix(in srgb,var(--{family}) 70%,var(--ink))}}"
    )


STYLE = (
    f":root{{color-scheme:light dark;{_variables(LIGHT)}}}"
    f"@media (prefers-color-scheme:dark){{:root{{{_variables(DARK)}}}}}"
    """
*{box-sizing:border-box}
body{margin:0 auto;max-width:100rem;padding:1.5rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);
background:var(--paper);overflow-wrap:break-word}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.25rem;margin:2.2rem 0 .6rem;padding-bottom:.2rem;border-bottom:2px solid var(--line)}
h3{font-size:1.05rem;margin:1.4rem 0 .4rem}
h2 .soft,h3 .soft{font-weight:400}
p{margin:.4rem 0}
.soft{color:var(--soft);font-size:.9rem}
ol,ul{padding-inline-start:1.8rem;margin:.4rem 0}
li{margin:.3rem 0}
.key>span{white-space:nowrap;margin-inline-end:1em}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:start;vertical-align:top;overflow-wrap:break-word}
th{background:var(--panel);font-weight:600}
col.what{width:12rem}
td.none{color:var(--soft)}
tr.whole td,tr.whole th{background:var(--panel);font-size:.92rem}
tr.whole ul{list-style:none;padding:0;margin:0}
mark{color:inherit;padding:.05em .1em;border-radius:.15em;text-underline-offset:.18em}
""" + "\n".join(map(_marks, FAMILIES)) + """
.n{font-size:.72em;font-weight:700;vertical-align:super;line-height:0;text-decoration:none;margin:0 .15em;
unicode-bidi:isolate;white-space:nowrap}
.n:hover{text-decoration:underline}
.refs .n{font-size:.85em;vertical-align:baseline}
.g{font-weight:700}
.caret{color:var(--soft)}
.control{color:var(--voice);font-size:.8em;border:1px solid currentColor;border-radius:.2em}
a{color:var(--accent)}
a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
:target{outline:2px solid var(--accent);outline-offset:3px}
article{border:1px solid var(--line);border-radius:.4rem;padding:.4rem 1.2rem;margin:1rem 0;max-width:48rem}
.headline{font-size:1.2rem;font-weight:700}
.standfirst{font-weight:600}
.byline,.dateline,.caption,.furniture,.correction{color:var(--soft);font-size:.92rem}
.role{font-size:.75rem;text-transform:uppercase;letter-spacing:.04em;border:1px solid var(--line);padding:0 .3em;
margin-inline-end:.4em}
"""
    f"@media print{{:root{{color-scheme:light;{_variables(LIGHT)};--ink:#000;--soft:#444;--line:#999}}"
    """
html{font-size:9pt}body{max-width:none;padding:0;background:#fff}mark,th,td{print-color-adjust:exact}
th,td{padding:.25rem .4rem}col.what{width:15%}.wide{overflow:visible}article{max-width:none;border:0;padding:0}
tr,li,p{break-inside:avoid}h2,h3{break-after:avoid}thead{display:table-header-group}a{color:inherit}}
"""
)
"""The style sheet; its digest stands in the page's policy."""
