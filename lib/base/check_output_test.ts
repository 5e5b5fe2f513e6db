import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { checkOutput, checkOutputFolder } from "./check_output.ts";
import { inTemporaryFolder } from "./folder_for_tests.ts";
import { makePipe } from "./pipe_for_tests.ts";

const refused = (check: Promise<void>, message: RegExp) =>
  assert.rejects(check, { name: "UserError", message });

Deno.test("an output may be new, in a new folder, there already, a pipe, or standard output", () =>
  inTemporaryFolder(async (folder) => {
    const pipe = await makePipe(path.join(folder, "pipe"));
    const outputs = [path.join(folder, "made", "deep", "a"), path.join(folder, "there"), pipe, "-"];
    for (const output of outputs) await checkOutput(output);
    for (const made of [folder, path.join(folder, "made", "deep")]) await checkOutputFolder(made);
    assert.deepEqual(readdirSync(folder).sort(), ["pipe", "there"], "nothing is left behind");
    assert.equal(await Deno.readTextFile(path.join(folder, "there")), "kept");
  }, { files: { there: "kept" } }));

Deno.test("an output that cannot be written is refused", () =>
  inTemporaryFolder(async (folder) => {
    const file = path.join(folder, "there");
    await refused(checkOutput(folder), /found a folder; name a file/);
    await refused(checkOutput(path.join(folder, "a.svg") + "/"), /found the name of a folder/);
    await refused(checkOutput(path.join(file, "a")), /there is a file, not a folder\. Name another place/);
    await refused(checkOutput("/proc/x/a"), /no file or folder can be made in \/proc/);
    await refused(checkOutputFolder(file), /Expected a folder at .*there but found a file; name a folder/);
    await refused(checkOutputFolder(path.join(file, "a")), /there is a file, not a folder/);
    await refused(checkOutputFolder("/proc/x"), /no file or folder can be made in \/proc/);
  }, { files: { there: "kept" } }));
