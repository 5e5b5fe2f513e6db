import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import process, { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { generator } from "../base/mod.ts";
import { bm25Config } from "./configs_for_tests.ts";
import { fakeResult, withResults } from "./results_for_tests.ts";
import { readResult } from "./store.ts";

const program = fileURLToPath(new URL("./store_program_for_tests.ts", import.meta.url));

Deno.test("processes that store one run at once all end well, though some are killed", () =>
  withResults(async () => {
    const random = generator(5);
    const ends = await Promise.all(Array.from({ length: 6 }, (_, i) =>
      new Promise<string>((resolve) => {
        const child = spawn(execPath, ["run", "-A", "--no-check", program, "2500"], { env: process.env });
        let err = "";
        child.stderr.on("data", (chunk) => err += chunk);
        if (i < 2) setTimeout(() => child.kill("SIGKILL"), 1000 + random.below(2000));
        child.on("close", (code, signal) => resolve(signal ?? `${code} ${err}`.trim()));
      })));
    assert.deepEqual(ends.slice(2), ["0", "0", "0", "0"]);
    const { seconds, ...found } = await readResult(bm25Config, "local");
    const { seconds: _, ...expected } = fakeResult(bm25Config);
    assert.deepEqual(found, expected);
    assert.ok(Number.isInteger(seconds));
  }));
