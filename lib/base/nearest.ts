/** The nearest of some names, for "Did you mean …?". */

/**
 * The edit distance of Damerau and Levenshtein, in its form of optimal string alignment: insertions, deletions,
 * substitutions and exchanges of two neighbours, each of cost 1.
 *
 * @example An exchange of neighbours costs 1
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(editDistance("reprodcue", "reproduce"), 1);
 * ```
 */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (exchanged) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}

/**
 * The name that a mistyped word most likely means.
 *
 * @param word Compared without regard to upper and lower case.
 * @param names The first of several that are equally near is taken.
 * @returns A name at most one edit away for every three letters of the longer word; undefined where there is none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(nearest("evalaute", ["evaluate", "encode"]), "evaluate");
 * assert.equal(nearest("frobnicate", ["evaluate", "encode"]), undefined);
 * ```
 */
export function nearest(word: string, names: readonly string[]): string | undefined {
  let best: string | undefined, least = Infinity;
  for (const name of names) {
    const length = Math.max(word.length, name.length);
    const distance = editDistance(word.toLowerCase(), name.toLowerCase());
    const allowed = Math.max(1, Math.floor(length / 3));
    if (distance < length && distance <= allowed && distance < least) [best, least] = [name, distance];
  }
  return best;
}

/**
 * The sentence that follows the message about a mistyped word, with a space before it; empty where no name is near.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(didYouMean("tset", ["train", "test"]), ' Did you mean "test"?');
 * ```
 */
export function didYouMean(word: string, names: readonly string[]): string {
  const name = nearest(word, names);
  return name === undefined ? "" : ` Did you mean "${name}"?`;
}
