/** What commands write into, and what they refuse to write into before any work. */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, realpathSync, statSync, symlinkSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { execPath } from "node:process";
import { gunzipSync } from "node:zlib";
import { inProject, root, runProgram } from "../base/mod.ts";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { makePipe } from "../base/pipe_for_tests.ts";
import { beirFolder } from "./beir_folder_for_tests.ts";
import { readArguments } from "./read_arguments.ts";
import { loadCommands } from "./mod.ts";
import { printed } from "./printed_for_tests.ts";
import mine from "./mine.ts";
import search from "./search.ts";
import { file, first, qrels } from "./runs_for_tests.ts";

const commands = new Map((await loadCommands()).map((command) => [command.name, command]));

/** Every command that writes, with arguments before the output. */
const WRITERS: Record<string, string[]> = {
  search: ["--data", "none", "--method", "bm25", "--output"],
  encode: ["--encoder", "tiny", "--input", "none", "--output"],
  mine: ["--data", "none", "--output"],
  results: ["--output"],
  compare: ["--qrels", qrels, "--figure"],
  train: ["--data", "none", "--encoder", "tiny", "--output"],
  pretrain: ["--output"],
};

Deno.test("every command checks its output as soon as its arguments are read", () =>
  inTemporaryFolder(async (folder) => {
    const there = await file("there", "");
    for (const [name, args] of Object.entries(WRITERS)) {
      const read = (output: string) => readArguments(commands.get(name)!, [...args, output]);
      const refused = (output: string, message: RegExp) =>
        assert.rejects(read(output), { name: "UserError", message }, name);
      const writesFolder = name === "train" || name === "pretrain";
      await read(path.join(folder, "new", "deep", "a.svg"));
      await refused(path.join(there, "a.svg"), /there is a file, not a folder/);
      await refused("/proc/none/a.svg", /no file or folder can be made in \/proc/);
      if (writesFolder) await refused(there, /Expected a folder at .*there but found a file/);
      else {
        await refused(folder, /found a folder/);
        await refused(`${path.join(folder, "a.svg")}/`, /found the name of a folder/);
      }
    }
    assert.deepEqual(readdirSync(folder), [], "no check leaves anything behind");
  }));

Deno.test("two outputs may not be one file", async () => {
  const args = [...WRITERS.search, "a.run", "--index", "./a.run"];
  await assert.rejects(readArguments(commands.get("search")!, args), {
    name: "UserError",
    message: /expected different files for --output and --index but found ".\/a.run" for both/,
  });
});

Deno.test("a run goes through a link, into a pipe, to standard output, and into a gzipped file", () =>
  inTemporaryFolder(async (folder) => {
    const data = await beirFolder();
    const at = (name: string) => path.join(folder, name);
    const searched = (output: string) =>
      printed(search, ["--data", data, "--method", "bm25", "--output", output]);
    await searched(at("plain.run"));
    const expected = readFileSync(at("plain.run"), "utf8");
    mkdirSync(at("elsewhere"));
    symlinkSync(path.join("elsewhere", "a.run"), at("link.run"));
    await searched(at("link.run"));
    assert.equal(readFileSync(at("elsewhere/a.run"), "utf8"), expected);
    await searched(at("a.run.gz"));
    assert.equal(gunzipSync(readFileSync(at("a.run.gz"))).toString(), expected);
    const { out, err } = await searched("-");
    assert.equal(out, expected);
    assert.match(err, /^Wrote standard output: /m);
    const pipe = await makePipe(at("pipe"));
    const [read] = await Promise.all([readFile(pipe, "utf8"), searched(pipe)]);
    assert.equal(read, expected);
    assert.ok(statSync(pipe).isFIFO());
  }));

Deno.test("triples go into a pipe as lines", () =>
  inTemporaryFolder(async (folder) => {
    const data = await beirFolder({ train: Int32Array.of(0, 1, 2) });
    const pipe = await makePipe(path.join(folder, "pipe"));
    const mining = printed(mine, ["--data", data, "--method", "random", "--output", pipe]);
    const [read] = await Promise.all([readFile(pipe, "utf8"), mining]);
    assert.equal(read.trimEnd().split("\n").length, 3);
  }));

Deno.test("relative paths are those of the folder that the task was started in", () =>
  inTemporaryFolder(async (folder) => {
    const run = (cwd: string, args: string[]) =>
      runProgram([execPath, "run", "-A", "--no-check", inProject("cli.ts"), ...args], {
        cwd,
        env: { INIT_CWD: folder, NO_COLOR: "1" },
      });
    const args = ["evaluate", "--qrels", "my.qrels", "--run", "my.run", "--measures", "RR"];
    const evaluated = await run(root, args);
    assert.equal(evaluated.code, 0, evaluated.stderr);
    const absent = await run(path.dirname(realpathSync(folder)), args);
    assert.match(absent.stderr, /my\.qrels/, "elsewhere, the variable is another task's");
    const data = await beirFolder();
    const wanted = ["search", "--data", data, "--method", "bm25", "--output", "made/my.run"];
    const searched = await run(root, wanted);
    assert.equal(searched.code, 0, searched.stderr);
    assert.ok(statSync(path.join(folder, "made", "my.run")).isFile());
  }, { files: { "my.qrels": readFileSync(qrels, "utf8"), "my.run": readFileSync(first, "utf8") } }));

Deno.test("a failure of the system is one line, without a stack trace", () =>
  inTemporaryFolder(async (folder) => {
    const cache = path.join(folder, "cache");
    const wanted = ["--data", await beirFolder(), "--method", "tiny", "--output", path.join(folder, "a.run")];
    const { code, stderr } = await runProgram(
      [execPath, "run", "-A", "--no-check", "cli.ts", "search", ...wanted],
      { env: { KIT_CACHE: cache, NO_COLOR: "1" } },
    );
    assert.equal(code, 1);
    assert.match(
      stderr,
      /Expected to write .*cache.* but .*cache is a file, not a folder\..*KIT_CACHE names/,
    );
    assert.doesNotMatch(stderr, /\n\s+at /);
  }, { files: { cache: "" } }));
