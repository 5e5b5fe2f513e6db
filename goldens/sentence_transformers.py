"""Embeddings of sentence-transformers that encoders with its configuration files are tested against.

    python -P goldens/sentence_transformers.py

copies data/tiny into a temporary folder, adds the files below, and writes sentence_transformers.json beside this file:
for each case its files and, of a few texts, the embeddings as queries, as documents and as plain texts, and how similar
the first query is to the documents.
"""

import json
import pathlib
import shutil
import tempfile

import sentence_transformers
import torch
import transformers
from sentence_transformers import SentenceTransformer

TEXTS = ["The cat sat on the bank of a river", "he cashed a check at the bank " * 6, "", "Ünïcödé naïve café"]
POOLING = "1_Pooling/config.json"
CASES = {
    "prompts and inner product": {
        "config_sentence_transformers.json": {
            "prompts": {"query": "Represent this sentence: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "dot",
        },
    },
    "a default prompt": {
        "config_sentence_transformers.json": {
            "prompts": {"title": "a title: "}, "default_prompt_name": "title", "similarity_fn_name": "cosine",
        },
    },
    "a length and lower case": {"sentence_bert_config.json": {"max_seq_length": 12, "do_lower_case": True}},
    "CLS pooling": {POOLING: {"word_embedding_dimension": 128, "pooling_mode_cls_token": True,
                              "pooling_mode_mean_tokens": False, "include_prompt": False}},
    "an older layout": {
        "modules.json": [
            {"idx": 0, "name": "0", "path": "0_Transformer", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        ],
        "0_Transformer/sentence_roberta_config.json": {"max_seq_length": 9},
    },
}
MOVED = ["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "vocab.txt"]


def rounded(rows):
    return [[float(f"{value:.7g}") for value in row] for row in rows.tolist()]


def embed(files):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "tiny"
        shutil.copytree(pathlib.Path(__file__).parent.parent / "data" / "tiny", folder)
        for file, content in files.items():
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_text(json.dumps(content))
        if (folder / "0_Transformer").exists():
            for file in MOVED:
                (folder / file).rename(folder / "0_Transformer" / file)
        model = SentenceTransformer(str(folder), device="cpu")
        queries, documents = model.encode_query(TEXTS), model.encode_document(TEXTS)
        return {
            "files": files,
            "maxLength": model.max_seq_length,
            "query": rounded(queries),
            "passage": rounded(documents),
            "other": rounded(model.encode(TEXTS)),
            "similarity": rounded(model.similarity(queries[:1], documents))[0],
        }


golden = {
    "command": "python -P goldens/sentence_transformers.py",
    "versions": {"torch": torch.__version__, "transformers": transformers.__version__,
                 "sentence-transformers": sentence_transformers.__version__},
    "moved": MOVED,
    "texts": TEXTS,
    "cases": {name: embed(files) for name, files in CASES.items()},
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden) + "\n")
print(path, path.stat().st_size)
