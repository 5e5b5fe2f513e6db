import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import type { Texts } from "../base/mod.ts";
import { readTextLines } from "./text_lines.ts";

const file = path.join(await mkdtemp(path.join(tmpdir(), "texts-")), "texts.jsonl");

async function read(content: string | Uint8Array, chunk?: number): Promise<Texts[]> {
  await writeFile(file, content);
  const chunks: Texts[] = [];
  for await (const texts of readTextLines(file, { chunk })) chunks.push(texts);
  return chunks;
}

const line = (fields: Record<string, unknown>) => JSON.stringify({ _id: "1", text: "a", ...fields });

Deno.test("a title is put before its text, with a space between", async () => {
  const lines = [line({ title: "T" }), line({ title: "", metadata: {} }), line({ title: null })].join("\n");
  assert.deepEqual(await read(lines), [{
    ids: ["1", "1", "1"],
    texts: ["T a", "a", "a"],
    titleLengths: [2, 0, 0],
  }]);
});

Deno.test("texts come in chunks, the last one shorter", async () => {
  const lines = ["1", "2", "3"].map((_id) => line({ _id })).join("\n\n  \r\n") + "\n";
  assert.deepEqual((await read(lines, 2)).map(({ ids }) => ids), [["1", "2"], ["3"]]);
  assert.deepEqual((await read(lines, 3)).map(({ ids }) => ids), [["1", "2", "3"]]);
});

Deno.test("separators other than the line feed belong to the text", async () => {
  const text = "a\u2028b\u2029c\u0085d";
  assert.deepEqual((await read(`{"_id":"1","text":"${text}"}\n`))[0].texts, [text]);
});

Deno.test("long texts, a byte-order mark and gzip are read", async () => {
  const texts = ["é".repeat(1_500_000), "b"];
  const lines = "\ufeff" + texts.map((text, i) => line({ _id: `${i}`, text })).join("\n");
  for (const content of [lines, gzipSync(lines)]) assert.deepEqual((await read(content))[0].texts, texts);
});

Deno.test("numeric ids are what the file says, wherever its keys stand", async () => {
  const lines = [
    '{"_id":"0","text":"a"}',
    '{ "text" : "b" , "_id" : "0017" , "metadata" : {"_id": "5"} }',
    '{"metadata":{"_id":"5"},"title":"_id","\\u005fid":"6","text":"\\"_id\\": \\"7\\""}',
    '{"_id":"1","_id":"12345678901","text":"_id"}',
    '{"_id":"12345678901","_id":"8","text":"\\"_id\\":\\"9\\""}',
    '{"_id":"10a","text":"\\\\"}',
  ];
  const [{ ids, texts }] = await read(lines.join("\n"));
  assert.deepEqual(ids, ["0", "0017", "6", "12345678901", "8", "10a"]);
  assert.deepEqual(texts, ["a", "b", '_id "_id": "7"', "_id", '"_id":"9"', "\\"]);
  await assert.rejects(read('{"_id":"1","text":"a"'), /no JSON \((?!.*\x7f).*\) in .*, line 1/);
});

Deno.test("a malformed line is named", async () => {
  const cases: [string | Uint8Array, RegExp][] = [
    ["{", /no JSON .* in .*texts\.jsonl, line 3\. Correct that line/],
    ["null", /strings "_id" and "text", .* found "null" in .*, line 3/],
    [line({ _id: 5 }), /line 3/],
    [line({ _id: "" }), /line 3/],
    [line({ text: undefined }), /line 3/],
    [line({ title: ["T"] }), /line 3/],
  ];
  for (const [bad, message] of cases) {
    await assert.rejects(read(`${line({})}\n\n${bad}\n`), { name: "UserError", message });
  }
  const latin1 = Uint8Array.from([...new TextEncoder().encode(line({}) + "\n"), 0xe9, 10]);
  await assert.rejects(read(latin1), { name: "UserError", message: /Expected UTF-8 .* in .*, line 2/ });
});

Deno.test("a file that is missing, empty or cut off is refused", async () => {
  await assert.rejects(read("\n \n"), /texts, a JSON object a line, in .* but found an empty file/);
  await assert.rejects(read(gzipSync(line({ text: "abc ".repeat(1000) })).subarray(0, 30)), {
    name: "UserError",
  });
  const missing = readTextLines("/no/such/file.jsonl");
  await assert.rejects(missing.next(), {
    name: "UserError",
    message: /no\/such\/file\.jsonl but could not read it: there is no such folder as .*no\.$/,
  });
});

Deno.test("a line without end is refused, not read until the memory is full", async () => {
  const block = Buffer.alloc(1 << 20, "x");
  const packed = gzipSync(Buffer.concat([Buffer.from('{"_id":"a","text":"'), ...Array(66).fill(block)]), {
    level: 1,
  });
  await assert.rejects(read(packed), /lines of at most 67108864 bytes but found a longer one in .*, line 1/);
});

Deno.test("an id with half a pair of surrogates, which no file holds, is refused with its line", async () => {
  await assert.rejects(
    read(`${line({})}\n${line({ _id: "x\ud800" })}\n`),
    /an _id of whole characters but found "x\\ud800", half a pair in .*, line 2\./,
  );
});
