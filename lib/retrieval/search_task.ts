import type { Texts } from "../base/mod.ts";
import { ownPassages } from "./own_passages.ts";

/** What to search, and how deep. */
export interface SearchTask {
  readonly passages: Texts;
  readonly queries: Texts;
  /** Passages in a ranking. */
  readonly k: number;
  /** Whether a passage that is the query itself, by id and text, stays in its ranking; default false. */
  readonly keepSelf?: boolean;
  /** Told how many queries have such a passage, where these are left out. */
  readonly onOwnPassages?: (count: number) => void;
}

/** What rankings leave out, and how deep a search has to look for that. */
export interface LeftOut {
  /** `[Q]` The passage that each query's ranking leaves out; -1 where there is none. */
  readonly own: Int32Array;
  readonly depth: number;
}

/** The passages that a search leaves out. */
export function leftOutOf({ passages, queries, k, keepSelf, onOwnPassages }: SearchTask): LeftOut {
  if (keepSelf) return { own: new Int32Array(queries.ids.length).fill(-1), depth: k };
  const own = ownPassages(queries, passages);
  const count = own.filter((position) => position >= 0).length;
  onOwnPassages?.(count);
  return { own, depth: count > 0 ? k + 1 : k };
}
