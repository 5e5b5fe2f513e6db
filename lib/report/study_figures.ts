/** The figures of a study, written while it is computed. */
import { forestPlot, methodMarks, seedCurves, writeFigure } from "../figures/mod.ts";
import { inResults, type RunResult } from "../runs/mod.ts";
import { comparisonsOf, seedGroups } from "../studies/mod.ts";

export interface StudyFigures {
  /** Adds a result. One that was computed, and not read, has the figures drawn as soon as the last drawing is done. */
  add(result: RunResult, state: { readonly stored: boolean }): void;
  /** Waits until all results are drawn. */
  finish(): Promise<void>;
}

/**
 * Starts the figures of a study: `learning-curves.svg` and `methods.svg` among the user's own results.
 *
 * @param onFirst Told of the files once they are there; they are then drawn again with each result.
 */
export function startStudyFigures(onFirst?: (files: readonly string[]) => void): StudyFigures {
  const results: RunResult[] = [];
  let written: readonly string[] = [];
  let drawn = 0;
  let drawing = Promise.resolve();
  const draw = async () => {
    if (drawn === results.length) return;
    drawn = results.length;
    const first = written.length === 0;
    written = await writeStudyFigures([...results]);
    if (first && written.length > 0) onFirst?.(written);
  };
  return {
    add(result, { stored }) {
      results.push(result);
      if (!stored) drawing = drawing.then(draw);
    },
    finish: () => drawing.then(draw),
  };
}

async function writeStudyFigures(results: readonly RunResult[]): Promise<readonly string[]> {
  const comparisons = comparisonsOf(results);
  if (comparisons.length === 0) return [];
  const untrained = seedGroups(results.filter(({ config }) => !config.training));
  const methods = [...new Set(comparisons.flatMap(({ methods }) => methods.map(({ label }) => label)))];
  const files = ["learning-curves.svg", "methods.svg"].map((name) => inResults("local", name));
  await writeFigure(files[0], seedCurves(comparisons, { title: "Learning curves", methods }));
  await writeFigure(
    files[1],
    forestPlot(methodMarks(comparisons, { measure: "nDCG@10", untrained }), {
      title: "Search: nDCG@10",
      subtitle: "test queries; 95 % intervals over queries and seeds",
      x: "nDCG@10",
    }),
  );
  return files;
}
