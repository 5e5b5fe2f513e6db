import assert from "node:assert/strict";
import { isCurrent, runLabel, storedConfigs, storeResult } from "../runs/mod.ts";
import { bm25Config, minilmConfigs } from "../runs/configs_for_tests.ts";
import { checkSummary, summaryTable, writeSummary } from "./summary.ts";
import { fakeResult, withResults } from "../runs/results_for_tests.ts";

const configs = [bm25Config, ...minilmConfigs];

Deno.test("results/summary.md says what the stored runs say", async () => {
  await checkSummary();
});

Deno.test("the committed runs began from the weights that are shipped", async () => {
  for (const config of await storedConfigs("committed")) {
    assert.ok(
      await isCurrent(config, "committed"),
      `${runLabel(config)}: tiny was pretrained again since; run it again`,
    );
  }
});

Deno.test("a summary that disagrees with the stored runs is refused, with the line", async () => {
  await withResults(async () => {
    await checkSummary();
    await storeResult(fakeResult(configs[0], { source: "committed" }));
    await assert.rejects(checkSummary(), /line 1 of .*summary\.md to be "# Results"/);
    const file = await writeSummary();
    await checkSummary();
    await storeResult(fakeResult(configs[1], { source: "committed" }));
    await assert.rejects(checkSummary(), /as the stored runs have it, but found .*reproduce --commit/);
    await writeSummary();
    await checkSummary();
    const text = await Deno.readTextFile(file);
    await Deno.writeTextFile(file, text.replace(/0\.\d\d\d/, "0.999"));
    await assert.rejects(checkSummary(), /0\.999/);
  });
});

Deno.test("the table is sorted by encoder, then by nDCG@10, and names what was searched", () => {
  const text = summaryTable([
    fakeResult(configs[2]),
    fakeResult(configs[3], { lift: 0.4 }),
    fakeResult(configs[0]),
  ]);
  assert.match(text, /## wordnet-laptop\n\n20 test queries/);
  const methods = text.split("\n").filter((line) => /^\| (minilm| {2})/.test(line)).map((line) =>
    line.split("|")[2].trim()
  );
  assert.deepEqual(methods, ["BM25", "adaptive", "in-batch softmax"]);
});

Deno.test("what is unusual about a setting is named, so that no two rows read alike", () => {
  const trained = configs[2];
  const text = summaryTable([
    fakeResult(trained),
    fakeResult({ ...trained, seed: 7 }),
    fakeResult({ ...trained, falseNegatives: 0.3 }),
    fakeResult({ ...trained, training: { ...trained.training!, batchSize: 16 } }),
  ]);
  const methods = [...text.matchAll(/^\| minilm +\| ([^|]*\S) +\|/gm)].map(([, method]) => method).sort();
  const label = methods[0].split(",")[0];
  assert.deepEqual(methods, [
    `${label}, 2 seeds`,
    `${label}, batch size 16`,
    `${label}, false negatives 0.3`,
  ]);
});
