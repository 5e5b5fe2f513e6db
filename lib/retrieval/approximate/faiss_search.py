"""Searches vectors with an approximate index of FAISS.

Arguments: a folder with `passages.f32` and `queries.f32`, the width of a vector, the number of results, the factory
string of the index, and how many lists of an inverted index are looked into. Writes `positions.i32`, -1 where fewer are
found, and `scores.f32` into the folder. With `--check`, only says that FAISS is there.
"""
import sys

import faiss
import numpy as np

if sys.argv[1] == "--check":
    print(faiss.__version__)
    sys.exit(0)

folder, width, k, factory, probes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5])
passages = np.memmap(f"{folder}/passages.f32", dtype=np.float32, mode="r").reshape(-1, width)
queries = np.fromfile(f"{folder}/queries.f32", dtype=np.float32).reshape(-1, width)

index = faiss.index_factory(width, factory, faiss.METRIC_INNER_PRODUCT)
if not index.is_trained:
    index.train(passages)
BLOCK = 65536
for start in range(0, len(passages), BLOCK):
    index.add(passages[start : start + BLOCK])
if "IVF" in factory:
    faiss.ParameterSpace().set_index_parameter(index, "nprobe", probes)
scores, positions = index.search(queries, min(k, len(passages)))
positions.astype(np.int32).tofile(f"{folder}/positions.i32")
scores.astype(np.float32).tofile(f"{folder}/scores.f32")
