import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "./folder_for_tests.ts";
import { replaceFolder, whileReplaced } from "./replace_folder.ts";

function filled(folder: string, text: string): string {
  mkdirSync(folder);
  for (const name of ["a", "b"]) writeFileSync(path.join(folder, name), text);
  return folder;
}

Deno.test("a folder replaces one of the same name", () =>
  inTemporaryFolder(async (folder) => {
    const to = path.join(folder, "run");
    for (const text of ["one", "two"]) await replaceFolder(filled(path.join(folder, text), text), to);
    assert.equal(readFileSync(path.join(to, "a"), "utf8"), "two");
    assert.deepEqual(readdirSync(folder), ["run"]);
  }));

Deno.test("of many folders at once one stays, whole", () =>
  inTemporaryFolder(async (folder) => {
    const to = path.join(folder, "run");
    const names = Array.from({ length: 30 }, (_, i) => `from ${i}`);
    await Promise.all(names.map((name) => replaceFolder(filled(path.join(folder, name), name), to)));
    const [a, b] = ["a", "b"].map((name) => readFileSync(path.join(to, name), "utf8"));
    assert.equal(a, b);
    assert.deepEqual(readdirSync(folder), ["run"]);
  }));

Deno.test("a folder that cannot be renamed is one clear message", () =>
  inTemporaryFolder(async (folder) => {
    await assert.rejects(replaceFolder(filled(path.join(folder, "a"), ""), "/proc/none"), {
      name: "UserError",
    });
  }));

Deno.test("a folder is read while it is replaced", () =>
  inTemporaryFolder(async (folder) => {
    const to = filled(path.join(folder, "run"), "0");
    let done = false, reads = 0;
    const replacing = (async () => {
      for (let i = 1; i <= 50; i++) {
        await replaceFolder(filled(path.join(folder, `from ${i}`), `${i}`), to);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      done = true;
    })();
    try {
      for (; !done; reads++) await whileReplaced(to, () => readFile(path.join(to, "a")));
    } finally {
      await replacing;
    }
    assert.ok(reads > 10);
  }));

Deno.test("reading is tried again where the folder was away or replaced, and not where it stayed", () =>
  inTemporaryFolder(async (folder) => {
    const to = filled(path.join(folder, "run"), "0");
    let reads = 0;
    const failing = (act: (read: number) => unknown) => () => {
      act(++reads);
      return Promise.reject(new Error(`read ${reads}`));
    };
    await assert.rejects(whileReplaced(to, failing(() => {})), /read 1$/);

    reads = 0;
    const replace = async () => {
      if (++reads > 1) return reads;
      await replaceFolder(filled(path.join(folder, "from"), "1"), to);
      throw new Error("half of each folder");
    };
    assert.equal(await whileReplaced(to, replace), 2);

    reads = 0;
    const none = path.join(folder, "none");
    await assert.rejects(whileReplaced(none, failing((read) => read === 3 && filled(none, ""))), /read 4$/);
  }));
