import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { readEmbeddings } from "../data/mod.ts";
import { encodeTexts, loadEncoder } from "../encoders/mod.ts";
import { encode } from "./encode.ts";

const folder = await mkdtemp(path.join(tmpdir(), "encode-"));
const at = (name: string) => path.join(folder, name);

Deno.test("the command reads gzip and titles, and says what it wants", async () => {
  await writeFile(at("titles.jsonl.gz"), gzipSync('{"_id":"1","title":"a","text":"cat"}\n'));
  const say = console.log;
  const said: string[] = [];
  console.log = (text: string) => said.push(text);
  try {
    const args = ["--encoder", "tiny", "--input", at("titles.jsonl.gz"), "--output", at("titles.arrow")];
    assert.equal(await encode([...args, "--max-length", "8"]), 0);
    assert.equal(await encode(["--help"]), 0);
  } finally {
    console.log = say;
  }
  assert.match(said[0], /Wrote .*titles\.arrow: 1 text, 128 values each; 1 text embedded now/);
  assert.match(said[1], /--no-normalize/);
  const [{ vectors }] = await Array.fromAsync(readEmbeddings(at("titles.arrow")));
  assert.deepEqual(vectors, await encodeTexts(await loadEncoder("tiny"), ["a cat"], { maxLength: 8 }));
  await assert.rejects(encode(["--encoder", "tiny"]), /Expected --input but found none/);
  const rest = ["--encoder", "tiny", "--input", at("titles.jsonl.gz"), "--output", at("x.arrow")];
  await assert.rejects(encode([...rest, "--max-length", "1"]), /--max-length to be an integer of at least 2/);
  await assert.rejects(encode([...rest, "--pooling", "max"]), /--pooling to be one of mean, cls, pooler/);
});
