/** What the paper claims, as its abstract and summary have it. */
import { TOLERANCE } from "../seed_difference.ts";
import type { Claim } from "./claim.ts";
import {
  bestStatic,
  costRatioOf,
  dataShareOf,
  effectivenessOf,
  searchedMargins,
  speedOf,
  worstStatic,
} from "./evidence.ts";
import { anyBatchSize, pairsOf } from "./of_each.ts";
import { taughtPairs, whyNoTeacher } from "./taught.ts";

/** The study's teacher, `minilm-softmax`, and the best of its students. */
const TAUGHT = "(Teacher: six layers of MiniLM after in-batch softmax. Student: two, by listwise KL.)";

export const paperClaims: readonly Claim[] = [
  {
    id: "A",
    source: "paper",
    statement: `Self-distillation matches distillation from a teacher with 13.5 % of the data. ${TAUGHT}`,
    quantity:
      "triples until the best self-distilled encoder is as good on dev as the best student of a teacher, over those that " +
      "the student took (infinite: never)",
    unit: "of the triples (inf: never as good)",
    expectation: { kind: "between", low: 0, high: 0.135 },
    wouldChange: "More triples, a weaker teacher, or students of it without in-batch scores.",
    missing: whyNoTeacher,
    evidence: (comparisons) => taughtPairs(comparisons).flatMap(dataShareOf),
  },
  {
    id: "B",
    source: "paper",
    statement: "Training is 3 to 15 times as fast as with losses whose margin has to be searched for.",
    quantity:
      "tokens of training to search for a static margin, over those until adaptive targets are as good (0: never)",
    unit: "times as fast (0: never as good)",
    expectation: { kind: "between", low: 3, high: 15 },
    wouldChange: "Another number of margins that are tried: the ratio grows with it.",
    evidence: (comparisons) =>
      pairsOf(comparisons, "adaptive", bestStatic).flatMap((pair) =>
        costRatioOf(pair, searchedMargins(pair.place))
      ),
  },
  {
    id: "C",
    source: "paper",
    statement: "With static targets the margin matters much.",
    quantity:
      "test nDCG@10 of the static margin that is best on dev, less that of the worst, each at its own best rate",
    expectation: { kind: "above", value: TOLERANCE },
    wouldChange: "A narrower range of margins, or learning rates that make up for the margin.",
    // Where rates were not searched for, margins differ by a rate that was picked elsewhere too.
    evidence: (comparisons) =>
      pairsOf(comparisons, bestStatic, worstStatic)
        .filter(({ a, b }) => [a, b].every(({ searched }) => searched.length > 1)).map(effectivenessOf),
  },
  {
    id: "D",
    source: "paper",
    statement: "Adaptive targets are more data-efficient than static ones.",
    quantity: "mean height of the dev curve over log triples, adaptive less the best static margin",
    unit: "nDCG@10 on dev",
    expectation: { kind: "above", value: 0 },
    wouldChange: "Encoders whose passages are less spread out, or more triples.",
    evidence: (comparisons) => pairsOf(comparisons, "adaptive", bestStatic).flatMap(speedOf),
  },
  {
    id: "D, in-batch",
    source: "paper",
    statement: "In-batch negatives hurt adaptive targets (the paper says: can hurt).",
    quantity: "test nDCG@10 of adaptive targets, less that of adaptive targets with in-batch negatives",
    expectation: { kind: "above", value: 0 },
    wouldChange: "Batches beyond these sizes, more triples, or encoders that begin better.",
    evidence: (comparisons) =>
      pairsOf(comparisons, "adaptive", "adaptive, in-batch (paper)", anyBatchSize).map(effectivenessOf),
  },
  {
    id: "E, faster",
    source: "paper",
    statement: "Distributed targets converge faster than adaptive ones.",
    quantity: "mean height of the dev curve over log triples, distributed less adaptive",
    unit: "nDCG@10 on dev",
    expectation: { kind: "above", value: 0 },
    wouldChange: "Larger batches, which give each margin more targets.",
    evidence: (comparisons) => pairsOf(comparisons, "distributed (paper)", "adaptive").flatMap(speedOf),
  },
  {
    id: "E, higher",
    source: "paper",
    statement: "Distributed targets converge higher than adaptive ones.",
    quantity: "test nDCG@10, distributed less adaptive",
    expectation: { kind: "above", value: 0 },
    wouldChange: "Larger batches, which give each margin more targets.",
    evidence: (comparisons) => pairsOf(comparisons, "distributed (paper)", "adaptive").map(effectivenessOf),
  },
  {
    id: "F",
    source: "paper",
    statement: `The result is on a par with bi-encoders that a teacher distilled. ${TAUGHT}`,
    quantity:
      "test nDCG@10 of the best self-distilled encoder on dev, less that of the best student of a teacher",
    expectation: { kind: "as good as" },
    wouldChange: "More triples, a weaker teacher, or students of it without in-batch scores.",
    missing: whyNoTeacher,
    evidence: (comparisons) => taughtPairs(comparisons).map(effectivenessOf),
  },
];
