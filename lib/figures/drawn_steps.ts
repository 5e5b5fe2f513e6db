/** The steps of a training that a figure draws: all of a short one; of millions, as many as there are pixels for. */
import { keepsHistograms } from "../base/mod.ts";

/** At most 4,096 of the steps, at even distances, the first among them. */
export function drawnSteps<Step>(steps: readonly Step[]): readonly Step[] {
  return steps.filter((_, i) => keepsHistograms(i + 1, steps.length));
}
