import path from "node:path";
import { damageCampaign } from "../base/damage_for_tests.ts";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { smokeConfigs } from "./configs_for_tests.ts";
import { openState } from "./fine_tuning/state.ts";
import { fakeResult, withResults } from "./results_for_tests.ts";
import { isWhole, readFacts, readResult, runFolder, storedConfigs, storeResult } from "./store.ts";

const FILES = [
  "config.json",
  "history.arrow",
  "validations.arrow",
  "queries.arrow",
  "top10.arrow",
  "SHA256SUMS",
];

Deno.test("no damage to a stored run is unnoticed, whichever file has it", () =>
  withResults(async () => {
    const [config] = smokeConfigs;
    const result = fakeResult(config);
    await storeResult(result);
    const file = (name: string) => path.join(runFolder("local", result.hash), name);
    for (const name of FILES) {
      await damageCampaign(file(name), () => readResult(config, "local"), { damages: 100 });
      await damageCampaign(file(name), async () => await isWhole(config, "local") || undefined, {
        damages: 50,
      });
    }
    await damageCampaign(file("config.json"), () => readFacts(result.hash, "local"), { damages: 50 });
    await damageCampaign(file("config.json"), () => storedConfigs("local"), { damages: 50 });
  }));

Deno.test("no damage to the state of a fine-tuning is unnoticed; all but its settings is computed again", () =>
  inTemporaryFolder(async (output) => {
    const identity = { seed: 1, method: { kind: "margin" } };
    const open = async () => {
      const { state, resumed } = await openState(output, identity, { restart: false });
      state.close();
      return { state, resumed };
    };
    const { state } = await open();
    await damageCampaign(path.join(state.folder, "identity.json"), async () => (await open()).resumed);
    await state.write("before", { x: [1, 2, NaN] });
    await damageCampaign(path.join(state.folder, "before.json"), () => state.read("before"));
  }));
