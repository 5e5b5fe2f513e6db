/** A collection at a glance: what to know of it before anything is trained on it. */
import type { Collection, SplitName, Texts } from "../base/mod.ts";

/** The queries of one split. */
export interface SplitGlance {
  readonly split: SplitName;
  /** `[Q]` Length of each query. */
  readonly lengths: Int32Array;
  /** `[Q]` Relevant passages of each query: judged with a grade above 0. */
  readonly relevant: Int32Array;
  /** Judged passages of all queries, whatever the grade. */
  readonly judgements: number;
  /** Queries whose text an earlier query of the split has. */
  readonly repeated: number;
}

/** What two splits share; the first is trained on or chosen by, the second measured on. */
export interface SplitOverlap {
  readonly first: SplitName;
  readonly second: SplitName;
  /** Queries of the second whose text a query of the first has. */
  readonly queries: number;
  /** Queries of the second with a relevant passage that is relevant to a query of the first, under any id. */
  readonly passages: number;
}

export interface CollectionGlance {
  readonly name: string;
  /** What lengths are counted in. */
  readonly unit: string;
  /** `[P]` */
  readonly passageLengths: Int32Array;
  /** Passages whose text an earlier passage has. */
  readonly repeatedPassages: number;
  /** Splits that have queries. */
  readonly splits: readonly SplitGlance[];
  /** Of each pair of these splits. */
  readonly overlaps: readonly SplitOverlap[];
}

export interface GlanceOptions {
  /** Lengths of texts, and what they are counted in; default words between white space. */
  readonly lengths?: { readonly unit: string; of(texts: readonly string[]): ArrayLike<number> };
}

const PAIRS: readonly (readonly [SplitName, SplitName])[] = [["train", "test"], ["train", "dev"], [
  "dev",
  "test",
]];

const words = {
  unit: "words",
  of: (texts: readonly string[]) => texts.map((text) => text.split(/\s+/).filter((word) => word).length),
};

/**
 * Lengths of texts, judgements of queries, texts that occur twice, and what the splits share.
 *
 * Two texts are the same where they differ in case and white space alone.
 *
 * @example Two splits with the same answer
 * ```ts
 * import assert from "node:assert/strict";
 * const { overlaps, passageLengths } = glanceAt({
 *   name: "small",
 *   passages: { ids: ["p"], texts: ["the answer"] },
 *   queries: { ids: ["a", "b"], texts: ["one question", "another question"] },
 *   qrels: new Map([["a", new Map([["p", 1]])], ["b", new Map([["p", 1]])]]),
 *   split: { train: Int32Array.of(0), dev: new Int32Array(0), test: Int32Array.of(1) },
 * });
 * assert.deepEqual(overlaps, [{ first: "train", second: "test", queries: 0, passages: 1 }]);
 * assert.deepEqual([...passageLengths], [2]);
 * ```
 */
export function glanceAt(collection: Collection, options: GlanceOptions = {}): CollectionGlance {
  const { name, passages, queries, qrels, split } = collection;
  const { lengths = words } = options;
  const [passageKeys, queryKeys] = [keysOf(passages), keysOf(queries)];
  const keyOfPassage = new Map(passages.ids.map((id, i) => [id, passageKeys[i]]));
  const relevantTo = (query: number) =>
    [...qrels.get(queries.ids[query]) ?? []].filter(([, grade]) => grade > 0).map(([id]) => id);
  const keysOfRelevant = (query: number) => relevantTo(query).map((id) => keyOfPassage.get(id) ?? id);
  const present = (["train", "dev", "test"] as const).filter((each) => split[each].length > 0);
  return {
    name,
    unit: lengths.unit,
    passageLengths: Int32Array.from(lengths.of(passages.texts)),
    repeatedPassages: repeated(passageKeys),
    splits: present.map((each) => {
      const mine = Array.from(split[each]);
      return {
        split: each,
        lengths: Int32Array.from(lengths.of(mine.map((query) => queries.texts[query]))),
        relevant: Int32Array.from(mine, (query) => relevantTo(query).length),
        judgements: mine.reduce((sum, query) => sum + (qrels.get(queries.ids[query])?.size ?? 0), 0),
        repeated: repeated(mine.map((query) => queryKeys[query])),
      };
    }),
    overlaps: PAIRS.filter((pair) => pair.every((each) => present.includes(each))).map(([first, second]) => {
      const [asked, answers] = [new Set<string>(), new Set<string>()];
      for (const query of split[first]) {
        asked.add(queryKeys[query]);
        for (const key of keysOfRelevant(query)) answers.add(key);
      }
      const mine = Array.from(split[second]);
      return {
        first,
        second,
        queries: mine.filter((query) => asked.has(queryKeys[query])).length,
        passages: mine.filter((query) => keysOfRelevant(query).some((key) => answers.has(key))).length,
      };
    }),
  };
}

/** What of a text decides whether it is the same as another. */
function keysOf({ texts }: Texts): string[] {
  return texts.map((text) => text.toLowerCase().replace(/\s+/g, " ").trim());
}

function repeated(keys: readonly string[]): number {
  return keys.length - new Set(keys).size;
}
