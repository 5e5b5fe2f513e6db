import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process, { execPath } from "node:process";
import { spawn } from "node:child_process";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { generator, inProject, sha256OfFile } from "../base/mod.ts";
import { readArrow } from "../data/mod.ts";
import { loadEncoder } from "../encoders/mod.ts";
import { printed } from "./printed_for_tests.ts";
import { runCommand } from "./run_command.ts";
import train from "./train.ts";

const words = "cat dog fox hen cow pig bee ant owl elk red blue green loud soft high low old new big".split(
  " ",
);

/** A folder in BEIR's layout with 200 passages; query i takes three words of passage i. */
async function makeCollection(
  folder: string,
  splits: Record<string, [from: number, to: number]>,
): Promise<void> {
  const random = generator(7);
  const texts = Array.from(
    { length: 200 },
    (_, i) => Array.from({ length: 8 }, () => words[random.below(words.length)]).join(" ") + ` number ${i}`,
  );
  const queries = texts.map((text) => text.split(" ").slice(1, 4).join(" "));
  const lines = (texts: string[], prefix: string) =>
    texts.map((text, i) => JSON.stringify({ _id: `${prefix}${i}`, text })).join("\n");
  await Deno.mkdir(path.join(folder, "qrels"));
  await writeFile(path.join(folder, "corpus.jsonl"), lines(texts, "p"));
  await writeFile(path.join(folder, "queries.jsonl"), lines(queries, "q"));
  for (const [split, [from, to]] of Object.entries(splits)) {
    const rows = Array.from({ length: to - from }, (_, i) => `q${from + i}\tp${from + i}\t1\n`);
    await writeFile(
      path.join(folder, "qrels", `${split}.tsv`),
      `query-id\tcorpus-id\tscore\n${rows.join("")}`,
    );
  }
}

const all = { train: [0, 140], dev: [140, 170], test: [170, 200] } as Record<string, [number, number]>;
const settings = [
  "--encoder",
  "tiny",
  "--steps",
  "12",
  "--batch-size",
  "4",
  "--validate-every",
  "4",
  "--patience",
  "9",
];

Deno.test("train writes an encoder with its card, history and figure, and prints the table alone", () =>
  inTemporaryFolder(async (folder) => {
    await makeCollection(folder, all);
    const output = path.join(folder, "encoder");
    const { code, out, err } = await printed(train, ["--data", folder, ...settings, "--output", output]);
    assert.equal(code, 0);
    assert.match(out, /^measure +before +after +difference +p\nnDCG@10 +0\.\d{3} \[/);
    assert.equal(out.trimEnd().split("\n").length, 4);
    assert.match(err, /140 triples; 12 steps of 4, a validation every 4, learning rate 0\.001/);
    assert.match(err, /Tested on 30 test queries over all 200 passages\./);
    const encoder = await loadEncoder(output);
    assert.equal(encoder.maxLength, 200);
    encoder.dispose();
    const card = await readFile(path.join(output, "README.md"), "utf8");
    assert.match(card, /fine-tuned on .* with the loss "adaptive"/);
    assert.match(card, /\| nDCG@10 \|/);
    const { step, twins } = await readArrow(path.join(output, "history.arrow"));
    assert.equal(step.length, 12);
    assert.ok((twins as Float64Array).every((count) => count === 0));
    const lines = (await readFile(path.join(output, "history.jsonl"), "utf8")).trim().split("\n").map((
      line,
    ) => JSON.parse(line));
    assert.equal(lines.filter(({ kind }) => kind === "validation").length, 4);
    assert.ok(existsSync(path.join(output, "training.svg")));
    assert.ok(!existsSync(path.join(output, ".training")));
    await assert.rejects(
      runCommand(train, ["--data", folder, ...settings, "--output", output]),
      /holds one already/,
    );
  }));

Deno.test("splits that are missing are put aside of train, which is said", () =>
  inTemporaryFolder(async (folder) => {
    await makeCollection(folder, { train: [0, 100] });
    const output = path.join(folder, "encoder");
    const args = [
      "--data",
      folder,
      "--encoder",
      "tiny",
      "--output",
      output,
      "--steps",
      "2",
      "--loss",
      "in-batch-softmax",
    ];
    const { err } = await printed(train, args);
    assert.match(
      err,
      /no test split: 10 of the train queries.*\nThere is no dev split: 9 of the train queries/,
    );
    assert.match(err, /Tested on 10 test queries/);
  }));

Deno.test("triples of a file whose negative is the positive are left out, counted and said", () =>
  inTemporaryFolder(async (folder) => {
    await makeCollection(folder, all);
    const [file, bad] = ["triples.tsv", "bad.tsv"].map((name) => path.join(folder, name));
    await writeFile(file, "q0\tp0\tp0\nq0\tp0\tp9\nq1\tp1\tp8\n");
    await writeFile(bad, "q0\tp0\tp0\n");
    const args = [
      "--data",
      folder,
      "--encoder",
      "tiny",
      "--steps",
      "1",
      "--batch-size",
      "1",
      "--output",
      path.join(folder, "encoder"),
    ];
    await assert.rejects(runCommand(train, [...args, "--triples", bad]), /negative differs .* none among 1/);
    const { err } = await printed(train, [...args, "--triples", file]);
    assert.match(
      err,
      /\nLeft out, as the negative has the text of the positive or of the query: 1 triple\.\n/,
    );
    assert.match(err, /\b2 triples; 1 step of/);
  }));

Deno.test("a training that is killed continues to the same bytes, and refuses other settings", () =>
  inTemporaryFolder(async (folder) => {
    await makeCollection(folder, all);
    const [whole, killed] = ["whole", "killed"].map((name) => path.join(folder, name));
    const args = (output: string) => ["--data", folder, ...settings, "--output", output];
    await printed(train, args(whole));

    const child = spawn(
      execPath,
      ["run", "-A", "--no-check", inProject("cli.ts"), "train", ...args(killed)],
      {
        stdio: "ignore",
        env: { ...process.env, NO_COLOR: "1" },
      },
    );
    const ended = new Promise((resolve) => child.on("exit", resolve));
    // The first checkpoint is there after two steps.
    const checkpoint = path.join(killed, ".training", "state.json");
    for (let tries = 0; tries < 600 && !existsSync(checkpoint); tries++) {
      await new Promise((r) => setTimeout(r, 20));
    }
    child.kill("SIGKILL");
    await ended;
    assert.ok(existsSync(checkpoint), "no checkpoint before the end");

    for (const other of [["--seed", "2"], ["--batch-size", "5"], ["--loss", "static"]]) {
      const changed = args(killed).flatMap((arg, i, all) => all[i - 1] === other[0] ? [other[1]] : [arg]);
      if (!changed.includes(other[0])) changed.push(...other);
      await assert.rejects(runCommand(train, changed), /other settings: .*--restart/, other.join(" "));
    }

    const { err } = await printed(train, args(killed));
    assert.match(err, /Continuing what .* holds/);
    for (const name of ["model.safetensors", "config.json", "effect.json"]) {
      const [a, b] = await Promise.all(
        [whole, killed].map((output) => sha256OfFile(path.join(output, name))),
      );
      assert.equal(a, b, name);
    }
  }));

Deno.test("what train cannot do is one clear message, before any work", () =>
  inTemporaryFolder(async (folder) => {
    await makeCollection(folder, all);
    const refused = (args: string[], message: RegExp) =>
      assert.rejects(
        runCommand(train, [
          "--data",
          folder,
          "--encoder",
          "tiny",
          "--output",
          path.join(folder, "x"),
          ...args,
        ]),
        { name: "UserError", message },
      );
    await refused(["--loss", "adaptve"], /--loss to be one of adaptive, .*Did you mean "adaptive"\?/);
    await refused(["--steps", "5", "--epochs", "1"], /one of --steps and --epochs/);
    await refused(["--loss", "distributed", "--in-batch"], /no --in-batch with the loss distributed/);
    await refused(["--first-rank", "9", "--last-rank", "2"], /--first-rank to be at most/);
    await refused(["--margin", "0.3"], /expected no --margin with --loss adaptive, where it has no effect/);
    await refused(["--temperature", "1"], /expected no --temperature with --loss adaptive/);
    await refused(["--loss", "static", "--detach-target"], /no --detach-target with --loss static/);
    await refused(
      ["--loss", "in-batch-softmax", "--error-fn", "l1", "--in-batch"],
      /no --in-batch or --error-fn with/,
    );
    await refused(["--reading", "reference"], /no --reading with --loss adaptive and without --in-batch/);
    await refused(["--triples", "x", "--last-rank", "9"], /no --last-rank with --triples/);
    await refused(["--layers", "7"], /layers to be an integer from 1 to 2/);
    await refused(["--triples", path.join(folder, "absent.tsv")], /triples in .*absent\.tsv/);
    await refused(
      ["--batch-size", "500"],
      /Expected 500 triples of which no two share a text but found at most/,
    );
    assert.ok(!existsSync(path.join(folder, "x")));
  }));
