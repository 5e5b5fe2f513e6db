/**
 * Passages that are the query itself. In some collections (ArguAna, Quora) the queries are passages too: a search finds
 * each one first, which lowers every measure.
 */
import { Positions, type Texts } from "../base/mod.ts";

/**
 * The passage of each query that has its id and its text, with or without a title; white space does not count.
 *
 * @returns `[Q]` Positions in the passages; -1 where there is none.
 *
 * @example A passage that shares the id alone is another one
 * ```ts
 * import assert from "node:assert/strict";
 * const passages = { ids: ["a", "b"], texts: ["a red fox", "a hen"] };
 * assert.deepEqual([...ownPassages({ ids: ["b", "a"], texts: ["red", "a red fox"] }, passages)], [-1, 0]);
 * ```
 */
export function ownPassages(queries: Texts, passages: Texts): Int32Array {
  const numbers = new Positions(queries.ids);
  const own = new Int32Array(queries.ids.length).fill(-1);
  let position = -1;
  for (const id of passages.ids) {
    position++;
    const query = numbers.get(id);
    if (query === undefined) continue;
    const asked = forms(queries, query);
    if (forms(passages, position).some((form) => asked.includes(form))) own[query] = position;
  }
  return own;
}

/** A text with its title and without it. */
function forms({ texts, titleLengths }: Texts, position: number): string[] {
  const text = texts[position];
  return [text, text.slice(titleLengths?.[position] ?? 0)]
    .map((form) => form.normalize("NFC").trim().replace(/\s+/g, " "));
}
