/** What the playground shows: triples on a circle, and a loss. It is read from an address, and written into one. */
import { type LossKind, lossKinds } from "./loss_kind.ts";
import { readSettings, type Settings, usualSettings, writeSettings } from "./settings.ts";

export const roles = ["query", "positive", "negative"] as const;
export type Role = typeof roles[number];

/** Angles in degrees, counter-clockwise from the right. */
export interface Triple extends Readonly<Record<Role, number>> {
  /** A teacher's margin. */
  readonly teacher: number;
}

export interface Scene {
  /** One to six. */
  readonly triples: readonly Triple[];
  readonly kind: LossKind;
  readonly settings: Settings;
}

export const MOST_TRIPLES = 6;

const usualTriples: readonly Triple[] = [
  { query: 80, positive: 125, negative: 30, teacher: 0.5 },
  { query: -150, positive: -165, negative: -75, teacher: 0.8 },
  { query: -20, positive: 10, negative: -45, teacher: 0.3 },
];

/** The settings of a loss where nothing else is said. */
export function settingsOf({ usual }: LossKind): Settings {
  return { ...usualSettings, ...usual };
}

/**
 * The scene of an address; what it does not say, or says wrongly, is as usual.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const { triples, kind, settings } = sceneOf(new URLSearchParams("loss=triplet&margin=0.4&triple=0,30,90"));
 * assert.deepEqual([triples[0].negative, kind.name, settings.margin], [90, "triplet", 0.4]);
 * ```
 */
export function sceneOf(options: URLSearchParams): Scene {
  const kind = lossKinds.find(({ name }) => name === options.get("loss")) ?? lossKinds[0];
  const triples = options.getAll("triple").flatMap((text) => tripleOf(text) ?? []).slice(0, MOST_TRIPLES);
  return {
    triples: triples.length > 0 ? triples : usualTriples,
    kind,
    settings: readSettings(options, settingsOf(kind)),
  };
}

/** The address of a scene: angles to a tenth of a degree, and the settings that are not as usual. */
export function optionsOf({ triples, kind, settings }: Scene): URLSearchParams {
  const options = new URLSearchParams({ loss: kind.name });
  writeSettings(options, settings, settingsOf(kind));
  for (const { query, positive, negative, teacher } of triples) {
    const angles = [query, positive, negative].map((angle) => Number(angle.toFixed(1)));
    options.append("triple", [...angles, ...kind.taught ? [teacher] : []].join());
  }
  return options;
}

/** A scene with one point elsewhere. */
export function moved(scene: Scene, which: number, role: Role, angle: number): Scene {
  return {
    ...scene,
    triples: scene.triples.map((triple, i) => i === which ? { ...triple, [role]: turned(angle) } : triple),
  };
}

/** The same direction, from -180 (not included) to 180 degrees. */
export function turned(angle: number): number {
  return angle - 360 * Math.ceil((angle - 180) / 360);
}

function tripleOf(text: string): Triple | undefined {
  const [query, positive, negative, teacher = 0.5, ...others] = text.split(",").map(Number);
  const numbers = [query, positive, negative, teacher];
  if (others.length > 0 || !numbers.every(Number.isFinite) || Math.abs(teacher) > 2) return undefined;
  return { query: turned(query), positive: turned(positive), negative: turned(negative), teacher };
}
