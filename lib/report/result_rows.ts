/** Results as the rows of a table. */
import {
  collectionLabel,
  encoderLabel,
  type MeasureName,
  measureNames,
  methodLabel,
  NO_ENCODER,
  type RunResult,
} from "../runs/mod.ts";
import { estimate } from "../studies/mod.ts";
import type { TableRow } from "./table.ts";

/** One run: what was ranked by what, then a column a measure. */
export type ResultRow = TableRow;

/**
 * A row a run: means over the test queries, the first measure with its 95 % interval.
 *
 * @param options.measures Default: all that are stored.
 */
export function resultRows(
  results: readonly RunResult[],
  { measures = measureNames }: { measures?: readonly MeasureName[] } = {},
): ResultRow[] {
  return results.map((result) => {
    const { low, high } = estimate(result, measures[0]);
    const [first, ...others] = measures.map((name) => [name, estimate(result, name).mean]);
    return {
      searched: collectionLabel(result.config),
      encoder: result.config.encoder === NO_ENCODER ? "–" : encoderLabel(result.config),
      method: methodLabel(result.config.method),
      ...Object.fromEntries([first]),
      "95 % interval": `${low.toFixed(3)} to ${high.toFixed(3)}`,
      ...Object.fromEntries(others),
      "triples": (result.config.training?.steps ?? 0) * (result.config.training?.batchSize ?? 0),
      "seconds": Math.round(result.seconds),
    };
  });
}
