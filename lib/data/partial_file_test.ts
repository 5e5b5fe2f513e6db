import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { withPartialFile } from "./partial_file.ts";

const inParts = (use: (folder: string) => Promise<void>) =>
  inTemporaryFolder((cache) => {
    const folder = path.join(cache, "downloads", "parts");
    mkdirSync(folder, { recursive: true });
    return use(folder);
  }, { variable: "KIT_CACHE" });

Deno.test("a partial file is continued, by one process at a time, and the larger part stays", () =>
  inParts(async (folder) => {
    writeFileSync(path.join(folder, "abc"), "12345");
    await withPartialFile("abc", async (part) => {
      assert.equal(readFileSync(part, "utf8"), "12345");
      await withPartialFile("abc", (other) => {
        assert.throws(() => readFileSync(other), /ENOENT/, "what another has is not taken");
        writeFileSync(other, "123");
        return Promise.resolve();
      });
      writeFileSync(part, "1234567");
    });
    assert.deepEqual(readdirSync(folder), ["abc"]);
    assert.equal(readFileSync(path.join(folder, "abc"), "utf8"), "1234567");
  }));

Deno.test("the part of a process that was killed is continued; that of another machine is left alone", () =>
  inParts(async (folder) => {
    const host = hostname().replaceAll(/[^\w-]/g, "_");
    const [dead, elsewhere] = [`abc.${host}.99999999.00`, "abc.another_machine.1.00"];
    writeFileSync(path.join(folder, dead), "1234");
    writeFileSync(path.join(folder, elsewhere), "123456");
    const found = await withPartialFile("abc", (part) => Promise.resolve(readFileSync(part, "utf8")));
    assert.equal(found, "1234");
    assert.deepEqual(readdirSync(folder).sort(), ["abc", elsewhere].sort());
  }));

Deno.test("a file that is done leaves no part", () =>
  inParts(async (folder) => {
    await withPartialFile("abc", () => Promise.resolve());
    assert.deepEqual(readdirSync(folder), []);
  }));
