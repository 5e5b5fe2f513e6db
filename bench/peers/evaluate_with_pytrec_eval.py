"""Prints the means of nDCG@10, RR, AP and R@100 over the queries: evaluate_with_pytrec_eval.py QRELS RUN."""
import sys

import pytrec_eval

with open(sys.argv[1]) as file:
    qrels = {}
    for line in file:
        query, _, passage, grade = line.split()
        qrels.setdefault(query, {})[passage] = int(grade)
with open(sys.argv[2]) as file:
    run = {}
    for line in file:
        query, _, passage, _, score, _ = line.split()
        run.setdefault(query, {})[passage] = float(score)
evaluator = pytrec_eval.RelevanceEvaluator(qrels, {"ndcg_cut.10", "recip_rank", "map", "recall.100"})
values = evaluator.evaluate(run).values()
names = ["ndcg_cut_10", "recip_rank", "map", "recall_100"]
print([sum(of[name] for of in values) / len(values) for name in names])
