import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { readArrow, writeArrow } from "../data/mod.ts";
import { smokeConfigs } from "./configs_for_tests.ts";
import { fakeResult, recorded } from "./results_for_tests.ts";
import { HISTOGRAMS, readHistory, writeHistory } from "./stored_history.ts";

const run = fakeResult(smokeConfigs.find(({ training }) => training)!);
const { history } = run, { history: recordedLog } = recorded(run);

Deno.test("a log comes back as it was, with histograms and without, as earlier versions wrote it", async () => {
  for (const log of [history, recordedLog, []]) {
    await inTemporaryFolder(async (folder) => {
      await writeHistory(folder, log);
      assert.deepEqual(await readHistory(folder), log);
      assert.equal(existsSync(path.join(folder, HISTOGRAMS)), log === recordedLog);
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
