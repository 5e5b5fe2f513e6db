"""Words, pieces and a trained vocabulary by Hugging Face's tokenizers, which lib/text is tested against.

    python goldens/tokenizer.py BERT_BASE_UNCASED_VOCAB_TXT

writes tokenizer.json beside this file. The vocabulary `small` holds the published pieces that the texts written by hand
need, so that a test has it without another file; of the whole vocabulary, under `uncased`, only the checksum is kept.
"""

import hashlib
import json
import pathlib
import random
import sys

import tokenizers
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

SEED, SPECIAL = 20250718, ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
NORMALIZERS = {
    "uncased": normalizers.BertNormalizer(True, True, None, True),
    "cased": normalizers.BertNormalizer(True, True, None, False),
    "accented": normalizers.BertNormalizer(True, True, False, True),
}
BY_HAND = [
    "", " ", "   \t\n\r\n ", "\u00a0\u2003\u3000", "a", "A", ".", "...", "?!", "Hello, World!", "  leading and trailing  ",
    "tabs\tand\nlines\r\nand\x0bvertical\x0cfeeds", "no\u00a0break thin\u2009space ideographic\u3000space\u2028line\u2029paragraph",
    "zero\u200bwidth\u200cjoin\u200der\ufeffmark", "soft\u00adhyphen", "nul\x00bell\x07del\x7fnel\x85csi\x9bsep\x1c\x1d\x1e\x1fend",
    "replacement\ufffdcharacter", "private\ue000use\U000f0000area", "direction\u200e\u200f\u202a\u202e\u2066\u2069marks",
    "café naïve façade Ångström São Tomé Dvořák Łódź Øresund", "cafe\u0301 nai\u0308ve", "a\u0301\u0302\u0303\u0304b \u0301c \u0301",
    "ÀÉÎÕÜ àéîõü ÇçÑñŸÿ", "İstanbul ISTANBUL ıstanbul", "straße STRASSE ẞ", "ΣΊΣΥΦΟΣ Σίσυφος ὈΔΥΣΣΕΎΣ ς σ Σ", "ǅ ǆ Ǆ ŉ ﬁ ﬂ ﬃ ℌ Ⅷ ⅷ",
    "Ελληνικά ἄνθρωπος", "Русский язык Ёлка йод", "українська ґанок їжак", "Tiếng Việt đường Nguyễn", "العربية لُغَةٌ", "עִבְרִית שלום",
    "हिन्दी में लिखा", "বাংলা", "தமிழ்", "ไทยแลนด์ ก็", "ខ្មែរ", "မြန်မာ", "አማርኛ", "ქართული ᲥᲐᲠᲗᲣᲚᲘ", "Հայերեն", "한국어 조선말 각", "ᄒ\u1161ᆫ",
    "日本語のテキスト", "東京タワーは333m", "が か\u3099 ｶﾞ", "中文，没有空格。", "㐀䶵一鿿豈龎", "\U00020000\U0002a6df\U0002a700\U0002b81f\U0002f800 rare",
    "mixed中英文text", "ＦＵＬＬ　ｗｉｄｔｈ！", "🙂 smile 👍🏽 👨‍👩‍👧‍👦 🇩🇪 ☎️ ❤️", "a🙂b", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝐁𝐎𝐋𝐃 𐐀𐐨",
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "don't won't it's rock'n'roll", "state-of-the-art well–known em—dash", "“quoted” ‘single’ «guillemets» „low“",
    "3.14 1,000,000 50% $9.99 €10 £5 ¥100 #1", "user@example.com http://a.b/c?d=e&f=g", "C++ C# .NET f(x)=x^2", "snake_case camelCase kebab-case",
    "§ ¶ † ‡ • … ‰ ′ ″ ‹ › ⁄", "© ® ™ ° ± × ÷ ¬ µ ¼ ½ ² ³ ª º", "← ↑ → ∀ ∂ ∃ ∅ ∑ √ ∞ ∫ ≈ ≠ ≤", "¡Hola! ¿Qué? · ،؛؟ 。、「」『』【】",
    "a" * 99, "a" * 100, "a" * 101, "b" * 300, "é" * 100, "é" * 101, "𝔞" * 100, "𝔞" * 101, "x" * 50 + "-" + "y" * 101, "pneumonoultramicroscopicsilicovolcanoconiosis",
    "[CLS] [SEP] [PAD] [UNK] [MASK]", "the [MASK] sat", "the[MASK]sat.[SEP]", "[mask] [ MASK ]", "[[MASK]]", "[MASK", "MASK]", "[CLS][CLS]", "éclair[SEP]naïve", "##ing ## #", "[unused1]",
    "dog, domestic dog, Canis familiaris: a member of the genus Canis that has been domesticated by man since prehistoric times",
    "the quick brown fox jumps over the lazy dog", "unaffable unbelievably antidisestablishmentarianism", "word " * 60,
]
POOL = (
    [(0x20, 0x7e)] * 8 + [(0x61, 0x7a)] * 8 + [(0x20, 0x20)] * 6 + [(0, 0x1f), (0x7f, 0xff), (0xc0, 0x24f), (0x300, 0x36f), (0x370, 0x3ff), (0x400, 0x4ff),
    (0x5d0, 0x5ea), (0x620, 0x660), (0x900, 0x939), (0x1e00, 0x1eff), (0x1f00, 0x1f15), (0x2000, 0x206f), (0x20a0, 0x20bd), (0x2100, 0x214f), (0x2190, 0x22ff),
    (0x3000, 0x30ff), (0x4e00, 0x9fa0), (0xac00, 0xd7a3), (0xff01, 0xff9f), (0x1f300, 0x1f5ff), (0x1d400, 0x1d454), (0x20000, 0x20100)]
)


def random_text(rng):
    return "".join(chr(rng.randint(*rng.choice(POOL))) for _ in range(rng.randint(1, 40)))


def bert(vocabulary, normalizer):
    made = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    made.normalizer, made.pre_tokenizer = NORMALIZERS[normalizer], pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[(t, vocabulary[t]) for t in ["[CLS]", "[SEP]"]],
    )
    made.decoder = tokenizers.decoders.WordPiece()
    made.add_special_tokens(SPECIAL)
    return made


def words(text, normalizer):
    return [w for w, _ in pre_tokenizers.BertPreTokenizer().pre_tokenize_str(NORMALIZERS[normalizer].normalize_str(text))]


def train(counts, size):
    trained = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    trained.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = trainers.WordPieceTrainer(vocab_size=size, min_frequency=2, special_tokens=SPECIAL, show_progress=False)
    trained.train_from_iterator(((word + " ") * count for word, count in counts.items()), trainer)
    return sorted(trained.get_vocab())


def training(rng):
    """Invented words with counts so varied that no two frequent pairs tie: HF breaks ties in another way at every run."""
    syllables = [a + b for a in "bdgklmnprst" for b in ["a", "e", "i", "o", "u", "an", "er", "ing"]]
    counts = {"".join(rng.choice(syllables) for _ in range(rng.randint(1, 4))): rng.randint(1, 3000) for _ in range(300)}
    vocabulary = train(counts, 150)
    assert all(train(counts, 150) == vocabulary for _ in range(10)), "HF's own trainings differ: choose another size"
    return {"counts": counts, "vocabulary": vocabulary}


def main():
    content = pathlib.Path(sys.argv[1]).read_bytes()
    published = {piece: i for i, piece in enumerate(content.decode().split("\n")[:-1])}
    rng = random.Random(SEED)
    texts = BY_HAND + [random_text(rng) for _ in range(200)]
    uncased = bert(published, "uncased")
    used = {token for text in BY_HAND for token in uncased.encode(text).tokens}
    small = {piece: i for i, piece in enumerate(SPECIAL + sorted(used - set(SPECIAL)))}
    of_small, short = bert(small, "uncased"), bert(small, "uncased")
    short.enable_truncation(8)
    golden = {
        "command": "python goldens/tokenizer.py BERT_BASE_UNCASED_VOCAB_TXT",
        "versions": {"tokenizers": tokenizers.__version__},
        "seed": SEED,
        "texts": texts,
        "words": {name: [words(text, name) for text in BY_HAND] for name in NORMALIZERS},
        "uncased": {"sha256": hashlib.sha256(content).hexdigest(), "ids": [uncased.encode(text).ids for text in texts]},
        "small": {
            "vocabulary": list(small),
            "ids": [of_small.encode(text).ids for text in texts],
            "idsOf8": [short.encode(text).ids for text in texts],
            "json": json.loads(of_small.to_str()),
        },
        "trained": training(rng),
    }
    file = pathlib.Path(__file__).with_suffix(".json")
    file.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
