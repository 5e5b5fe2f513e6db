"""Steps on a batch of full-length triples with transformers' MPNetModel; the same work as ours/mpnet_step.ts.

Argument: float32; or bfloat16 or float16, for mixed precision by autocast.
"""
import json
import statistics
import time

import torch
from contestant import args, folder, print_line, resident_bytes, threads
from torch.nn.functional import cosine_similarity
from transformers import AutoModel

WARM_UP, STEPS = 1, 4
precision = getattr(torch, args[0])
torch.set_num_threads(threads)
device = "cuda" if torch.cuda.is_available() else "cpu"
model = AutoModel.from_pretrained(folder, add_pooling_layer=False).eval().to(device)
plain = [name for name, _ in model.named_parameters() if name.endswith("bias") or "LayerNorm" in name]
optimizer = torch.optim.AdamW(
    [
        {"params": [p for name, p in model.named_parameters() if name not in plain], "weight_decay": 1e-6},
        {"params": [p for name, p in model.named_parameters() if name in plain], "weight_decay": 0.0},
    ],
    lr=1e-6,
    fused=True,
)
scaler = torch.amp.GradScaler(device, enabled=precision == torch.float16)
with open(f"{folder}/batch.json") as file:
    batch = [torch.tensor(texts).to(device) for texts in json.load(file).values()]
losses, seconds = [], []
for _ in range(STEPS):
    started = time.perf_counter()
    with torch.autocast(device, dtype=precision, enabled=precision != torch.float32):
        q, p, n = (model(input_ids=ids).last_hidden_state[:, 0].float() for ids in batch)
    margin = cosine_similarity(q, p) - cosine_similarity(q, n)
    loss = ((margin - (cosine_similarity(p, n) + 1) / 2) ** 2).mean()
    scaler.scale(loss).backward()
    scaler.step(optimizer)
    scaler.update()
    optimizer.zero_grad()
    if device == "cuda":
        torch.cuda.synchronize()
    losses.append(loss.item())
    seconds.append(time.perf_counter() - started)
print_line(
    ["torch", "transformers"],
    seconds=statistics.median(seconds[WARM_UP:]),
    peakBytes=resident_bytes()["peak"],
    losses=losses,
)
