import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { openBytes } from "./file_bytes.ts";
import { inTemporaryFolder } from "./folder_for_tests.ts";
import { generator } from "./random.ts";

for (const map of [true, false]) {
  // What is not mapped stays open until the process ends.
  const options = { name: `bytes of a file are those at their place, ${map ? "mapped" : "read"}` };
  Deno.test({ ...options, sanitizeResources: false }, () =>
    inTemporaryFolder(async (folder) => {
      const random = generator(3);
      const content = Uint8Array.from({ length: 100_000 }, () => random.below(256));
      const file = path.join(folder, "some file");
      await writeFile(file, content);
      const opened = openBytes(file, { map });
      assert.equal(opened.size, content.length);
      for (const [start, length] of [[0, 1], [0, content.length], [4095, 2], [99_999, 1], [100_000, 0]]) {
        assert.deepEqual(opened.bytes(start, length), content.slice(start, start + length));
        opened.release(start, length);
      }
      assert.deepEqual(
        opened.bytes(0, content.length),
        content,
        "what was released is there when it is used again",
      );
      assert.throws(() => opened.bytes(99_999, 2), RangeError);
      assert.throws(() => opened.bytes(-1, 2), RangeError);
      await rm(file);
      assert.deepEqual(
        opened.bytes(70_000, 5),
        content.slice(70_000, 70_005),
        "a removed file is still there",
      );
      await writeFile(file, "");
      assert.equal(openBytes(file, { map }).bytes(0, 0).length, 0);
      assert.throws(() => openBytes(path.join(folder, "none"), { map }), { code: "ENOENT" });
    }));
}

Deno.test({
  name: "on Linux a file is mapped: what is written into it later is seen",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const file = path.join(folder, "file");
      await writeFile(file, "before");
      const bytes = openBytes(file).bytes(0, 6);
      await writeFile(file, "behind", { flag: "r+" });
      assert.equal(new TextDecoder().decode(bytes), "behind");
    }),
});
