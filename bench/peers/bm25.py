"""BM25 with bm25s; the same work as ours/bm25.ts.

bm25s's own splitting drops words of one letter; it gets ours, so that both have the same words.
"""
import json
import time

import bm25s
from contestant import args, folder, print_line, resident_bytes, threads

backend, n_threads = args[0], threads if args[1] == "all" else 1
with open(f"{folder}/texts.json") as file:
    texts = json.load(file)


def tokenize(strings, stop_words):
    return bm25s.tokenize(strings, stopwords=stop_words, token_pattern=r"(?u)[^\W_]+", show_progress=False)


def build(stop_words):
    started = time.perf_counter()
    index = bm25s.BM25(method="lucene", k1=1.5, b=0.75, backend=backend)
    index.index(tokenize(texts["passages"], stop_words), show_progress=False)
    return index, time.perf_counter() - started


def retrieve(index, queries, stop_words, k):
    # With numpy, no threads are its default; with numba, one is the same.
    workers = 0 if n_threads == 1 else n_threads
    return index.retrieve(tokenize(queries, stop_words), k=k, show_progress=False, n_threads=workers)


def per_second(index, stop_words, k):
    queries = texts["queries"] if backend == "numba" else texts["queries"][:1000]
    retrieve(index, queries[:10], stop_words, k)  # compiles
    started = time.perf_counter()
    retrieve(index, queries, stop_words, k)
    return len(queries) / (time.perf_counter() - started)


stopped, index_seconds = build("en")
speeds = {f"top{k}": per_second(stopped, "en", k) for k in (100, 1000)}
asked = [texts["queries"][query] for query in (0, 1, 2, 1_000, 2_000, 3_000)]
scores = retrieve(stopped, asked, "en", 100).scores.tolist()
everything, _ = build(None)
speeds |= {f"allWords{k}": per_second(everything, None, k) for k in (100, 1000)}
packages = ["bm25s", "numpy"] + (["numba"] if backend == "numba" else [])
print_line(packages, indexSeconds=index_seconds, **speeds, peakBytes=resident_bytes()["peak"], scores=scores)
