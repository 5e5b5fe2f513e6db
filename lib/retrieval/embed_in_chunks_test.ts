import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { writeEmbeddings } from "../data/mod.ts";
import { encodeTexts, loadEncoder } from "../encoders/mod.ts";
import { small } from "./collection_for_tests.ts";
import { embedInChunks, type EmbedInChunksOptions } from "./embed_in_chunks.ts";

const encoder = await loadEncoder("tiny");
const { texts } = small.passages;
const maxLength = 8;

Deno.test("chunks have the embeddings of their texts, in order, and each is reported", async () => {
  const reported: number[] = [];
  const vectors = await embedInChunks(encoder, texts, {
    maxLength,
    chunk: 15,
    onChunk: (count) => reported.push(count),
  });
  assert.deepEqual(reported, [15, 15, 10]);
  const chunks = [0, 15, 30].map((start) => texts.slice(start, start + 15));
  const expected = await Promise.all(chunks.map((chunk) => encodeTexts(encoder, chunk, { maxLength })));
  assert.deepEqual([...vectors], expected.flatMap((rows) => [...rows]));
});

Deno.test("an aborted signal ends it before the next chunk", async () => {
  const controller = new AbortController();
  let chunks = 0;
  const onChunk = () => {
    chunks++;
    controller.abort(new Error("stopped"));
  };
  const { signal } = controller;
  await assert.rejects(embedInChunks(encoder, texts, { maxLength, chunk: 10, signal, onChunk }), /stopped/);
  assert.equal(chunks, 1);
});

Deno.test("no texts have no embeddings", async () => {
  assert.equal((await embedInChunks(encoder, [], { maxLength })).length, 0);
});

Deno.test("an interrupted search goes on behind what it kept, and leaves nothing at the end", () =>
  inTemporaryFolder(async (folder) => {
    const keep = path.join(folder, "search");
    const embed = (more: Partial<EmbedInChunksOptions> = {}) =>
      embedInChunks(encoder, texts, { maxLength, chunk: 15, keep, ...more });
    const expected = await embed({ keep: undefined });
    let chunks = 0;
    const stop = () => {
      if (++chunks === 2) throw new Error("killed");
    };
    await assert.rejects(embed({ onChunk: stop }), /killed/);
    const kept = await readdir(keep);
    assert.equal(kept.length, 2);
    // A kept chunk is used: with other values in it, these come back. So is another's not.
    const vectors = new Float32Array(15 * encoder.width).fill(0.5);
    const ids = Array.from({ length: 15 }, (_, i) => `${i}`);
    await writeEmbeddings(path.join(keep, kept[0]), { ids, vectors, width: encoder.width });
    await writeFile(path.join(keep, kept[1]), "damaged");
    const resumed = await embed();
    const half = resumed.findIndex((value) => value === 0.5);
    assert.ok(half === 0 || half === 15 * encoder.width);
    expected.set(vectors, half);
    assert.deepEqual(resumed, expected);
    assert.ok(!existsSync(keep), "nothing is left");
  }));

Deno.test("what another encoder kept is not used", () =>
  inTemporaryFolder(async (keep) => {
    await assert.rejects(
      embedInChunks(encoder, texts, {
        ...{ maxLength, chunk: 15, keep },
        onChunk() {
          throw new Error("killed");
        },
      }),
      /killed/,
    );
    const other = await loadEncoder("tiny", { pooling: "cls" });
    const found = await embedInChunks(other, texts, { maxLength, chunk: 15, keep });
    assert.deepEqual(found, await embedInChunks(other, texts, { maxLength, chunk: 15 }));
    other.dispose();
  }));
