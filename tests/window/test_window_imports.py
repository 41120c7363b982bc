from __future__ import annotations

import subprocess
import sys

HEAVY = {"spacy", "numpy", "onnxruntime", "tokenizers", "trafilatura", "lxml"}


def test_the_window_loads_neither_language_nor_network_nor_extractor() -> None:
    program = "import sys, parallax.window.app; print(*{m.partition('.')[0] for m in sys.modules})"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    loaded = set(ran.stdout.split())
    assert "PySide6" in loaded
    assert not loaded & HEAVY
