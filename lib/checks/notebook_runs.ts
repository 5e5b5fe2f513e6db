/** Executes notebooks at tier `smoke` and reports errors and lost outputs. */
import path from "node:path";
import { duration, root } from "../base/mod.ts";
import { executeNotebooks } from "../jupyter/mod.ts";
import { type Tally, tallyOf, total } from "./tally.ts";

/** One check per notebook. The notebooks are not changed. */
export async function checkNotebookRuns(notebooks: readonly string[]): Promise<Tally> {
  const tallies: Tally[] = [];
  for await (const { notebook, seconds, problems } of executeNotebooks(notebooks, { tier: "smoke" })) {
    const name = path.relative(root, notebook);
    console.log(`${name} ... ${problems.length ? "FAILED" : "ok"} (${duration(seconds)})`);
    for (const problem of problems) console.log(problem);
    tallies.push(tallyOf(name, problems.length === 0));
  }
  return total(tallies);
}
