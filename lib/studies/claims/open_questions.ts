/** What the paper leaves open. */
import type { Claim } from "./claim.ts";
import { effectivenessOf } from "./evidence.ts";
import { conditions, lossesOf } from "./losses.ts";
import { anyBatchSize, pairsOf } from "./of_each.ts";

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
    id: "direction",
    source: "this project",
    statement: "The margin should be large where the passages are alike, and not the other way around.",
    quantity: "test nDCG@10 of adaptive targets T, less that of 1 - T",
    expectation: { kind: "above", value: 0 },
    wouldChange: "Collections where passages that are alike are mostly both relevant.",
    evidence: (comparisons) => pairsOf(comparisons, "adaptive", "reversed").map(effectivenessOf),
  },
  {
    id: "own targets",
    source: "this project",
    statement:
      "Targets of the encoder that is being trained are better than those of the encoder before training.",
    quantity: "test nDCG@10 of adaptive targets, less that of frozen ones",
    expectation: { kind: "above", value: 0 },
    wouldChange: "A better encoder to start from, whose similarities are good from the first step.",
    evidence: (comparisons) => pairsOf(comparisons, "adaptive", "frozen").map(effectivenessOf),
  },
  {
    id: "teacher's margins",
    source: "this project",
    statement: "On the same triples, the encoder's own targets are as good as a teacher's margins.",
    quantity: "test nDCG@10 of adaptive targets, less that of Margin-MSE",
    expectation: { kind: "as good as" },
    wouldChange: "A weaker teacher, or one whose margins are scaled otherwise.",
    evidence: (comparisons) => pairsOf(comparisons, "adaptive", "Margin-MSE").map(effectivenessOf),
  },
  {
    id: "gradient of the target",
    source: "this project",
    statement:
      "It makes no difference whether gradients flow through the target, as they do in the reference.",
    quantity: "test nDCG@10 of adaptive targets, less that of detached ones",
    expectation: { kind: "as good as" },
    wouldChange: "Longer training, in which targets can move further.",
    evidence: (comparisons) =>
      pairsOf(comparisons, "adaptive", "adaptive, target detached").map(effectivenessOf),
  },
  {
    id: "one-sided error",
    source: "this project",
    statement: "It makes no difference that margins above the target are punished too.",
    quantity: "test nDCG@10 of the squared error, less that of the squared hinge",
    expectation: { kind: "as good as" },
    wouldChange: "Larger margins, which are seldom exceeded.",
    evidence: (comparisons) => pairsOf(comparisons, "adaptive", "adaptive, hinge").map(effectivenessOf),
  },
  {
    id: "reading",
    source: "this project",
    statement:
      "With in-batch negatives, the paper's formula and the reference's code train equally good encoders.",
    quantity: "test nDCG@10 of adaptive targets in a batch, in the paper's reading less in the reference's",
    expectation: { kind: "as good as" },
    wouldChange: "Larger batches, in which a row has the wrong margin more often.",
    evidence: (comparisons) =>
      pairsOf(comparisons, "adaptive, in-batch (paper)", "adaptive, in-batch (reference)", anyBatchSize)
        .map(effectivenessOf),
  },
  {
    id: "false negatives",
    source: "this project",
    statement: "False negatives hurt adaptive targets, which push hardest there.",
    quantity: "test nDCG@10 that adaptive targets lose where relevant passages replace some negatives",
    expectation: { kind: "above", value: 0 },
    wouldChange: "Negatives that are less hard than BM25's best, which the false ones replace.",
    evidence: (comparisons) => lossesOf(comparisons, conditions.falseNegatives, "adaptive"),
  },
  {
    id: "false negatives, more",
    source: "this project",
    statement:
      "Adaptive targets lose more, or gain less, by false negatives than losses that do not look at the passages.",
    quantity: "test nDCG@10 that adaptive targets lose with false negatives, less what the other loss does",
    expectation: { kind: "above", value: 0 },
    wouldChange: "False negatives that are more alike to the positive than WordNet's neighbouring senses.",
    evidence: (comparisons) =>
      ["in-batch softmax", "static 0.2"].flatMap((other) =>
        lossesOf(comparisons, conditions.falseNegatives, "adaptive", other)
      ),
  },
  {
    id: "mixed precision",
    source: "this project",
    statement: "Products of bfloat16, in training and in search, make no difference.",
    quantity: "test nDCG@10 in float32, less that in mixed precision",
    expectation: { kind: "as good as" },
    wouldChange: "Smaller margins, longer training, or larger encoders, whose sums are longer.",
    evidence: (comparisons) =>
      ["adaptive", "adaptive, in-batch (paper)", "in-batch softmax"].flatMap((method) =>
        lossesOf(comparisons, conditions.bfloat16, method)
      ),
  },
  {
    id: "cross-encoder",
    source: "this project",
    statement: "A cross-encoder that sets its own margins reranks as well as one with a pairwise loss.",
    quantity: "test nDCG@10 of BM25's best 30 reranked, self-distilled less pairwise",
    expectation: { kind: "as good as" },
    wouldChange: "More negatives a list, or another representation of the passages than their mean states.",
    evidence: (comparisons) =>
      pairsOf(
        comparisons,
        "cross-encoder on BM25, self-distilled",
        "cross-encoder on BM25, pairwise",
        ({ condition }) => !condition.includes("batch size"),
      ).map(effectivenessOf),
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
