/// <reference lib="dom" />
/** The data files of the explorer: scripts, each loaded when a view asks for it. */
import type { RunResult } from "../../runs/mod.ts";
import { type Comparison, comparisonsOf } from "../../studies/mod.ts";
import type { JudgedRow } from "../data/claims.ts";
import type { CollectionSummary, CollectionTexts } from "../data/collection_texts.ts";
import { type Searched, unpackFound } from "../data/found_passages.ts";
import { resultOf, type RunDetails, type RunSummary, withDetails } from "../data/stored_run.ts";
import { element } from "./element.ts";

/** What the page knows. */
export interface Library {
  /** All runs, without their queries. */
  readonly runs: readonly RunResult[];
  readonly collections: readonly CollectionSummary[];
  readonly comparisons: readonly Comparison[];
  readonly claims: readonly JudgedRow[];
  /** The number of a run's collection. */
  collectionOf(run: RunResult): number;
  /** A run's mean over the test queries; NaN for a measure that it does not have. */
  testMean(run: RunResult, measure: string): number;
  /** A run with its queries. */
  whole(run: RunResult): Promise<RunResult>;
  /** The texts of a collection. */
  textsOf(collection: number): Promise<CollectionTexts>;
}

const arrived = new Map<string, (value: unknown) => void>();
const loaded = new Map<string, Promise<unknown>>();

(globalThis as { explorerData?: unknown }).explorerData = (name: string, value: unknown) =>
  arrived.get(name)?.(value);

/** A data file is a script that was packed: this runs it. */
(globalThis as { explorerPacked?: unknown }).explorerPacked = async (packed: string) => {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const text = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = element("script");
  script.textContent = await new Response(text).text();
  document.head.append(script);
};

/** The values of data files that a page in a notebook brings along. */
const { explorerFiles = {} } = globalThis as { explorerFiles?: Readonly<Record<string, unknown>> };

/** A data file's value, which is loaded once. */
function load<T>(name: string): Promise<T> {
  if (Object.hasOwn(explorerFiles, name)) return Promise.resolve(explorerFiles[name] as T);
  if (!loaded.has(name)) {
    loaded.set(
      name,
      new Promise((resolve, reject) => {
        arrived.set(name, resolve);
        const fail = () =>
          reject(
            new Error(
              `Expected data/${name}.js beside this page but could not read it. Make the report again.`,
            ),
          );
        document.head.append(element("script", { src: `data/${name}.js`, error: fail }));
      }),
    );
  }
  return loaded.get(name) as Promise<T>;
}

/** Opens the data files that every view needs. */
export async function openLibrary(): Promise<Library> {
  const [summaries, collections, claims] = await Promise.all([
    load<RunSummary[]>("runs"),
    load<CollectionSummary[]>("collections"),
    load<JudgedRow[]>("claims"),
  ]);
  const runs = summaries.map(resultOf);
  const collectionNumbers = new Map(summaries.map(({ facts, collection }) => [facts.hash, collection]));
  const collectionOf = ({ hash }: RunResult) => collectionNumbers.get(hash)!;
  const means = new Map(summaries.map(({ facts, means }) => [facts.hash, new Map(means)]));
  const whole = new Map<string, Promise<RunResult>>();
  return {
    runs,
    collections,
    claims,
    comparisons: comparisonsOf(runs),
    testMean: ({ hash }, measure) => means.get(hash)?.get(measure) ?? NaN,
    collectionOf,
    whole(run) {
      if (!whole.has(run.hash)) whole.set(run.hash, complete(run, collectionOf(run)));
      return whole.get(run.hash)!;
    },
    textsOf: (collection) => load<CollectionTexts>(`texts-${collection}`),
  };
}

async function complete(run: RunResult, collection: number): Promise<RunResult> {
  const [details, { queries, found }] = await Promise.all([
    load<RunDetails>(`run-${run.hash}`),
    load<Searched>(`queries-${collection}`),
  ]);
  return withDetails(run, details, { queries, found: unpackFound(found) });
}
