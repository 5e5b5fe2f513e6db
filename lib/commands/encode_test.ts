import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { readEmbeddings } from "../data/mod.ts";
import { encodeTexts, loadEncoder } from "../encoders/mod.ts";
import encode from "./encode.ts";
import { printed } from "./printed_for_tests.ts";
import { runCommand } from "./run_command.ts";

const folder = await mkdtemp(path.join(tmpdir(), "encode-command-"));
const at = (name: string) => path.join(folder, name);

Deno.test("encode reads gzip and titles, and says what it wrote", async () => {
  await writeFile(at("titles.jsonl.gz"), gzipSync('{"_id":"1","title":"a","text":"cat"}\n'));
  const args = ["--encoder", "tiny", "--input", at("titles.jsonl.gz"), "--output", at("titles.arrow")];
  const first = await printed(encode, [...args, "--max-length", "8"]);
  assert.equal(first.code, 0);
  assert.match(first.err, /Wrote .*titles\.arrow: 1 text, 128 values each; 1 text embedded now/);
  assert.equal(first.out, "");
  const second = await printed(encode, [...args, "--max-length", "8"]);
  assert.match(second.err, /titles\.arrow exists already, from the same 1 text, encoder and options/);
  const [{ vectors }] = await Array.fromAsync(readEmbeddings(at("titles.arrow")));
  const encoder = await loadEncoder("tiny");
  assert.deepEqual(Float32Array.from(vectors), await encodeTexts(encoder, ["a cat"], { maxLength: 8 }));
  encoder.dispose();
});

Deno.test("encode names every option in its help", async () => {
  const { code, out } = await printed(encode, ["--help"]);
  assert.equal(code, 0);
  assert.match(out, /--no-normalize/);
});

Deno.test("what encode does not take is refused", async () => {
  const refused = (args: string[], message: RegExp) =>
    assert.rejects(runCommand(encode, ["--encoder", "tiny", ...args]), { name: "UserError", message });
  await refused([], /expected --input FILE and --output FILE but found none/);
  const files = ["--input", at("texts.jsonl"), "--output", at("x.arrow")];
  await refused([...files, "--max-length", "1"], /--max-length to be an integer of at least 2/);
  await refused([...files, "--pooling", "max"], /--pooling to be one of mean, cls, pooler/);
  await refused(files, /texts\.jsonl/);
  await assert.rejects(runCommand(encode, ["--encoder", "minlm", ...files]), {
    name: "UserError",
    message: /found neither at "minlm"\. Did you mean "minilm"\?/,
  });
});
