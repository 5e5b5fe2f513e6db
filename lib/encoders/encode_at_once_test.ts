import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process, { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { generator } from "../base/mod.ts";
import { encodeFile } from "./encode_file.ts";
import { loadEncoder } from "./encoder.ts";

const program = fileURLToPath(new URL("./encode_program_for_tests.ts", import.meta.url));

Deno.test("processes that encode into one output at once all end well, though some are killed", () =>
  inTemporaryFolder(async (folder) => {
    const at = (name: string) => path.join(folder, name);
    const words = "a quick brown fox jumps over the lazy dog ".repeat(6);
    const line = (_: unknown, i: number) => `{"_id":"${i}","text":"${words.slice(0, 20 + i % 200)}"}\n`;
    await writeFile(at("texts"), Array.from({ length: 3000 }, line).join(""));
    const random = generator(3);
    const ends = await Promise.all(Array.from({ length: 4 }, (_, i) =>
      new Promise<string>((resolve) => {
        const args = ["run", "-A", "--no-check", program, at("texts"), at("out.arrow")];
        const env = { ...process.env, TF_NUM_INTRAOP_THREADS: "1", OMP_NUM_THREADS: "1" };
        const child = spawn(execPath, args, { env });
        let err = "";
        child.stderr.on("data", (chunk) => err += chunk);
        if (i < 2) setTimeout(() => child.kill("SIGKILL"), 1500 + random.below(2500));
        child.on("close", (code, signal) => resolve(signal ?? `${code} ${err}`.trim()));
      })));
    assert.deepEqual(ends.slice(2), ["0", "0"]);
    const names = await readdir(folder);
    assert.ok(!names.includes("out.arrow.parts"), names.join());
    const encoder = await loadEncoder("tiny");
    const same = { input: at("texts"), maxLength: 64, chunk: 300 };
    assert.equal(
      (await encodeFile(encoder, { ...same, output: at("out.arrow") })).embedded,
      0,
      "it is complete",
    );
    await encodeFile(encoder, { ...same, output: at("alone.arrow") });
    const [a, b] = await Promise.all(["out.arrow", "alone.arrow"].map((name) => readFile(at(name))));
    assert.equal(a.length, b.length);
    encoder.dispose();
  }));
