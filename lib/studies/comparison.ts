/** Methods side by side: each at the learning rate that dev picked for it, over the same seeds. */
import { collectionLabel, encoderLabel, type RunResult } from "../runs/mod.ts";
import { pickedOnDev, type SeedGroup, seedGroups } from "./seed_groups.ts";

/** A method of a comparison. */
export interface ComparedMethod {
  readonly label: string;
  /** The runs with the setting that was picked on dev. */
  readonly picked: SeedGroup;
  /** The runs of all settings that were tried, whose cost counts. */
  readonly searched: readonly SeedGroup[];
}

/** The methods that were trained on one collection from one encoder. */
export interface Comparison {
  readonly collection: string;
  readonly encoder: string;
  readonly methods: readonly ComparedMethod[];
}

/** Puts results that were trained side by side, by collection and encoder. */
export function comparisonsOf(results: readonly RunResult[]): Comparison[] {
  const trained = results.filter(({ config }) => config.training);
  const places = Map.groupBy(trained, ({ config }) => `${collectionLabel(config)}\n${encoderLabel(config)}`);
  return [...places.values()].map((here) => {
    const methods = Map.groupBy(seedGroups(here), ({ label }) => label);
    return {
      collection: collectionLabel(here[0].config),
      encoder: encoderLabel(here[0].config),
      methods: [...methods].map(([label, searched]) => ({ label, picked: pickedOnDev(searched)!, searched })),
    };
  });
}

/** A method of a comparison, by its label; undefined where it was not run. */
export function comparedMethod({ methods }: Comparison, label: string): ComparedMethod | undefined {
  return methods.find((each) => each.label === label);
}

/** The methods with a static margin, ascending by it. */
export function staticMethods({ methods }: Comparison, { inBatch }: { inBatch: boolean }): ComparedMethod[] {
  const margin = ({ picked: { config: { method } } }: ComparedMethod) =>
    method.kind === "margin" && typeof method.target === "number" && method.inBatch === inBatch
      ? method.target
      : NaN;
  return methods.filter((method) => !Number.isNaN(margin(method))).sort((a, b) => margin(a) - margin(b));
}
