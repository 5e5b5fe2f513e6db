"""Values and gradients of the losses, by PyTorch's autograd in float64: writes losses.json beside itself.

Run in an environment with requirements.txt:  python goldens/losses.py

The two orientations are written in two ways on purpose. "reference" is written as the reference implementation
writes it: a vector minus a matrix, so that PyTorch's own broadcasting decides whose margin stands where. "paper" is
written out entry by entry, from the text's formulas. Neither restates the expressions under test.
"""

import itertools
import json
import pathlib
import platform

import torch
from torch.nn.functional import cosine_similarity, cross_entropy, normalize, softplus

SEED, B, D = 166613, 5, 4
ERRORS = {
    "l2": lambda t: t.square(),
    "l1": lambda t: t.abs(),
    "soft": lambda t: softplus(-t),
}
ONE_SIDED = {"hinge": lambda t: torch.clamp(-t, min=0).square()}
CONTROLS = ["shuffled", "batch-mean", "reversed"]


def controlled(wanted, target):
    """The controls, entry by entry: wanted is [B] or [B, B]."""
    if target == "shuffled" and wanted.dim() == 1:
        return torch.stack([wanted[(i + 1) % B] for i in range(B)])
    if target == "shuffled":
        return torch.stack([wanted[(i + 1) % B, (j + 2) % B] for i in range(B) for j in range(B)]).reshape(B, B)
    if target == "batch-mean":
        return (sum(wanted.flatten()) / wanted.numel()).expand_as(wanted)
    return 1 - wanted if target == "reversed" else wanted


def reference(q, p, n, target, in_batch, detach):
    similarity = lambda x, y: cosine_similarity(x[:, None], y[None, :], dim=-1)
    positive, negative = similarity(q, p), similarity(q, n)
    margin = positive.diag() - (negative if in_batch else negative.diag())
    if isinstance(target, float):
        return margin - target
    wanted = similarity(p, n) / 2 + 0.5
    if target != "distributed" and not in_batch:
        wanted = wanted.diag()
    wanted = controlled(wanted, target)
    return margin - (wanted.detach() if detach else wanted)


def paper(q, p, n, target, in_batch, detach):
    similarity = lambda x, y: torch.dot(x, y) / (x.norm() * y.norm())
    pairs = [(i, j) for i in range(B) for j in range(B)]
    if not in_batch and target != "distributed":
        pairs = [(i, i) for i in range(B)]
    margins = [similarity(q[i], p[i]) - similarity(q[i], n[j if in_batch else i]) for i, j in pairs]
    if isinstance(target, float):
        return torch.stack(margins) - target
    wanted = torch.stack([(similarity(p[i], n[j]) + 1) / 2 for i, j in pairs])
    if target in CONTROLS:
        wanted = controlled(wanted.reshape(B, B) if in_batch else wanted, target).flatten()
    return torch.stack(margins) - (wanted.detach() if detach else wanted)


def softmax(q, p, n, temperature):
    candidates = normalize(torch.cat([p, n]), dim=-1)
    return cross_entropy(normalize(q, dim=-1) @ candidates.T / temperature, torch.arange(B))


def measured(loss, embeddings):
    leaves = [x.clone().requires_grad_() for x in embeddings]
    value = loss(*leaves)
    gradients = torch.autograd.grad(value, leaves)
    return {"value": rounded(value), "gradients": [rounded(g) for g in gradients]}


def rounded(tensor):
    return json.loads(json.dumps(tensor.tolist()), parse_float=lambda text: round(float(text), 9))


def main():
    torch.manual_seed(SEED)
    # Lengths far from 1; every negative leans towards its positive, as a hard one does.
    scale = torch.rand(3, B, 1, dtype=torch.float64) * 3 + 0.2
    q, p, n = torch.randn(3, B, D, dtype=torch.float64)
    # Rounded first, so that the test reads the very numbers that were used.
    scaled = torch.stack([q, p, n + 0.5 * p]) * scale
    embeddings = [torch.tensor(rounded(x), dtype=torch.float64) for x in scaled]

    def margins(targets, errors):
        found = []
        for target, in_batch, error, orientation, detach in itertools.product(
            targets, [False, True], errors, ["paper", "reference"], [False, True]
        ):
            if in_batch and target == "distributed":
                continue
            differences = {"paper": paper, "reference": reference}[orientation]
            loss = lambda q, p, n: errors[error](differences(q, p, n, target, in_batch, detach)).mean()
            options = {
                "target": target,
                "inBatch": in_batch,
                "errorFn": error,
                "orientation": orientation,
                "detachTarget": detach,
            }
            found.append({"options": options, **measured(loss, embeddings)})
        return found

    margin = margins([0.3, "adaptive", "distributed"], ERRORS)
    controls = margins([0.3, "adaptive", "distributed"], ONE_SIDED)
    controls += margins(CONTROLS, {"l2": ERRORS["l2"], **ONE_SIDED})

    in_batch_softmax = [
        {"options": {"temperature": t}, **measured(lambda q, p, n: softmax(q, p, n, t), embeddings)}
        for t in (0.05, 1.0)
    ]

    golden = {
        "command": "python goldens/losses.py",
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
        "seed": SEED,
        "embeddings": dict(zip(["queries", "positives", "negatives"], map(rounded, embeddings))),
        "margin": margin,
        "marginControls": controls,
        "inBatchSoftmax": in_batch_softmax,
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(golden, separators=(",", ":")).replace('{"options"', '\n{"options"') + "\n")


main()
