import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { writeAtomically, writeText } from "./files.ts";
import { inTemporaryFolder } from "./folder_for_tests.ts";

Deno.test("a file is replaced as a whole", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "made", "a.txt");
    await writeAtomically(file, "one");
    await writeAtomically(file, "two");
    assert.equal(readFileSync(file, "utf8"), "two");
  }));

Deno.test("a name with .gz makes a gzipped file", () =>
  inTemporaryFolder(async (folder) => {
    const [plain, packed] = ["a.tsv", "a.tsv.gz"].map((name) => path.join(folder, name));
    for (const file of [plain, packed]) await writeText(file, "one\n");
    assert.equal(readFileSync(plain, "utf8"), "one\n");
    assert.equal(gunzipSync(readFileSync(packed)).toString(), "one\n");
  }));

Deno.test("a folder is refused, and stays", () =>
  inTemporaryFolder(async (folder) => {
    const inner = path.join(folder, "inner");
    mkdirSync(inner);
    await assert.rejects(() => writeAtomically(inner, "x"), /write a file at .*inner but found a folder/);
    assert.ok(Deno.statSync(inner).isDirectory);
  }));
