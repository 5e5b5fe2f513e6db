"""Steps of training with transformers' BertForSequenceClassification; the same work as ours/cross_encoder_step.ts.

padded   all pairs of the batch padded to its longest.
grouped  the pairs sorted by length, in groups padded to their longest.
"""
import json
import statistics
import time

import torch
from contestant import args, folder, print_line, resident_bytes, threads
from grouping import cuts
from torch.nn.functional import cross_entropy
from transformers import BertForSequenceClassification

WARM_UP, LIST = 2, 4
mode, groups = args[0], int((args + ["4"])[1])
torch.set_num_threads(threads)


class Batch:
    """The pairs, in one group or in several of similar length."""

    def __init__(self, batch):
        pairs, firsts = batch["pairs"], batch["firsts"]
        order = sorted(range(len(pairs)), key=lambda i: len(pairs[i]))
        self.place = torch.empty(len(pairs), dtype=torch.long)
        self.place[order] = torch.arange(len(pairs))
        self.parts, start = [], 0
        for end in cuts([len(pairs[i]) for i in order], groups if mode == "grouped" else 1):
            members = order[start:end]
            width = len(pairs[members[-1]])
            lengths = torch.tensor([[len(pairs[i])] for i in members])
            ids = torch.zeros(len(members), width, dtype=torch.long)
            for row, i in zip(ids, members):
                row[: len(pairs[i])] = torch.tensor(pairs[i])
            places = torch.arange(width)
            mask = places < lengths
            types = mask & (places >= torch.tensor([[firsts[i]] for i in members]))
            self.parts.append(dict(input_ids=ids, attention_mask=mask.long(), token_type_ids=types.long()))
            start = end

    def loss(self):
        scores = torch.cat([model(**part).logits[:, 0] for part in self.parts])[self.place].reshape(-1, LIST)
        return cross_entropy(scores, torch.zeros(len(scores), dtype=torch.long))


# Padding is not timed: a data loader does it beside the training.
with open(f"{folder}/batches.json") as file:
    batches = [Batch(batch) for batch in json.load(file)]
# The fastest attention that transformers has on a CPU. eval() turns dropout off.
model = BertForSequenceClassification.from_pretrained(folder, attn_implementation="sdpa").eval()
before = resident_bytes()["now"]
plain = [name for name, _ in model.named_parameters() if name.endswith("bias") or "LayerNorm" in name]
optimizer = torch.optim.AdamW(
    [
        {"params": [p for name, p in model.named_parameters() if name not in plain], "weight_decay": 1e-6},
        {"params": [p for name, p in model.named_parameters() if name in plain], "weight_decay": 0.0},
    ],
    lr=1e-5,
    fused=True,
)
losses, seconds = [], []
for batch in batches:
    started = time.perf_counter()
    loss = batch.loss()
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
