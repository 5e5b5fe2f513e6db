/** A run as the explorer's data files have it: what every view needs of all runs, and the rest of one. */
import {
  histogramsEvery,
  keepsHistograms,
  marginCounts,
  type MarginHistograms,
  withoutFolder,
} from "../../base/mod.ts";
import { RERANKED, type RunResult, valuesByMeasure } from "../../runs/mod.ts";
import { type Found, numbersAmong, placesAmong } from "./found_passages.ts";
import { pack, type Packed, unpack } from "./packed.ts";

/** What is loaded at the start. */
export interface RunSummary {
  readonly facts: Pick<
    RunResult,
    | "hash"
    | "config"
    | "relevantFrom"
    | "seconds"
    | "cost"
    | "machine"
    | "software"
    | "weights"
    | "source"
    | "validations"
  >;
  /** Of each step of a short training; of a longer one, of as many steps together as share their histograms. */
  readonly tokens: readonly number[];
  readonly stepSeconds: readonly number[];
  /** Means over the test queries, by measure. */
  readonly means: readonly (readonly [string, number])[];
  /** The place of what was searched among the explorer's collections. */
  readonly collection: number;
}

/** What is loaded once a view asks for the run. */
export interface RunDetails {
  /** Columns of the training's log: the steps that keep their histograms. */
  readonly history: readonly (readonly [string, Packed])[];
  /** Counts of margins and targets, step after step; absent where the run has none. */
  readonly histograms?: { readonly margins: Packed; readonly targets: Packed };
  /** Values of the test queries, by measure. */
  readonly measures: readonly (readonly [string, Packed])[];
  /** `[Q * 10]` The best passages of each query: their numbers in its list of what runs found; 0 where fewer were found. */
  readonly top10: Packed;
}

type Record = RunResult["history"][number];
type Numbers = Omit<Record, "histograms">;

const noCounts: readonly number[] = marginCounts([]);

export function summaryOf(result: RunResult, collection: number): RunSummary {
  const { hash, config, relevantFrom, seconds, cost, machine, software, weights, source, validations } =
    result;
  const every = histogramsEvery(config.training?.steps ?? 0);
  const sums = (of: "tokens" | "seconds") => {
    const all = new Array<number>(Math.ceil(result.history.length / every)).fill(0);
    result.history.forEach((record, i) => all[Math.floor(i / every)] += record[of]);
    return all;
  };
  return {
    facts: {
      ...{ hash, seconds, cost, machine, software, weights, source, validations },
      ...(relevantFrom !== undefined && { relevantFrom }),
      config: withoutPlaces(config),
    },
    tokens: sums("tokens"),
    stepSeconds: sums("seconds"),
    means: Object.entries(valuesByMeasure(result)).map(([name, values]) =>
      [name, values.reduce((sum, value) => sum + value, 0) / values.length] as const
    ),
    collection,
  };
}

/**
 * @param found What this and other runs found for each query.
 * @param placeOf The place of a passage among the explorer's texts, by its position in the collection.
 */
export function detailsOf(
  result: RunResult,
  found: Found,
  placeOf: (position: number) => number,
): RunDetails {
  const { steps = 0 } = result.config.training ?? {};
  const history = result.history.filter(({ step }) => keepsHistograms(step, steps));
  const names = Object.keys(history[0] ?? {}).filter((name) => name !== "histograms") as (keyof Numbers)[];
  const counts = (name: "margins" | "targets") =>
    pack(
      history.flatMap(({ histograms }) =>
        Array.from(noCounts, (zero, bin) => histograms?.[name][bin] ?? zero)
      ),
    );
  return {
    history: names.map((name) => [name, pack(history.map((record) => record[name] ?? NaN))] as const),
    ...history.some(({ histograms }) => histograms) &&
      { histograms: { margins: counts("margins"), targets: counts("targets") } },
    measures: Object.entries(valuesByMeasure(result)).map(([name, values]) => [name, pack(values)] as const),
    top10: pack(
      numbersAmong(found, result.top10.positions.map((position) => position < 0 ? -1 : placeOf(position))),
    ),
  };
}

/** The run of a summary: its log has what a step cost, and no more; it has no queries. */
export function resultOf({ facts, tokens, stepSeconds }: RunSummary): RunResult {
  const { batchSize = 0, steps = 0 } = facts.config.training ?? {};
  const every = histogramsEvery(steps);
  const history = tokens.map((count, i): Record => ({
    step: i * every + 1,
    triples: (i * every + 1) * batchSize,
    ...{ loss: NaN, learningRate: NaN, marginMean: NaN, marginStd: NaN, targetMean: NaN, targetStd: NaN },
    ...{ tokens: count, twins: NaN, seconds: stepSeconds[i] },
  }));
  const top10 = { positions: new Int32Array(), scores: new Float32Array() };
  return { ...facts, history, queries: [], measures: {}, reranked: new Float64Array(), top10 };
}

/** The same with all that is stored of it; scores of passages are left out, and positions are places. */
export function withDetails(
  result: RunResult,
  { history, histograms, measures, top10 }: RunDetails,
  { queries, found }: { readonly queries: readonly string[]; readonly found: Found },
): RunResult {
  const columns = history.map(([name, values]) => [name, unpack(values)] as const);
  const steps = columns[0]?.[1].length ?? 0;
  const { [RERANKED]: reranked, ...searched } = Object.fromEntries(
    measures.map(([name, values]) => [name, unpack(values)]),
  );
  const positions = placesAmong(found, unpack(top10));
  const counted = histograms ? histogramsOf(histograms) : [];
  return {
    ...result,
    history: Array.from({ length: steps }, (_, i) => ({
      ...Object.fromEntries(columns.map(([name, values]) => [name, values[i]])) as unknown as Numbers,
      ...counted[i] && { histograms: counted[i] },
    })),
    queries: [...queries],
    measures: searched,
    reranked,
    top10: { positions, scores: new Float32Array(positions.length).fill(NaN) },
  };
}

/** Those of each step; undefined for a step without. */
function histogramsOf(packed: NonNullable<RunDetails["histograms"]>): (MarginHistograms | undefined)[] {
  const bins = noCounts.length;
  const [margins, targets] = [packed.margins, packed.targets].map((each) => [...unpack(each)]);
  const isEmpty = (counts: readonly number[]) => counts.every((count) => count === 0);
  return Array.from({ length: margins.length / bins }, (_, step) => {
    const [own, wanted] = [margins, targets].map((counts) => counts.slice(step * bins, (step + 1) * bins));
    return isEmpty(own) ? undefined : { margins: own, targets: isEmpty(wanted) ? [] : wanted };
  });
}

/** A configuration without where its files lie on a machine. */
function withoutPlaces(config: RunResult["config"]): RunResult["config"] {
  return JSON.parse(
    JSON.stringify(config),
    (_, value) => typeof value === "string" ? withoutFolder(value) : value,
  );
}
