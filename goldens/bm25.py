"""Rankings of bm25s on a generated collection, and stems of NLTK: writes bm25.json beside itself.

Run in an environment with requirements.txt:  python goldens/bm25.py

The words of passages and queries are w0 … w399, drawn with very unequal chances; the test draws the same ones from
the numbers of a linear congruential generator. bm25s gets lists of tokens: its own splitting plays no part.
"""

import importlib.metadata
import json
import pathlib
import platform

import bm25s
from nltk.stem.porter import PorterStemmer

SEED, PASSAGES, QUERIES, K = 20240703, 2000, 12, 100
WORDS = """
caresses ponies ties caress cats feed agreed plastered bled motoring sing conflated troubled sized hopping tanned
falling hissing fizzed failing filing happy sky relational conditional rational valenci hesitanci digitizer
conformabli radicalli differentli vileli analogousli vietnamization predication operator feudalism decisiveness
hopefulness callousness formaliti sensitiviti sensibiliti triplicate formative formalize electriciti electrical
hopeful goodness revival allowance inference airliner gyroscopic adjustable defensible irritant replacement
adjustment dependent adoption homologou communism activate angulariti homologous effective bowdlerize probate rate
cease controll roll yes yellow by as is us s possibly technology technologies biology geological logic archaeology
assembly assemblies nimbly running runner ran flies dying lying news proceed exceed succeed skis skies idly gently
generically arsenal early international universities organization organisations relevance retrieval adaptively
margins similarity similarities learned learning yyyy syzygy naïve 猫 über x1 2025 aeiou
""".split()


class Generator:
    """Knuth's MMIX generator; the upper 32 bits of its state."""

    def __init__(self, seed):
        self.state = seed

    def uniform(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 32) / 2**32


def texts(random, count, longest):
    draw = lambda: f"w{int(400 * random.uniform() ** 3)}"
    return [[draw() for _ in range(1 + int(longest * random.uniform()))] for _ in range(count)]


def main():
    random = Generator(SEED)
    passages, queries = texts(random, PASSAGES, 40), texts(random, QUERIES, 9)
    settings = [
        {"variant": variant, "k1": k1, "b": b, "delta": delta}
        for variant, delta in [("lucene", 0.5), ("robertson", 0.5), ("atire", 0.5), ("bm25l", 0.5), ("bm25+", 1.0)]
        for k1, b in [(0.9, 0.4), (1.5, 0.75)]
    ]
    rankings = []
    for setting in settings:
        options = {**setting, "method": setting["variant"]}
        del options["variant"]
        index = bm25s.BM25(**options)
        index.index(passages, show_progress=False)
        positions, scores = index.retrieve(queries, k=K, show_progress=False)
        rankings.append(
            {
                "options": setting,
                "positions": positions.tolist(),
                "scores": [[float(f"{score:.6g}") for score in row] for row in scores.tolist()],
            }
        )
    stemmer = PorterStemmer(mode="MARTIN_EXTENSIONS")
    golden = {
        "command": "python goldens/bm25.py",
        "versions": {
            "python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in ("bm25s", "nltk", "numpy")},
        },
        "seed": SEED,
        "passages": PASSAGES,
        "queries": QUERIES,
        "k": K,
        "stems": {word: stemmer.stem(word) for word in WORDS},
        "rankings": rankings,
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    text = json.dumps(golden, separators=(",", ":"), ensure_ascii=False)
    path.write_text(text.replace('{"options"', '\n{"options"') + "\n")


main()
