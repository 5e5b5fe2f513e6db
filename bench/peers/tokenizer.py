"""Tokenises texts with Hugging Face's tokenizers; the same work as ours/tokenizer.ts, in batches without offsets."""
import array
import hashlib
import json
import time

from contestant import folder, print_line, resident_bytes
from tokenizers import Tokenizer

texts = json.load(open(f"{folder}/texts.json"))
line = {}
for name in ["wordpiece", "bpe"]:
    tokenizer = Tokenizer.from_file(f"{folder}/{name}/tokenizer.json")
    tokenizer.no_padding()
    tokenizer.enable_truncation(200)
    started = time.process_time()
    ids = [encoding.ids for start in range(0, len(texts), 1000) for encoding in tokenizer.encode_batch_fast(texts[start:start + 1000])]
    line[name] = len(texts) / (time.process_time() - started)
    line[f"{name}Ids"] = hashlib.sha256(b"".join(array.array("i", each).tobytes() for each in ids)).hexdigest()
print_line(["tokenizers"], **line, peakBytes=resident_bytes()["peak"])
