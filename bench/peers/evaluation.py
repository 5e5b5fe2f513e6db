"""Evaluates runs, or reads a long one; the same work as ours/evaluation.ts."""
import time

from contestant import args, folder, print_line


def read_qrels():
    qrels = {}
    with open(f"{folder}/qrels") as file:
        for line in file:
            query, _, passage, grade = line.split()
            qrels.setdefault(query, {})[passage] = int(grade)
    return qrels


def read_run(name):
    run = {}
    with open(f"{folder}/{name}") as file:
        for line in file:
            query, _, passage, _, score, _ = line.split()
            run.setdefault(query, {})[passage] = float(score)
    return run


def with_pytrec_eval():
    import pytrec_eval
    qrels, runs = read_qrels(), [read_run(f"{i}.run") for i in range(100)]
    names = ["ndcg_cut_10", "recip_rank", "map", "recall_100"]
    started = time.perf_counter()
    evaluator = pytrec_eval.RelevanceEvaluator(qrels, {"ndcg_cut.10", "recip_rank", "map", "recall.100"})
    means = []
    for run in runs:
        values = evaluator.evaluate(run).values()
        means.append([sum(query[name] for query in values) / len(values) for name in names])
    print_line(["pytrec_eval-terrier"], evaluate=time.perf_counter() - started, means=means[:3])


def with_ranx():
    from ranx import Qrels, Run, evaluate
    qrels, runs = Qrels(read_qrels()), [Run(read_run(f"{i}.run")) for i in range(100)]
    names = ["ndcg@10", "mrr", "map", "recall@100"]
    evaluate(qrels, Run(read_run("0.run")), names)  # compiles
    started = time.perf_counter()
    means = [evaluate(qrels, run, names) for run in runs]
    seconds = time.perf_counter() - started
    print_line(["ranx", "numba"], evaluate=seconds, means=[[float(of[name]) for name in names] for of in means[:3]])


def with_pandas():
    import pandas
    names = ["query", "q0", "passage", "rank", "score", "tag"]
    started = time.perf_counter()
    # Columns of a TREC run stand between any white space, and its ids are texts, also where they are all digits.
    run = pandas.read_csv(f"{folder}/million.run", sep=r"\s+", names=names, dtype={"query": str, "passage": str})
    print_line(["pandas"], read=time.perf_counter() - started, sum=float(run["score"].sum()))


{"pytrec_eval": with_pytrec_eval, "ranx": with_ranx, "pandas": with_pandas}[args[0]]()
