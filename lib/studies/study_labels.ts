/** The runs of a study in words: what they do, and what tells one from another. */
import { encoderLabel, methodLabel, NO_ENCODER, type RunConfig, runSettings } from "../runs/mod.ts";

/** Settings that a method's or an encoder's own label names. */
const NAMED = [
  "target",
  "inBatch",
  "errorFn",
  "orientation",
  "detachTarget",
  "averageDecay",
  "temperature",
  "learned",
  "teacherTemperature",
  "guide",
  "margin",
  "bias",
  "graded",
  "loss",
  "weight",
  "k1",
  "b",
  "layers",
  "pooling",
  "poolerSeed",
  "similarity",
  "prompts",
];

/** What a label says besides the settings that differ. */
export interface LabelOptions {
  /** Settings that stand elsewhere, such as in a column of their own; default none. */
  readonly without?: readonly string[];
  /** Whether a trained run's seed is named also where all have the same; default false. */
  readonly alwaysSeed?: boolean;
}

/**
 * The label of each run: its method, and every setting in which runs of the study differ. Trained runs are compared with each
 * other, and so are untrained encoders: that these have no learning rate is no difference.
 *
 * @example Two learning rates
 * ```ts
 * import assert from "node:assert/strict";
 * import { margin } from "./methods.ts";
 * const run = (learningRate: number) => ({
 *   collection: { name: "wordnet", subset: "smoke" },
 *   encoder: "tiny",
 *   method: margin("adaptive"),
 *   training: {
 *     steps: 6,
 *     batchSize: 12,
 *     learningRate,
 *     warmupSteps: 0,
 *     weightDecay: 0,
 *     decay: 1,
 *     validateAt: [6],
 *     maxQueryLength: 20,
 *     maxPassageLength: 200,
 *   },
 *   seed: 1,
 * });
 * assert.deepEqual(studyLabels([run(1e-3), run(3e-3)]), ["adaptive, learning rate 0.001", "adaptive, learning rate 0.003"]);
 * ```
 */
export function studyLabels(configs: readonly RunConfig[], options: LabelOptions = {}): string[] {
  const { without = [], alwaysSeed = false } = options;
  const names = new Map(
    [...Map.groupBy(configs, kindOfRun)].map(([kind, group]) => {
      const differing = differingSettings(group).filter((name) => name !== "seed");
      const seed = kind === "trained" && (alwaysSeed || new Set(group.map(({ seed }) => seed)).size > 1);
      return [kind, [...differing, ...(seed ? ["seed"] : [])].filter((name) => !without.includes(name))];
    }),
  );
  return configs.map((config) => {
    const settings = settingsOf(config);
    const own = names.get(kindOfRun(config))!.filter((name) => settings[name] !== undefined);
    return [methodLabel(config.method), ...settingsInWords(config, own)].join(", ");
  });
}

function kindOfRun({ encoder, training }: RunConfig): "trained" | "untrained" | "words" {
  return training ? "trained" : encoder === NO_ENCODER ? "words" : "untrained";
}

/** The name of each run: its encoder, its method, and every setting in which the runs differ. */
export function runLabels(configs: readonly RunConfig[], options: LabelOptions = {}): string[] {
  return studyLabels(configs, options).map((label, i) =>
    configs[i].encoder === NO_ENCODER ? label : `${encoderLabel(configs[i])}, ${label}`
  );
}

/** The settings in which runs differ, apart from those that a label names. */
export function differingSettings(configs: readonly RunConfig[]): string[] {
  const all = configs.map(settingsOf);
  return [...new Set(all.flatMap((settings) => Object.keys(settings)))].filter((name) =>
    !NAMED.includes(name) && new Set(all.map((settings) => settings[name])).size > 1
  );
}

/** Settings of a run: `batch size 16`, `no dropout`. */
export function settingsInWords(config: RunConfig, names: readonly string[]): string[] {
  const settings = settingsOf(config);
  return names.map((name) =>
    settings[name] === undefined ? `no ${inWords(name)}` : `${inWords(name)} ${settings[name]}`
  );
}

function settingsOf(config: RunConfig): Record<string, unknown> {
  return {
    ...runSettings(config),
    precision: config.encoderOptions?.precision ?? "float32",
    seed: config.seed,
  };
}

/** `learningRate` as `learning rate`. */
function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
