"""Numbers of PyTorch in mixed precision that encoders in bfloat16 are tested against.

    python -P goldens/autocast.py

writes autocast.json beside this file: of the small BERT in encoder_bert.json, under `torch.autocast` with bfloat16, the
last hidden states, and for mean pooling the embeddings' gradient with respect to every parameter.
"""

import json
import pathlib

import torch
import transformers
from transformers import BertConfig, BertModel

folder = pathlib.Path(__file__).parent
golden = json.loads((folder / "encoder_bert.json").read_text())
model = BertModel(BertConfig(**golden["config"]), add_pooling_layer=False).eval()
parameters = dict(model.named_parameters())
with torch.no_grad():
    for name, p in parameters.items():
        p.copy_(torch.tensor(golden["weights"][name]).reshape(p.shape))

texts = golden["texts"]
width = max(map(len, texts))
ids = torch.tensor([text + [0] * (width - len(text)) for text in texts])
mask = torch.tensor([[1] * len(text) + [0] * (width - len(text)) for text in texts])
with torch.autocast("cpu", dtype=torch.bfloat16):
    hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state
hidden = hidden.float()
pooled = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
(pooled * torch.tensor(golden["coefficients"]).reshape(pooled.shape)).sum().backward()


def rounded(tensor):
    return [float(f"{x:.6g}") for x in tensor.detach().flatten().tolist()]


(folder / "autocast.json").write_text(json.dumps({
    "command": "python -P goldens/autocast.py",
    "versions": {"torch": torch.__version__, "transformers": transformers.__version__},
    "hidden": [rounded(states[: len(text)]) for states, text in zip(hidden, texts)],
    "gradients": {name: rounded(p.grad) for name, p in parameters.items() if p.grad is not None},
}) + "\n")
