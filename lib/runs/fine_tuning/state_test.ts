import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../../base/folder_for_tests.ts";
import { openState } from "./state.ts";

const identity = { seed: 1, batchSize: 8, data: "abc" };

Deno.test("a state is found again under the same settings, and gone once it is removed", () =>
  inTemporaryFolder(async (output) => {
    const first = await openState(output, identity, { restart: false });
    assert.equal(first.resumed, false);
    await first.state.write("before", { x: [1, 2] });
    const second = await openState(output, { data: "abc", batchSize: 8, seed: 1 }, { restart: false });
    assert.equal(second.resumed, true);
    assert.deepEqual(await second.state.read("before"), { x: [1, 2] });
    assert.equal(await second.state.read("after"), undefined);
    await second.state.remove();
    assert.ok(!existsSync(second.state.folder));
  }));

Deno.test("other settings are refused by name, unless all is started again", () =>
  inTemporaryFolder(async (output) => {
    await openState(output, identity, { restart: false });
    await assert.rejects(
      openState(output, { ...identity, seed: 2, data: "xyz" }, { restart: false }),
      /other settings: seed \(1 there, 2 now\), data \("abc" there, "xyz" now\)\. .*--restart/,
    );
    const { resumed } = await openState(output, { ...identity, seed: 2 }, { restart: true });
    assert.equal(resumed, false);
  }));

Deno.test("a folder with an encoder, and a damaged state, are refused", () =>
  inTemporaryFolder(async (output) => {
    await writeFile(path.join(output, "config.json"), "{}");
    await assert.rejects(openState(output, identity, { restart: false }), /holds one already/);
    const other = path.join(output, "other");
    const { state } = await openState(other, identity, { restart: false });
    await writeFile(path.join(state.folder, "identity.json"), '{"seed":');
    await assert.rejects(openState(other, identity, { restart: false }), /Expected JSON in .*--restart/);
  }));

Deno.test("a damaged or lost part of a state is computed again; without its settings, all of it", () =>
  inTemporaryFolder(async (output) => {
    const { state } = await openState(output, identity, { restart: false });
    const before = path.join(state.folder, "before.json");
    await state.write("before", { x: [1, NaN, -0] });
    assert.deepEqual(await state.read("before"), { x: [1, NaN, -0] });
    await writeFile(before, (await readFile(before, "utf8")).replace("1,", "2,"));
    assert.equal(await state.read("before"), undefined);
    await state.write("before", { x: [1] });
    await rm(path.join(state.folder, "identity.json"));
    const { resumed, state: again } = await openState(output, identity, { restart: false });
    assert.equal(resumed, false);
    assert.equal(await again.read("before"), undefined);
    // The advice for damaged settings works.
    await writeFile(path.join(state.folder, "identity.json"), "{");
    await assert.rejects(openState(output, identity, { restart: false }), /Start again with --restart/);
    assert.equal((await openState(output, identity, { restart: true })).resumed, false);
  }));
