"""Make the shipped speaker-embedding model out of the exported one: the same figures, in less time, for two seconds at most.

    python training/shorten_voice_model.py campplus_zh_en.onnx OUT.onnx

CAM++ adds to the mean over all time a mean over segments of 100 frames (two seconds of sound, since its input is halved
first). A piece of voice is never longer than that (`voices.LONGEST_PIECE`), so the two means are one and the same, and the
exported way to the second one (52 times 18 operators, and convolutions over time of what is constant in time) can go:
about a third of the time. `onnx` is needed, which is no dependency of the program.
"""

import sys
from collections import defaultdict

import onnx


def shortened(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with the mean over segments replaced by the mean over all time."""
    nodes = list(model.graph.node)
    made_by = {name: node for node in nodes for name in node.output}
    users = defaultdict(list)
    for node in nodes:
        for name in node.input:
            users[name].append(node)
    for pool in (node for node in nodes if node.op_type == "AveragePool"):
        (mean,) = (node for node in users[pool.input[0]] if node.op_type == "ReduceMean")
        (total,) = (node for node in users[mean.output[0]] if node.op_type == "Add")
        (segments,) = (name for name in total.input if name != mean.output[0])
        if made_by[segments].op_type != "Slice":
            sys.exit("This is not the exported CAM++ model: its segments are made in another way.")
        total.input[:] = [mean.output[0]] * 2
    needed = {output.name for output in model.graph.output}
    kept = []
    for node in reversed(nodes):
        if needed.intersection(node.output):
            needed.update(node.input)
            kept.append(node)
    del model.graph.node[:]
    model.graph.node.extend(reversed(kept))
    onnx.checker.check_model(model)
    return model


if __name__ == "__main__":
    source, out = sys.argv[1:]
    onnx.save(shortened(onnx.load(source)), out)
