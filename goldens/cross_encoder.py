"""Scores of transformers' cross-encoders that the project's are tested against.

    python -P goldens/cross_encoder.py

reads the small random models of encoder_bert.json and the others beside this file, puts the head of their class for
sequence classification with one label on each, and writes cross_encoder.json: for each model the head's weights, packed
pairs of tokens with their types, their scores, and the gradient of the sum of the scores times coefficients with respect to
some parameters; and for the tokenizer of data/tiny the ids and types of pairs of texts, whole and with the second text cut.
"""

import json
import pathlib

import torch
import transformers as tr

SEED, HERE = 20251125, pathlib.Path(__file__).parent
MODELS = {
    "bert": (tr.BertForSequenceClassification, tr.BertConfig),
    "distilbert": (tr.DistilBertForSequenceClassification, tr.DistilBertConfig),
    "roberta": (tr.RobertaForSequenceClassification, tr.RobertaConfig),
    "mpnet": (tr.MPNetForSequenceClassification, tr.MPNetConfig),
}
LENGTHS = [(3, 5), (2, 3), (4, 7), (3, 3), (2, 10), (6, 4)]
FIRSTS = ["the dog barked all night", "bank", "", "he sat on the bank of the river " * 4]
SECONDS = ["bank: sloping land (especially the slope beside a body of water)", "", "dog, domestic dog", "naïve café 東京"]


def rounded(tensor, digits=7):
    return [float(f"{x:.{digits}g}") for x in tensor.detach().flatten().tolist()]


def small(name):
    torch.manual_seed(SEED)
    cls, config = MODELS[name]
    stored = json.loads((HERE / f"encoder_{name}.json").read_text())
    fields = {key: value for key, value in stored["config"].items() if key != "model_type"}
    model = cls(config(**fields, num_labels=1, attn_implementation="eager")).eval()
    parameters = dict(model.named_parameters())
    inside = {key.removeprefix(f"{model.base_model_prefix}."): p for key, p in parameters.items()}
    head = {}
    with torch.no_grad():
        for key, p in inside.items():
            values = stored["weights"].get(key)
            if values is None:
                values = head[key] = rounded(torch.randn_like(p) * 0.3)
            p.copy_(torch.tensor(values).reshape(p.shape))
    pad, width = model.config.pad_token_id, max(map(sum, LENGTHS))
    pairs = [torch.randint(2, 29, (sum(lengths),)).tolist() for lengths in LENGTHS]
    types = [[0] * first + [1] * second for first, second in LENGTHS]
    ids = torch.tensor([pair + [pad] * (width - len(pair)) for pair in pairs])
    mask = torch.tensor([[1] * len(pair) + [0] * (width - len(pair)) for pair in pairs])
    extra = {}
    if name == "bert":
        extra["token_type_ids"] = torch.tensor([kind + [0] * (width - len(kind)) for kind in types])
    scores = model(input_ids=ids, attention_mask=mask, **extra).logits[:, 0]
    coefficients = torch.tensor(rounded(torch.randn(len(pairs))))
    (scores * coefficients).sum().backward()
    wanted = [key for key in inside if key in head or "pooler" in key or "token_type" in key or "LayerNorm" in key]
    return {
        "head": head,
        "pairs": pairs,
        "types": types,
        "scores": rounded(scores),
        "coefficients": rounded(coefficients),
        "gradients": {key: rounded(inside[key].grad, 6) for key in wanted},
    }


def tokens():
    tokenizer = tr.AutoTokenizer.from_pretrained(HERE.parent / "data" / "tiny")
    every = [(a, b) for a in FIRSTS for b in SECONDS]
    def encode(**options):
        found = tokenizer([a for a, _ in every], [b for _, b in every], **options)
        return {"ids": found["input_ids"], "types": found["token_type_ids"]}
    return {"firsts": FIRSTS, "seconds": SECONDS, "whole": encode(),
            "cut": encode(truncation="only_second", max_length=45)}


golden = {
    "command": "python -P goldens/cross_encoder.py",
    "versions": {"torch": torch.__version__, "transformers": tr.__version__},
    "seed": SEED,
    "models": {name: small(name) for name in MODELS},
    "tokens": tokens(),
}
path = HERE / "cross_encoder.json"
path.write_text(json.dumps(golden) + "\n")
print(path, path.stat().st_size)
