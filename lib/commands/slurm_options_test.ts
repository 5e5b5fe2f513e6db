import assert from "node:assert/strict";
import process from "node:process";
import { resourcesOf } from "./slurm_options.ts";

/** What is said where tasks ask for a GPU, or not, and TensorFlow's GPU build is here, or not. */
async function said(gpu: boolean, built: boolean, cancel = false): Promise<string> {
  const usual = process.stderr.write;
  let lines = "";
  process.stderr.write = (text: string | Uint8Array) => {
    lines += text;
    return true;
  };
  try {
    const options = { on: "slurm", gpu, cancel, dryRun: false } as Parameters<typeof resourcesOf>[0];
    await resourcesOf(options, undefined, { gpu: built });
  } finally {
    process.stderr.write = usual;
  }
  return lines;
}

Deno.test("tasks that would ask for a GPU in vain are warned of in one line", async () => {
  assert.match(await said(true, false), /^TensorFlow's CPU build .*`deno task setup --gpu` first\.\n$/);
  assert.equal(await said(true, true), "");
  assert.equal(await said(false, false), "");
  assert.equal(await said(true, false, true), "");
});
