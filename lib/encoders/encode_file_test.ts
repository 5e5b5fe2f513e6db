import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { onSmallDisk } from "../base/full_disk_for_tests.ts";
import { makePipe } from "../base/pipe_for_tests.ts";
import { type Embeddings, readEmbeddings } from "../data/mod.ts";
import { encodeFile, isEncoded } from "./encode_file.ts";
import type { Work } from "./encode_job.ts";
import { encodeTexts } from "./encode_texts.ts";
import { loadEncoder } from "./encoder.ts";

const folder = await mkdtemp(path.join(tmpdir(), "encode-"));
const at = (name: string) => path.join(folder, name);
const encoder = await loadEncoder("tiny");
const texts = [
  "a long text about a dog and a cat",
  "dog",
  "",
  "a cat",
  "naïve 🙂",
  "dog",
  "the end of it all",
];
const lines = texts.map((text, i) => JSON.stringify({ _id: `t${i}`, text })).join("\n") + "\n";
const input = at("texts.jsonl");
await writeFile(input, lines);

async function read(file: string): Promise<Embeddings> {
  const ids: string[] = [], values: number[] = [];
  let width = 0;
  for await (const batch of readEmbeddings(file)) {
    ids.push(...batch.ids);
    values.push(...batch.vectors);
    width = batch.width;
  }
  return { ids, vectors: Float32Array.from(values), width };
}

Deno.test("embeddings of a file are those of its texts, in its order", async () => {
  const output = at("whole.arrow");
  assert.deepEqual(await encodeFile(encoder, { input, output, maxLength: 8 }), { texts: 7, embedded: 7 });
  const { ids, vectors, width } = await read(output);
  assert.deepEqual(ids, texts.map((_, i) => `t${i}`));
  assert.equal(width, encoder.width);
  assert.deepEqual(vectors, await encodeTexts(encoder, texts, { maxLength: 8 }));
});

Deno.test("an interrupted run continues where it stopped, with the same result", async () => {
  const output = at("resumed.arrow"), options = { input, maxLength: 8, chunk: 2 };
  const stopped = encodeFile(encoder, {
    ...options,
    output,
    onProgress(done) {
      if (done === 4) throw new Error("stopped");
    },
  });
  await assert.rejects(stopped, /stopped/);
  const dones: number[] = [];
  const went = await encodeFile(encoder, { ...options, output, onProgress: (done) => dones.push(done) });
  assert.ok(went.embedded === 3 || went.embedded === 5, `${went.embedded} of 7 after 2 or 4 that were kept`);
  assert.equal(dones.at(-1), 7);
  await encodeFile(encoder, { ...options, output: at("at_once.arrow") });
  assert.deepEqual(await readFile(output), await readFile(at("at_once.arrow")));
  assert.ok((await readdir(folder)).every((name) => !name.includes("parts") && !name.includes("tmp")));
});

Deno.test("shards embed a part of the chunks each, and a call without a shard joins them", async () => {
  const output = at("sharded.arrow"), options = { input, maxLength: 8, chunk: 2 };
  const shards = [0, 1, 2, 3, 4].map((index) => ({ index, of: 5 }));
  const shares: number[] = [];
  const onProgress = (_done: number, _total: number, { share }: Work) => shares.push(share);
  const ends = [];
  for (const shard of shards) ends.push(await encodeFile(encoder, { ...options, output, shard, onProgress }));
  // Four chunks, of which the last one has a single text; nothing is left for the fifth shard.
  assert.deepEqual(ends.map(({ embedded }) => embedded), [2, 2, 2, 1, 0]);
  assert.deepEqual(ends.map(({ texts }) => texts), [2, 2, 2, 1, 0]);
  assert.ok(shares.every((share) => share >= 0 && share <= 1));
  assert.ok(!existsSync(output));
  assert.ok(!await isEncoded(encoder, { ...options, output }));
  assert.deepEqual(await encodeFile(encoder, { ...options, output }), { texts: 7, embedded: 0 });
  assert.ok(await isEncoded(encoder, { ...options, output }));
  await encodeFile(encoder, { ...options, output: at("unsharded.arrow") });
  assert.deepEqual(await readFile(output), await readFile(at("unsharded.arrow")));
});

Deno.test("an unchanged input is not embedded again, but another input, option or pooling is", async () => {
  const output = at("again.arrow");
  const embedded = async (more: Partial<Parameters<typeof encodeFile>[1]> = {}) =>
    (await encodeFile(encoder, { input, output, maxLength: 8, ...more })).embedded;
  assert.deepEqual([await embedded(), await embedded()], [7, 0]);
  assert.equal(await embedded({ maxLength: 7 }), 7);
  assert.equal(await embedded({ normalize: false }), 7);
  await writeFile(at("more.jsonl"), lines + '{"_id":"x","text":"y"}\n');
  assert.equal(await embedded({ input: at("more.jsonl"), normalize: false }), 8);
  const other = await loadEncoder("tiny", { pooling: "cls" });
  assert.equal((await encodeFile(other, { input, output, maxLength: 8 })).embedded, 7);
  other.dispose();
});

Deno.test("embeddings have length 1, or their own length on request", async () => {
  const length = (vectors: Float32Array) => Math.hypot(...vectors.subarray(0, encoder.width));
  await encodeFile(encoder, { input, output: at("raw.arrow"), maxLength: 8, normalize: false });
  await encodeFile(encoder, { input, output: at("unit.arrow"), maxLength: 8 });
  const [raw, unit] = [(await read(at("raw.arrow"))).vectors, (await read(at("unit.arrow"))).vectors];
  assert.ok(Math.abs(length(unit) - 1) < 1e-6 && Math.abs(length(raw) - 1) > 0.1);
  raw.subarray(0, encoder.width).forEach((value, i) =>
    assert.ok(Math.abs(value / length(raw) - unit[i]) < 1e-6)
  );
});

Deno.test("a malformed line is named before anything is embedded", async () => {
  await writeFile(at("bad.jsonl"), lines + '{"_id": "x"}\n');
  const bad = encodeFile(encoder, { input: at("bad.jsonl"), output: at("bad.arrow"), chunk: 2 });
  await assert.rejects(bad, { name: "UserError", message: /bad\.jsonl, line 8/ });
  assert.ok(!(await readdir(folder)).some((name) => name.startsWith("bad.arrow")));
});

Deno.test("the output may not be the input", async () => {
  await assert.rejects(encodeFile(encoder, { input, output: input }), /output other than the input/);
});

Deno.test("an interruption in the middle of a chunk keeps what is done, and the rest gives the same result", async () => {
  const options = { input, maxLength: 8, batchTokens: 4 };
  await encodeFile(encoder, { ...options, output: at("whole_chunk.arrow") });
  const output = at("mid_chunk.arrow");
  const stop = new AbortController();
  let done = 0;
  const stopped = encodeFile(encoder, {
    ...options,
    output,
    signal: stop.signal,
    onProgress(texts) {
      if ((done = texts) >= 3) stop.abort(new Error("stopped"));
    },
  });
  await assert.rejects(stopped, /stopped/);
  const works: Work[] = [];
  const went = await encodeFile(encoder, {
    ...options,
    output,
    onProgress: (_done, _total, work) => works.push(work),
  });
  assert.equal(went.embedded, 7 - done, "no text is embedded again");
  assert.deepEqual([works.at(-1)!.share, works.at(-1)!.foundTexts], [1, done]);
  assert.ok(works.at(-1)!.found > 0.1 && works.at(-1)!.found < 0.9);
  assert.deepEqual(await readFile(output), await readFile(at("whole_chunk.arrow")));
  assert.ok(!existsSync(`${output}.parts`));
});

Deno.test("what is done is kept every few seconds, also without a signal", async () => {
  const output = at("killed.arrow");
  const options = { input, output, maxLength: 8, batchTokens: 4 };
  const killed = encodeFile(encoder, {
    ...options,
    keepEvery: 0,
    onProgress(done) {
      if (done >= 4) throw new Error("killed");
    },
  });
  await assert.rejects(killed, /killed/);
  const names = await readdir(`${output}.parts`);
  assert.ok(names.length > 1 && names.every((name) => /\.from-\d+\.arrow$/.test(name)), names.join());
  // A damaged file is not used, nor those behind it.
  await writeFile(path.join(`${output}.parts`, names.sort()[1]), "damaged");
  const { embedded } = await encodeFile(encoder, options);
  assert.ok(embedded > 3 && embedded < 7, `${embedded}`);
  const { vectors } = await read(output);
  assert.deepEqual(vectors, await encodeTexts(encoder, texts, { maxLength: 8, batchTokens: 4 }));
});

Deno.test("only what encode made itself is removed", async () => {
  const output = at("shared.arrow");
  await mkdir(`${output}.parts`);
  await writeFile(path.join(`${output}.parts`, "mine.txt"), "mine");
  await encodeFile(encoder, { input, output, maxLength: 8 });
  assert.deepEqual(await readdir(`${output}.parts`), ["mine.txt"]);
});

Deno.test("an input that is a pipe is refused, and not waited for: it is read twice", async () => {
  const pipe = await makePipe(at("input pipe"));
  await assert.rejects(encodeFile(encoder, { input: pipe, output: at("of a pipe.arrow") }), {
    name: "UserError",
    message: `Expected a regular file at ${pipe} but found a pipe.`,
  });
});

Deno.test("embeddings go into a pipe", async () => {
  const pipe = await makePipe(at("pipe"));
  const before = process.env.KIT_CACHE;
  process.env.KIT_CACHE = at("cache");
  try {
    const [bytes] = await Promise.all([
      readFile(pipe),
      encodeFile(encoder, { input, output: pipe, maxLength: 8 }),
    ]);
    assert.deepEqual(bytes, await readFile(at("whole.arrow")));
    assert.deepEqual(await readdir(folder).then((names) => names.filter((name) => name.startsWith("pipe"))), [
      "pipe",
    ]);
  } finally {
    if (before === undefined) delete process.env.KIT_CACHE;
    else process.env.KIT_CACHE = before;
  }
});

Deno.test("on a full disk, what is done is kept, and the same call goes on once there is room", async () => {
  await onSmallDisk(48, async (disk) => {
    const output = path.join(disk, "full.arrow"), filler = path.join(disk, "filler");
    const options = { input, output, maxLength: 8 };
    await writeFile(filler, new Uint8Array(36_000));
    await assert.rejects(encodeFile(encoder, options), {
      name: "UserError",
      message: /^Expected to write .*full\.arrow \(an output\) but the disk is full .* Make room there/,
    });
    assert.equal((await readdir(`${output}.parts`)).length, 1);
    await rm(filler);
    assert.equal((await encodeFile(encoder, options)).embedded, 0);
    assert.deepEqual(await readFile(output), await readFile(at("whole.arrow")));
  });
});
