"""How well and how fast the article is taken out of saved web pages. Run by hand, from the root of the project:

    PYTHONPATH=desktop python tests/benchmarks/pages.py [--shared ../shared]

Prints one JSON line per figure, by the scorer of the yardsticks: F1 of `body` (at least 97), precision, recall, the
share of pages without a fault, pages a second (at least 5), for this program and for trafilatura alone. Says that it is
skipped where the shared folder is not there. `desktop/training/page_blocks.py --check` tells how the weights do on
pages that they were not fitted on.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

_ALONE = """
import pathlib, types, trafilatura
def read(path):
    text = trafilatura.extract(pathlib.Path(path).read_bytes(), include_comments=False, include_tables=False)
    return types.SimpleNamespace(text=text or "")
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    yardsticks = parser.parse_args().shared.resolve() / "yardsticks"
    scorer, pages = yardsticks / "score_extraction.py", yardsticks / "data" / "pages"
    if not scorer.is_file() or not pages.is_dir():
        print(json.dumps({"pages": f"skipped: there is no {pages}"}))
        return
    for name, function in (("parallax", "parallax:read"), ("trafilatura alone", "")):
        code = "import runpy, sys\n"
        if not function:
            code += f"sys.modules['alone'] = m = type(sys)('alone')\nexec({_ALONE!r}, m.__dict__)\n"
        code += f"sys.argv = [{str(scorer)!r}, {str(pages)!r}, {function or 'alone:read'!r}]\n"
        code += f"sys.path.insert(0, {str(yardsticks)!r})\nrunpy.run_path({str(scorer)!r}, run_name='__main__')\n"
        done = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True, check=True)
        print(json.dumps({name: json.loads(done.stdout.splitlines()[-1])}), flush=True)


if __name__ == "__main__":
    main()
