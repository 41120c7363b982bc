"""Make of trained weights what is shipped: an int8 ONNX graph, the pair head's weights, the tokenizer; and measure it.

Quantised as onnxruntime does it dynamically, per channel, with the range reduced to seven bits: processors without
VNNI add pairs of products in sixteen bits.
"""

from __future__ import annotations

import argparse
import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic

from parallax.attribution.decoding import PairWeights
from parallax.language.windows import Batch, batch, pack

from .graph import graph_of
from .reading import HELD_OUT, Reading, attributed, tokenizer_of
from .score import score
from .shipped import GRAPH, PAIRS, TOKENIZER, Shipped

_PREFIX = "pairs."


def export(weights: dict[str, NDArray[np.float32]], base: Path, to: Path, *, whole: bool = False) -> None:
    """Write the files into `to`; `whole` leaves the weights as float32, to compare with."""
    config = json.loads((base / "config.json").read_text(encoding="utf-8"))
    to.mkdir(parents=True, exist_ok=True)
    graph = graph_of(weights, config["num_hidden_layers"], config["num_attention_heads"], small=not whole)
    onnx.checker.check_model(graph)
    if whole:
        onnx.save(graph, to / GRAPH)
    else:
        plain = to / "whole.onnx"
        onnx.save(graph, plain)
        quantize_dynamic(
            plain,
            to / GRAPH,
            op_types_to_quantize=["MatMul", "Attention"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            # what comes out of a fused operation has no type that the tool can infer
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )
        plain.unlink()
    pairs = {
        name.removeprefix(_PREFIX).replace(".", "_"): value.astype(np.float32)
        for name, value in weights.items()
        if name.startswith(_PREFIX)
    }
    missing = set(PairWeights.__dataclass_fields__) ^ set(pairs)
    if missing:
        raise ValueError(f"the pair head's weights do not fit the decoder's: {sorted(missing)}")
    np.savez_compressed(to / PAIRS, **pairs)  # type: ignore[arg-type]
    shutil.copyfile(base / TOKENIZER, to / TOKENIZER)


def speed(shipped: Shipped, readings: Sequence[Reading]) -> float:
    """Words of running text a second of the encoder alone, both outputs."""
    batches: list[Batch] = []
    for reading in readings:
        windows = pack(reading.words)
        batches += [batch([(reading.words, w) for w in windows[k : k + 4]]) for k in range(0, len(windows), 4)]
    start = time.perf_counter()
    for read in batches:
        shipped.outputs(read)
    return sum(len(r.text.split()) for r in readings) / (time.perf_counter() - start)


def main() -> None:
    """Export, then print size, speed and figures on the articles kept from the training."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True, help="directory of all-MiniLM-L6-v2")
    parser.add_argument("--weights", type=Path, required=True, help="trained.pt or epoch-N.pt")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--measure", type=Path, help="the file of attributions of the training")
    parser.add_argument("--whole", action="store_true", help="float32 instead of int8")
    given = parser.parse_args()
    state = torch.load(given.weights, weights_only=True)
    export({n: v.numpy() for n, v in state.items()}, given.base, given.to, whole=given.whole)
    sizes = {f.name: f.stat().st_size for f in sorted(given.to.iterdir())}
    print(json.dumps(sizes | {"total": sum(sizes.values())}))
    if given.measure:
        shipped = Shipped(given.to)
        readings = attributed(given.measure, tokenizer_of(given.base))[::HELD_OUT]
        print(f"encoder alone: {speed(shipped, readings[:12]):.0f} words/s")
        print(json.dumps(score(readings, shipped.projected, shipped.weights)))


if __name__ == "__main__":
    main()
