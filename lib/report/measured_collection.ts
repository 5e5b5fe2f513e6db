/** What a collection of MS MARCO's size takes on disk, as the bench measured it: `results/bench/scale.json`. */
import { readFileSync } from "node:fs";
import { inProject, UserError } from "../base/mod.ts";

/** Sizes in bytes. */
export interface MeasuredCollection {
  /** Its texts, as Arrow. */
  readonly arrowSize: number;
  /** BM25's index. */
  readonly indexSize: number;
}

/**
 * Reads what was measured.
 *
 * @throws UserError where no collection of so many passages was.
 */
export function measuredCollection(passages: number): MeasuredCollection {
  const file = inProject("results", "bench", "scale.json");
  const { contestants }: {
    contestants: readonly { size: number; rounds: readonly MeasuredCollection[] }[];
  } = JSON.parse(readFileSync(file, "utf8"));
  const found = contestants.find(({ size }) => size === passages)?.rounds[0];
  if (found) return found;
  throw new UserError(
    `Expected a collection of ${passages} passages in ${file} but did not find it. \`deno task bench --commit scale\` ` +
      "measures it.",
  );
}
