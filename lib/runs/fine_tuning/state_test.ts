import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../../base/folder_for_tests.ts";
import { inProject } from "../../base/mod.ts";
import { openState } from "./state.ts";

const identity = { seed: 1, batchSize: 8, data: "abc" };

Deno.test("a state is found again under the same settings, and gone once it is removed", () =>
  inTemporaryFolder(async (output) => {
    const first = await openState(output, identity, { restart: false });
    assert.equal(first.resumed, false);
    await first.state.write("before", { x: [1, 2] });
    first.state.close();
    const second = await openState(output, { data: "abc", batchSize: 8, seed: 1 }, { restart: false });
    assert.equal(second.resumed, true);
    assert.deepEqual(await second.state.read("before"), { x: [1, 2] });
    assert.equal(await second.state.read("after"), undefined);
    await second.state.remove();
    second.state.close();
    assert.ok(!existsSync(second.state.folder));
  }));

Deno.test("other settings are refused by name, unless all is started again", () =>
  inTemporaryFolder(async (output) => {
    (await openState(output, identity, { restart: false })).state.close();
    await assert.rejects(
      openState(output, { ...identity, seed: 2, data: "xyz" }, { restart: false }),
      /other settings: seed \(1 there, 2 now\), data \("abc" there, "xyz" now\)\. .*--restart/,
    );
    const { resumed, state } = await openState(output, { ...identity, seed: 2 }, { restart: true });
    assert.equal(resumed, false);
    state.close();
  }));

Deno.test("a folder with an encoder, and a damaged state, are refused", () =>
  inTemporaryFolder(async (output) => {
    await writeFile(path.join(output, "config.json"), "{}");
    await assert.rejects(openState(output, identity, { restart: false }), /holds one already/);
    const other = path.join(output, "other");
    const { state } = await openState(other, identity, { restart: false });
    state.close();
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
    state.close();
    const { resumed, state: again } = await openState(output, identity, { restart: false });
    assert.equal(resumed, false);
    assert.equal(await again.read("before"), undefined);
    again.close();
    // The advice for damaged settings works.
    await writeFile(path.join(state.folder, "identity.json"), "{");
    await assert.rejects(openState(output, identity, { restart: false }), /Start again with --restart/);
    const anew = await openState(output, identity, { restart: true });
    assert.equal(anew.resumed, false);
    anew.state.close();
  }));

Deno.test("a folder that another process trains into is refused, also to a restart, and free once that is killed", () =>
  inTemporaryFolder(async (output) => {
    const program = `import { openState } from ${JSON.stringify(import.meta.resolve("./state.ts"))};
      const { state } = await openState(...${JSON.stringify([output, identity, { restart: false }])});
      await state.write("before", 1);
      console.log("has it");
      setInterval(() => {}, 1000);`;
    const file = path.join(output, "program.ts");
    await writeFile(file, program);
    const other = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", `--config=${inProject("deno.json")}`, file],
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const reader = other.stdout.getReader();
    try {
      assert.match(new TextDecoder().decode((await reader.read()).value), /has it/);
      for (const restart of [false, true]) {
        await assert.rejects(openState(output, identity, { restart }), {
          message: `Expected to train into ${output} alone but another process is training into it. ` +
            "Wait until it ends, or name another --output.",
        });
      }
    } finally {
      other.kill("SIGKILL");
      await other.status;
      await reader.cancel();
    }
    const { state, resumed } = await openState(output, identity, { restart: false });
    assert.equal(resumed, true);
    assert.equal(await state.read("before"), 1);
    state.close();
  }));
