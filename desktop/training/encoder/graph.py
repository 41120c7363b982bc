"""The network as an ONNX graph, put together by hand of the fused operations that onnxruntime has for BERT."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from parallax.language.windows import LIMIT

OPSET = 17
FUSED = "com.microsoft"
EPSILON = 1e-12


class _Graph:
    """Nodes and weights as they are added; `prefix` names the weights of what is being built."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, values: NDArray[np.generic]) -> str:
        """Add a constant."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        """Add a node with one output that counts."""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output


def graph_of(weights: Mapping[str, NDArray[np.float32]], layers: int, heads: int, *, small: bool) -> onnx.ModelProto:
    """The graph of a network's weights by their names in `network.Network`.

    Inputs: `pieces`, `looks`, `there`, int64 (windows, pieces), as in `Batch` of `parallax.language.windows`, at most
    its `LIMIT` pieces.
    Outputs: `projected` (windows, pieces, `decoding.WIDTH`) and `meaning` (windows, pieces, width), float32. `small`
    keeps the vocabulary in 8 bits with a scale for each piece, heads and places in 16; layers are left to the
    quantiser."""
    g = _Graph()
    e = {name.removeprefix("encoder."): value for name, value in weights.items() if name.startswith("encoder.")}
    _vocabulary(g, e["vocabulary.weight"], small)
    g.add("Gather", [g.weight("look", e["look.weight"]), "looks"], "of_looks")
    g.add("Shape", ["pieces"], "length", start=1, end=2)
    position = _half(g, "position", e["position.weight"][:LIMIT], small)
    g.add("Slice", [position, g.weight("zero", np.array([0])), "length"], "of_places")
    g.add("Add", ["of_pieces", "of_looks"], "looked")
    g.add("Add", ["looked", "of_places"], "placed")
    norm = [g.weight(f"norm.{p}", e[f"norm.{p}"]) for p in ("weight", "bias")]
    x = g.add("LayerNormalization", ["placed", *norm], "states.0", axis=-1, epsilon=EPSILON)
    mask = g.add("Cast", ["there"], "mask", to=TensorProto.INT32)
    for number in range(layers):
        x = _layer(g, {k.removeprefix(f"layers.{number}."): v for k, v in e.items()}, number, heads, x, mask)
    for head, name in (("project", "projected"), ("meaning", "meaning")):
        g.add("MatMul", [x, _half(g, f"{head}.weight", weights[f"{head}.weight"].T, small)], f"{head}.product")
        g.add("Add", [f"{head}.product", g.weight(f"{head}.bias", weights[f"{head}.bias"])], name)
    shape = ["windows", "pieces"]
    graph = helper.make_graph(
        g.nodes,
        "encoder",
        [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in ("pieces", "looks", "there")],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, [*shape, weights[f"{head}.bias"].shape[0]])
            for head, name in (("project", "projected"), ("meaning", "meaning"))
        ],
        g.weights,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def _vocabulary(g: _Graph, table: NDArray[np.float32], small: bool) -> None:
    """Add the look-up of the word pieces."""
    if not small:
        g.add("Gather", [g.weight("vocabulary", table), "pieces"], "of_pieces")
        return
    # one scale for the whole table, as the quantiser has it, takes the states to a cosine of .94 from .99
    scale = np.abs(table).max(1, keepdims=True) / 127
    levels = np.rint(table / np.maximum(scale, 1e-12)).astype(np.int8)
    g.add("Gather", [g.weight("vocabulary", levels), "pieces"], "levels")
    g.add("Cast", ["levels"], "levels.float", to=TensorProto.FLOAT)
    g.add("Gather", [g.weight("vocabulary.scale", scale.astype(np.float32)), "pieces"], "scales")
    g.add("Mul", ["levels.float", "scales"], "of_pieces")


def _half(g: _Graph, name: str, values: NDArray[np.float32], small: bool) -> str:
    """A weight that lies in 16 bits and is used in 32; onnxruntime widens it once, when it loads the graph."""
    if not small:
        return g.weight(name, values)
    return g.add("Cast", [g.weight(f"{name}.half", values.astype(np.float16))], name, to=TensorProto.FLOAT)


def _layer(g: _Graph, w: Mapping[str, NDArray[np.float32]], number: int, heads: int, x: str, mask: str) -> str:
    """One layer over the states `x`; the name of the new states."""

    def weight(name: str) -> str:
        values = w[name]
        return g.weight(f"layers.{number}.{name}", values.T if values.ndim == 2 else values)

    def name(of: str) -> str:
        return f"{of}.{number}"

    seen = g.add("Attention", [x, weight("qkv.weight"), weight("qkv.bias"), mask], name("seen"), FUSED, num_heads=heads)
    out = g.add("MatMul", [seen, weight("out.weight")], name("out"))
    middle = g.add(
        "SkipLayerNormalization",
        [out, x, weight("norm.weight"), weight("norm.bias"), weight("out.bias")],
        name("middle"), FUSED, epsilon=EPSILON,
    )  # fmt: skip
    wide = g.add("MatMul", [middle, weight("wide.weight")], name("wide"))
    bent = g.add("BiasGelu", [wide, weight("wide.bias")], name("bent"), FUSED)
    narrow = g.add("MatMul", [bent, weight("narrow.weight")], name("narrow"))
    return g.add(
        "SkipLayerNormalization",
        [narrow, middle, weight("last_norm.weight"), weight("last_norm.bias"), weight("narrow.bias")],
        f"states.{number + 1}", FUSED, epsilon=EPSILON,
    )  # fmt: skip
