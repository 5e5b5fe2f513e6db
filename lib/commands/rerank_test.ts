import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { loadCrossEncoder, saveCrossEncoder } from "../encoders/mod.ts";
import { readRun } from "../trec/mod.ts";
import { beirFolder } from "./beir_folder_for_tests.ts";
import { printed } from "./printed_for_tests.ts";
import rerank from "./rerank.ts";
import { runCommand } from "./run_command.ts";

/** A folder with a collection and a run of ten passages for two queries. */
async function folderWithRun(): Promise<{ data: string; run: string }> {
  const data = await beirFolder();
  const run = path.join(data, "first.run");
  const lines = ["q7", "q8"].flatMap((query) =>
    Array.from({ length: 10 }, (_, i) => `${query} Q0 p${3 * i} ${i + 1} ${10 - i} first\n`)
  );
  await writeFile(run, lines.join(""));
  return { data, run };
}

Deno.test("an encoder and a cross-encoder reorder the best passages of a run", async () => {
  const { data, run } = await folderWithRun();
  const cross = path.join(data, "cross");
  const encoder = await loadCrossEncoder("tiny", { headSeed: 2 });
  await saveCrossEncoder(encoder, cross);
  encoder.dispose();
  const before = await readRun(run);
  for (const [name, kind] of [["tiny", "bi-encoder"], [cross, "cross-encoder"]]) {
    const output = path.join(data, `${kind}.run.gz`);
    const args = ["--run", run, "--data", data, "--encoder", name, "--depth", "6", "--output", output];
    const { code, out, err } = await printed(rerank, args);
    assert.equal(code, 0);
    assert.equal(out, "");
    assert.match(
      err,
      new RegExp(`12 passages for 2 queries reordered by the ${kind} ${path.basename(name)}, in`),
    );
    const after = await readRun(output);
    assert.deepEqual([...after.keys()], ["q7", "q8"]);
    for (const [query, { ids }] of after) {
      const { ids: first } = before.get(query)!;
      assert.notDeepEqual(ids, first);
      assert.deepEqual([...ids.slice(0, 6)].sort(), [...first.slice(0, 6)].sort());
      assert.deepEqual(ids.slice(6), first.slice(6));
    }
  }
});

Deno.test("what is wrong with the options or files is one clear message, and nothing is written", async () => {
  const { data, run } = await folderWithRun();
  const refused = async (changes: Record<string, string>, message: RegExp) => {
    const options = { run, data, encoder: "tiny", output: path.join(data, "out.run"), ...changes };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    await assert.rejects(runCommand(rerank, args), { name: "UserError", message });
    assert.ok(!(await readdir(data)).includes("out.run"));
  };
  await refused({ depth: "0" }, /--depth to be an integer above 0 but found "0"/);
  await refused({ run: path.join(data, "no.run") }, /Expected a run in .*no\.run but could not read it/);
  await refused({ data: "wordnett" }, /found neither at "wordnett"\. Did you mean "wordnet"/);
  await refused(
    { encoder: "tinny" },
    /an encoder's name .* but found neither at "tinny"\. Did you mean "tiny"/,
  );
  await refused({ output: data }, /file at .* but found a folder/);
  await refused({ tag: "a b" }, /without white space but found "a b"/);
  await writeFile(run, "q7 Q0 p1 1 2 x\nq77 Q0 p1 1 2 x\n");
  await refused({}, /found query "q77"/);
});
