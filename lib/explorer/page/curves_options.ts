/** What the view of curves shows: its options, with their defaults. */
import { familyOf } from "../../runs/mod.ts";
import {
  bestStatic,
  type ComparedMethod,
  comparedMethod,
  type Comparison,
  type Cost,
  costs,
  courseOf,
} from "../../studies/mod.ts";
import { oneOf, someOf } from "./address.ts";
import type { Library } from "./library.ts";

export interface CurvesOptions {
  readonly collection: string;
  readonly collections: readonly string[];
  /** Chosen places: an encoder, and what is unusual about the conditions. */
  readonly places: readonly string[];
  readonly allPlaces: readonly string[];
  readonly comparisons: readonly Comparison[];
  readonly methods: readonly string[];
  /** Of the chosen places, by family. */
  readonly families: readonly { readonly heading: string; readonly entries: readonly string[] }[];
  readonly measure: string;
  readonly measures: readonly string[];
  readonly cost: Cost;
  readonly scale: "log" | "linear";
  readonly seeds: "band" | "lines";
  readonly bestSoFar: boolean;
  readonly chargeSearch: boolean;
  /** The method whose cost the others' is a share of; undefined where none is chosen. */
  readonly reference?: string;
  readonly level: number;
  /** Of all that is drawn. */
  readonly range: readonly [number, number];
}

/** An encoder and the conditions, in one line. */
export function placeWithin({ encoder, condition }: Comparison): string {
  return condition === "" ? encoder : `${encoder}, ${condition}`;
}

export function curvesOptions(
  { comparisons: all }: Pick<Library, "comparisons">,
  options: URLSearchParams,
): CurvesOptions {
  const collections = [...new Set(all.map(({ collection }) => collection))];
  const collection = oneOf(options, "collection", collections, mostRepeated(all));
  const here = all.filter((each) => each.collection === collection);
  const allPlaces = [...new Set(here.map(placeWithin))];
  const places = someOf(options, "place", allPlaces, usualPlaces(here));
  const inPlaces = here.filter((each) => places.includes(placeWithin(each)));
  const methods = inPlaces.flatMap((each) => each.methods);
  const labels = [...new Set(methods.map(({ label }) => label))];
  const chosen = someOf(options, "method", labels, usualMethods(inPlaces));
  // A panel without a curve says nothing.
  const comparisons = inPlaces.filter(({ methods }) => methods.some(({ label }) => chosen.includes(label)));
  const runs = methods.flatMap(({ picked }) => picked.results);
  const measures = [
    ...new Set(runs.flatMap(({ validations }) => Object.keys(validations[0]?.measures ?? {}))),
  ];
  const measure = oneOf(options, "measure", measures, measures[0] ?? "nDCG@10");
  const bestSoFar = options.get("curve") !== "measured";
  const drawn = methods.filter(({ label }) => chosen.includes(label));
  const reference = oneOf(
    options,
    "reference",
    chosen,
    chosen.find((each) => each === USUAL_REFERENCE) ?? chosen[0],
  );
  const courses = drawn.flatMap(({ picked }) =>
    picked.results.map((run) => courseOf(run, { measure, bestSoFar }).map(({ value }) => value))
  );
  const range = [Math.min(...courses.flat()), Math.max(...courses.flat())] as const;
  // The highest level that every run reaches and holds.
  const level = Number(options.get("level") ?? Math.min(...courses.map((values) => values.at(-1)!)));
  return {
    ...{ collection, collections, places, allPlaces, comparisons },
    ...{ methods: chosen, families: familiesOf(methods) },
    ...{ measure, measures, bestSoFar, reference, range },
    cost: oneOf(options, "cost", costs, "triples"),
    scale: oneOf(options, "scale", ["log", "linear"], "log"),
    seeds: oneOf(options, "seeds", ["band", "lines"], "band"),
    chargeSearch: options.get("search") === "charged",
    level: Number.isFinite(level) ? level : range[0],
  };
}

const USUAL_REFERENCE = "in-batch softmax";

/** The collection with most seeds. */
function mostRepeated(comparisons: readonly Comparison[]): string {
  const seeds = ({ methods }: Comparison) => Math.max(...methods.map(({ picked }) => picked.results.length));
  return [...comparisons].sort((a, b) => seeds(b) - seeds(a))[0]?.collection ?? "";
}

/** Two encoders under the usual conditions, those with most methods to compare. */
export function usualPlaces(comparisons: readonly Comparison[]): string[] {
  const usual = comparisons.filter(({ condition }) => condition === "")
    .sort((a, b) => b.methods.length - a.methods.length);
  return usual.filter(({ methods }, i) => i === 0 || i === 1 && methods.length > 1).map(placeWithin);
}

/** The paper's methods, the static margin that is best on dev, and in-batch softmax. */
function usualMethods(comparisons: readonly Comparison[]): string[] {
  const wanted = ["adaptive", "adaptive, in-batch (paper)", "distributed (paper)", USUAL_REFERENCE];
  const found = comparisons.flatMap((comparison) => [
    ...wanted.map((label) => comparedMethod(comparison, label)?.label),
    bestStatic(comparison)?.label,
  ]);
  return [...new Set(found.filter((label) => label !== undefined))];
}

function familiesOf(methods: readonly ComparedMethod[]) {
  const families = Map.groupBy(methods, ({ picked }) => familyOf(picked.config.method));
  return [...families].map(([heading, group]) => ({
    heading,
    entries: [...new Set(group.map(({ label }) => label))].sort((a, b) => a < b ? -1 : 1),
  }));
}
