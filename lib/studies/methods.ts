/** Methods in short: what grids and studies are written with. */
import type { MarginMethod, Method } from "../runs/mod.ts";

/** BM25 on words. */
export function bm25(options: { k1?: number; b?: number } = {}): Method {
  const { k1 = 0.9, b = 0.4 } = options;
  return { kind: "bm25", k1, b };
}

/** The encoder before any training. */
export const untrained: Method = { kind: "untrained" };

/** In-batch softmax; the default temperature is sentence-transformers' scale of 20. */
export function inBatchSoftmax(options: { temperature?: number } = {}): Method {
  const { temperature = 0.05 } = options;
  return { kind: "in-batch softmax", temperature };
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
