import assert from "node:assert/strict";
import { mkdtemp, readFile, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { UserError } from "../base/mod.ts";
import { readArrow, writeArrow } from "./arrow.ts";

const folder = await mkdtemp(path.join(tmpdir(), "arrow-"));
const columns = {
  id: ["a", "", "naïve 😀"],
  grade: Int8Array.of(-1, 0, 2),
  position: Int32Array.of(7, 8, 9),
  score: Float64Array.of(0.1, NaN, -Infinity),
  weight: Float32Array.of(1, 2, 3),
};

Deno.test("columns come back as they were written", async () => {
  const file = path.join(folder, "sub", "table.arrow");
  await writeArrow(file, columns);
  assert.deepEqual(await readArrow(file), columns);
  const { id, score } = await readArrow(file, { id: "string", score: "float64" });
  assert.deepEqual([id, score], [columns.id, columns.score]);
});

Deno.test("a table without rows comes back", async () => {
  const file = path.join(folder, "none.arrow");
  await writeArrow(file, { id: [], score: new Float64Array(0) });
  assert.deepEqual(await readArrow(file, { id: "string", score: "float64" }), {
    id: [],
    score: new Float64Array(0),
  });
});

Deno.test("columns that share memory are read with their own values", async () => {
  const file = path.join(folder, "shared.arrow");
  const both = Float32Array.of(1, 2, 3, 4, 5, 6);
  const columns = { a: both.subarray(0, 3), b: both.subarray(3), c: both.subarray(0, 3) };
  await writeArrow(file, columns);
  assert.deepEqual(await readArrow(file), columns);
});

Deno.test("columns of unequal length are refused", async () => {
  await assert.rejects(
    writeArrow(path.join(folder, "x.arrow"), { id: ["a"], score: Float64Array.of(1, 2) }),
    /one length but found 1,2/,
  );
});

Deno.test("a missing file is one clear message", async () => {
  await assert.rejects(readArrow(path.join(folder, "absent.arrow")), (error: Error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /Expected an Arrow file at .*absent\.arrow/);
    return true;
  });
});

Deno.test("a truncated file is one clear message, wherever it was cut", async () => {
  const file = path.join(folder, "cut.arrow");
  await writeArrow(file, columns);
  const { length } = await readFile(file);
  for (const bytes of [length - 1, length >> 1, 4, 0]) {
    await truncate(file, bytes);
    await assert.rejects(readArrow(file), (error: Error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, new RegExp(`found ${bytes} bytes .*truncated.*delete it`));
      return true;
    });
  }
  await writeFile(file, "not an Arrow file at all");
  await assert.rejects(readArrow(file), /of another format/);
});

Deno.test("a column of another kind, or none, is one clear message", async () => {
  const file = path.join(folder, "kinds.arrow");
  await writeArrow(file, columns);
  await assert.rejects(
    readArrow(file, { grade: "int32" }),
    /"grade" of kind int32 but found a column of type Int8/,
  );
  await assert.rejects(readArrow(file, { rank: "int32" }), /"rank" of kind int32 but found columns id,grade/);
});
