/** A run as the explorer's data files have it: what every view needs of all runs, and the rest of one. */
import { withoutFolder } from "../../base/mod.ts";
import { RERANKED, type RunResult, valuesByMeasure } from "../../runs/mod.ts";
import { pack, type Packed, unpack } from "./packed.ts";

/** What is loaded at the start. */
export interface RunSummary {
  readonly facts: Pick<
    RunResult,
    "hash" | "config" | "seconds" | "cost" | "machine" | "software" | "weights" | "source" | "validations"
  >;
  /** One a training step. */
  readonly tokens: readonly number[];
  readonly stepSeconds: readonly number[];
  /** Means over the test queries, by measure. */
  readonly means: readonly (readonly [string, number])[];
  /** The place of what was searched among the explorer's collections. */
  readonly collection: number;
}

/** What is loaded once a view asks for the run. */
export interface RunDetails {
  /** Columns of the training's log. */
  readonly history: readonly (readonly [string, Packed])[];
  /** Values of the test queries, by measure. */
  readonly measures: readonly (readonly [string, Packed])[];
  /** `[Q * 10]` The best passages of each query: their place among the explorer's texts, from 1 on; 0 where fewer were found. */
  readonly top10: Packed;
}

type Record = RunResult["history"][number];

export function summaryOf(result: RunResult, collection: number): RunSummary {
  const { hash, config, seconds, cost, machine, software, weights, source, validations } = result;
  return {
    facts: {
      ...{ hash, seconds, cost, machine, software, weights, source, validations },
      config: withoutPlaces(config),
    },
    tokens: result.history.map(({ tokens }) => tokens),
    stepSeconds: result.history.map(({ seconds }) => seconds),
    means: Object.entries(valuesByMeasure(result)).map(([name, values]) =>
      [name, values.reduce((sum, value) => sum + value, 0) / values.length] as const
    ),
    collection,
  };
}

/** @param placeOf The place of a passage among the explorer's texts, by its position in the collection. */
export function detailsOf(result: RunResult, placeOf: (position: number) => number): RunDetails {
  const names = Object.keys(result.history[0] ?? {}) as (keyof Record)[];
  return {
    history: names.map((name) => [name, pack(result.history.map((record) => record[name]))] as const),
    measures: Object.entries(valuesByMeasure(result)).map(([name, values]) => [name, pack(values)] as const),
    top10: pack([...result.top10.positions].map((position) => position < 0 ? 0 : placeOf(position) + 1)),
  };
}

/** The run of a summary: its log has what a step cost, and no more; it has no queries. */
export function resultOf({ facts, tokens, stepSeconds }: RunSummary): RunResult {
  const { batchSize = 0 } = facts.config.training ?? {};
  const history = tokens.map((count, i): Record => ({
    step: i + 1,
    triples: (i + 1) * batchSize,
    ...{ loss: NaN, learningRate: NaN, marginMean: NaN, marginStd: NaN, targetMean: NaN, targetStd: NaN },
    ...{ tokens: count, twins: NaN, seconds: stepSeconds[i] },
  }));
  const top10 = { positions: new Int32Array(), scores: new Float32Array() };
  return { ...facts, history, queries: [], measures: {}, reranked: new Float64Array(), top10 };
}

/** The same with all that is stored of it; scores of passages are left out, and positions are places. */
export function withDetails(
  result: RunResult,
  { history, measures, top10 }: RunDetails,
  queries: readonly string[],
): RunResult {
  const columns = history.map(([name, values]) => [name, unpack(values)] as const);
  const steps = columns[0]?.[1].length ?? 0;
  const { [RERANKED]: reranked, ...searched } = Object.fromEntries(
    measures.map(([name, values]) => [name, unpack(values)]),
  );
  const positions = Int32Array.from(unpack(top10), (place) => place - 1);
  return {
    ...result,
    history: Array.from(
      { length: steps },
      (_, i) => Object.fromEntries(columns.map(([name, values]) => [name, values[i]])) as unknown as Record,
    ),
    queries: [...queries],
    measures: searched,
    reranked,
    top10: { positions, scores: new Float32Array(positions.length).fill(NaN) },
  };
}

/** A configuration without where its files lie on a machine. */
function withoutPlaces(config: RunResult["config"]): RunResult["config"] {
  return JSON.parse(
    JSON.stringify(config),
    (_, value) => typeof value === "string" ? withoutFolder(value) : value,
  );
}
