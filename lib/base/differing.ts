/** In what two records of settings differ, for caches and checkpoints that know what they came from. */
import { isDeepStrictEqual } from "node:util";

/** Plain data that something depends on: settings, and fingerprints of data. */
export type Identity = Readonly<Record<string, unknown>>;

/**
 * Names each setting that differs, with both values.
 *
 * @returns Empty where none does.
 *
 * @example Another seed
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(differing({ seed: 1, steps: 9 }, { steps: 9, seed: 2 }), "seed (1 there, 2 now)");
 * assert.equal(differing({ seed: 1 }, { seed: 1, decay: undefined }), "");
 * ```
 */
export function differing(there: Identity, now: Identity): string {
  const text = (value: unknown) => JSON.stringify(value ?? null);
  // Through JSON, where a field that is absent and one that is undefined are the same.
  const equal = (a: unknown, b: unknown) => isDeepStrictEqual(JSON.parse(text(a)), JSON.parse(text(b)));
  return Object.keys({ ...there, ...now })
    .filter((key) => !equal(there[key], now[key]))
    .map((key) => `${key} (${text(there[key])} there, ${text(now[key])} now)`)
    .join(", ");
}
