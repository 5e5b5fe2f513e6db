"""Comparisons of a run with its reproduction, by repro_eval and rbo: writes reproduction.json beside itself.

Run in an environment with requirements.txt:  python goldens/reproduction.py

repro_eval is the reference implementation of Breuer et al., SIGIR 2020. Its rank-biased overlap is cut at a depth, not
extrapolated; the extrapolated one is by the package rbo, and once more from its definition, as a long sum.
"""

import importlib.metadata
import json
import pathlib
import platform
import random

import rbo
from repro_eval.measure.document_order import KTU
from repro_eval.measure.effectiveness import RMSE
from repro_eval.measure.overall_effects import DRI, ER
from repro_eval.measure.statistics import ttest

SEED, TOPICS = 20200725, 12


def ranking(chance, ids, length):
    return {id: float(length - rank) for rank, id in enumerate(chance.sample(ids, length))}


def disturbed(chance, run, ids):
    """The same ranking with some scores changed, ties made, and some passages exchanged for others."""
    spread = chance.choice([0.5, 3, 30])
    again = {id: round(score + chance.gauss(0, spread)) + 0.0 for id, score in run.items()}
    for id in chance.sample(sorted(again), chance.choice([0, 0, 1, 3])):
        other = chance.choice([id for id in ids if id not in again])
        again[other] = again.pop(id)
    return again


def by_score(run):
    return sorted(run, key=lambda id: (run[id], id), reverse=True)


def overlap_at_all_depths(a, b, p):
    """The definition of the extrapolation for lists of one length, summed to where nothing is left."""
    total, agreement = 0.0, 0.0
    for depth in range(1, 3000):
        if depth <= len(a):
            agreement = len(set(a[:depth]) & set(b[:depth])) / depth
        total += (1 - p) * p ** (depth - 1) * agreement
    return total


def ordered(chance):
    ids = [f"{kind}{i}" for i in range(30) for kind in ("d", "D", "é")]
    original = {str(topic): ranking(chance, ids, chance.choice([2, 5, 20, 40])) for topic in range(TOPICS)}
    reproduced = {topic: disturbed(chance, run, ids) for topic, run in original.items()}
    sorted_runs = [{topic: {id: run[id] for id in by_score(run)} for topic, run in runs.items()}
                   for runs in (original, reproduced)]
    tau = KTU(*sorted_runs, per_topic=True)
    rows = []
    for topic in original:
        a, b = (by_score(runs[topic]) for runs in (original, reproduced))
        short = b[: max(1, len(b) // 2)]
        rows.append({
            "original": original[topic],
            "reproduced": reproduced[topic],
            "tau": tau[topic],
            "overlap": {str(p): rbo.RankingSimilarity(a, b).rbo_ext(p=p) for p in (0.5, 0.9, 0.98)},
            "definition": {str(p): overlap_at_all_depths(a, b, p) for p in (0.5, 0.9, 0.98)},
            "half": len(short),
            "overlapWithHalf": {str(p): rbo.RankingSimilarity(a, short).rbo_ext(p=p) for p in (0.5, 0.9, 0.98)},
        })
    return rows


def effects(chance):
    def scores(base, shift, noise):
        return {topic: {"m": min(1, max(0, base[topic] + chance.gauss(shift, noise)))} for topic in base}

    rows = []
    for shift in (0.1, 0.05, 0.0, -0.1):
        base = {str(topic): chance.random() * 0.6 for topic in range(TOPICS)}
        runs = [scores(base, s, 0.05) for s in (0.1, 0.0, shift, 0.02)]
        advanced, baseline, again, baseline_again = runs
        values = [[run[topic]["m"] for topic in base] for run in runs]
        rows.append({
            "advanced": values[0],
            "baseline": values[1],
            "advancedAgain": values[2],
            "baselineAgain": values[3],
            "rmse": RMSE(advanced, again)["m"],
            "effectRatio": ER(advanced, baseline, again, baseline_again)["m"],
            "deltaRI": DRI(advanced, baseline, again, baseline_again)["m"],
            "p": ttest(advanced, again)["m"],
        })
    return rows


def main():
    chance = random.Random(SEED)
    stored = {
        "command": "python goldens/reproduction.py",
        "versions": {
            "python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in ("repro_eval", "rbo", "scipy")},
        },
        "seed": SEED,
        "ordered": ordered(chance),
        "effects": effects(chance),
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
