import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { small } from "../retrieval/collection_for_tests.ts";
import { beirFolder } from "./beir_folder_for_tests.ts";
import mine from "./mine.ts";
import { printed } from "./printed_for_tests.ts";
import { runCommand } from "./run_command.ts";

Deno.test("triples of ids are written as TSV and Arrow, with what was left out", async () => {
  const folder = await beirFolder({ train: small.split.train });
  const at = (name: string) => path.join(folder, name);
  const output = ["--output", at("t.tsv"), at("t.arrow")];
  try {
    const { code, out, err } = await printed(mine, ["--data", folder, "--negatives", "2", ...output]);
    assert.equal(code, 0);
    assert.equal(out, "");
    assert.match(err, /Wrote .*t\.tsv and .*t\.arrow: 12 triples for 6 queries\./);
    assert.match(err, /Left out: \d+ candidates are judged\./);
    const rows = (await readFile(at("t.tsv"), "utf8")).trim().split("\n").map((line) => line.split("\t"));
    assert.equal(rows.length, 12);
    for (const [query, positive, negative] of rows) {
      assert.equal(positive, `p${query.slice(1)}`);
      assert.notEqual(negative, positive);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

Deno.test("candidates come from a run, an encoder, or the whole collection", async () => {
  const folder = await beirFolder({ train: Int32Array.of(0) });
  const at = (name: string) => path.join(folder, name);
  try {
    await writeFile(at("a.run"), "q0 Q0 p9 1 2 t\nq0 Q0 p0 2 1 t\n");
    const args = ["--data", folder, "--output", at("t.tsv")];
    await printed(mine, [...args, "--run", at("a.run")]);
    assert.equal(await readFile(at("t.tsv"), "utf8"), "q0\tp0\tp9\n");
    for (const method of ["tiny", "random"]) {
      await printed(mine, [...args, "--method", method, ...(method === "tiny" ? ["--last-rank", "5"] : [])]);
      assert.match(await readFile(at("t.tsv"), "utf8"), /^q0\tp0\tp\d+\n$/);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

Deno.test("ids with a tab are refused before anything is drawn, unless the output is Arrow alone", async () => {
  const folder = await beirFolder({ train: Int32Array.of(0) });
  const at = (name: string) => path.join(folder, name);
  try {
    const corpus = await readFile(at("corpus.jsonl"), "utf8");
    await writeFile(at("corpus.jsonl"), corpus.replace('"p39"', '"p\\t39"'));
    await assert.rejects(
      runCommand(mine, ["--data", folder, "--output", at("t.arrow"), at("t.tsv")]),
      /ids without tabs .* found "p\\t39" in .*corpus\.jsonl, line 40/,
    );
    assert.equal((await printed(mine, ["--data", folder, "--output", at("t.arrow")])).code, 0);
  } finally {
    await rm(folder, { recursive: true });
  }
});

Deno.test("options that contradict each other, and a run of other queries, are refused before anything is drawn", async () => {
  const folder = await beirFolder({ train: Int32Array.of(0) });
  const at = (name: string) => path.join(folder, name);
  const args = ["--data", folder, "--output", at("t.tsv")];
  try {
    await assert.rejects(
      runCommand(mine, ["--data", folder, "--output", at("t.txt")]),
      /end with \.tsv, \.tsv\.gz or \.arrow/,
    );
    await assert.rejects(
      runCommand(mine, [...args, "--first-rank", "9", "--last-rank", "3"]),
      /--first-rank to be at most/,
    );
    await writeFile(at("other.run"), "elsewhere Q0 p9 1 2 t\n");
    await assert.rejects(runCommand(mine, [...args, "--run", at("other.run")]), /run over the train queries/);
    await assert.rejects(
      runCommand(mine, [...args, "--method", "random", "--last-rank", "5"]),
      /expected no --last-rank with --method random, where it has no effect/,
    );
    await assert.rejects(
      runCommand(mine, [...args, "--method", "random", "--random", "0.5"]),
      /expected no --random with --method random/,
    );
    await assert.rejects(
      runCommand(mine, [...args, "--method", "tiny", "--first-rank", "2", "--random", "1"]),
      /expected no --method or --first-rank with --random 1/,
    );
    await assert.rejects(
      runCommand(mine, [...args, "--run", "x", "--method", "bm25"]),
      /one of --method and --run/,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
