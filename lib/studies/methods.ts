/** Methods in short: what grids and studies are written with. */
import type { MarginMethod, Method } from "../runs/mod.ts";

/** The options of a kind of method. */
type OptionsOf<Kind extends Method["kind"]> = Partial<Omit<Extract<Method, { kind: Kind }>, "kind">>;

/** BM25 on words. */
export function bm25(options: { k1?: number; b?: number } = {}): Method {
  const { k1 = 0.9, b = 0.4 } = options;
  return { kind: "bm25", k1, b };
}

/** The encoder before any training. */
export const untrained: Method = { kind: "untrained" };

/** In-batch softmax; the default temperature is sentence-transformers' scale of 20. */
export function inBatchSoftmax(options: OptionsOf<"in-batch softmax"> = {}): Method {
  return { kind: "in-batch softmax", temperature: 0.05, ...options };
}

/**
 * A margin loss.
 *
 * @param target A fixed margin, or how the batch itself sets it.
 * @param options Default: no in-batch negatives, squared error, the reference's reading, the target not detached.
 */
export function margin(
  target: MarginMethod["target"],
  options: Partial<Omit<MarginMethod, "kind" | "target">> = {},
): MarginMethod {
  const defaults = { inBatch: false, errorFn: "l2", orientation: "reference", detachTarget: false } as const;
  return { kind: "margin", target, ...defaults, ...options };
}

/** In-batch softmax without the false negatives that the student itself finds; or a teacher, where there is one. */
export function guidedSoftmax(options: OptionsOf<"guided softmax"> = {}): Method {
  return { kind: "guided softmax", guide: "self", temperature: 0.05, margin: 0, ...options };
}

/** A hinge on the margin; default 0.2, without in-batch negatives. */
export function triplet(options: OptionsOf<"triplet"> = {}): Method {
  return { kind: "triplet", margin: 0.2, inBatch: false, ...options };
}

/** Binary cross-entropy of relevance over the batch, graded where there is a teacher and it is asked for. */
export function bixse(options: OptionsOf<"bixse"> = {}): Method {
  return { kind: "bixse", temperature: 0.1, bias: -10, graded: false, ...options };
}

/** A cross-encoder that reorders BM25's candidates, by pairwise logistic loss or by its own similarities. */
export function crossEncoder(options: OptionsOf<"cross-encoder"> = {}): Method {
  return { kind: "cross-encoder", loss: "pairwise", ...options };
}

/** The margins of a teacher. */
export const marginMSE: Method = { kind: "margin-mse" };

/** A teacher's order of positive and negative, and how sure it is. */
export function rankNet(options: OptionsOf<"ranknet"> = {}): Method {
  return { kind: "ranknet", temperature: 0.05, ...options };
}

/** A teacher's softmax over a query's own passages, or over all of the batch. */
export function listwiseKL(options: OptionsOf<"listwise kl"> = {}): Method {
  return { kind: "listwise kl", temperature: 0.05, inBatch: false, ...options };
}

/** TAS-B's dual supervision by a teacher. */
export function dualMarginMSE(options: OptionsOf<"dual margin-mse"> = {}): Method {
  return { kind: "dual margin-mse", weight: 0.75, ...options };
}
