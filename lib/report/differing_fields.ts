/** The settings that a table of runs has to show, beside encoder, method and seed. */
import { type RunResult, runSettings } from "../runs/mod.ts";

/**
 * The settings in which runs differ, apart from those that the label of a method names.
 *
 * Trained runs are compared with each other, and so are the others: that BM25 has no learning rate is no difference.
 */
export function differingFields(results: readonly RunResult[]): string[] {
  const groups = [...Map.groupBy(results, ({ config }) => config.training !== undefined).values()]
    .map((group) => group.map(({ config }) => runSettings({ ...config, method: { kind: "untrained" } })));
  const names = new Set(groups.flat().flatMap((settings) => Object.keys(settings)));
  return [...names].filter((name) =>
    groups.some((group) => new Set(group.map((settings) => settings[name])).size > 1)
  );
}
