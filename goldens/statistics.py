"""Paired tests, corrections and effect sizes, by scipy, statsmodels and numpy: writes statistics.json beside itself.

Run in an environment with requirements.txt:  python goldens/statistics.py

Wilcoxon's exact p with shared ranks is scipy's permutation test over all signs, as its tables know no ties.
Intervals and p-values that are drawn at random are not compared digit by digit: here are the exact p of Fisher's
randomisation test over all exchanges, and the exact bootstrap of few queries over all resamples.
"""

import importlib.metadata
import itertools
import json
import pathlib
import platform

import numpy as np
from scipy import special, stats
from statsmodels.stats.multitest import multipletests

SEED = 20200725


def pairs(random):
    """Values of two systems by query, as measures give them: in [0, 1], many the same."""
    for n in (2, 3, 5, 8, 12, 30, 50, 100, 300):
        a = random.beta(2, 2, n)
        yield f"continuous, {n} queries", a, np.clip(a + random.normal(0.03, 0.1, n), 0, 1)
    for n in (5, 8, 11, 40, 200):
        ranks = lambda: 1 / random.integers(1, 6, n)
        yield f"reciprocal ranks, {n} queries", ranks(), ranks()
    yield "far apart", np.linspace(0.5, 0.9, 60), np.linspace(0.1, 0.3, 60)
    yield "one query differs", np.array([0.5, 0.25, 1.0, 0.0]), np.array([0.5, 0.25, 0.5, 0.0])


def wilcoxon(a, b):
    d = a - b
    d = d[d != 0]
    size = np.abs(d)
    ties = len(np.unique(size)) < len(size)
    statistic = lambda signs: np.sum(stats.rankdata(size) * (signs > 0), axis=-1)
    if not ties and len(d) <= 100:
        exact = stats.wilcoxon(d, method="exact", correction=False).pvalue
    elif len(d) <= 12:
        ranks = stats.rankdata(size)
        sums = np.array([np.dot(ranks, signs) for signs in itertools.product((0, 1), repeat=len(d))])
        observed = np.dot(ranks, d > 0)
        exact = min(1.0, 2 * min(np.mean(sums <= observed), np.mean(sums >= observed)))
    else:
        exact = None
    approximate = stats.wilcoxon(d, method="asymptotic", correction=False).pvalue if len(d) else None
    return {"exact": exact, "normal": approximate, "positive": float(statistic(d))}


def randomisation(a, b):
    if len(a) > 12:
        return None
    d = a - b
    sums = np.array([np.dot(d, signs) for signs in itertools.product((-1, 1), repeat=len(d))])
    return float(np.mean(np.abs(sums) >= abs(d.sum()) - 1e-12))


def bootstrap(a, b):
    if len(a) != 5:
        return None
    d = a - b
    means = [np.mean(d[list(drawn)]) for drawn in itertools.product(range(len(d)), repeat=len(d))]
    return {"deviation": float(np.std(means)), "low": np.quantile(means, 0.025), "high": np.quantile(means, 0.975)}


def compared(name, a, b):
    test = stats.ttest_rel(a, b)
    d = a - b
    cohen = d.mean() / d.std(ddof=1)
    m = len(d) - 1
    hedges = special.gamma(m / 2) / (np.sqrt(m / 2) * special.gamma((m - 1) / 2)) if 1 < m < 300 else None
    return {
        "name": name,
        "a": a.tolist(),
        "b": b.tolist(),
        "t": {"t": test.statistic, "p": test.pvalue, "degrees": int(test.df)},
        "wilcoxon": wilcoxon(a, b),
        "randomisation": randomisation(a, b),
        "bootstrap": bootstrap(a, b),
        "effect": {"cohen": cohen, "hedges": None if hedges is None else cohen * hedges},
    }


def corrected(p):
    adjusted = {name: multipletests(p, method=name)[1].tolist() for name in ("holm", "bonferroni")}
    return {"p": list(p), **adjusted}


def main():
    random = np.random.default_rng(SEED)
    degrees = (1, 2, 3, 10, 42, 53, 199, 6979)
    stored = {
        "command": "python goldens/statistics.py",
        "versions": {
            "python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in ("numpy", "scipy", "statsmodels")},
        },
        "seed": SEED,
        "compared": [compared(*pair) for pair in pairs(random)],
        "corrected": [
            corrected(p) for p in ([0.01, 0.04, 0.03, 0.005], [0.5], [0.2, 0.2, 0.2], random.random(12) ** 3)
        ],
        "student": [
            [t, n, 2 * stats.t.sf(t, n)] for n in degrees for t in (0, 0.01, 0.3, 1, 1.96, 3.3, 8, 25, 1e3)
        ],
        "normal": [[z, 2 * stats.norm.sf(z)] for z in (0, 0.01, 0.1, 1, 1.96, 2.9, 3.1, 5, 8, 20, 37)],
        "gamma": [[x, special.gammaln(x)] for x in (1e-3, 0.1, 0.5, 0.9, 1.5, 3, 10, 100.5, 3490)],
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(stored, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
