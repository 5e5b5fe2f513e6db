/** What studies pick out of results: their encoders, static margins, the best on dev. */
import { collectionLabel, type Method, NO_ENCODER, type RunResult } from "../runs/mod.ts";

/** The measures that runs are validated by. */
type DevMeasure = "nDCG@10" | "RR@10";

/** Whether the loss meets each query with every negative of the batch. */
export function usesInBatch(method: Method): boolean {
  return method.kind === "margin" && method.inBatch;
}

/** The encoders of results, in order of first appearance; BM25 has none. */
export function encodersOf(results: readonly RunResult[]): string[] {
  const names = results.map((result) => result.config.encoder).filter((name) => name !== NO_ENCODER);
  return [...new Set(names)];
}

/** The static margin of a result, undefined for other methods. */
export function staticMargin({ config: { method } }: RunResult): number | undefined {
  return method.kind === "margin" && typeof method.target === "number" ? method.target : undefined;
}

/** A result's mean over the dev queries after its last step. */
function lastOnDev({ validations }: RunResult, measure: DevMeasure): number {
  return validations.at(-1)?.measures[measure] ?? NaN;
}

/** The run that ends highest on dev: what a user who searches for a margin would take. */
export function bestOnDev(results: readonly RunResult[], measure: DevMeasure): RunResult | undefined {
  return [...results].sort((a, b) => lastOnDev(b, measure) - lastOnDev(a, measure))[0];
}

/** What was searched, and with how many queries. */
export function searched(results: readonly RunResult[]): string {
  const names = results.map(({ config, queries }) =>
    `${collectionLabel(config)}, ${queries.length} test queries`
  );
  return [...new Set(names)].join("; ");
}
