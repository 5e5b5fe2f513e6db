/** The memory that runs need. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { entryOf } from "./collections/registry.ts";
import type { RunConfig } from "./config.ts";
import { encoderNamed } from "./encoders/registry.ts";
import { NO_ENCODER } from "./encoders/no_encoder.ts";
import { teachers } from "./teachers/registry.ts";

/**
 * Gigabytes that the largest of some runs needs.
 *
 * A training step fills some 3 GB with its chunks; twelve layers of width 768 peak at 5.6 GB (`results/scale.md`). BM25's
 * index of MS MARCO takes 6.1 GB while it is built (`results/bench/scale.md`).
 */
export function memoryOf(configs: readonly RunConfig[]): number {
  return Math.max(
    4,
    ...configs.map(({ collection, encoder, teacher }) =>
      4 + (isLarge(encoder) || (teacher && isLarge(teacher.encoder)) ? 4 : 0) +
      (entryOf(collection).texts > 1e6 ? 8 : 0)
    ),
  );
}

/** Whether an encoder has more than 25 million values. One that is not on this machine counts as large. */
function isLarge(name: string): boolean {
  if (name === NO_ENCODER || teachers.some((each) => each.name === name)) return false;
  const entry = encoderNamed(name);
  if (entry) return entry.large ?? false;
  try {
    const weights = readdirSync(name).filter((file) => file.endsWith(".safetensors"));
    return weights.reduce((sum, file) => sum + statSync(path.join(name, file)).size, 0) > 4 * 25e6;
  } catch {
    return true;
  }
}
