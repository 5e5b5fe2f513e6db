/** `tiny-250` and `tiny-1000`: what `tiny` is after less pretraining, made in the cache on first need. */
import { existsSync } from "node:fs";
import path from "node:path";
import { holding, inCache } from "../../base/mod.ts";
import type { EncoderEntry } from "./encoder_entry.ts";
import { tiny } from "./tiny.ts";

/** `tiny`, pretrained for some updates instead of 5,000: about half a minute on two cores for a hundred. */
export function pretrainedFor(steps: number): EncoderEntry {
  const name = `tiny-${steps}`;
  const folder = () => inCache("encoders", name);
  return {
    ...tiny,
    name,
    get checkpoint() {
      return folder();
    },
    background: `is \`tiny\` with ${steps.toLocaleString("en")} updates of its pretraining instead of 5,000`,
    // The code and its seed fix them, up to the rounding of a machine.
    weights: () => "",
    fetch: () => holding(`${folder()}.lock`, () => makeOnce(folder(), steps)),
  };
}

async function makeOnce(output: string, steps: number): Promise<void> {
  // The model card is written last.
  if (existsSync(path.join(output, "README.md"))) return;
  console.error(`Pretraining tiny for ${steps} updates, as it is not in the cache yet …`);
  // Loaded on first need: names of encoders are known where nothing is trained.
  const { pretrainTiny } = await import("../../training/mod.ts");
  await pretrainTiny({ steps, output });
}

export const tinyPretrained: readonly EncoderEntry[] = [1000, 250].map(pretrainedFor);
