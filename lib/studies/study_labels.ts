/** The runs of a study in words: what they do, and what tells one from another. */
import { encoderLabel, methodLabel, type RunConfig, runLabel, runSettings } from "../runs/mod.ts";

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
  "weight",
  "k1",
  "b",
  "layers",
  "pooling",
  "poolerSeed",
  "similarity",
  "prompts",
];

/**
 * The label of each run: its method, and every setting of the training in which runs of the study differ.
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
export function studyLabels(configs: readonly RunConfig[]): string[] {
  const names = differingSettings(configs);
  return configs.map((config) => {
    const settings = settingsOf(config);
    const own = config.training ? names.filter((name) => settings[name] !== undefined) : [];
    return [methodLabel(config.method), ...settingsInWords(config, own)].join(", ");
  });
}

/** The name of each run: its encoder, its method, and every setting of the training in which the runs differ. */
export function runLabels(configs: readonly RunConfig[]): string[] {
  return studyLabels(configs).map((label, i) =>
    configs[i].training ? `${encoderLabel(configs[i])}, ${label}` : runLabel(configs[i])
  );
}

/** The settings in which trained runs differ, apart from those that a label names. */
export function differingSettings(configs: readonly RunConfig[]): string[] {
  const trained = configs.filter(({ training }) => training).map(settingsOf);
  return [...new Set(trained.flatMap((settings) => Object.keys(settings)))].filter((name) =>
    !NAMED.includes(name) && new Set(trained.map((settings) => settings[name])).size > 1
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
  return { ...runSettings(config), seed: config.seed };
}

/** `learningRate` as `learning rate`. */
function inWords(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
