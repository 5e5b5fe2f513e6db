/** Commands that a signal ends: quickly, with the signal's exit code, and so that the same command goes on. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process, { execPath } from "node:process";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { inCache, inProject } from "../base/mod.ts";
import { beirFolder } from "./beir_folder_for_tests.ts";

interface Ended {
  readonly code: number | null;
  readonly err: string;
  /** From the signal on. */
  readonly seconds: number;
}

/**
 * Starts a command, and sends a signal to it and to the processes that it started once something is so.
 *
 * @param when Default: never.
 */
async function interrupted(
  args: string[],
  { signal = "SIGTERM", when, env = {} }: {
    signal?: NodeJS.Signals;
    when?: () => boolean;
    env?: Record<string, string>;
  } = {},
): Promise<Ended> {
  const child = spawn(execPath, ["run", "-A", "--no-check", inProject("cli.ts"), ...args], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, NO_COLOR: "1", ...env },
    detached: true,
  });
  let err = "", done = false;
  child.stderr!.on("data", (chunk) => err += chunk);
  const ended = new Promise<number | null>((resolve) =>
    child.on("close", (code) => (done = true, resolve(code)))
  );
  while (when && !done && !when()) await new Promise((resolve) => setTimeout(resolve, 10));
  const sent = performance.now();
  if (when && !done) process.kill(-child.pid!, signal);
  return { code: await ended, err, seconds: (performance.now() - sent) / 1000 };
}

/** On a machine that does nothing else, it takes less than one. */
const FEW_SECONDS = 10;

Deno.test("encode keeps what is done at SIGTERM, and goes on", () =>
  inTemporaryFolder(async (folder) => {
    const [input, output] = ["texts.jsonl", "texts.arrow"].map((name) => path.join(folder, name));
    const text = "the quick brown fox jumps over the lazy dog and then goes home again ".repeat(3);
    const line = (_: unknown, i: number) => `{"_id":"${i}","text":"${text.slice(0, 40 + i % 160)}"}\n`;
    await writeFile(input, Array.from({ length: 20_000 }, line).join(""));
    const args = ["encode", "--encoder", "tiny", "--input", input, "--output", output];
    const parts = `${output}.parts`;
    const whole = () => existsSync(parts) && readdirSync(parts).some((name) => /^\w+\.arrow$/.test(name));
    const first = await interrupted(args, { when: whole });
    assert.equal(first.code, 143, first.err);
    assert.match(first.err, /What is done is kept; the same command continues/);
    assert.ok(first.seconds < FEW_SECONDS, `${first.seconds}`);
    const second = await interrupted(args);
    assert.equal(second.code, 0, second.err);
    const [, now] = /20,000 texts, 128 values each; ([\d,]+) texts embedded now/.exec(second.err) ?? [];
    assert.ok(Number(now.replace(",", "")) <= 20_000 - 8_192, now);
    assert.ok(!existsSync(parts));
  }));

Deno.test("search with an encoder keeps what is done at SIGTERM, and goes on", () =>
  inTemporaryFolder(async (folder) => {
    const data = path.join(folder, "data");
    await mkdir(path.join(data, "qrels"), { recursive: true });
    const text = "the quick brown fox jumps over the lazy dog and then goes home again ".repeat(3);
    const line = (_: unknown, i: number) => `{"_id":"d${i}","text":"${text.slice(0, 40 + i % 160)}"}\n`;
    await writeFile(path.join(data, "corpus.jsonl"), Array.from({ length: 20_000 }, line).join(""));
    await writeFile(path.join(data, "queries.jsonl"), '{"_id":"q","text":"lazy fox"}\n');
    await writeFile(path.join(data, "qrels", "test.tsv"), "query-id\tcorpus-id\tscore\nq\td1\t1\n");
    const output = path.join(folder, "tiny.run");
    const args = ["search", "--data", data, "--method", "tiny", "--output", output];
    const cache = path.join(folder, "cache");
    const env = { KIT_CACHE: cache };
    const parts = path.join(cache, "embeddings");
    const kept = () => existsSync(parts) ? readdirSync(parts) : [];
    // The query's embedding, and the first part of the passages'.
    const first = await interrupted(args, { env, when: () => kept().filter(isPart).length > 1 });
    assert.equal(first.code, 143, first.err);
    assert.match(first.err, /Embeddings that are done are kept; the same command continues/);
    assert.ok(first.seconds < FEW_SECONDS, `${first.seconds}`);
    assert.ok(kept().length > 0 && !kept().some((name) => name.endsWith(".tmp")), `${kept()}`);
    assert.ok(!existsSync(output));
    const second = await interrupted(args, { env });
    assert.equal(second.code, 0, second.err);
    assert.match(second.err, /from the cache/);
    assert.ok(existsSync(output));
  }));

/** Whether a file in the cache has all embeddings of a part. */
const isPart = (name: string) => /^[0-9a-f]+\.arrow$/.test(name);

Deno.test("train keeps what is done at Ctrl-C, and goes on", () =>
  inTemporaryFolder(async (folder) => {
    const data = await beirFolder({
      train: Int32Array.from({ length: 20 }, (_, i) => i),
      dev: Int32Array.of(20, 21, 22, 23, 24),
      test: Int32Array.of(25, 26, 27, 28, 29),
    });
    const output = path.join(folder, "encoder");
    const args = ["train", "--data", data, "--encoder", "tiny", "--output", output, "--steps", "60"];
    args.push("--batch-size", "4", "--patience", "99");
    const checkpoint = path.join(output, ".training", "state.json");
    const first = await interrupted(args, { signal: "SIGINT", when: () => existsSync(checkpoint) });
    assert.equal(first.code, 130, first.err);
    assert.ok(first.seconds < FEW_SECONDS, `${first.seconds}`);
    const second = await interrupted(args);
    assert.equal(second.code, 0, second.err);
    assert.match(second.err, /Continuing what .* holds/);
  }));

Deno.test("pretrain keeps what is done at SIGTERM, and goes on", () =>
  inTemporaryFolder(async (folder) => {
    // Checkpoints are named by the number of steps: no other test has these.
    const cached = inCache("pretrain", "tiny-31");
    await rm(cached, { recursive: true, force: true });
    const args = ["pretrain", "--steps", "31", "--output", path.join(folder, "tiny")];
    let began = 0;
    const when = () => {
      if (!began && existsSync(path.join(cached, "tokenizer.json"))) began = performance.now();
      return began > 0 && performance.now() - began > 300;
    };
    const first = await interrupted(args, { when });
    assert.equal(first.code, 143, first.err);
    assert.ok(first.seconds < FEW_SECONDS, `${first.seconds}`);
    assert.ok(
      existsSync(path.join(cached, "state.json")),
      "a regular checkpoint is due after 250 steps only",
    );
    const second = await interrupted(args);
    assert.equal(second.code, 0, second.err);
    assert.ok(!existsSync(cached));
  }));

Deno.test("reproduce keeps what is done at SIGTERM, though its processes get the signal too, and goes on", () =>
  inTemporaryFolder(async (results) => {
    const cache = path.join(results, "cache");
    const args = ["reproduce", "--tier", "smoke", "--encoder", "tiny", "--shard", "1/8"];
    const env = { KIT_RESULTS: path.join(results, "results"), KIT_CACHE: cache };
    const folder = path.join(cache, "checkpoints");
    const begun = () =>
      existsSync(folder) &&
      readdirSync(folder).some((run) => existsSync(path.join(folder, run, "state.json")));
    const first = await interrupted(args, { when: begun, env });
    assert.equal(first.code, 143, first.err);
    assert.match(first.err, /Interrupted after \d+ of \d+ runs/);
    assert.ok(first.seconds < FEW_SECONDS, `${first.seconds}`);
    const second = await interrupted(args, { env });
    assert.equal(second.code, 0, second.err);
    assert.match(second.err, /Computed \d+ of \d+ runs/);
  }));
