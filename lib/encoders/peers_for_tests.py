"""What the tests ask sentence-transformers and transformers.

    python peers_for_tests.py make FOLDER      small random checkpoints with tokenizers, one folder an architecture
    python peers_for_tests.py embed TEXTS FOLDER...   prints each folder's embeddings, by both libraries
    python peers_for_tests.py score PAIRS FOLDER...   prints the scores of each cross-encoder, by both libraries, and
                                                      writes it to FOLDER-again with sentence-transformers

TEXTS is a JSON list, PAIRS one of lists of two. Models are stored with a masked-language head, so that names carry its prefix.
"""

import json
import os
import pathlib
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
import torch
import transformers as tr
from tokenizers.pre_tokenizers import ByteLevel

WORDS = "a the dog cat run ##s ##ning fast slow river bank of money , . !".split()
SIZES = dict(hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24, initializer_range=0.3)


def make(base: pathlib.Path):
    torch.manual_seed(4)
    bert = {token: i for i, token in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS])}
    mpnet = {token: i for i, token in enumerate(["<s>", "<pad>", "</s>", "<unk>", "[UNK]", *WORDS, "<mask>"])}
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "<mask>", *sorted(ByteLevel.alphabet())]
    merges = [("t", "h"), ("th", "e"), ("Ġ", "d"), ("o", "g")]
    pieces += ["".join(pair) for pair in merges]
    roberta = {piece: i for i, piece in enumerate(pieces)}
    made = {
        "bert": (tr.BertForMaskedLM(tr.BertConfig(vocab_size=len(bert), max_position_embeddings=40, **SIZES)),
                 tr.BertTokenizer(vocab=bert)),
        "distilbert": (tr.DistilBertForMaskedLM(tr.DistilBertConfig(
            vocab_size=len(bert), max_position_embeddings=40, dim=16, n_layers=2, n_heads=2, hidden_dim=24,
            initializer_range=0.3)), tr.DistilBertTokenizer(vocab=bert)),
        "roberta": (tr.RobertaForMaskedLM(tr.RobertaConfig(
            vocab_size=len(roberta), max_position_embeddings=42, type_vocab_size=1, layer_norm_eps=1e-5, **SIZES)),
            tr.RobertaTokenizer(vocab=roberta, merges=merges)),
        "mpnet": (tr.MPNetForMaskedLM(tr.MPNetConfig(
            vocab_size=len(mpnet), max_position_embeddings=42, layer_norm_eps=1e-5, **SIZES)),
            tr.MPNetTokenizer(vocab=mpnet)),
    }
    for name, (model, tokenizer) in made.items():
        tokenizer.model_max_length = 40
        model.save_pretrained(base / name)
        tokenizer.save_pretrained(base / name)


def embed(texts, folders):
    from sentence_transformers import SentenceTransformer

    found = {}
    for folder in folders:
        sentence = SentenceTransformer(folder, device="cpu").encode(texts, batch_size=3)
        model, info = tr.AutoModel.from_pretrained(folder, output_loading_info=True)
        tokenizer = tr.AutoTokenizer.from_pretrained(folder)
        with torch.no_grad():
            cls = [model(**tokenizer(text, return_tensors="pt", truncation=True, max_length=40))
                   .last_hidden_state[0, 0].tolist() for text in texts]
        found[folder] = {
            "sentence": sentence.tolist(),
            "cls": cls,
            "missing": sorted(info["missing_keys"]),
            "model": type(model).__name__,
        }
    print(json.dumps(found))


def score(pairs, folders):
    from sentence_transformers import CrossEncoder

    found = {}
    for folder in folders:
        cross = CrossEncoder(folder, device="cpu")
        cross.save_pretrained(f"{folder}-again")
        model, info = tr.AutoModelForSequenceClassification.from_pretrained(folder, output_loading_info=True)
        tokenizer = tr.AutoTokenizer.from_pretrained(folder)
        with torch.no_grad():
            # As lists: an empty second text alone counts as none.
            scores = [model(**tokenizer([a], [b], return_tensors="pt", truncation="only_second", max_length=40))
                      .logits[0].tolist() for a, b in pairs]
        found[folder] = {
            "cross": cross.predict(pairs).tolist(),
            "scores": [score for [score] in scores],
            "missing": sorted(info["missing_keys"]),
            "model": type(model).__name__,
        }
    print(json.dumps(found))


if sys.argv[1] == "make":
    make(pathlib.Path(sys.argv[2]))
elif sys.argv[1] == "score":
    score(json.loads(sys.argv[2]), sys.argv[3:])
else:
    embed(json.loads(sys.argv[2]), sys.argv[3:])
