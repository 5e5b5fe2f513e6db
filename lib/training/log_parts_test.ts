import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { keepsHistograms, MOST_HISTOGRAMS, readCheckedJson, writeCheckedJson } from "../base/mod.ts";
import { makeAdamW } from "./adamw.ts";
import { restoreCheckpoint, saveCheckpoint } from "./checkpoint.ts";
import { smallEncoder } from "./encoder_for_tests.ts";
import type { StepRecord } from "./history.ts";
import { partNames, writeParts } from "./log_parts.ts";
import { makeStepLog, type StepLog } from "./step_log.ts";

const counts = Array.from({ length: 40 }, (_, bin) => bin);

/** A step as a margin method logs it; only its numbers are made up. */
function recordOf(step: number, steps: number): StepRecord {
  return {
    ...{ step, triples: 32 * step, loss: 1 / step, learningRate: 2e-5, marginMean: 0.1, marginStd: 0.2 },
    ...{ targetMean: NaN, targetStd: NaN, hardShare: 0.3, tokens: 5000 + step % 7, twins: 0, seconds: 0.1 },
    ...keepsHistograms(step, steps) && { histograms: { margins: counts, targets: [] } },
  };
}

/** Trains nothing: steps up to `end` are logged, with a checkpoint after each `every`. */
async function inCheckpoints(
  folder: string,
  { log, end, every, steps = end }: { log: StepLog<StepRecord>; end: number; every: number; steps?: number },
): Promise<void> {
  const encoder = smallEncoder();
  const optimizer = makeAdamW(encoder.weights);
  for (let step = log.length + 1; step <= end; step++) {
    log.push(recordOf(step, steps));
    if (step % every !== 0) continue;
    optimizer.resume(step);
    await saveCheckpoint(folder, { trained: encoder.weights, optimizer, log }, { of: {} });
  }
  optimizer.dispose();
  encoder.dispose();
}

/** The log of a checkpoint. */
async function restored(
  folder: string,
  ifDamaged: "refuse" | "start over" = "refuse",
): Promise<StepLog<StepRecord>> {
  const encoder = smallEncoder();
  const optimizer = makeAdamW(encoder.weights);
  const log = makeStepLog<StepRecord>();
  try {
    await restoreCheckpoint({ folder, every: 1, ifDamaged }, { trained: encoder.weights, optimizer, log }, {
      of: {},
    });
    return log;
  } finally {
    optimizer.dispose();
    encoder.dispose();
  }
}

Deno.test("a log of two million steps is checkpointed, resumed and goes on, in little memory and time", () =>
  inTemporaryFolder(async (folder) => {
    const steps = 2_011_756; // the most of the paper's: an epoch with batches of 32
    const log = makeStepLog<StepRecord>();
    const before = Deno.memoryUsage();
    await inCheckpoints(folder, { log, end: 1_800_000, every: 40_000, steps });
    const files = await readdir(folder);
    assert.ok(files.length < 10, files.join());
    assert.ok((await stat(path.join(folder, "state.json"))).size < 500);

    const resumed = await restored(folder);
    assert.equal(resumed.length, 1_800_000);
    for (let step = resumed.length + 1; step <= steps; step++) resumed.push(recordOf(step, steps));
    const { heapUsed, external } = Deno.memoryUsage();
    const grown = (heapUsed + external - before.heapUsed - before.external) / 1e9;
    assert.ok(grown < 1.5, `${grown} GB, for two logs`);
    const records = resumed.records();
    assert.equal(records.length, steps);
    for (let at = 0; at < steps; at += 9973) assert.deepEqual(records[at], recordOf(at + 1, steps));
    let kept = 0;
    for (let at = 0; at < steps; at++) if (keepsHistograms(at + 1, steps)) kept++;
    assert.ok(kept > MOST_HISTOGRAMS / 2 && kept <= MOST_HISTOGRAMS, `${kept}`);
  }));

Deno.test("each checkpoint writes the new steps alone, and parts that are no longer than the new one with it", () =>
  inTemporaryFolder(async (folder) => {
    const log = makeStepLog<StepRecord>();
    const parts = [];
    for (const end of [4, 6, 7, 8, 9]) {
      await inCheckpoints(folder, { log, end, every: end });
      parts.push(log.partEnds.join(" "));
      const there = (await readdir(folder)).filter((name) => name.startsWith("steps-"));
      assert.deepEqual(there.sort(), partNames(log.partEnds).sort());
      assert.deepEqual((await restored(folder)).records(), log.records());
    }
    assert.deepEqual(parts, ["4", "4 6", "4 6 7", "8", "8 9"]);
  }));

Deno.test("steps that a checkpoint did not come to name are dropped, and the next one removes them", () =>
  inTemporaryFolder(async (folder) => {
    const log = makeStepLog<StepRecord>();
    await inCheckpoints(folder, { log, end: 5, every: 4 });
    await writeParts(folder, log); // killed before the state is written
    assert.ok(existsSync(path.join(folder, "steps-4-5.arrow")));
    const resumed = await restored(folder);
    assert.equal(resumed.length, 4);
    await inCheckpoints(folder, { log: resumed, end: 7, every: 7 });
    assert.deepEqual((await readdir(folder)).filter((name) => name.endsWith(".arrow")).sort(), [
      "steps-0-4.arrow",
      "steps-4-7.arrow",
    ]);
    assert.deepEqual((await restored(folder)).records(), resumed.records());
  }));

Deno.test("parts that another process removed are written again", () =>
  inTemporaryFolder(async (folder) => {
    const log = makeStepLog<StepRecord>();
    await inCheckpoints(folder, { log, end: 4, every: 4 });
    await rm(folder, { recursive: true });
    await inCheckpoints(folder, { log, end: 6, every: 6 });
    assert.deepEqual((await restored(folder)).records(), log.records());
  }));

Deno.test("a checkpoint whose log is not whole, or of an earlier version, is refused or starts over", async () => {
  const damages: [RegExp, (folder: string) => Promise<void>][] = [
    [/could not read it/, (folder) => rm(path.join(folder, "steps-0-4.arrow"))],
    [/Expected 4 steps but found 6 in .*steps-0-4\.arrow/, async (folder) => {
      const longer = makeStepLog<StepRecord>();
      await inCheckpoints(path.join(folder, "other"), { log: longer, end: 6, every: 6 });
      await Deno.rename(path.join(folder, "other", "steps-0-6.arrow"), path.join(folder, "steps-0-4.arrow"));
    }],
    [/an earlier version wrote .*state\.json/, async (folder) => {
      const file = path.join(folder, "state.json");
      const { partEnds: _, ...state } = await readCheckedJson<Record<string, unknown>>(file);
      await writeCheckedJson(file, { ...state, log: { steps: [], validations: [] } });
    }],
  ];
  for (const [message, damage] of damages) {
    await inTemporaryFolder(async (folder) => {
      await inCheckpoints(folder, { log: makeStepLog(), end: 4, every: 4 });
      await damage(folder);
      await assert.rejects(restored(folder), { name: "UserError", message });
      assert.equal((await restored(folder, "start over")).length, 0);
      assert.deepEqual((await readdir(folder)).filter((name) => name !== "other"), []);
    });
  }
});
