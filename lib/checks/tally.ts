/** How many checks passed and failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Names of the checks that failed, as far as they are known. */
  readonly failures: readonly string[];
}

/** The tally of a single check. */
export function tallyOf(name: string, ok: boolean): Tally {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, failures: ok ? [] : [name] };
}

/** The total of several tallies. */
export function total(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((count, { passed }) => count + passed, 0),
    failed: tallies.reduce((count, { failed }) => count + failed, 0),
    failures: tallies.flatMap(({ failures }) => failures),
  };
}

/**
 * Reads the summary line of `deno test`.
 *
 * @param output All that `deno test` printed, without colours.
 * @param ok Whether it ended with exit code 0.
 *
 * @example A run with a failure
 * ```ts
 * import assert from "node:assert/strict";
 * const output = "FAILED | 12 passed (3 steps) | 1 failed | 2 ignored (1s)";
 * assert.deepEqual(tallyOfDenoTest(output, false), { passed: 12, failed: 1, failures: ["unit tests"] });
 * ```
 */
export function tallyOfDenoTest(output: string, ok: boolean): Tally {
  const summary = [...output.matchAll(/^(?:ok|FAILED) \| (\d+) passed.*? \| (\d+) failed/gm)].at(-1);
  const [passed, failed] = summary ? [Number(summary[1]), Number(summary[2])] : [0, 0];
  // A file that cannot be loaded makes `deno test` fail without a failed test.
  return { passed, failed: ok ? failed : Math.max(1, failed), failures: ok ? [] : ["unit tests"] };
}
