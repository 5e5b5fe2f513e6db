/** What the paper leaves open. */
import type { Claim } from "./claim.ts";
import { effectivenessOf } from "./evidence.ts";
import { pairsOf } from "./of_each.ts";

export const openQuestions: readonly Claim[] = [
  {
    id: "adaptivity",
    source: "this project",
    statement:
      "It matters that the target adapts to each pair: a target that says nothing of the pair is worse.",
    quantity: "test nDCG@10 of adaptive targets, less that of uninformed ones",
    expectation: { kind: "above", value: 0 },
    wouldChange: "Other encoders: where passages are spread out, all targets are near 0.5.",
    evidence: (comparisons) =>
      ["static 0.5", "shuffled", "batch-mean"].flatMap((control) =>
        pairsOf(comparisons, "adaptive", control).map(effectivenessOf)
      ),
  },
  {
    id: "softmax",
    source: "this project",
    statement: "Adaptive targets are as good as in-batch softmax, which needs no teacher either.",
    quantity: "test nDCG@10 of adaptive targets, less that of in-batch softmax",
    expectation: { kind: "as good as" },
    wouldChange: "More triples, or a collection with many false negatives.",
    evidence: (comparisons) => pairsOf(comparisons, "adaptive", "in-batch softmax").map(effectivenessOf),
  },
];
