"""Steps of training with transformers' BertModel; the same work as ours/training_step.ts.

padded   every query to 20 tokens, every passage to 200, a forward pass each for queries, positives and negatives:
         the reference's way.
grouped  all texts of the batch sorted by length, in groups padded to their longest; the fused AdamW.

Then the number of groups, and `bfloat16` for mixed precision by autocast.
"""
import json
import statistics
import time

import torch
from contestant import args, folder, print_line, resident_bytes, threads
from grouping import cuts
from torch.nn.functional import cosine_similarity
from transformers import BertModel

WARM_UP = 2
mode, groups, mixed = args[0], int((args + ["6"])[1]), "bfloat16" in args
torch.set_num_threads(threads)


def padded(texts, length):
    ids = torch.zeros(len(texts), length, dtype=torch.long)
    for row, text in zip(ids, texts):
        row[: len(text)] = torch.tensor(text)
    return ids, (torch.arange(length) < torch.tensor([[len(text)] for text in texts])).long()


def cls(ids, mask):
    return model(input_ids=ids, attention_mask=mask).last_hidden_state[:, 0]


class Padded:
    """Queries, positives and negatives, each padded to its limit."""

    def __init__(self, batch):
        self.parts = [padded(batch["queries"], 20), padded(batch["positives"], 200), padded(batch["negatives"], 200)]

    def embed(self):
        return [cls(*part) for part in self.parts]


class Grouped:
    """All texts, in groups of similar length."""

    def __init__(self, batch):
        texts = batch["queries"] + batch["positives"] + batch["negatives"]
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        self.place = torch.empty(len(texts), dtype=torch.long)
        self.place[order] = torch.arange(len(texts))
        self.parts, start = [], 0
        for end in cuts([len(texts[i]) for i in order], groups):
            members = [texts[i] for i in order[start:end]]
            self.parts.append(padded(members, len(members[-1])))
            start = end

    def embed(self):
        return torch.cat([cls(*part) for part in self.parts])[self.place].chunk(3)


def adaptive_margin_loss(q, p, n):
    margin = cosine_similarity(q, p) - cosine_similarity(q, n)
    return ((margin - (cosine_similarity(p, n) + 1) / 2) ** 2).mean()


# Padding is not timed: a data loader does it beside the training.
with open(f"{folder}/batches.json") as file:
    batches = [(Grouped if mode == "grouped" else Padded)(batch) for batch in json.load(file)]
# The fastest attention that transformers has on a CPU. eval() turns dropout off.
model = BertModel.from_pretrained(folder, attn_implementation="sdpa", add_pooling_layer=False).eval()
before = resident_bytes()["now"]
plain = [name for name, _ in model.named_parameters() if name.endswith("bias") or "LayerNorm" in name]
optimizer = torch.optim.AdamW(
    [
        {"params": [p for name, p in model.named_parameters() if name not in plain], "weight_decay": 1e-6},
        {"params": [p for name, p in model.named_parameters() if name in plain], "weight_decay": 0.0},
    ],
    lr=1e-5,
    fused=mode == "grouped",
)
losses, seconds = [], []
for batch in batches:
    started = time.perf_counter()
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=mixed):
        embeddings = batch.embed()
    loss = adaptive_margin_loss(*(part.float() for part in embeddings))
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    losses.append(loss.item())
    seconds.append(time.perf_counter() - started)
peak = resident_bytes()["peak"]
print_line(
    ["torch", "transformers"],
    seconds=statistics.median(seconds[WARM_UP:]),
    peakBytes=peak,
    stepBytes=peak - before,
    losses=losses,
)
