import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { hearFrom, tellInto } from "./told.ts";

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

Deno.test("of many lines a second, the first and the last are told, and one for those between", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "12_0.jsonl");
    const { tell, write } = tellInto<{ n: number; sum: number } | { note: string }>(
      file,
      (before, line) =>
        "sum" in before && "sum" in line ? { ...line, sum: before.sum + line.sum } : undefined,
    );
    const hear = hearFrom(file);
    tell({ begins: "node1" });
    tell({ note: "works" });
    for (let n = 1; n <= 1000; n++) tell({ n, sum: 1 });
    assert.deepEqual(await hear(), [{ begins: "node1" }]);
    // Without another line, too.
    await sleep(1100);
    assert.deepEqual(await hear(), [{ note: "works" }, { n: 1000, sum: 1000 }]);
    for (let n = 1001; n <= 2000; n++) tell({ n, sum: 1 });
    tell({ done: true });
    write();
    assert.deepEqual(await hear(), [{ n: 2000, sum: 1000 }, { done: true }]);
  }));

Deno.test("what cannot be written or read now is told later", () =>
  inTemporaryFolder(async (folder) => {
    const shared = path.join(folder, "shared");
    const { tell, write } = tellInto(path.join(shared, "12_0.jsonl"));
    const hear = hearFrom(path.join(shared, "12_0.jsonl"));
    tell({ n: 1 });
    assert.deepEqual(await hear(), []);
    await mkdir(shared);
    tell({ n: 2 });
    write();
    assert.deepEqual(await hear(), [{ n: 1 }, { n: 2 }]);
  }));
