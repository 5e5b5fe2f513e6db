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
from torch.nn.functional import (
    binary_cross_entropy_with_logits,
    cosine_similarity,
    cross_entropy,
    kl_div,
    mse_loss,
    normalize,
    softplus,
)

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


def cosines(x, y):
    return cosine_similarity(x[:, None], y[None, :], dim=-1)


def own_and_all(q, p, n):
    """Scores of own pairs [B, 2], and of all passages [B, 2B]."""
    every = torch.cat([cosines(q, p), cosines(q, n)], dim=1)
    return every[range(B), range(B)], every[range(B), range(B, 2 * B)], every


def margin_mse(q, p, n, teacher):
    positive, negative, _ = own_and_all(q, p, n)
    t_positive, t_negative = teacher.diag(), teacher[:, B:].diag()
    return mse_loss(positive - negative, t_positive - t_negative)


def margin_mse_in_batch(q, p, n, teacher):
    margins = [[cosines(q, p)[i, i] - cosines(q, n)[i, j] for j in range(B)] for i in range(B)]
    wanted = [[teacher[i, i] - teacher[i, B + j] for j in range(B)] for i in range(B)]
    return sum((margins[i][j] - wanted[i][j]) ** 2 for i in range(B) for j in range(B)) / B**2


def listwise_kl(q, p, n, teacher, in_batch, temperature, teacher_temperature):
    positive, negative, every = own_and_all(q, p, n)
    student = every if in_batch else torch.stack([positive, negative], dim=1)
    scores = teacher if in_batch else torch.stack([teacher.diag(), teacher[:, B:].diag()], dim=1)
    return kl_div(
        (student / temperature).log_softmax(dim=1),
        (scores / teacher_temperature).softmax(dim=1),
        reduction="batchmean",
    )


def rank_net(q, p, n, teacher, in_batch, temperature, teacher_temperature):
    pairs = [(i, j) for i in range(B) for j in range(B) if in_batch or i == j]
    margins = torch.stack([cosines(q, p)[i, i] - cosines(q, n)[i, j] for i, j in pairs])
    wanted = torch.stack([teacher[i, i] - teacher[i, B + j] for i, j in pairs])
    return binary_cross_entropy_with_logits(margins / temperature, torch.sigmoid(wanted / teacher_temperature))


def dual_margin_mse(q, p, n, teacher, weight):
    """As the authors' code does: the in-batch terms leave out what the pairwise term has."""
    every = torch.cat([cosines(q, p), cosines(q, n)], dim=1)
    terms = {0: [], 1: []}
    for i in range(B):
        for j in range(B):
            for kind in (0, 1):
                if i != j:
                    column = kind * B + j
                    difference = (every[i, i] - every[i, column]) - (teacher[i, i] - teacher[i, column])
                    terms[kind].append(difference**2)
    in_batch = (torch.stack(terms[0]).mean() + torch.stack(terms[1]).mean()) * 0.5
    return margin_mse(q, p, n, teacher) + weight * in_batch


def guided_softmax(q, p, n, guide, temperature, margin):
    """As sentence-transformers' GISTEmbedLoss masks, without contrasts of anchors and of positives."""
    scores = torch.cat([cosines(q, p), cosines(q, n)], dim=1)
    guide = scores.detach() if guide is None else guide
    mask = guide > guide.diag()[:, None] - margin
    mask[range(B), range(B)] = False
    return cross_entropy(scores.masked_fill(mask, -torch.inf) / temperature, torch.arange(B))


def bixse(q, p, n, grades, temperature, bias):
    logits = torch.cat([cosines(q, p), cosines(q, n)], dim=1) / temperature + bias
    wanted = torch.zeros(B, 2 * B, dtype=torch.float64)
    for i in range(B):
        wanted[i, i], wanted[i, B + i] = grades[i]
    return binary_cross_entropy_with_logits(logits, wanted, reduction="none").sum(dim=1).mean()


def triplet(q, p, n, margin, in_batch):
    loss = torch.nn.TripletMarginWithDistanceLoss(
        distance_function=lambda x, y: 1 - cosine_similarity(x, y, dim=-1), margin=margin
    )
    if not in_batch:
        return loss(q, p, n)
    i, j = torch.meshgrid(torch.arange(B), torch.arange(B), indexing="ij")
    return loss(q[i.flatten()], p[i.flatten()], n[j.flatten()])


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

    # In the range of cosines; a query's own positive is not always the best.
    teacher = torch.tensor(rounded(torch.rand(B, 2 * B, dtype=torch.float64) * 1.4 - 0.4), dtype=torch.float64)
    temperatures = [
        {"temperature": 0.05},
        {"temperature": 0.5, "teacherTemperature": 0.2},
    ]

    def taught(loss, in_batch):
        return [
            {
                "inBatch": in_batch,
                "options": options,
                **measured(
                    lambda q, p, n: loss(
                        q,
                        p,
                        n,
                        teacher,
                        in_batch,
                        options["temperature"],
                        options.get("teacherTemperature", options["temperature"]),
                    ),
                    embeddings,
                ),
            }
            for options in temperatures
        ]

    distilled = {
        "teacherScores": rounded(teacher),
        "marginMSE": [
            {"inBatch": in_batch, **measured(lambda q, p, n: loss(q, p, n, teacher), embeddings)}
            for in_batch, loss in ((False, margin_mse), (True, margin_mse_in_batch))
        ],
        "listwiseKL": taught(listwise_kl, False) + taught(listwise_kl, True),
        "rankNet": taught(rank_net, False) + taught(rank_net, True),
        "dualMarginMSE": [
            {
                "options": {"weight": weight},
                **measured(lambda q, p, n: dual_margin_mse(q, p, n, teacher, weight), embeddings),
            }
            for weight in (0.75, 0.2)
        ],
    }

    grades = torch.tensor(rounded(torch.rand(B, 2, dtype=torch.float64)), dtype=torch.float64)
    binary = torch.tensor([[1.0, 0.0]] * B, dtype=torch.float64)
    contrastive = {
        "grades": rounded(grades),
        "guidedSoftmax": [
            {
                "self": guide is None,
                "options": options,
                **measured(
                    lambda q, p, n: guided_softmax(q, p, n, guide, options["temperature"], options["margin"]),
                    embeddings,
                ),
            }
            for guide in (teacher, None)
            for options in ({"temperature": 0.05, "margin": 0}, {"temperature": 0.5, "margin": 0.3})
        ],
        "bixse": [
            {
                "graded": graded is not binary,
                "options": options,
                **measured(
                    lambda q, p, n: bixse(q, p, n, graded, options["temperature"], options["bias"]), embeddings
                ),
            }
            for graded in (binary, grades)
            for options in ({"temperature": 0.1, "bias": -5}, {"temperature": 0.5, "bias": 1})
        ],
        "triplet": [
            {
                "options": {"margin": margin, "inBatch": in_batch},
                **measured(lambda q, p, n: triplet(q, p, n, margin, in_batch), embeddings),
            }
            for margin in (0.2, 1.0)
            for in_batch in (False, True)
        ],
    }

    learned = []
    for t in (0.05, 0.5):
        logarithm = torch.tensor(t, dtype=torch.float64).log().requires_grad_()
        value = softmax(*embeddings, logarithm.exp())
        (slope,) = torch.autograd.grad(value, [logarithm])
        learned.append({"temperature": t, "value": rounded(value), "byLogarithm": rounded(slope)})

    learned_threshold = []
    for t, threshold in ((0.1, 0.5), (0.5, -0.2)):
        logarithm = torch.tensor(t, dtype=torch.float64).log().requires_grad_()
        cut = torch.tensor(threshold, dtype=torch.float64, requires_grad=True)
        value = bixse(*embeddings, binary, logarithm.exp(), -cut / logarithm.exp())
        slopes = torch.autograd.grad(value, [logarithm, cut])
        learned_threshold.append(
            {
                "temperature": t,
                "threshold": threshold,
                "value": rounded(value),
                "byLogarithm": rounded(slopes[0]),
                "byThreshold": rounded(slopes[1]),
            }
        )

    golden = {
        "command": "python goldens/losses.py",
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
        "seed": SEED,
        "embeddings": dict(zip(["queries", "positives", "negatives"], map(rounded, embeddings))),
        "margin": margin,
        "marginControls": controls,
        "inBatchSoftmax": in_batch_softmax,
        "learnedTemperature": learned,
        "learnedThreshold": learned_threshold,
        **distilled,
        **contrastive,
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    text = json.dumps(golden, separators=(",", ":"))
    for first in ("options", "inBatch", "self", "graded"):
        text = text.replace('{"%s":' % first, '\n{"%s":' % first)
    path.write_text(text + "\n")


main()
