"""Numbers of torch.optim.AdamW that the optimiser is tested against.

    python goldens/adamw.py

writes adamw.json beside this file: two parameters, one with weight decay and one without, over five steps.
"""

import json
import pathlib

import torch

SEED = 20250718
torch.manual_seed(SEED)
LEARNING_RATES = [0.001, 0.002, 0.003, 0.003, 0.0029]
start = {"dense.weight": torch.randn(3, 2), "dense.bias": torch.randn(3)}
parameters = {name: torch.nn.Parameter(value.clone()) for name, value in start.items()}
optimizer = torch.optim.AdamW(
    [
        {"params": [parameters["dense.weight"]], "weight_decay": 0.1},
        {"params": [parameters["dense.bias"]], "weight_decay": 0.0},
    ]
)
gradients, after = [], []
for rate in LEARNING_RATES:
    for group in optimizer.param_groups:
        group["lr"] = rate
    step = {name: torch.randn_like(p) * 10 ** torch.randn(1).item() for name, p in parameters.items()}
    for name, p in parameters.items():
        p.grad = step[name].clone()
    optimizer.step()
    gradients.append({name: g.flatten().tolist() for name, g in step.items()})
    after.append({name: p.detach().flatten().tolist() for name, p in parameters.items()})

golden = {
    "command": "python goldens/adamw.py",
    "versions": {"torch": torch.__version__},
    "seed": SEED,
    "weightDecay": 0.1,
    "learningRates": LEARNING_RATES,
    "start": {name: value.flatten().tolist() for name, value in start.items()},
    "gradients": gradients,
    "after": after,
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden))
