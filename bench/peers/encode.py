"""Encodes the prepared texts with sentence-transformers, or with ONNX Runtime; the same work as ours/encode.ts."""
import json
import time

from contestant import args, folder, print_line, resident_bytes, threads

LENGTH = 200
with open(f"{folder}/texts.json") as file:
    data = json.load(file)


def sentence_transformers(batch_size=32):
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(threads)
    model = SentenceTransformer(data["model"], device="cpu")
    model.max_seq_length = LENGTH
    return lambda texts: model.encode(texts, batch_size=batch_size, normalize_embeddings=True)


def onnx(batch_size=16):
    import numpy as np
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(f"{folder}/model.onnx", options, providers=["CPUExecutionProvider"])
    names = {given.name for given in session.get_inputs()}
    tokenizer = Tokenizer.from_file(f"{data['model']}/tokenizer.json")
    tokenizer.enable_truncation(LENGTH)
    tokenizer.no_padding()

    def encode(texts):
        tokens = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
        order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]))
        rows = np.empty((len(texts), 384), np.float32)
        for start in range(0, len(order), batch_size):
            members = order[start : start + batch_size]
            ids = np.zeros((len(members), len(tokens[members[-1]])), np.int64)
            for row, i in zip(ids, members):
                row[: len(tokens[i])] = tokens[i]
            mask = (np.arange(ids.shape[1]) < [[len(tokens[i])] for i in members]).astype(np.int64)
            given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            (hidden,) = session.run(["hidden"], {name: given[name] for name in names})
            pooled = (hidden * mask[:, :, None]).sum(1)
            rows[members] = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return rows

    return encode


which, *sizes = args
encode = (onnx if which == "onnx" else sentence_transformers)(*map(int, sizes))


def timed(texts):
    started = time.perf_counter()
    encode(texts)
    return time.perf_counter() - started


rows = encode(data["wordnet"][:64] + data["long"][:64])  # warm-up
sample = [float(value) for i in [0, 1, 64, 65] for value in rows[i][:4]]
line = {name: timed(data[name]) for name in ["wordnet", "long"]}
packages = ["onnxruntime"] if which == "onnx" else ["sentence-transformers", "torch"]
print_line(packages, **line, peakBytes=resident_bytes()["peak"], sample=sample)
