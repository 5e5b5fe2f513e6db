/** Methods side by side: each at the learning rate that dev picked for it, over the same seeds. */
import { canonicalJSON, collectionLabel, encoderLabel, type RunConfig, type RunResult } from "../runs/mod.ts";
import { differingSettings, settingsInWords } from "./study_labels.ts";
import { pickedOnDev, type SeedGroup, seedGroups } from "./seed_groups.ts";

/** A method of a comparison. */
export interface ComparedMethod {
  readonly label: string;
  /** The runs with the setting that was picked on dev. */
  readonly picked: SeedGroup;
  /** The runs of all settings that were tried, whose cost counts. */
  readonly searched: readonly SeedGroup[];
}

/** The methods that were trained on one collection from one encoder, under the same conditions. */
export interface Comparison {
  readonly collection: string;
  readonly encoder: string;
  /** What differs from the conditions of most runs there, such as `batch size 16`; of those it is empty by default. */
  readonly condition: string;
  readonly methods: readonly ComparedMethod[];
}

/**
 * Puts results that were trained side by side, by collection, encoder and conditions: everything but the method, its teacher,
 * its learning rate, and the seed.
 *
 * @param options.nameUsual Whether conditions also say what those of most runs are, wherever there are others; default false.
 */
export function comparisonsOf(
  results: readonly RunResult[],
  { nameUsual = false }: { nameUsual?: boolean } = {},
): Comparison[] {
  const trained = results.filter(({ config }) => config.training);
  const places = Map.groupBy(trained, ({ config }) => `${collectionLabel(config)}\n${encoderLabel(config)}`);
  return [...places.values()].flatMap((here) => {
    const alike = [...Map.groupBy(here, ({ config }) => canonicalJSON(conditionsOf(config))).values()]
      .sort((a, b) => b.length - a.length);
    const [usual, ...others] = alike.map(([{ config }]) => conditionsOf(config));
    return alike.map((results) => {
      const methods = Map.groupBy(seedGroups(results), ({ label }) => label);
      const own = conditionsOf(results[0].config);
      const differing = differingSettings([usual, ...(nameUsual ? others : [own])]);
      return {
        collection: collectionLabel(results[0].config),
        encoder: encoderLabel(results[0].config),
        condition: settingsInWords(own, differing).join(", "),
        methods: [...methods].map(([label, searched]) => ({
          label,
          picked: pickedOnDev(searched)!,
          searched,
        })),
      };
    });
  });
}

/** What two runs have to have in common to be compared. */
function conditionsOf({ method: _, teacher: __, seed: ___, training, ...others }: RunConfig) {
  return { ...others, method: UNNAMED, seed: 0, training: { ...training!, learningRate: 0 } };
}

const UNNAMED = { kind: "untrained" } as const;

/** Where a comparison was made, in words. */
export function placeOf(
  { collection, encoder, condition }: Pick<Comparison, "collection" | "encoder" | "condition">,
): string {
  return [encoder, collection, condition].filter((words) => words !== "").join(", ");
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
