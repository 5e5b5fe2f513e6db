"""Measures of generated runs and of TREC DL runs, by pytrec_eval, gdeval.pl, cwl_eval and ir_measures.

Writes measures.json beside itself. Run in an environment with pytrec-eval-terrier, ir-measures and cwl-eval as in
requirements.txt, and perl; KIT_MIRROR names the folder that holds trec_dl/:  python goldens/measures.py

The runs are not stored: measures_golden_test.ts draws the same ones from the same generator. Only pytrec_eval and
gdeval.pl break ties by id, descending, and pytrec_eval ties scores in single precision. So every other run is given
to pytrec_eval as it is, to be compared in single precision; in the rest, and for all other peers, ties are resolved
first, by Python's own sort.
"""

import importlib.metadata
import json
import math
import os
import pathlib
import pkgutil
import platform
import subprocess
import tempfile

import ir_measures
import numpy
from ir_measures import AP, Bpref, Judged, P, R, RBP, RR, Rprec, Success, infAP, nDCG
from ir_measures.bin import msmarco_eval

SEED, RUNS, QUERIES, SPELLED_OUT = 20040725, 2000, 3, 60
PASSAGES = [f"{prefix}{i}" for i in range(8) for prefix in ("", "d", "D", "é", "\uff01", "\U0001f600")]
GRADES = [-1, 0, 0, 1, 1, 2, 3, 4]
SCORES = [
    lambda random: float(random.below(4)),
    lambda random: -random.below(1000) / 8,
    lambda random: (random.below(2001) - 1000) * 1e300,
    lambda random: 1 + random.below(5) * 1e-9,
    lambda random: random.uint32() / 2**32,
    lambda random: (random.below(3) - 1) * 1e-46,
]
PYTREC_EVAL = [
    nDCG, nDCG@1, nDCG@3, nDCG@10, RR, RR(rel=2), AP, AP@10, AP(rel=2)@5, P@1, P@10, P(rel=2)@5, R@10, R(rel=3)@5,
    Rprec, Rprec(rel=2), Success@1, Success(rel=4)@10, Bpref, Bpref(rel=2), infAP, infAP(rel=2),
    nDCG(judged_only=True)@5, RR(judged_only=True), AP(judged_only=True, rel=2), AP(judged_only=True)@3,
    P(judged_only=True)@5, R(judged_only=True)@5, Rprec(judged_only=True), Success(judged_only=True)@1,
]  # fmt: skip
CWL_EVAL = [RBP(p=0.8, rel=1), RBP(p=0.5, rel=2), RBP(p=0.95, rel=1)]
MSMARCO = [RR@3, RR(rel=2)@10]
JUDGED = [Judged@3, Judged@10, Judged]


class PCG32:
    """lib/base/random.ts, stream 54."""

    def __init__(self, seed):
        self.increment = (54 << 1) | 1
        self.state = self.step(self.increment + seed)

    def step(self, state):
        return (state * 6364136223846793005 + self.increment) % 2**64

    def uint32(self):
        state, self.state = self.state, self.step(self.state)
        word, turn = ((state >> 18) ^ state) >> 27 & 0xFFFFFFFF, state >> 59
        return (word >> turn | word << (-turn & 31)) & 0xFFFFFFFF

    def below(self, bound):
        while (draw := self.uint32()) < (2**32 - bound) % bound:
            pass
        return draw % bound

    def shuffled(self, values):
        values = list(values)
        for i in range(len(values) - 1, 0, -1):
            j = self.below(i + 1)
            values[i], values[j] = values[j], values[i]
        return values


def draw_query(random):
    """Judgements, or None, and scores in the order of the run, or None."""
    score = SCORES[random.below(len(SCORES))]
    judged = random.shuffled(PASSAGES)[: random.below(25)]
    grades = {passage: GRADES[random.below(len(GRADES))] for passage in judged}
    if judged and max(grades.values()) < 0:
        grades[judged[0]] = 0
    found = random.shuffled(PASSAGES)[: 1 + random.below(40)]
    scores = {passage: score(random) for passage in found}
    missing = random.below(12)
    return grades if judged and missing != 0 else None, scores if missing != 1 else None


def resolved(scores, single):
    """Scores without ties, in the order that trec_eval makes of these."""
    rounded = numpy.float32 if single else float
    with numpy.errstate(over="ignore"):
        best = sorted(scores, key=lambda passage: (rounded(scores[passage]), passage.encode()), reverse=True)
    return {passage: float(len(best) - rank) for rank, passage in enumerate(best)}


def by_peers(qrels, run, single):
    """Values by measure and query, for the queries that are in both."""
    ranked = {query: resolved(scores, single) for query, scores in run.items()}
    table = {}

    def add(name, query, value):
        if query in run and query in qrels:
            table.setdefault(name, {})[query] = float(value)

    def ask(provider, measures, qrels, run):
        for query, measure, value in map(lambda metric: metric[:3], provider.evaluator(measures, qrels).iter_calc(run)):
            add(str(measure), query, value)

    ask(ir_measures.pytrec_eval, PYTREC_EVAL, qrels, run if single else ranked)
    ask(ir_measures.cwl_eval, CWL_EVAL, qrels, ranked)
    ask(ir_measures.msmarco, MSMARCO, qrels, ranked)
    pool = {query: {p: g for p, g in grades.items() if g >= 0} for query, grades in qrels.items()}
    ask(ir_measures.judged, JUDGED, pool, ranked)
    for depth in (5, 20):
        for query, dcg, err in gdeval(qrels, ranked, depth):
            add(f"nDCG(dcg='exp-log2')@{depth}", query, dcg)
            add(f"ERR@{depth}", query, err)
    relevant = {query: [p for p, grade in grades.items() if grade >= 1] for query, grades in qrels.items()}
    given = {query: list(scores) for query, scores in run.items()}
    found = msmarco_eval.compute_metrics(relevant, given)["MRR @10 by query"]
    for query in run:
        add("MSMARCO_RR@10", query, found.get(query, 0))
    return table


def gdeval(qrels, run, depth):
    """gdeval.pl, made to print all digits; 0 for queries that it leaves out."""
    script = pkgutil.get_data("ir_measures", "bin/gdeval.pl").replace(b"%.5f,%.5f", b"%.17g,%.17g")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "gdeval.pl").write_bytes(script)
        lines = [f"{q} 0 {p} {grade}\n" for q, grades in qrels.items() for p, grade in grades.items()]
        (folder / "qrels").write_text("".join(lines))
        lines = [f"{q} Q0 {p} 1 {score} run\n" for q, scores in run.items() for p, score in scores.items()]
        (folder / "run").write_text("".join(lines))
        command = ["perl", "gdeval.pl", "qrels", "run", str(depth)]
        printed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    values = {query: (dcg, err) for _, query, dcg, err in (line.split(",") for line in printed.split()[1:])}
    return [(query, *map(float, values.get(query, (0, 0)))) for query in run]


def mixed(values):
    """One number that changes with each of the values."""
    return sum(math.sqrt(2 + i) * value for i, value in enumerate(values))


def shortened(values):
    return [round(value, 11) for value in values]


def generated(names_of):
    """Values of the first runs; of all others a mixture for each query, and for the means of each run."""
    random = PCG32(SEED)
    drawn = [[draw_query(random) for _ in range(QUERIES)] for _ in range(RUNS)]
    query_id = lambda run, i: str(1000 + run * QUERIES + i)
    tables = []
    for single in (True, False):
        own = [r for r in range(RUNS) if (r % 2 == 0) == single]
        pick = lambda part: {
            query_id(r, i): query[part] for r in own for i, query in enumerate(drawn[r]) if query[part] is not None
        }
        tables.append(by_peers(pick(0), pick(1), single))
    names = names_of(tables[0])
    values = lambda r, i: [tables[r % 2][name][query_id(r, i)] for name in names]
    spelled, mixtures, means = [], [], []
    for r in range(RUNS):
        both = [i for i, (grades, scores) in enumerate(drawn[r]) if grades is not None and scores is not None]
        for i in both:
            if r < SPELLED_OUT:
                spelled.append(shortened(values(r, i)))
            else:
                mixtures.append(mixed(values(r, i)))
        known = [grades for grades, _ in drawn[r] if grades is not None]
        relevant = any(grade >= 1 for grades in known for grade in grades.values())
        if relevant and both:
            total = mixed([sum(values(r, i)[k] for i in both) for k in range(len(names))])
            means.append([round(total / len(both), 11), round(total / len(known), 11)])
        else:
            means.append(None)
    return {"values": spelled, "mixtures": shortened(mixtures), "means": means}


def trec_dl(names):
    folder = pathlib.Path(os.environ.get("KIT_MIRROR", "../shared/data")) / "trec_dl"
    means = {}
    for year in (19, 20):
        qrels = {}
        for line in (folder / f"qrels.dl{year}-passage.txt").read_text().splitlines():
            query, _, passage, grade = line.split()
            qrels.setdefault(query, {})[passage] = int(grade)
        for file in sorted(folder.glob(f"runs/*dl{year}*")):
            run = {}
            for line in file.read_text().splitlines():
                query, _, passage, _, score, _ = line.split()
                run.setdefault(query, {})[passage] = float(score)
            table = by_peers(qrels, run, True)
            means[file.name] = shortened(sum(table[name].values()) / len(qrels) for name in names)
    return means


def main():
    names = []

    def names_of(table):
        names.extend(table)
        return names

    runs = generated(names_of)
    packages = ["pytrec-eval-terrier", "ir-measures", "cwl-eval"]
    golden = {
        "command": "python goldens/measures.py",
        "versions": {"python": platform.python_version(), **{p: importlib.metadata.version(p) for p in packages}},
        "seed": SEED,
        "runs": RUNS,
        "queries": QUERIES,
        "spelledOut": SPELLED_OUT,
        "measures": names,
        "generated": runs,
        "trecDL": trec_dl(names),
    }
    text = json.dumps(golden, separators=(",", ":"), ensure_ascii=True)
    for key in ("measures", "generated", "values", "mixtures", "means", "trecDL"):
        text = text.replace(f'"{key}":', f'\n"{key}":')
    pathlib.Path(__file__).with_suffix(".json").write_text(text + "\n")


main()
