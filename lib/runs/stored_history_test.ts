import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { keepsHistograms, lazyList, marginBins, MOST_HISTOGRAMS } from "../base/mod.ts";
import { readArrow, writeArrow } from "../data/mod.ts";
import { smokeConfigs } from "./configs_for_tests.ts";
import { fakeResult, recorded } from "./results_for_tests.ts";
import { HISTOGRAMS, historyBytes, readHistory, writeHistory } from "./stored_history.ts";

const run = fakeResult(smokeConfigs.find(({ training }) => training)!);
const { history } = run, { history: recordedLog } = recorded(run);

Deno.test("a log comes back as it was, with histograms and without, as earlier versions wrote it", async () => {
  for (const log of [history, recordedLog, []]) {
    await inTemporaryFolder(async (folder) => {
      await writeHistory(folder, log);
      assert.deepEqual(await readHistory(folder), log);
      assert.equal(existsSync(path.join(folder, HISTOGRAMS)), log === recordedLog);
      if (log === recordedLog) {
        const written = ["history.arrow", HISTOGRAMS].map((name) => statSync(path.join(folder, name)).size);
        assert.ok(Math.abs(written[0] + written[1] - historyBytes(log.length)) < 10_000);
      }
      const columns = Object.keys(await readArrow(path.join(folder, "history.arrow")));
      assert.equal(columns.includes("hardShare"), log === recordedLog);
    });
  }
});

Deno.test("of a training that an earlier version began, the steps since have histograms", () =>
  inTemporaryFolder(async (folder) => {
    await writeHistory(folder, [history[0], ...recordedLog.slice(1)]);
    const [first, ...others] = await readHistory(folder);
    assert.deepEqual(first, { ...history[0], hardShare: NaN });
    assert.deepEqual(others, recordedLog.slice(1));
    // As an earlier version stored it: counts of 0 for the step without.
    const file = path.join(folder, HISTOGRAMS);
    const { step: _, ...counts } = await readArrow(file) as Record<string, Int32Array>;
    const withZeros = (values: Int32Array) =>
      Int32Array.of(...new Array(marginBins.count).fill(0), ...values);
    await writeArrow(file, { margins: withZeros(counts.margins), targets: withZeros(counts.targets) });
    assert.deepEqual(await readHistory(folder), [first, ...others]);
  }));

Deno.test("a log of two million steps is stored in 0.2 GB, and read without a record of each", () =>
  inTemporaryFolder(async (folder) => {
    const steps = 2_011_756; // the most of the paper's: an epoch with batches of 32
    const long = lazyList(steps, (i) => {
      const { histograms, ...record } = recordedLog[i % recordedLog.length];
      const step = i + 1;
      return { ...record, step, ...keepsHistograms(step, steps) && { histograms } };
    });
    await writeHistory(folder, long);
    const sizeOf = (name: string) => statSync(path.join(folder, name)).size;
    const written = sizeOf("history.arrow") + sizeOf(HISTOGRAMS);
    assert.ok(written < 0.2e9 && Math.abs(written - historyBytes(steps)) < 10_000, `${written}`);

    const before = Deno.memoryUsage();
    const found = await readHistory(folder);
    const { heapUsed, external } = Deno.memoryUsage();
    const grown = (heapUsed + external - before.heapUsed - before.external) / 1e9;
    assert.ok(grown < 0.5, `${grown} GB`);
    assert.equal(found.length, steps);
    for (let at = 0; at < steps; at += 997) assert.deepEqual(found[at], long[at]);
    const every = Math.ceil(steps / MOST_HISTOGRAMS);
    for (let at = 0; at < steps; at += 40 * every) {
      assert.ok(found[at].histograms && !found[at + 1].histograms);
    }
  }));

Deno.test("histograms of another shape are refused", () =>
  inTemporaryFolder(async (folder) => {
    await writeHistory(folder, recordedLog);
    await writeArrow(path.join(folder, HISTOGRAMS), {
      margins: new Int32Array(7),
      targets: new Int32Array(7),
    });
    await assert.rejects(readHistory(folder), {
      name: "UserError",
      message: /Expected \d+ histograms of 40 bins but found 7 counts in .*histograms\.arrow/,
    });
  }));
