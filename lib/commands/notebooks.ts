/** The command `notebooks`: formats and executes notebooks in place, so that their outputs can be committed. */
import { existsSync } from "node:fs";
import path from "node:path";
import { execPath } from "node:process";
import { parseArgs } from "node:util";
import { duration, UserError } from "../base/mod.ts";
import { run } from "../setup/command.ts";
import { executeNotebooks, findNotebooks, formatOptions } from "../jupyter/mod.ts";

/**
 * @param args Notebooks, default all; `--tier`, default `laptop`.
 * @returns Exit code 0, or 1 where a notebook failed, which then stays as it was.
 */
export async function notebooks(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { tier: { type: "string", default: "laptop" } },
    allowPositionals: true,
  });
  const absent = positionals.find((file) => !existsSync(file) || !file.endsWith(".ipynb"));
  if (absent) throw new UserError(`Expected a notebook (.ipynb) but found none at ${absent}`);
  const files = positionals.length ? positionals.map((file) => path.resolve(file)) : findNotebooks();
  if (files.length) await run([execPath, "fmt", ...formatOptions, ...files]);
  let failed = 0;
  for await (const done of executeNotebooks(files, { tier: values.tier, inPlace: true, timeout: 0 })) {
    const outcome = done.problems.length ? "FAILED" : "ok";
    console.log(`${path.basename(done.notebook)}  ${outcome}  ${duration(done.seconds)}`);
    for (const problem of done.problems) console.log(problem);
    failed += done.problems.length ? 1 : 0;
  }
  return failed ? 1 : 0;
}
