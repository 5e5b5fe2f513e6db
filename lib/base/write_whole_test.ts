import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { writeAtomically } from "./files.ts";
import { inTemporaryFolder } from "./folder_for_tests.ts";
import { onSmallDisk } from "./full_disk_for_tests.ts";
import { inProject } from "./paths.ts";
import { runProgram } from "./program.ts";
import { makePipe } from "./pipe_for_tests.ts";
import { writeWhole } from "./write_whole.ts";

Deno.test("a file that a link leads to is replaced, and the link stays", () =>
  inTemporaryFolder(async (folder) => {
    mkdirSync(path.join(folder, "elsewhere"));
    const [file, link] = [path.join(folder, "elsewhere", "a"), path.join(folder, "link")];
    await writeFile(file, "old");
    chmodSync(file, 0o640);
    symlinkSync("elsewhere/a", link);
    await writeAtomically(link, "new");
    assert.ok(lstatSync(link).isSymbolicLink());
    assert.equal(readFileSync(file, "utf8"), "new");
    assert.equal(statSync(file).mode & 0o777, 0o640, "its permissions stay");
    assert.deepEqual(readdirSync(folder).sort(), ["elsewhere", "link"]);
  }));

Deno.test("a link to a file that is not there yet makes it", () =>
  inTemporaryFolder(async (folder) => {
    const links = [path.join(folder, "one"), path.join(folder, "two")];
    symlinkSync(links[1], links[0]);
    symlinkSync("made/a", links[1]);
    await writeAtomically(links[0], "new");
    assert.ok(links.every((link) => lstatSync(link).isSymbolicLink()));
    assert.equal(readFileSync(path.join(folder, "made", "a"), "utf8"), "new");
  }));

Deno.test("a pipe is written into, and stays a pipe; so does one that a link leads to", () =>
  inTemporaryFolder(async (folder) => {
    const pipe = await makePipe(path.join(folder, "pipe"));
    const link = path.join(folder, "link");
    symlinkSync("pipe", link);
    for (const file of [pipe, link]) {
      const [read] = await Promise.all([readFile(pipe, "utf8"), writeAtomically(file, "through")]);
      assert.equal(read, "through");
      assert.ok(statSync(pipe).isFIFO());
    }
    assert.deepEqual(readdirSync(folder).sort(), ["link", "pipe"]);
  }));

Deno.test("- is standard output, and ./- a file of that name", () =>
  inTemporaryFolder(async (folder) => {
    const module = JSON.stringify(`file://${inProject("lib", "base", "mod.ts")}`);
    const code = `const { writeText } = await import(${module});
      await writeText("-", "text\\n"); await writeText("/dev/stdout", "more\\n"); await writeText("./-", "file");`;
    const { stdout, stderr } = await runProgram([Deno.execPath(), "eval", code], { cwd: folder });
    assert.deepEqual([stdout, stderr], ["text\nmore\n", ""]);
    assert.equal(readFileSync(path.join(folder, "-"), "utf8"), "file");
    assert.deepEqual(readdirSync(folder), ["-"]);
  }));

Deno.test("what cannot be written is one line with the file, its purpose, the reason and what to do", () =>
  inTemporaryFolder(async (folder) => {
    await writeFile(path.join(folder, "file"), "");
    const says = (file: string, message: RegExp) =>
      assert.rejects(writeAtomically(file, "x"), { name: "UserError", message });
    await says(folder, /Expected to write a file at .* but found a folder; name a file/);
    await says(path.join(folder, "new") + "/", /found the name of a folder; name a file/);
    await says(
      path.join(folder, "file", "a", "b"),
      /write .*a\/b \(an output\) but .*file is a file, not a folder/,
    );
    await says(
      "/proc/x/y",
      /\/proc\/x\/y \(an output\) but no file or folder can be made in \/proc\. Name another/,
    );
    await says(path.join(folder, "x".repeat(300)), /but its name is too long\. Name it shorter/);
    assert.deepEqual(readdirSync(folder), ["file"]);
  }));

Deno.test("a full disk is one line, and what was there stays", async (test) => {
  const done = await onSmallDisk(64, async (folder) => {
    const file = path.join(folder, "a");
    await writeAtomically(file, "old");
    await assert.rejects(writeAtomically(file, new Uint8Array(200_000), { purpose: "the run" }), {
      name: "UserError",
      message:
        /^Expected to write .*a \(the run\) but the disk is full \(200\.0 kB needed, .* free\)\. Make room there/,
    });
    assert.equal(readFileSync(file, "utf8"), "old");
    assert.deepEqual(readdirSync(folder), ["a"]);
  });
  await test.step({ name: "on a small disk", ignore: !done, fn: () => {} });
});

Deno.test("a failure while the content is made leaves nothing, and is passed on", () =>
  inTemporaryFolder(async (folder) => {
    const failing = writeWhole(path.join(folder, "a"), async (write) => {
      await write(new Uint8Array(3));
      throw new TypeError("ours");
    });
    await assert.rejects(failing, TypeError);
    assert.deepEqual(readdirSync(folder), []);
  }));

Deno.test("a folder that vanishes while a file is written is made again", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "checkpoint", "a");
    let times = 0;
    await writeWhole(file, async (write) => {
      await write(Uint8Array.of(97));
      if (times++ === 0) await rm(path.dirname(file), { recursive: true });
    });
    assert.equal(times, 2);
    assert.ok(existsSync(file));
  }));

Deno.test("many writers of one file leave one whole content", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "a");
    const contents = Array.from({ length: 20 }, (_, i) => String.fromCharCode(97 + i).repeat(100_000));
    await Promise.all(contents.map((content) => writeAtomically(file, content)));
    assert.ok(contents.includes(readFileSync(file, "utf8")));
    assert.deepEqual(readdirSync(folder), ["a"]);
  }));
