import assert from "node:assert/strict";
import { truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { knownFile } from "../base/mod.ts";
import { installedFault } from "./installed.ts";

Deno.test("a binding that is half of what was installed is not loaded", () =>
  inTemporaryFolder(async (folder) => {
    const binding = path.join(folder, "tfjs_binding.node"), record = path.join(folder, "setup.json");
    await writeFile(binding, "binding");
    assert.equal(installedFault(record), undefined);
    await writeFile(record, JSON.stringify({ files: [knownFile(binding)] }));
    assert.equal(installedFault(record), undefined);
    await truncate(binding, 3);
    assert.equal(
      installedFault(record),
      "tfjs_binding.node is damaged: expected 7 bytes but found 3",
    );
    await writeFile(record, '{ "files": [');
    assert.equal(installedFault(record), undefined);
  }));
