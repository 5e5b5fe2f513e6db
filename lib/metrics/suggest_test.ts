import assert from "node:assert/strict";
import { parseMeasure } from "./parse.ts";
import { suggestMeasure } from "./suggest.ts";

Deno.test("trec_eval's names, and those of other tools, are answered with ours", () => {
  const cases: Record<string, string> = {
    ndcg: "nDCG",
    ndcg_cut_10: "nDCG@10",
    "ndcg_cut.10": "nDCG@10",
    NDCG_CUT_5: "nDCG@5",
    map: "AP",
    map_cut_100: "AP@100",
    recip_rank: "RR",
    P_10: "P@10",
    "P.20": "P@20",
    recall_100: "R@100",
    "recall@100": "R@100",
    success_1: "Success@1",
    "hit_rate@10": "Success@10",
    bpref: "Bpref",
    bpref_10: "Bpref",
    recall: "R@100",
    rprec: "Rprec",
    ndcg10: "nDCG@10",
    "mrr@10": "RR@10",
    "nDGC@10": "nDCG@10",
    "ndcg(dcg='exp-log2')@5": "nDCG(dcg='exp-log2')@5",
    "nDCG@10,": "nDCG@10",
  };
  for (const [name, expected] of Object.entries(cases)) {
    assert.equal(suggestMeasure(name), expected, name);
    parseMeasure(expected);
  }
  assert.equal(suggestMeasure("frobnicate"), undefined);
});

Deno.test("a measure that is not known, or followed by a comma, is refused with what was meant", () => {
  const refused = (name: string, message: RegExp) =>
    assert.throws(() => parseMeasure(name), { name: "UserError", message });
  refused("ndcg_cut_10", /Unknown measure "ndcg_cut_10".* Did you mean "nDCG@10"\?/);
  refused("map", /Unknown measure "map".* Did you mean "AP"\?/);
  refused("P_10", /Did you mean "P@10"\?/);
  refused("nDCG@10,", /between measures but found "nDCG@10,"\. Did you mean "nDCG@10"\?/);
  refused("nDCG@10,RR@10", /between measures but found "nDCG@10,RR@10"\. Did you mean "nDCG@10 RR@10"\?/);
  refused("P@5,10", /between measures but found "P@5,10"\. Did you mean "P@5 P@10"\?/);
  refused("RR,", /between measures but found "RR,"\. Did you mean "RR"\?/);
});
