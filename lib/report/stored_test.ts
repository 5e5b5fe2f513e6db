import assert from "node:assert/strict";
import process from "node:process";
import { notebookTier, storedSeeds } from "./stored.ts";

async function atTier(tier: string, body: () => Promise<void> | void) {
  const before = process.env.KIT_TIER;
  process.env.KIT_TIER = tier;
  try {
    await body();
  } finally {
    if (before === undefined) delete process.env.KIT_TIER;
    else process.env.KIT_TIER = before;
  }
}

Deno.test("an unknown tier is refused with the known ones", () =>
  atTier("huge", () => {
    assert.throws(notebookTier, /KIT_TIER to be smoke, laptop, study, paper but found "huge"/);
  }));

Deno.test("the seeds of a method are those of the study, at tier smoke those of tiny", async () => {
  for (const [tier, encoder] of [["laptop", "minilm-2"], ["smoke", "tiny"]]) {
    await atTier(tier, async () => {
      const { results, label } = await storedSeeds("adaptive");
      assert.equal(label, "adaptive");
      assert.ok(results.length >= 3);
      assert.ok(results.every(({ config }) => config.encoder === encoder));
      await assert.rejects(
        storedSeeds("adaptiv"),
        /a method of .* but found "adaptiv"\. There are .*"adaptive"/,
      );
    });
  }
});
