import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { inTemporaryFolder } from "./folder_for_tests.ts";
import { writePieces } from "./write_pieces.ts";

Deno.test("pieces are written in order, plain or gzipped", () =>
  inTemporaryFolder(async (folder) => {
    const pieces = ["a", "", "naïve 😀\n", "b".repeat(3 << 20), "end"];
    for (const name of ["plain", "packed.gz"]) {
      const file = path.join(folder, "made", name);
      await writePieces(file, () => pieces);
      const content = await readFile(file);
      assert.equal((name.endsWith(".gz") ? gunzipSync(content) : content).toString(), pieces.join(""));
    }
    await writePieces(path.join(folder, "made", "empty"), () => []);
    assert.equal((await stat(path.join(folder, "made", "empty"))).size, 0);
  }));

Deno.test("a text longer than a string may be is written, and does not fill the memory", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "long.gz");
    const piece = "x".repeat(1 << 20);
    await writePieces(
      file,
      function* () {
        for (let i = 0; i < 600; i++) yield piece;
      },
    );
    // The last four bytes of gzip are the length.
    assert.equal((await readFile(file)).readUInt32LE((await stat(file)).size - 4), 600 << 20);
  }));

Deno.test("where the pieces fail, nothing is left", () =>
  inTemporaryFolder(async (folder) => {
    await assert.rejects(
      writePieces(
        path.join(folder, "x"),
        function* () {
          yield "a";
          throw new Error("stopped");
        },
      ),
      /stopped/,
    );
    assert.deepEqual(await readdir(folder), []);
  }));

Deno.test("pieces that take long leave time for other things", () =>
  inTemporaryFolder(async (folder) => {
    let ticks = 0;
    const seen: number[] = [];
    const timer = setInterval(() => ticks++, 1);
    await writePieces(path.join(folder, "slow"), function* () {
      for (let i = 0; i < 3; i++) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250);
        seen.push(ticks);
        yield "piece";
      }
    }).finally(() => clearInterval(timer));
    assert.ok(seen[2] > seen[0], `${seen}`);
  }));
