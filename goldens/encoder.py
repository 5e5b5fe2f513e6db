"""Numbers of transformers that the encoders are tested against.

    python -P goldens/encoder.py FOLDER_OF_MINILM FOLDER_OF_MPNET

(-P, as statistics.py beside it has the name of a module of Python's own) writes beside this file

- encoder_bert.json, encoder_distilbert.json, encoder_roberta.json, encoder_mpnet.json: a small random model each, with its
  configuration, weights, packed inputs, last hidden states, and for mean, CLS and pooler pooling the embeddings' gradient
  with respect to every parameter. DistilBERT has no pooler in transformers: its goldens put the same one behind it.
- encoder.json, encoder_all_mpnet.json: embeddings of a few texts by all-MiniLM-L6-v2 and by all-mpnet-base-v2.
"""

import json
import pathlib
import sys

import torch
import transformers
from transformers import (
    AutoModel, AutoTokenizer, BertConfig, BertModel, DistilBertConfig, DistilBertModel, MPNetConfig, MPNetModel,
    RobertaConfig, RobertaModel,
)

SEED = 20250718
HEAD = {
    "command": "python -P goldens/encoder.py FOLDER_OF_MINILM FOLDER_OF_MPNET",
    "versions": {"torch": torch.__version__, "transformers": transformers.__version__},
    "seed": SEED,
}
SIZES = dict(
    vocab_size=29, hidden_size=12, num_hidden_layers=2, num_attention_heads=3, intermediate_size=20,
    max_position_embeddings=16, hidden_act="gelu",
)
MODELS = {
    "bert": (BertModel, BertConfig(**SIZES, type_vocab_size=2, layer_norm_eps=1e-12)),
    "distilbert": (DistilBertModel, DistilBertConfig(
        vocab_size=29, dim=12, n_layers=2, n_heads=3, hidden_dim=20, max_position_embeddings=16, activation="gelu")),
    "roberta": (RobertaModel, RobertaConfig(**SIZES, type_vocab_size=1, layer_norm_eps=1e-5, pad_token_id=1)),
    "mpnet": (MPNetModel, MPNetConfig(**SIZES | dict(max_position_embeddings=50), layer_norm_eps=1e-5)),
}
LENGTHS = {"mpnet": [5, 3, 9, 3, 1, 8, 40]}  # far enough for the shared buckets of relative positions
COMMON_FIELDS = ("initializer_range", "relative_attention_num_buckets", "pad_token_id", "layer_norm_eps", "type_vocab_size")


def rounded(tensor, digits=7):
    return [float(f"{x:.{digits}g}") for x in tensor.detach().flatten().tolist()]


def write(name, golden):
    path = pathlib.Path(__file__).with_name(name)
    path.write_text(json.dumps(HEAD | golden, ensure_ascii=True) + "\n")
    print(path, path.stat().st_size)


def fields(config):
    json = config.to_dict()
    own = [*SIZES, "dim", "n_layers", "n_heads", "hidden_dim", "activation", *COMMON_FIELDS]
    return {key: json[key] for key in ("model_type", *own) if key in json}


def small(name):
    torch.manual_seed(SEED)
    cls, config = MODELS[name]
    config._attn_implementation = "eager"
    model = cls(config).eval()
    pooler = None if hasattr(model, "pooler") else torch.nn.Linear(12, 12)
    named = dict(model.named_parameters())
    if pooler is not None:
        named |= {f"pooler.dense.{key}": p for key, p in pooler.named_parameters()}
    with torch.no_grad():
        for key, p in named.items():  # away from the symmetric start: zero biases would hide mistakes
            norm = "norm" in key.lower() and key.endswith("weight")
            p.copy_(torch.randn_like(p) * 0.3 + (1.0 if norm else 0.0))
            p.copy_(torch.tensor(rounded(p)).reshape(p.shape))  # the very numbers that are written
    pad = config.pad_token_id
    lengths = LENGTHS.get(name, [5, 3, 9, 3, 1, 8, 12])
    texts = [torch.randint(2, 29, (n,)).tolist() for n in lengths]  # transformers gives padding no gradient
    width = max(lengths)
    ids = torch.full((len(texts), width), pad)
    mask = torch.zeros(len(texts), width, dtype=torch.long)
    for i, text in enumerate(texts):
        ids[i, : len(text)] = torch.tensor(text)
        mask[i, : len(text)] = 1
    coefficients = torch.tensor(rounded(torch.randn(len(texts), 12))).reshape(len(texts), 12)
    gradients = {}
    for pooling in ("mean", "cls", "pooler"):
        for p in named.values():
            p.grad = None
        hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state
        if pooling == "mean":
            pooled = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        elif pooling == "cls":
            pooled = hidden[:, 0]
        else:
            pooled = model.pooler(hidden) if pooler is None else torch.tanh(pooler(hidden[:, 0]))
        (pooled * coefficients).sum().backward()
        gradients[pooling] = {key: rounded(p.grad, 6) for key, p in named.items() if p.grad is not None}
    write(f"encoder_{name}.json", {
        "config": fields(config),
        "weights": {key: rounded(p) for key, p in named.items()},
        "shapes": {key: list(p.shape) for key, p in named.items()},
        "texts": texts,
        "hidden": [rounded(hidden[i, :n]) for i, n in enumerate(lengths)],
        "coefficients": rounded(coefficients),
        "gradients": gradients,
    })


def published(folder, file):
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
    model = AutoModel.from_pretrained(folder).eval()
    embeddings, hidden = [], []
    with torch.no_grad():
        for sentence in sentences:
            batch = tokenizer(sentence, truncation=True, max_length=200, return_tensors="pt")
            state = model(**batch).last_hidden_state[0]
            embeddings.append(rounded(state.mean(0)))
            hidden.append(rounded(state[-1]))
    write(file, {"maxLength": 200, "sentences": sentences, "meanPooled": embeddings, "lastToken": hidden})


if __name__ == "__main__":
    for name in MODELS:
        small(name)
    published(sys.argv[1], "encoder.json")
    published(sys.argv[2], "encoder_all_mpnet.json")
