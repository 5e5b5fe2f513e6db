/** Runs Deno for a check: its output is both shown and kept. */
import { spawn } from "node:child_process";
import process, { execPath } from "node:process";
import { root } from "../base/mod.ts";

/**
 * Runs Deno and shows its output as it comes.
 *
 * @param args Arguments of `deno`.
 * @returns Whether it ended with exit code 0, and what it printed, without colours.
 */
export function showDeno(args: readonly string[]): Promise<{ ok: boolean; output: string }> {
  const child = spawn(execPath, args, {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      output += text;
      process.stdout.write(text);
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ ok: code === 0, output }));
  });
}
