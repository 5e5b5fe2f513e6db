/** The losses of the playground: each is the library's function, with what the page has to know about it. */
import { type Scalar, type Tensor2D, tf } from "../../engine/mod.ts";
import {
  bixseLoss,
  guidedSoftmaxLoss,
  inBatchSoftmaxLoss,
  listwiseKLLoss,
  marginLoss,
  marginMSELoss,
  type MarginOptions,
  rankNetLoss,
  tripletLoss,
} from "../../losses/mod.ts";
import { marginFormula } from "./margin_formula.ts";
import type { SettingName, Settings } from "./settings.ts";

/** The embeddings of `B` triples, `[B, 2]` each, to a scalar. */
export type Loss = (queries: Tensor2D, positives: Tensor2D, negatives: Tensor2D) => Scalar;

export interface LossKind {
  /** In the address. */
  readonly name: string;
  readonly label: string;
  /** What it is, in a line. */
  readonly formula: (settings: Settings) => string;
  /** The settings that count with these settings. */
  readonly has: (settings: Settings) => readonly SettingName[];
  /** Where the loss's usual settings differ from those of others. */
  readonly usual?: Partial<Settings>;
  /** Whether it learns from a teacher's margin of each triple. */
  readonly taught?: boolean;
  /** @param teacher A teacher's margin of each triple, `B` numbers. */
  readonly loss: (settings: Settings, teacher: number[]) => Loss;
  /** The margins and the targets that it compares; undefined where it has no target. */
  readonly compares?: (settings: Settings, teacher: number[]) => MarginOptions;
}

/** Steps that suit losses whose scores are divided by a small temperature. */
const SMALL_STEPS = { rate: 0.005 };

/** The paper's. */
export const marginKind: LossKind = {
  name: "margin",
  label: "Margin loss (the paper's)",
  formula: marginFormula,
  has: (settings) => [
    "target",
    ...settings.target === "static" ? ["margin"] as const : ["detachTarget"] as const,
    "errorFn",
    ...settings.target === "distributed" ? [] : ["inBatch"] as const,
    ...marginOptions(settings).inBatch || settings.target === "distributed" ? ["orientation"] as const : [],
  ],
  loss: (settings) => (q, p, n) => marginLoss(q, p, n, marginOptions(settings)),
  compares: marginOptions,
};

/** The options of a margin loss. */
export function marginOptions(
  { target, margin, errorFn, inBatch, orientation, detachTarget }: Settings,
): MarginOptions {
  return {
    ...{ errorFn, orientation, detachTarget },
    target: target === "static" ? margin : target,
    inBatch: inBatch && target !== "distributed", // which is of the batch already
  };
}

const triplet: LossKind = {
  name: "triplet",
  label: "Triplet loss",
  formula: ({ margin, inBatch }) =>
    `mean of max(0, ${margin} − (s(qᵢ, pᵢ) − s(qᵢ, n${inBatch ? "ⱼ" : "ᵢ"})))`,
  has: () => ["margin", "inBatch"],
  usual: { margin: 0.2 },
  loss: ({ margin, inBatch }) => (q, p, n) => tripletLoss(q, p, n, { margin, inBatch }),
  compares: ({ margin, inBatch }) => ({ target: margin, inBatch }),
};

const softmax: LossKind = {
  name: "softmax",
  label: "In-batch softmax",
  formula: () => "mean of −log of the softmax share of q's own p among all p and n, of s / temperature",
  has: () => ["temperature"],
  usual: SMALL_STEPS,
  loss: ({ temperature }) => (q, p, n) => inBatchSoftmaxLoss(q, p, n, { temperature }),
};

const guided: LossKind = {
  name: "guided",
  label: "Guided softmax (GISTEmbed)",
  formula: () =>
    "in-batch softmax without the passages more similar to q than its own p, less the guide's margin",
  has: () => ["temperature", "guideMargin"],
  usual: SMALL_STEPS,
  loss: ({ temperature, guideMargin }) => (q, p, n) =>
    guidedSoftmaxLoss(q, p, n, "self", { temperature, margin: guideMargin }),
};

const bixse: LossKind = {
  name: "bixse",
  label: "BiXSE",
  formula: () =>
    "mean over q of the cross-entropy of sigmoid(s / temperature + bias) with each p and n: own p or not",
  has: () => ["temperature", "bias"],
  usual: { temperature: 0.1, ...SMALL_STEPS },
  loss: ({ temperature, bias }) => (q, p, n) => bixseLoss(q, p, n, undefined, { temperature, bias }),
};

const marginMSE: LossKind = {
  name: "margin-mse",
  label: "Margin-MSE (teacher)",
  formula: () => "mean of (margin − teacher's margin)²",
  has: () => [],
  taught: true,
  loss: (_, teacher) => (q, p, n) => marginMSELoss(q, p, n, tf.tensor1d(teacher)),
  compares: taughtMargins,
};

const rankNet: LossKind = {
  name: "ranknet",
  label: "RankNet (teacher)",
  formula: () => "mean cross-entropy of sigmoid(margin / temperature) with that of the teacher's margin",
  has: () => ["temperature"],
  usual: SMALL_STEPS,
  taught: true,
  loss: ({ temperature }, teacher) => (q, p, n) =>
    rankNetLoss(q, p, n, tf.tensor1d(teacher), { temperature }),
  compares: taughtMargins,
};

const listwiseKL: LossKind = {
  name: "listwise-kl",
  label: "Listwise KL (teacher)",
  formula: () => "mean divergence of the softmax of s(q, p), s(q, n) from that of a teacher with its margin",
  has: () => ["temperature"],
  usual: SMALL_STEPS,
  taught: true,
  // A softmax depends on differences alone: a margin says all of a list of two.
  loss: ({ temperature }, teacher) => (q, p, n) =>
    listwiseKLLoss(q, p, n, tf.tensor2d(teacher.map((margin) => [margin, 0])), { temperature }),
  compares: taughtMargins,
};

function taughtMargins(_: Settings, teacher: number[]): MarginOptions {
  return { target: tf.tensor1d(teacher) };
}

/** In the order of the page. */
export const lossKinds: readonly LossKind[] = [
  ...[marginKind, triplet, softmax, guided, bixse],
  ...[marginMSE, rankNet, listwiseKL],
];

/** What the page does not offer, and why. */
export const leftOut: readonly (readonly [what: string, why: string])[] = [
  [
    "Dual Margin-MSE, guided softmax with a guide of its own, graded BiXSE, listwise KL and RankNet over the batch",
    "they take a teacher's numbers for pairs of the whole batch, a table too large to set by hand",
  ],
  [
    "targets of the encoder before training, and of its moving average",
    "numbers from outside, through which no gradient flows: Margin-MSE with them for a teacher's margins",
  ],
  [
    "learned temperatures and biases",
    "parameters of training; the sliders show what their values do",
  ],
];
