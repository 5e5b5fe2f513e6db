/** What the search for a static margin costs: the runs with the other margins that were tried. */
import { type ComparedMethod, type Comparison, staticMethods } from "./comparison.ts";
import { type Cost, courseOf } from "./course.ts";
import { usesInBatch } from "./selection.ts";

/**
 * The cost of all runs of a seed with other static margins, each at the learning rate that dev picked for it.
 *
 * @returns 0 for a method without a margin that has to be found.
 */
export function spentOnMargins(
  comparison: Comparison,
  method: ComparedMethod,
  { seed, cost }: { seed: number; cost: Cost },
): number {
  const inBatch = usesInBatch(method.picked.config.method);
  const tried = staticMethods(comparison, { inBatch });
  if (!tried.includes(method)) return 0;
  const others = tried.filter((each) => each !== method).flatMap(({ picked }) =>
    picked.results.filter(({ config }) => config.seed === seed)
  );
  return others.reduce((sum, run) => sum + (courseOf(run, { cost }).at(-1)?.cost ?? 0), 0);
}
