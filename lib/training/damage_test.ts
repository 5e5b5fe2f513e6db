import assert from "node:assert/strict";
import path from "node:path";
import { damageCampaign } from "../base/damage_for_tests.ts";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { makeAdamW } from "./adamw.ts";
import { checkBest, restoreBest, storeBest } from "./best.ts";
import { restoreCheckpoint, saveCheckpoint } from "./checkpoint.ts";
import { smallEncoder } from "./encoder_for_tests.ts";
import { makeStepLog } from "./step_log.ts";

Deno.test("no damage to a checkpoint or to the best weights is unnoticed, and none leaves half of it behind", () =>
  inTemporaryFolder(async (folder) => {
    const encoder = smallEncoder(), untouched = smallEncoder();
    const optimizer = makeAdamW(encoder.weights);
    const parts = () => ({ trained: encoder.weights, optimizer, log: makeStepLog<object>() });
    const of = { seed: 1 };
    const saved = parts();
    saved.log.push({ loss: 0.5, targetMean: NaN, histograms: { margins: [1], targets: [] } });
    await saveCheckpoint(folder, saved, { of });
    const checkpoint = { folder, every: 4 };
    for (const name of ["state.json", "step-0.safetensors", "steps-0-1.arrow"]) {
      await damageCampaign(path.join(folder, name), () => restoreCheckpoint(checkpoint, parts(), { of }));
    }
    const best = { measure: "x", folder };
    await storeBest(best, encoder.weights);
    const file = path.join(folder, "best.safetensors");
    await damageCampaign(file, () => restoreBest(best, encoder.weights).then(() => true));
    await damageCampaign(file, () => checkBest(best).then(() => true), { damages: 200 });
    for (const [name, weight] of untouched.weights) {
      assert.deepEqual(encoder.weights.get(name)!.dataSync(), weight.dataSync());
    }
    optimizer.dispose();
    for (const each of [encoder, untouched]) each.dispose();
  }));
