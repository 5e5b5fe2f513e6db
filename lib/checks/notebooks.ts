/** Executes notebooks at tier `smoke` and looks for errors and lost outputs. */
import path from "node:path";
import { duration, root } from "../base/mod.ts";
import { executeNotebooks } from "../jupyter/execute.ts";
import { one, sum, type Tally } from "./tally.ts";

/** One check a notebook; the notebooks stay as they are. */
export async function runNotebooks(notebooks: readonly string[]): Promise<Tally> {
  const tallies: Tally[] = [];
  for await (const { notebook, seconds, problems } of executeNotebooks(notebooks, { tier: "smoke" })) {
    const name = path.relative(root, notebook);
    console.log(`${name} ... ${problems.length ? "FAILED" : "ok"} (${duration(seconds)})`);
    for (const problem of problems) console.log(problem);
    tallies.push(one(name, problems.length === 0));
  }
  return sum(tallies);
}
