/** Results as flat records: a row for each run, or for each run and query, with every setting. */
import {
  collectionLabel,
  measureNames,
  methodLabel,
  type RunResult,
  runSettings,
  valuesByMeasure,
} from "../runs/mod.ts";
import { estimate } from "../studies/mod.ts";

/** Column names and values; a column that a run does not have is null. */
export type FlatRecord = Record<string, string | number | boolean | null>;

/**
 * One row a run: what it is (every setting of its method and training), and its means over the test queries with their
 * 95 % intervals.
 */
export function resultRecords(results: readonly RunResult[]): FlatRecord[] {
  return sameColumns(results.map((result) => {
    const stored = valuesByMeasure(result);
    const means = measureNames.filter((name) => name in stored).flatMap((name) => {
      const { mean, low, high } = estimate(result, name);
      return [[name, mean], [`${name} low`, low], [`${name} high`, high]];
    });
    return {
      ...settingsOf(result),
      queries: result.queries.length,
      ...(result.relevantFrom !== undefined && { "relevant from grade": result.relevantFrom }),
      ...Object.fromEntries(means),
      seconds: Math.round(result.seconds),
      ...costOf(result),
      machine: result.machine,
      software: result.software,
    };
  }));
}

/** What a run cost, part by part; null where an earlier version stored it. */
function costOf({ history, cost }: RunResult): FlatRecord {
  const total = (of: "tokens" | "seconds") => history.reduce((sum, step) => sum + step[of], 0);
  const seconds = (value?: number) => value === undefined ? null : Math.round(value);
  return {
    "training tokens": total("tokens"),
    "training seconds": seconds(total("seconds")),
    "sampling seconds": seconds(cost?.sampling),
    "validation seconds": seconds(cost?.validation),
    "search seconds": seconds(cost?.search),
    "teacher training seconds": seconds(cost?.teacher?.training?.seconds),
    "teacher scoring seconds": seconds(cost?.teacher?.scoring.seconds),
    "memory MB": seconds(cost && cost.memory / 1e6),
  };
}

/** One row a run and test query, with the query's value by every measure. */
export function queryRecords(results: readonly RunResult[]): FlatRecord[] {
  return sameColumns(results.flatMap((result) => {
    const settings = settingsOf(result);
    const measures = Object.entries(valuesByMeasure(result));
    return result.queries.map((query, i) => ({
      ...settings,
      query,
      ...Object.fromEntries(measures.map(([name, values]) => [name, values[i]])),
    }));
  }));
}

function settingsOf({ hash, config, source }: RunResult): FlatRecord {
  return {
    hash,
    source,
    collection: collectionLabel(config),
    encoder: config.encoder,
    method: methodLabel(config.method),
    kind: config.method.kind,
    ...runSettings(config),
    seed: config.seed,
  };
}

/** All rows with the columns of all, in the order in which they are met. */
function sameColumns(rows: readonly FlatRecord[]): FlatRecord[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return rows.map((row) =>
    Object.fromEntries(names.map((name) => [name, Object.hasOwn(row, name) ? row[name] : null]))
  );
}
