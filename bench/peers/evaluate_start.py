"""Runs a command that evaluates a small run; the same work as ours/evaluate_start.ts."""
import json
import os
import statistics
import subprocess
import sys
import time

from contestant import args, folder, print_line

files = [f"{folder}/qrels", f"{folder}/small.run"]


def means_of_ir_measures(printed):
    """The lines `measure<TAB>value`, in our order."""
    values = dict(line.split("\t") for line in printed.strip().split("\n"))
    return [float(values[name]) for name in ["nDCG@10", "RR", "AP", "R@100"]]


commands = {
    "pytrec_eval": (
        [os.path.join(os.path.dirname(__file__), "evaluate_with_pytrec_eval.py"), *files],
        json.loads,
        ["pytrec_eval-terrier"],
    ),
    "ir_measures": (
        ["-m", "ir_measures", *files, "nDCG@10", "RR", "AP", "R@100", "--places", "6"],
        means_of_ir_measures,
        ["ir_measures"],
    ),
}
command, means_of, packages = commands[args[0]]
seconds = []
for _ in range(11):
    started = time.perf_counter()
    result = subprocess.run([sys.executable, *command], check=True, capture_output=True, text=True)
    seconds.append(time.perf_counter() - started)
print_line(packages, start=statistics.median(seconds[1:]), means=means_of(result.stdout))
