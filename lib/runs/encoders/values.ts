/** How many values an encoder has, as far as that is known on this machine. */
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { hubModelHere, isHubId } from "../../data/mod.ts";
import { NO_ENCODER } from "./no_encoder.ts";
import { encoderNamed } from "./registry.ts";

/**
 * About how many values an encoder has: what its entry says, else by the size of its weights, of four bytes each.
 *
 * @param name A registered name, a folder, or an id of the model hub.
 * @returns undefined where its weights are not on this machine; 0 for no encoder.
 */
export function valuesOf(name: string): number | undefined {
  if (name === NO_ENCODER) return 0;
  const { values, checkpoint = name } = encoderNamed(name) ?? {};
  if (values !== undefined) return values;
  return valuesIn(checkpoint) ?? (isHubId(checkpoint) ? valuesIn(hubModelHere(checkpoint)) : undefined);
}

function valuesIn(folder: string | undefined): number | undefined {
  if (folder === undefined) return undefined;
  try {
    const weights = readdirSync(folder).filter((file) => file.endsWith(".safetensors"));
    return weights.reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0) / 4;
  } catch {
    return undefined;
  }
}
