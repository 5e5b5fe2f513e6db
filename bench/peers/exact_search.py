"""Exact search with FAISS's flat index; the same work as ours/exact_search.ts."""
import time

import faiss
import numpy as np
from contestant import folder, print_line, resident_bytes, threads

WIDTH, K = 384, 1000
faiss.omp_set_num_threads(threads)

queries = np.fromfile(f"{folder}/queries.f32", dtype=np.float32).reshape(-1, WIDTH)
index = faiss.IndexFlatIP(WIDTH)
index.add(np.fromfile(f"{folder}/passages.f32", dtype=np.float32).reshape(-1, WIDTH))

best = float("inf")
for _ in range(3):
    started = time.perf_counter()
    scores, positions = index.search(queries, K)
    best = min(best, time.perf_counter() - started)

print_line(
    ["faiss-cpu", "numpy"],
    queriesPerSecond=len(queries) / best,
    peakBytes=resident_bytes()["peak"],
    rankings=[
        {"positions": positions[query].tolist(), "scores": scores[query].tolist()} for query in (0, 1, 500, 999)
    ],
)
