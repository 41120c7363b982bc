"""The look of the HTML form: light, dark and printed; blue and orange, never colour alone."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--ink:#1c1f23;--paper:#fff;--soft:#5b636d;--line:#d5dae0;--panel:#f4f6f8;
--facts:#0b5cad;--voice:#b45309;--force:#7a3aa8;--coverage:#4a5563;--wording:#0f766e;
--facts-tint:#dcebfa;--voice-tint:#fdebd3;--force-tint:#efe3f8;--coverage-tint:#e6e9ed;--wording-tint:#d9f0ed}
@media (prefers-color-scheme:dark){:root{--ink:#e6e8eb;--paper:#16181b;--soft:#a2abb6;--line:#3a4048;--panel:#202328;
--facts:#8cc4ff;--voice:#ffb866;--force:#d3a8f5;--coverage:#b8c1cc;--wording:#74d6c9;
--facts-tint:#173451;--voice-tint:#4a2f0f;--force-tint:#382249;--coverage-tint:#30353c;--wording-tint:#123a36}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:90rem;padding:1.5rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);
background:var(--paper);overflow-wrap:anywhere}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.25rem;margin:2.2rem 0 .6rem;padding-bottom:.2rem;border-bottom:2px solid var(--line)}
h3{font-size:1.05rem;margin:1.4rem 0 .4rem}
p{margin:.4rem 0}
.soft{color:var(--soft);font-size:.9rem}
ol,ul{padding-inline-start:1.6rem;margin:.4rem 0}
li{margin:.3rem 0}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:start;vertical-align:top;min-width:8rem}
th{background:var(--panel);font-weight:600}
table.columns{table-layout:fixed}
td.none{color:var(--soft)}
td.why{background:var(--panel);font-size:.92rem}
mark{color:inherit;padding:.05em .1em;border-radius:.15em;text-decoration-thickness:2px;text-underline-offset:.18em}
mark.facts{background:var(--facts-tint);text-decoration:underline solid 2px var(--facts)}
mark.voice{background:var(--voice-tint);text-decoration:underline double 1px var(--voice)}
mark.force{background:var(--force-tint);text-decoration:underline wavy 1px var(--force)}
mark.coverage{background:var(--coverage-tint);text-decoration:underline dotted 2px var(--coverage)}
mark.wording{background:var(--wording-tint);text-decoration:underline dashed 2px var(--wording)}
.n{font-size:.75em;font-weight:700;vertical-align:super;line-height:0;text-decoration:none;margin:0 .15em;
unicode-bidi:isolate}
.n.facts,.g.facts{color:var(--facts)}.n.voice,.g.voice{color:var(--voice)}.n.force,.g.force{color:var(--force)}
.n.coverage,.g.coverage{color:var(--coverage)}.n.wording,.g.wording{color:var(--wording)}
.g{font-weight:700}
.caret{color:var(--soft)}
.control{color:var(--voice);font-size:.8em;border:1px solid currentColor;border-radius:.2em}
a{color:var(--facts)}
a:focus-visible{outline:3px solid var(--facts);outline-offset:2px}
:target{outline:2px solid var(--voice);outline-offset:3px}
article{border:1px solid var(--line);border-radius:.4rem;padding:.4rem 1.2rem;margin:1rem 0;max-width:48rem}
.headline{font-size:1.2rem;font-weight:700}
.standfirst{font-weight:600}
.byline,.dateline,.caption,.furniture,.correction{color:var(--soft);font-size:.92rem}
.role{font-size:.75rem;text-transform:uppercase;letter-spacing:.04em;border:1px solid var(--line);padding:0 .3em;
margin-inline-end:.4em}
@media print{:root{color-scheme:light;--ink:#000;--paper:#fff;--soft:#444;--line:#999;--panel:#f4f6f8;
--facts:#0b5cad;--voice:#b45309;--force:#7a3aa8;--coverage:#4a5563;--wording:#0f766e;
--facts-tint:#dcebfa;--voice-tint:#fdebd3;--force-tint:#efe3f8;--coverage-tint:#e6e9ed;--wording-tint:#d9f0ed}
body{max-width:none;padding:0;font-size:9.5pt;background:#fff}mark,th,td{print-color-adjust:exact}
th,td{min-width:0}.wide{overflow:visible}article{max-width:none;border:0;padding:0}
tr,li{break-inside:avoid}h2,h3{break-after:avoid}nav{display:none}}
"""
