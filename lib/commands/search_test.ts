import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { UserError } from "../base/mod.ts";
import { readRun } from "../trec/mod.ts";
import { beirFolder } from "./beir_folder_for_tests.ts";
import { printed } from "./printed_for_tests.ts";
import { runCommand } from "./run_command.ts";
import search from "./search.ts";

/** Searches; results go to the file alone. */
async function searched(args: string[]): Promise<void> {
  const { code, out, err } = await printed(search, args);
  assert.equal(code, 0);
  assert.equal(out, "");
  assert.match(err, /Wrote .*: \d+ passages for 5 queries from 40, in /);
}

Deno.test("BM25 ranks the passages for a split's queries, and reads its index again", async () => {
  const data = await beirFolder();
  const output = path.join(data, "bm25.run"), index = path.join(data, "kept.bm25");
  const args = ["--data", data, "--method", "bm25", "--output", output, "--k", "5", "--index", index];
  await searched([...args, "--stem", "porter"]);
  const run = await readRun(output);
  assert.deepEqual([...run.keys()], ["q7", "q8", "q9", "q10", "q11"]);
  // Query 7 asks for "low ant": passages 7 and 27 hold both words.
  assert.deepEqual(run.get("q7")!.ids.slice(0, 2), ["p7", "p27"]);
  assert.equal(run.get("q7")!.ids.length, 5);
  await searched([...args, "--stem", "porter"]);
  assert.deepEqual(await readRun(output), run);
  await assert.rejects(runCommand(search, [...args, "--b", "0.75"]), (error: Error) => {
    assert.ok(error instanceof UserError);
    assert.match(
      error.message,
      /index of 40 passages, .*b 0.75.* but found one of 40 .*stemmer porter in .*kept/,
    );
    return true;
  });
});

Deno.test("an encoder ranks all passages, and its embeddings are kept", async () => {
  const before = process.env.KIT_CACHE;
  const data = await beirFolder();
  process.env.KIT_CACHE = path.join(data, "cache");
  try {
    const output = path.join(data, "tiny.run");
    const args = ["--data", data, "--method", "tiny", "--output", output];
    await searched(args);
    const run = await readRun(output);
    assert.equal(run.size, 5);
    for (const { ids, scores } of run.values()) {
      assert.equal(new Set(ids).size, 40);
      for (const score of scores) assert.ok(Math.abs(score) <= 1.00001);
    }
    const kept = await readdir(path.join(data, "cache", "embeddings"));
    assert.equal(kept.length, 2);
    await searched(args);
    assert.deepEqual(await readRun(output), run);
    assert.deepEqual(await readdir(path.join(data, "cache", "embeddings")), kept);
  } finally {
    if (before === undefined) delete process.env.KIT_CACHE;
    else process.env.KIT_CACHE = before;
  }
});

Deno.test("what is wrong with the options or the folder is one clear message", async () => {
  const data = await beirFolder();
  const says = (args: string[], pattern: RegExp) =>
    assert.rejects(runCommand(search, args), (error: Error) => {
      assert.ok(error instanceof UserError, error.stack);
      assert.match(error.message, pattern);
      return true;
    });
  const right = ["--data", data, "--method", "bm25", "--output", path.join(data, "x.run")];
  await says(["--data", data], /expected --method NAME and --output FILE but found none/);
  await says([...right, "--k", "0"], /--k to be an integer above 0 but found "0"/);
  await says([...right, "--b", "2"], /--b to be a number between 0 and 1 but found "2"/);
  await says([...right, "--k1", "x"], /--k1 to be a number of at least 0 but found "x"/);
  await says([...right, "--variant", "bm26"], /--variant to be one of lucene, .* but found "bm26"/);
  const split = /a split of .* \(test\) but found "tset".* no .*qrels.tset\.tsv\. Did you mean "test"\?/;
  await says([...right, "--split", "tset"], split);
  await says([...right, "--split", "dev"], /qrels.dev\.tsv\.$/);
  const wordnet = ["--data", "wordnet", "--method", "bm25", "--output", path.join(data, "x.run")];
  await says([...wordnet, "--split", "best"], /train, dev, test but found "best"\. Did you mean "test"\?/);
  await says(
    [...wordnet.slice(2), "--data", "wordnett"],
    /found neither at "wordnett"\. Did you mean "wordnet"/,
  );
  await says([...wordnet.slice(0, 2), "--method", "bm52", "--output", "x"], /Did you mean "bm25"/);
  await writeFile(path.join(data, "qrels", "test.tsv"), "query-id\tcorpus-id\tscore\nq99\tp1\t1\n");
  await says(right, /every query of .*test\.tsv in .*queries\.jsonl but did not find "q99"/);
});

Deno.test("what cannot be read or written is refused before the search", async () => {
  const data = await beirFolder();
  const refused = async (args: string[], message: RegExp) => {
    await assert.rejects(runCommand(search, ["--method", "bm25", ...args]), { name: "UserError", message });
    assert.ok(!(await readdir(data)).some((name) => name.endsWith(".run")));
  };
  const output = path.join(data, "a.run");
  await refused(["--data", path.join(data, "corpus.jsonl"), "--output", output], /Expected/);
  await refused(["--data", data, "--output", data], /file at .* but found a folder/);
});

Deno.test("a tag with white space becomes one without, and search says so", async () => {
  const data = await beirFolder();
  const output = path.join(data, "a.run");
  const args = ["--data", data, "--method", "bm25", "--output", output, "--tag", " my  run "];
  assert.match((await printed(search, args)).err, /The run's tag is "my-run", as white space would end it\./);
  assert.match(await readFile(output, "utf8"), / my-run\n/);
});
