import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { inTemporaryFolder } from "./folder_for_tests.ts";
import { eachLine } from "./lines.ts";

Deno.test("no code of the operating system is shown where a file cannot be read", () =>
  inTemporaryFolder(async (folder) => {
    const at = (...names: string[]) => path.join(folder, ...names);
    await mkdir(at("runs"));
    await symlink(at("circle"), at("circle"));
    await writeFile(at("cut.gz"), gzipSync("a b c\n".repeat(1000)).subarray(0, 30));
    await writeFile(at("bad.gz"), gzipSync("a b c\n".repeat(1000)).fill(255, 12, 20));
    const cases: [string, RegExp][] = [
      [
        at("bm52.run"),
        /a run in .*bm52\.run but could not read it: there is no such file\. Did you mean "bm25\.run"\?$/,
      ],
      [at("other", "x.run"), /could not read it: there is no such folder as .*other\.$/],
      [at("rusn", "x.run"), /could not read it: there is no such folder as .*rusn\. Did you mean "runs"\?$/],
      [at("runs"), /could not read it: it is a folder\. Name a file\.$/],
      [at("bm25.run", "x"), /could not read it: a part of its path is a file, not a folder/],
      [at("circle"), /could not read it: its symbolic links form a circle/],
      [at("cut.gz"), /could not read it: its gzipped content is cut off/],
      [at("bad.gz"), /could not read it: its gzipped content is damaged/],
      [at("x".repeat(300)), /could not read it: its name is too long/],
    ];
    for (const [file, message] of cases) {
      await assert.rejects(eachLine(file, "a run", () => {}), (error: Error) => {
        assert.equal(error.name, "UserError");
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /\bE[A-Z]{4,}|\bZ_/);
        return true;
      });
    }
  }, { files: { "bm25.run": "a\n" } }));
