/** What a run is: plain data from which everything else about it follows. */

/** How much work an experiment may take: seconds, minutes on a laptop, or the reference's own set-up. */
export type Tier = "smoke" | "laptop" | "paper";

export const tiers: readonly Tier[] = ["smoke", "laptop", "paper"];

/** A fixed part of a collection that is searched; its sizes stand in `sizes.ts`. */
export type Subset = "whole" | "laptop" | "smoke";

/** The encoder that ranks, or `none` where words alone do. */
export type EncoderName = "minilm" | "tiny" | "none";

export const encoderNames: readonly EncoderName[] = ["minilm", "tiny", "none"];

/** BM25 on words. */
export interface BM25Method {
  readonly kind: "bm25";
  readonly k1: number;
  readonly b: number;
}

/** The encoder as it comes. */
export interface UntrainedMethod {
  readonly kind: "untrained";
}

/** Cross-entropy over all passages of the batch (InfoNCE). */
export interface InBatchSoftmaxMethod {
  readonly kind: "in-batch softmax";
  readonly temperature: number;
}

/** A margin loss: `target` is a fixed margin, or how the batch itself sets it. */
export interface MarginMethod {
  readonly kind: "margin";
  readonly target: number | "adaptive" | "distributed";
  readonly inBatch: boolean;
  readonly errorFn: "l2" | "l1" | "soft";
  readonly orientation: "paper" | "reference";
  readonly detachTarget: boolean;
}

export type Method = BM25Method | UntrainedMethod | InBatchSoftmaxMethod | MarginMethod;

/** How long and how fast is trained. */
export interface TrainingBudget {
  readonly steps: number;
  /** Triples a step. */
  readonly batchSize: number;
  readonly learningRate: number;
  /** Steps of linear warm-up. */
  readonly warmupSteps: number;
  readonly weightDecay: number;
  /** Factor on the learning rate each step. */
  readonly decay: number;
  /** Steps after which the dev queries are ranked; 0 is before the first. */
  readonly validateAt: readonly number[];
  /** Tokens. */
  readonly maxQueryLength: number;
  /** Tokens. */
  readonly maxPassageLength: number;
}

/** One run. Everything stored about it is a function of this value and of the sizes of its subset. */
export interface RunConfig {
  readonly collection: { readonly name: "wordnet"; readonly subset: Subset };
  readonly encoder: EncoderName;
  readonly method: Method;
  /** Absent where nothing is trained. */
  readonly training?: TrainingBudget;
  /** Seeds the order of the training triples. */
  readonly seed: number;
}

/**
 * A method in words, as tables print it.
 *
 * @example The reading is named only where it matters
 * ```ts
 * import assert from "node:assert/strict";
 * const method = { kind: "margin", target: "adaptive", inBatch: true, errorFn: "l2" } as const;
 * assert.equal(methodLabel({ ...method, orientation: "paper", detachTarget: false }), "adaptive, in-batch (paper)");
 * ```
 */
export function methodLabel(method: Method): string {
  switch (method.kind) {
    case "bm25":
      return "BM25";
    case "untrained":
      return "untrained";
    case "in-batch softmax":
      return "in-batch softmax";
    case "margin": {
      const { target, inBatch, errorFn, orientation, detachTarget } = method;
      const name = typeof target === "number" ? `static ${target}` : target;
      const reading = typeof target === "string" && (inBatch || target === "distributed");
      return name + (inBatch ? ", in-batch" : "") + (reading ? ` (${orientation})` : "") +
        (errorFn === "l2" ? "" : `, ${errorFn}`) + (detachTarget ? ", target detached" : "");
    }
  }
}

/** A run in words: `minilm, adaptive`. */
export function runLabel(config: RunConfig): string {
  const method = methodLabel(config.method);
  return config.encoder === "none" ? method : `${config.encoder}, ${method}`;
}

/** The name of what is searched: `wordnet`, or the sub-collection's own, `wordnet-laptop`. */
export function collectionLabel({ collection }: RunConfig): string {
  return collection.subset === "whole" ? collection.name : `${collection.name}-${collection.subset}`;
}
