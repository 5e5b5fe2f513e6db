"""Parquet files as pyarrow writes them, which the Hugging Face hub's collections are: writes parquet.json beside itself.

    python goldens/parquet.py      (pyarrow 26.0.1)

Each is stored in base64, by its path in a collection's folder: a corpus in two files, several row groups and codecs,
queries, judgements with and without a score.
"""

import base64
import io
import json
import pathlib

import pyarrow as pa
import pyarrow.parquet as pq

corpus = {
    "_id": ["0", "1", "2", "3", "4"],
    "title": ["Plants", "", "", "Rivers", ""],
    "text": ["turn light into sugar.", "A plant is a factory.", "Foxes hunt at night.", "flow to the sea — always.", ""],
}
queries = {"_id": ["10", "11", "12"], "text": ["how do plants feed", "when do foxes hunt", "where do rivers flow"]}
judged = {"query-id": ["10", "10", "11", "12"], "corpus-id": ["0", "1", "2", "3"]}
scores = pa.array([2, 1, 1, 1], pa.int64())


def parquet(columns, start=0, end=None, **options):
    out = io.BytesIO()
    table = pa.table({name: values[start:end] for name, values in columns.items()})
    pq.write_table(table, out, **options)
    return base64.b64encode(out.getvalue()).decode()


files = {
    "corpus/corpus-00000-of-00002.parquet": parquet(corpus, 0, 3, compression="snappy", row_group_size=2),
    "corpus/corpus-00001-of-00002.parquet": parquet(corpus, 3, compression="zstd"),
    "queries/queries-00000-of-00001.parquet": parquet(queries, compression="gzip"),
    "qrels/test-00000-of-00001.parquet": parquet(judged | {"score": scores}, compression="brotli"),
    "without scores": parquet(judged),
    "numbered": parquet({"_id": pa.array([7, 8], pa.int64()), "text": ["a", "b"]}),
    "with nulls": parquet({"_id": ["a", "b"], "title": [None, "t"], "text": ["one", None]}),
}
expected = {"corpus": corpus, "queries": queries, "judged": judged, "scores": scores.to_pylist()}
out = pathlib.Path(__file__).with_suffix(".json")
out.write_text(json.dumps({"pyarrow": pa.__version__, "files": files, "expected": expected}, indent=1) + "\n")
