import assert from "node:assert/strict";
import { rm, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "./folder_for_tests.ts";
import { changeOf, knownFile } from "./known_files.ts";

Deno.test("a known file that is changed, cut, emptied or removed is noticed", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "a.bin");
    await writeFile(file, "whole");
    const known = knownFile(file);
    assert.equal(changeOf(known), undefined);
    await writeFile(file, "whale");
    assert.equal(changeOf(known), "a.bin is damaged: its checksum is another");
    await truncate(file, 2);
    assert.equal(changeOf(known), "a.bin is damaged: expected 5 bytes but found 2");
    await truncate(file, 0);
    assert.equal(changeOf(known), "a.bin is damaged: expected 5 bytes but found 0");
    await rm(file);
    assert.equal(changeOf(known), "a.bin is missing");
  }));
