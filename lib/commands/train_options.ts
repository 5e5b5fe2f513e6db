/** The options of `train`. */
import type { FineTuningSettings } from "../runs/fine_tuning/mod.ts";
import type { Method } from "../runs/mod.ts";
import type { Similarity } from "../encoders/mod.ts";
import { UserError } from "../base/mod.ts";
import { collectionHelp } from "./collection_help.ts";
import type { Values } from "./command.ts";
import { refuseWithoutEffect } from "./no_effect.ts";
import { integerFrom, naturalNumber, notNegative, positiveInteger, share } from "./number_rules.ts";
import { flag, number, oneOf, text } from "./options.ts";
import { outputFolder } from "./output_options.ts";
import { precisionOption } from "./precision_option.ts";

const LOSS = "Loss", TRAINING = "Training", TRIPLES = "Triples", ENCODER = "Encoder";

/** Losses by name. */
export const losses = ["adaptive", "distributed", "static", "in-batch-softmax"] as const;

const above0 = { words: "a number above 0", accepts: (value: number) => value > 0 && value < Infinity };

export const trainOptions = {
  data: text("FOLDER", collectionHelp("corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv"), {
    required: true,
  }),
  encoder: text(
    "NAME",
    "minilm, minilm-1 to minilm-5 (first layers), tiny, mpnet, an id of the model hub such as microsoft/mpnet-base, or a folder",
    { required: true },
  ),
  output: outputFolder("where the encoder is written", { required: true }),
  loss: oneOf(losses, "loss, as explained below", { default: "adaptive" }),
  whole: flag("test on all passages and queries, however many there are, and not on a fixed part"),
  restart: flag("drop an unfinished training in the output folder, and start again"),
  seed: number("N", "seed of all draws", { rule: naturalNumber, default: 1 }),
  margin: number("X", "the margin of a static loss, a difference of two cosines", {
    rule: above0,
    shownDefault: "0.5",
    group: LOSS,
  }),
  inBatch: flag("compare each query with every negative of the batch, not only with its own", {
    group: LOSS,
  }),
  errorFn: oneOf(
    ["l2", "l1", "soft", "hinge"],
    "cost of a margin that is t off its target, t², |t|, log(1 + exp(-t)) or max(0, -t)²",
    {
      shownDefault: "l2",
      group: LOSS,
    },
  ),
  reading: oneOf(
    ["paper", "reference"],
    "with --in-batch or distributed: which margin meets which target, by the paper or by its code",
    {
      shownDefault: "paper",
      group: LOSS,
    },
  ),
  detachTarget: flag("let no gradient flow through the targets", { group: LOSS }),
  temperature: number("X", "what in-batch-softmax divides cosines by", {
    rule: above0,
    shownDefault: "0.05",
    group: LOSS,
  }),
  steps: number("N", "updates of the weights, of a batch each", {
    rule: positiveInteger,
    shownDefault: "those of one epoch, but at least 20 and at most 60",
    group: TRAINING,
  }),
  epochs: number("X", "passes over the triples, instead of --steps", { rule: above0, group: TRAINING }),
  batchSize: number("N", "triples a step", {
    rule: positiveInteger,
    shownDefault: "32, or an eighth of the triples, at least 4",
    group: TRAINING,
  }),
  learningRate: number("X", "learning rate after the warm-up", {
    rule: above0,
    shownDefault: "2e-5; 1e-3 for tiny",
    group: TRAINING,
  }),
  warmup: number("X", "share of the steps, from the first on, in which the learning rate rises", {
    rule: share,
    default: 0.1,
    group: TRAINING,
  }),
  weightDecay: number("X", "weight decay of AdamW", { rule: notNegative, default: 1e-6, group: TRAINING }),
  dropout: number("X", "share of the encoder's values that are dropped in training", {
    rule: { words: "a number of at least 0 and below 1", accepts: (value) => value >= 0 && value < 1 },
    default: 0,
    group: TRAINING,
  }),
  queryLength: number("N", "tokens that a query is cut to, in this training and its tests", {
    rule: integerFrom(2),
    default: 64,
    group: TRAINING,
  }),
  passageLength: number("N", "tokens that a passage is cut to, also by what loads the folder later", {
    rule: integerFrom(2),
    default: 200,
    group: TRAINING,
  }),
  validateEvery: number("N", "steps between two searches for the dev queries", {
    rule: positiveInteger,
    shownDefault: "a fifth of the steps",
    group: TRAINING,
  }),
  patience: number("N", "validations without a better nDCG@10 after which training stops", {
    rule: positiveInteger,
    default: 3,
    group: TRAINING,
  }),
  sampling: oneOf(
    ["random", "without-twins", "topic-aware"],
    "how the triples of a batch are drawn; in one without twins, no two share a text",
    {
      default: "without-twins",
      group: TRAINING,
    },
  ),
  triples: text(
    "FILE",
    "triples of ids or of texts, .tsv, .tsv.gz, .tar.gz or .arrow, instead of mined ones",
    {
      group: TRIPLES,
    },
  ),
  firstRank: number("N", "first rank of a negative among BM25's passages", {
    rule: positiveInteger,
    shownDefault: "1",
    group: TRIPLES,
  }),
  lastRank: number("N", "last rank of a negative", {
    rule: positiveInteger,
    shownDefault: "50",
    group: TRIPLES,
  }),
  negatives: number("N", "negatives of each train query, whose positive is its best judged passage", {
    rule: positiveInteger,
    shownDefault: "1",
    group: TRIPLES,
  }),
  random: number("X", "share of the negatives, from 0 to 1, that is drawn from the whole collection", {
    rule: share,
    shownDefault: "0",
    group: TRIPLES,
  }),
  pooling: oneOf(["mean", "cls", "pooler"], "how tokens become one embedding", {
    shownDefault: "what the encoder's folder says, else mean",
    group: ENCODER,
  }),
  similarity: oneOf<Similarity>(
    ["cosine", "dot"],
    "how embeddings are compared; the losses need the cosine",
    {
      shownDefault: "what the encoder's folder says, else cosine",
      group: ENCODER,
    },
  ),
  layers: number("N", "layers that are kept, from the first on", {
    rule: positiveInteger,
    shownDefault: "all",
    group: ENCODER,
  }),
  precision: precisionOption({ group: ENCODER }),
};

export type TrainOptions = Values<typeof trainOptions>;

/** Rejects options that contradict each other, before any work. */
export function checkTrainOptions(options: TrainOptions): void {
  const refuse = (text: string) =>
    new UserError(`train: ${text} \`deno task train --help\` lists the options.`);
  if (options.steps !== undefined && options.epochs !== undefined) {
    throw refuse("expected one of --steps and --epochs but found both.");
  }
  const { firstRank = 1, lastRank = 50, loss, inBatch, triples, random } = options;
  if (firstRank > lastRank) {
    throw refuse(
      `expected --first-rank to be at most --last-rank but found ${firstRank} and ${lastRank}.`,
    );
  }
  if (options.loss === "distributed" && options.inBatch) {
    throw refuse("expected no --in-batch with the loss distributed, whose targets are of the batch already.");
  }
  const softmax = loss === "in-batch-softmax";
  refuseWithoutEffect("train", options, [
    {
      when: softmax,
      beside: `--loss ${loss}`,
      options: ["margin", "inBatch", "errorFn", "reading", "detachTarget"],
    },
    { when: loss !== "static", beside: `--loss ${loss}`, options: ["margin"] },
    { when: loss === "static", beside: "--loss static", options: ["detachTarget"] },
    { when: !softmax, beside: `--loss ${loss}`, options: ["temperature"] },
    {
      when: !inBatch && loss !== "distributed",
      beside: `--loss ${loss} and without --in-batch`,
      options: ["reading"],
    },
    {
      when: triples !== undefined,
      beside: "--triples",
      options: ["firstRank", "lastRank", "negatives", "random"],
    },
    { when: random === 1, beside: "--random 1", options: ["firstRank", "lastRank"] },
  ]);
}

/** The method that the options name. */
export function methodOf(options: TrainOptions): Method {
  const { loss, margin = 0.5, inBatch, errorFn = "l2", reading = "paper", detachTarget, temperature = 0.05 } =
    options;
  if (loss === "in-batch-softmax") return { kind: "in-batch softmax", temperature };
  const target = loss === "static" ? margin : loss;
  return { kind: "margin", target, inBatch, errorFn, orientation: reading, detachTarget };
}

/** The settings of the training, once the number of steps is known. */
export function settingsOf(
  options: TrainOptions,
  { steps, batchSize }: { steps: number; batchSize: number },
): FineTuningSettings {
  const { encoder, learningRate = encoder === "tiny" ? 1e-3 : 2e-5 } = options;
  return {
    method: methodOf(options),
    steps,
    batchSize,
    learningRate,
    warmupSteps: Math.round(options.warmup * steps),
    decay: 0.99999,
    weightDecay: options.weightDecay,
    dropout: options.dropout,
    maxQueryLength: options.queryLength,
    maxPassageLength: options.passageLength,
    sampling: options.sampling === "without-twins" ? "without twins" : options.sampling,
    negatives: {
      firstRank: options.firstRank ?? 1,
      lastRank: options.lastRank ?? 50,
      random: options.random ?? 0,
      count: options.negatives ?? 1,
    },
    validateEvery: options.validateEvery ?? Math.max(1, Math.ceil(steps / 5)),
    patience: options.patience,
    seed: options.seed,
    whole: options.whole,
  };
}
