import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { readEmbeddings } from "../data/mod.ts";
import { passageText, withMSMarco } from "../data/ms_marco/ms_marco_for_tests.ts";
import { encodeTexts, loadEncoder } from "../encoders/mod.ts";
import { beirFolder } from "./beir_folder_for_tests.ts";
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

Deno.test("a collection's passages are embedded as those of its file, which are said to be passages", async () => {
  const folder = await beirFolder();
  const encoding = async (output: string, ...args: string[]) => {
    const { code, err } = await printed(encode, ["--encoder", "tiny", ...args, "--output", at(output)]);
    assert.equal(code, 0, err);
    return await readFile(at(output));
  };
  const corpus = path.join(folder, "corpus.jsonl");
  const passages = await encoding("data.arrow", "--data", folder);
  assert.deepEqual(passages, await encoding("file.arrow", "--input", corpus, "--as", "passage"));
  assert.notDeepEqual(passages, await encoding("other.arrow", "--input", corpus));
  const other = ["--data", folder, "--as", "other"];
  assert.deepEqual(await encoding("as.arrow", ...other), await encoding("other.arrow", "--input", corpus));
});

Deno.test("MS MARCO's passages are embedded in their order, without its queries", () =>
  withMSMarco(async (mirror) => {
    await rm(path.join(mirror, "msmarco-passage", "queries.tar.gz"));
    const output = at("marco.arrow");
    const args = ["--encoder", "tiny", "--data", "msmarco-passage#dl19", "--output", output];
    const { err } = await printed(encode, args);
    assert.match(err, /Wrote .*marco\.arrow: 40 texts/);
    const [{ ids, vectors }] = await Array.fromAsync(readEmbeddings(output));
    assert.deepEqual([...ids], Array.from({ length: 40 }, (_, i) => String(i)));
    const encoder = await loadEncoder("tiny");
    const texts = Array.from({ length: 40 }, (_, i) => passageText(i));
    const options = { maxLength: encoder.maxLength, as: "passage" } as const;
    assert.deepEqual(Float32Array.from(vectors), await encodeTexts(encoder, texts, options));
    encoder.dispose();
    assert.match((await printed(encode, args)).err, /exists already, from the same 40 texts/);
  }, { layout: "published" }));

Deno.test("encode names every option in its help", async () => {
  const { code, out } = await printed(encode, ["--help"]);
  assert.equal(code, 0);
  assert.match(out, /--no-normalize/);
});

Deno.test("what encode does not take is refused", async () => {
  const refused = (args: string[], message: RegExp) =>
    assert.rejects(runCommand(encode, ["--encoder", "tiny", ...args]), { name: "UserError", message });
  await refused([], /expected --output FILE but found none/);
  const output = ["--output", at("x.arrow")];
  await refused(output, /expected either --input FILE or --data FOLDER but found neither/);
  await refused([...output, "--input", "x", "--data", "wordnet"], /or --data FOLDER but found both/);
  await refused([...output, "--data", "wordnot"], /found neither at "wordnot".* Did you mean "wordnet"/);
  const files = ["--input", at("texts.jsonl"), "--output", at("x.arrow")];
  await refused([...files, "--max-length", "1"], /--max-length to be an integer of at least 2/);
  await refused([...files, "--pooling", "max"], /--pooling to be one of mean, cls, pooler/);
  await refused(files, /texts\.jsonl/);
  await assert.rejects(runCommand(encode, ["--encoder", "minlm", ...files]), {
    name: "UserError",
    message: /found neither at "minlm"\. Did you mean "minilm"\?/,
  });
});
