/** The options of a margin loss, and their check. */
import { UserError } from "../base/mod.ts";
import { type Tensor, tf } from "../engine/mod.ts";
import { checkNames } from "./triples.ts";

/** How a batch sets its own targets; see {@linkcode MarginOptions}. */
export const batchTargets = ["adaptive", "distributed", "shuffled", "batch-mean", "reversed"] as const;
export type BatchTarget = typeof batchTargets[number];

export const errorFns = ["l2", "l1", "soft", "hinge"] as const;
export type ErrorFn = typeof errorFns[number];

export interface MarginOptions {
  /**
   * The wanted margin: a number in [-2, 2], T_ii ("adaptive"), several T of the batch ("distributed"), or numbers
   * from outside: `[B]`, or `[B, B]` with row i and column j as in the text below.
   *
   * Three controls take away what "adaptive" adapts to. "shuffled": the T of another pair; "batch-mean": the mean of
   * the batch's T, one number for all; "reversed": 1 - T.
   */
  target: number | BatchTarget | Tensor;
  /** Whether each query is compared with every negative of the batch; not with "distributed"; default false. */
  inBatch?: boolean;
  /**
   * What a margin off its target costs, t = margin - target: t², |t|, log(1 + exp(-t)), or max(0, -t)², which is t²
   * for margins below their target alone; default "l2".
   */
  errorFn?: ErrorFn;
  /**
   * Whose margin is in row i, column j of a B x B table, where the paper's text and the reference code differ: that
   * of query i ("paper"), or that of query j ("reference"), which results from broadcasting a vector along the last
   * axis of a matrix. Default "paper".
   */
  orientation?: "paper" | "reference";
  /** Whether the gradient stops at the target; the reference lets it flow; default false. */
  detachTarget?: boolean;
}

const choices = {
  inBatch: [true, false],
  errorFn: errorFns,
  orientation: ["paper", "reference"],
  detachTarget: [true, false],
} as const;

/** Whether margins and targets are a B x B table. */
export function isTable({ target, inBatch = false }: MarginOptions): boolean {
  return inBatch || target === "distributed" || target instanceof tf.Tensor && target.rank === 2;
}

/**
 * Checks options, which may come from a file that types do not check.
 *
 * @throws UserError that names what was expected and what was found.
 */
export function checkMarginOptions(options: MarginOptions): void {
  checkNames("Margin loss", options, ["target", ...Object.keys(choices)]);
  const { target } = options;
  const known = typeof target === "number"
    ? Math.abs(target) <= 2
    : target instanceof tf.Tensor || (batchTargets as readonly unknown[]).includes(target);
  if (!known) {
    const names = batchTargets.map((name) => `"${name}"`);
    throw new UserError(
      `Margin loss: expected target to be a number in [-2, 2], ${names.join(", ")} or a tensor ` +
        `but found ${typeof target === "number" ? target : JSON.stringify(target)}.`,
    );
  }
  for (const [name, values] of Object.entries(choices)) {
    const value = options[name as keyof typeof choices];
    if (value !== undefined && !(values as readonly unknown[]).includes(value)) {
      throw new UserError(
        `Margin loss: expected ${name} to be one of ${values.join(", ")} but found ${JSON.stringify(value)}.`,
      );
    }
  }
  if (options.inBatch && target === "distributed") {
    throw new UserError(
      "Margin loss: a distributed target is not defined with in-batch negatives. " +
        'Leave inBatch out, or use target "adaptive".',
    );
  }
}
