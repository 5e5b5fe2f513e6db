/** What can be set about a loss. Each loss has some of these settings. */
import { type BatchTarget, batchTargets, type ErrorFn, errorFns } from "../../losses/mod.ts";

/** `static`: the number that the setting `margin` says. */
export type Target = "static" | BatchTarget;

/** Settings of all losses. */
export interface Settings {
  readonly target: Target;
  /** The margin of a static target, and of the triplet loss. */
  readonly margin: number;
  readonly errorFn: ErrorFn;
  readonly orientation: "paper" | "reference";
  readonly inBatch: boolean;
  readonly detachTarget: boolean;
  readonly temperature: number;
  readonly bias: number;
  /** Margin of guided softmax, by which a negative has to be less similar than the positive. */
  readonly guideMargin: number;
  /** Radians that a point moves in a step, for a slope of 1. */
  readonly rate: number;
}

export type SettingName = keyof Settings;

/** Of a setting with few values: what each is called. */
export const choices = {
  target: {
    label: "target",
    values: ["static", ...batchTargets] as const,
    names: {} as Record<string, string>,
  },
  errorFn: {
    label: "error e(t)",
    values: errorFns,
    names: { l2: "t²", l1: "|t|", soft: "log(1 + exp(−t))", hinge: "max(0, −t)²" } as Record<string, string>,
  },
  orientation: {
    label: "reading",
    values: ["paper", "reference"] as const,
    names: { paper: "paper's text", reference: "reference code" } as Record<string, string>,
  },
};

/** Of a setting that is on or off. */
export const switches = {
  inBatch: "in-batch negatives",
  detachTarget: "detached target",
};

/** Of a setting that is a number: its range. */
export const sliders = {
  margin: { label: "margin", least: 0.05, most: 2, step: 0.05 },
  temperature: { label: "temperature", least: 0.01, most: 1, step: 0.01 },
  bias: { label: "bias", least: -20, most: 10, step: 0.5 },
  guideMargin: { label: "guide's margin", least: -1, most: 1, step: 0.05 },
  rate: { label: "step size", least: 0.001, most: 0.2, step: 0.001 },
};

/** Where a loss says nothing else. */
export const usualSettings: Settings = {
  target: "adaptive",
  margin: 0.5,
  errorFn: "l2",
  orientation: "paper",
  inBatch: false,
  detachTarget: false,
  temperature: 0.05,
  bias: -10,
  guideMargin: 0,
  rate: 0.05,
};

/** The settings that options name; those that they do not, or wrongly, are as usual. */
export function readSettings(options: URLSearchParams, usual: Settings): Settings {
  const read = (name: string): unknown => {
    const text = options.get(name);
    if (text === null) return undefined;
    if (name in choices) return choices[name as keyof typeof choices].values.find((value) => value === text);
    if (name in switches) return text === "true" ? true : text === "false" ? false : undefined;
    const { least, most } = sliders[name as keyof typeof sliders];
    const number = Number(text);
    return text !== "" && number >= least && number <= most ? number : undefined;
  };
  const entries = Object.entries(usual).map(([name, value]) => [name, read(name) ?? value]);
  return Object.fromEntries(entries) as unknown as Settings;
}

/** Names the settings that are not as usual. */
export function writeSettings(options: URLSearchParams, settings: Settings, usual: Settings): void {
  for (const name of Object.keys(usual) as SettingName[]) {
    if (settings[name] !== usual[name]) options.set(name, String(settings[name]));
  }
}
