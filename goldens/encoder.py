"""Numbers of transformers that the encoders are tested against.

    python goldens/encoder.py FOLDER_OF_MINILM

writes encoder.json beside this file: a small random BERT (configuration, weights, packed inputs, last hidden states, and
the gradient of every parameter for mean and CLS pooling), and embeddings of a few texts by all-MiniLM-L6-v2.
"""

import json
import pathlib
import sys

import torch
import transformers
from transformers import AutoModel, AutoTokenizer, BertConfig, BertModel

SEED = 20250718
torch.manual_seed(SEED)
folder = sys.argv[1]


def rounded(tensor, digits=8):
    return [float(f"{x:.{digits}g}") for x in tensor.detach().flatten().tolist()]


config = BertConfig(
    vocab_size=37, hidden_size=12, num_hidden_layers=2, num_attention_heads=3, intermediate_size=20,
    max_position_embeddings=16, type_vocab_size=2, hidden_act="gelu", layer_norm_eps=1e-12,
)
model = BertModel(config, add_pooling_layer=False).eval()
with torch.no_grad():
    for name, p in model.named_parameters():  # away from the symmetric start: zero biases would hide mistakes
        p.copy_(torch.randn_like(p) * 0.3 + (1.0 if "LayerNorm.weight" in name else 0.0))
lengths = [5, 3, 9, 3, 1, 8, 12]
texts = [torch.randint(1, 37, (n,)).tolist() for n in lengths]  # 0 is padding: transformers gives it no gradient
width = max(lengths)
ids = torch.zeros(len(texts), width, dtype=torch.long)
mask = torch.zeros(len(texts), width, dtype=torch.long)
for i, text in enumerate(texts):
    ids[i, : len(text)] = torch.tensor(text)
    mask[i, : len(text)] = 1
coefficients = torch.randn(len(texts), config.hidden_size)
hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state
gradients = {}
for pooling in ("mean", "cls"):
    model.zero_grad()
    hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state
    pooled = hidden[:, 0] if pooling == "cls" else (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    (pooled * coefficients).sum().backward()
    gradients[pooling] = {name: rounded(p.grad) for name, p in model.named_parameters() if p.grad is not None}

sentences = [
    "a",
    "dog, domestic dog: a member of the genus Canis that has been domesticated by man since prehistoric times",
    "the dog barked all night",
    "bank: sloping land (especially the slope beside a body of water)",
    "he sat on the bank of the river and watched the currents",
    "",
    "Ünïcödé — naïve café, 東京, 😀 and antidisestablishmentarianism",
    "word " * 300,
]
tokenizer = AutoTokenizer.from_pretrained(folder)
minilm = AutoModel.from_pretrained(folder).eval()
embeddings = []
with torch.no_grad():
    for sentence in sentences:
        batch = tokenizer(sentence, truncation=True, max_length=200, return_tensors="pt")
        state = minilm(**batch).last_hidden_state[0]
        embeddings.append(rounded(state.mean(0), 7))

golden = {
    "command": "python goldens/encoder.py FOLDER_OF_MINILM",
    "versions": {"torch": torch.__version__, "transformers": transformers.__version__},
    "seed": SEED,
    "small": {
        "config": {key: getattr(config, key) for key in (
            "model_type", "vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
            "hidden_act", "max_position_embeddings", "type_vocab_size", "layer_norm_eps")},
        "weights": {name: rounded(p, 9) for name, p in model.named_parameters()},
        "texts": texts,
        "hidden": [rounded(hidden[i, :n]) for i, n in enumerate(lengths)],
        "coefficients": rounded(coefficients),
        "gradients": gradients,
    },
    "minilm": {"maxLength": 200, "sentences": sentences, "meanPooled": embeddings},
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden, ensure_ascii=True))
print(path, path.stat().st_size)
