import assert from "node:assert/strict";
import { encodeTexts, loadEncoder } from "../encoders/mod.ts";
import { small } from "./collection_for_tests.ts";
import { embedInChunks } from "./embed_in_chunks.ts";

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
