/** The figures of a study, written while it is computed. */
import { forestPlot, methodMarks, seedCurves, writeFigure } from "../figures/mod.ts";
import { inResults, type RunResult } from "../runs/mod.ts";
import { type Comparison, comparisonsOf, type SeedGroup, seedGroups } from "../studies/mod.ts";

export interface StudyFigures {
  /** Adds a result. One that was computed, and not read, has the figures drawn as soon as the last drawing is done. */
  add(result: RunResult, state: { readonly stored: boolean }): void;
  /** Waits until all results are drawn. */
  finish(): Promise<void>;
}

/**
 * Starts the figures of a study among the user's own results: `my-study-learning-curves.svg` and `my-study-methods.svg`.
 *
 * @param name The study's, which tells its figures from those of others.
 * @param onFirst Told of the files once they are there; they are then drawn again with each result.
 */
export function startStudyFigures(
  name: string,
  onFirst?: (files: readonly string[]) => void,
): StudyFigures {
  const results: RunResult[] = [];
  let written: readonly string[] = [];
  let drawn = 0;
  let drawing = Promise.resolve();
  const draw = async () => {
    if (drawn === results.length) return;
    drawn = results.length;
    const first = written.length === 0;
    written = await writeStudyFigures(name, [...results]);
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

async function writeStudyFigures(name: string, results: readonly RunResult[]): Promise<readonly string[]> {
  const found = comparisonsOf(results, { nameUsual: true });
  if (found.length === 0) return [];
  const all = found.flatMap(({ methods }) => methods);
  const rates = new Set(all.map(({ picked }) => rateOf(picked)));
  const comparisons = rates.size > 1 ? found.map(withRates) : found;
  const searched = all.some(({ searched }) => searched.length > 1);
  const untrained = seedGroups(results.filter(({ config }) => !config.training));
  const methods = [...new Set(comparisons.flatMap(({ methods }) => methods.map(({ label }) => label)))];
  const files = ["learning-curves", "methods"].map((kind) =>
    inResults("local", `${fileNameOf(name)}-${kind}.svg`)
  );
  // Each further panel has room for its own title.
  const width = 720 + 300 * (comparisons.length - 1);
  const title = `Learning curves${searched ? `, ${PICKED}` : ""}`;
  await writeFigure(files[0], seedCurves(comparisons, { title, methods, width }));
  await writeFigure(
    files[1],
    forestPlot(methodMarks(comparisons, { measure: "nDCG@10", untrained }), {
      title: `Search: nDCG@10${searched ? `, ${PICKED}` : ""}`,
      subtitle: "test queries; 95 % intervals over queries and seeds",
      x: "nDCG@10",
      width,
    }),
  );
  return files;
}

const PICKED = "each method at the learning rate that is best on dev";

const rateOf = ({ config }: SeedGroup) => config.training!.learningRate;

/** The same with the learning rate of each method in its label. */
function withRates(comparison: Comparison): Comparison {
  const methods = comparison.methods.map((method) => {
    const label = `${method.label}, rate ${rateOf(method.picked)}`;
    return { ...method, label, picked: { ...method.picked, label } };
  });
  return { ...comparison, methods };
}

/** A name as that of a file: `margins-on-my-collection`. */
function fileNameOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}.]+/gu, "-").replaceAll(/^[-.]+|[-.]+$/g, "") || "study";
}
