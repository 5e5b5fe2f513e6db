/** A list of runs to choose one from, by encoder. */
import { encoderLabel, NO_ENCODER, type RunResult } from "../../runs/mod.ts";
import { studyLabels } from "../../studies/mod.ts";
import { choice } from "./controls.ts";
import type { Library } from "./library.ts";

/** What each run of a collection is called: its method, what tells it from the others of its encoder, and its seed. */
export function runLabels(runs: readonly RunResult[]): Map<string, string> {
  const byEncoder = Map.groupBy(runs, ({ config }) => encoderLabel(config));
  return new Map([...byEncoder.values()].flatMap((group) => {
    const labels = studyLabels(group.map(({ config }) => config));
    return group.map(({ hash }, i) => [hash, labels[i]] as const);
  }));
}

export function runPicker(
  id: string,
  label: string,
  runs: readonly RunResult[],
  options: { value: string; change: (hash: string) => void },
): HTMLElement {
  const labels = runLabels(runs);
  const groups = Map.groupBy(
    runs,
    ({ config }) => config.encoder === NO_ENCODER ? "no encoder" : encoderLabel(config),
  );
  const sorted = [...groups].map(([heading, group]) => ({
    heading,
    entries: group.map(({ hash }) => [hash, labels.get(hash)!] as const)
      .sort(([, a], [, b]) => a.localeCompare(b, "en", { numeric: true })),
  }));
  return choice(id, label, sorted, options);
}

/** Of some runs, one of a method at what dev picked for it, with the lowest seed; of the encoder that has most seeds of it. */
export function pickedRun(
  { comparisons }: Library,
  runs: readonly RunResult[],
  label: string,
): RunResult | undefined {
  return comparisons.flatMap((comparison) => comparison.methods)
    .filter((method) => method.label === label)
    .map(({ picked }) => picked.results)
    .sort((a, b) => b.length - a.length)
    .map(([run]) => run)
    .find((run) => runs.includes(run));
}
