"""The runtime of the networks. It reports its use to its makers unless it is told before it is loaded not to."""

from __future__ import annotations

import os
from types import ModuleType


def runtime() -> ModuleType:
    """onnxruntime, which keeps no number of this computer and connects to nobody."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # imported late, in the analyst alone

    return onnxruntime  # type: ignore[no-any-return]
