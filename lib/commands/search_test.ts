import assert from "node:assert/strict";
import { appendFile, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { UserError } from "../base/mod.ts";
import { faissVersion } from "../retrieval/mod.ts";
import { inPython } from "../setup/mod.ts";
import { readRun } from "../trec/mod.ts";
import { beirFolder } from "./beir_folder_for_tests.ts";
import evaluate from "./evaluate.ts";
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
});

Deno.test("a passage that is judged and not there is named, and the others are ranked", async () => {
  const data = await beirFolder();
  await appendFile(path.join(data, "qrels", "test.tsv"), "\nq7\tgone\t1\nq7\tnowhere\t1\nq8\tgone\t1");
  const args = ["--data", data, "--method", "bm25", "--output", path.join(data, "bm25.run")];
  const { code, err } = await printed(search, args);
  assert.equal(code, 0);
  assert.match(
    err,
    /test\.tsv judges 2 passages that the corpus lacks, such as "gone": no ranking can have them/,
  );
  assert.equal(err.split("gone").length, 2, "it is said once");
});

Deno.test("an index of other options or of other passages is built again, with a line that says so", async () => {
  const data = await beirFolder();
  const output = path.join(data, "bm25.run"), index = path.join(data, "kept.bm25");
  const corpus = path.join(data, "corpus.jsonl");
  const args = ["--data", data, "--method", "bm25", "--output", output, "--k", "5", "--b", "0.75"];
  const kept = [...args, "--index", index];
  await searched([...kept, "--stem", "porter"]);
  assert.match(
    (await printed(search, kept)).err,
    /index of 40 passages, .*b 0.75.* but found one of 40 .*stemmer porter in .*kept.* indexed again\.\n/,
  );
  const rebuilt = await readRun(output);
  await searched(args);
  assert.deepEqual(rebuilt, await readRun(output));
  assert.doesNotMatch((await printed(search, kept)).err, /indexed again/);

  // The same texts in another order, under the same ids.
  const passages = (await readFile(corpus, "utf8")).split("\n").map((line) => JSON.parse(line));
  const moved = passages.map(({ _id }, i) => JSON.stringify({ ...passages.at(-1 - i), _id }));
  await writeFile(corpus, moved.join("\n"));
  assert.match((await printed(search, kept)).err, /found one of other passages, .* indexed again\.\n/);
  const found = await readRun(output);
  await searched(args);
  assert.deepEqual(found, await readRun(output));
  // Query 7 asks for "low ant", which passages 7 and 27 were.
  assert.deepEqual(found.get("q7")!.ids.slice(0, 2), ["p12", "p32"]);

  await truncate(index, 100);
  assert.match((await printed(search, kept)).err, /kept\.bm25 is truncated, damaged .* indexed again\.\n/);
  assert.deepEqual(found, await readRun(output));
  const before = await readFile(corpus, "utf8");
  await assert.rejects(runCommand(search, [...args, "--index", corpus]), {
    name: "UserError",
    message: /BM25 index in .*corpus\.jsonl but found another kind of file, .* Name another file\./,
  });
  assert.equal(await readFile(corpus, "utf8"), before);
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

/** A folder with these texts by id; a passage is a title and a text, or a text. */
async function folderWith(
  passages: [id: string, text: string, title?: string][],
  queries: [string, string][],
) {
  const folder = await beirFolder();
  const lines = (rows: [string, string, string?][]) =>
    rows.map(([_id, text, title]) => JSON.stringify({ _id, title, text })).join("\n");
  await writeFile(path.join(folder, "corpus.jsonl"), lines(passages));
  await writeFile(path.join(folder, "queries.jsonl"), lines(queries));
  const judged = queries.map(([id]) => `${id}\t${passages[0][0]}\t1`);
  await writeFile(
    path.join(folder, "qrels", "test.tsv"),
    ["query-id\tcorpus-id\tscore", ...judged].join("\n"),
  );
  return folder;
}

Deno.test("a passage that is the query itself, title or not, is left out of its ranking unless it is kept", async () => {
  const data = await folderWith([
    ["b", "cats are bad pets"],
    ["a", "cats are good pets"],
    ["c", "dogs are bad pets", "animals"],
    ["1", "good pets"],
  ], [["a", "cats are good pets"], ["c", "dogs are bad  pets"], ["1", "pets"]]);
  const cache = process.env.KIT_CACHE;
  process.env.KIT_CACHE = path.join(data, "cache");
  try {
    for (const method of ["bm25", "tiny"]) {
      const output = path.join(data, `${method}.run`);
      const args = ["--data", data, "--method", method, "--output", output];
      const { err } = await printed(search, [...args, "--k", "3"]);
      assert.match(
        err,
        /Left out: 2 passages that are the query itself.* \(--keep-self keeps such passages/,
      );
      const run = await readRun(output);
      assert.deepEqual([...run.get("a")!.ids].sort(), ["1", "b", "c"]);
      assert.deepEqual([...run.get("c")!.ids].sort(), ["1", "a", "b"]);
      assert.ok(run.get("1")!.ids.includes("1"));
      assert.equal((await readRun(output)).get("1")!.ids.length, 3);
      const kept = await printed(search, [...args, "--k", "1", "--keep-self"]);
      assert.doesNotMatch(kept.err, /Left out/);
      assert.deepEqual((await readRun(output)).get("a")!.ids, ["a"]);
    }
  } finally {
    if (cache === undefined) delete process.env.KIT_CACHE;
    else process.env.KIT_CACHE = cache;
  }
});

Deno.test("nDCG of a collection whose queries are passages is that of BEIR, which leaves these out", async () => {
  const data = await folderWith([["b", "cats are bad pets"], ["a", "cats are good pets"]], [
    ["a", "cats are good pets"],
  ]);
  const output = path.join(data, "bm25.run");
  const args = ["--data", data, "--method", "bm25", "--output", output];
  const files = ["--qrels", path.join(data, "qrels", "test.tsv"), "--run", output, "--measures", "nDCG@10"];
  await printed(search, args);
  assert.match((await printed(evaluate, files)).out, / 1\.0000\n$/);
  await printed(search, [...args, "--keep-self"]);
  assert.match((await printed(evaluate, files)).out, / 0\.6309\n$/);
});

Deno.test("queries that find nothing are counted, and evaluate says how to count them with 0", async () => {
  const data = await folderWith([["a", "the art of war"]], [["1", "war"], ["2", "the of"], ["3", ""]]);
  const output = path.join(data, "bm25.run");
  const args = ["--data", data, "--method", "bm25", "--stop-words", "english", "--output", output];
  const { err } = await printed(search, args);
  assert.match(
    err,
    /2 queries found nothing and are not in the run: `evaluate --complete` counts such queries/,
  );
  const files = ["--qrels", path.join(data, "qrels", "test.tsv"), "--run", output, "--measures", "RR"];
  const evaluated = await printed(evaluate, files);
  assert.match(evaluated.out, / 1\.0000\n$/);
  assert.match(evaluated.err, /2 judged queries are not in the run, .*--complete.* over the other 1\.\n/);
  assert.match((await printed(evaluate, [...files, "--complete"])).out, / 0\.3333\n$/);
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

Deno.test("options without an effect are refused by name", async () => {
  const data = await beirFolder();
  const refused = (args: string[], message: RegExp) =>
    assert.rejects(
      runCommand(search, ["--data", data, "--output", path.join(data, "x.run"), "--method", ...args]),
      { name: "UserError", message },
    );
  await refused(
    ["tiny", "--stem", "porter"],
    /expected no --stem with --method tiny, .* no effect\. Leave it/,
  );
  await refused(["tiny", "--k1", "0.9", "--index", "x"], /expected no --k1 or --index with --method tiny/);
  await refused(["tiny", "--variant", "atire"], /no --variant with/);
  await refused(["tiny", "--b", "1"], /no --b with/);
  await refused(["tiny", "--stop-words", "none"], /no --stop-words with/);
  await refused(
    ["bm25", "--query-length", "5"],
    /expected no --query-length with --method bm25, where it has/,
  );
  await refused(["bm25", "--passage-length", "5"], /no --passage-length with/);
  await refused(["bm25", "--delta", "1"], /expected no --delta with --variant lucene/);
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
  const spaced = await folderWith([["a", "a cat"], ["b b", "a dog"]], [["1", "cat"]]);
  await refused(
    ["--data", spaced, "--output", output],
    /found "b b" in .*corpus\.jsonl, line 2\. Correct that/,
  );
});

Deno.test("a tag with white space becomes one without, and search says so", async () => {
  const data = await beirFolder();
  const output = path.join(data, "a.run");
  const args = ["--data", data, "--method", "bm25", "--output", output, "--tag", " my  run "];
  assert.match((await printed(search, args)).err, /The run's tag is "my-run", as white space would end it\./);
  assert.match(await readFile(output, "utf8"), / my-run\n/);
});

const withoutFaiss = await faissVersion(inPython("python")) === undefined;

Deno.test("an approximate index writes its run and says what it misses; without FAISS, nothing is embedded", async () => {
  const data = await beirFolder();
  const output = path.join(data, "approximate.run");
  const args = ["--data", data, "--method", "tiny", "--output", output, "--k", "10"];
  const approximate = [...args, "--approximate", "Flat"];
  if (withoutFaiss) {
    await assert.rejects(runCommand(search, approximate), /Expected FAISS .* pip install faiss-cpu/);
    return;
  }
  const { err } = await printed(search, approximate);
  assert.match(err, /Flat: of the exact best 10, 100\.0 % are found\./);
  const found = await readRun(output);
  await searched(args);
  const exact = await readRun(output);
  for (const [query, { ids }] of exact) assert.deepEqual(found.get(query)!.ids, ids);
});
