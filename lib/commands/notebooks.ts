/** `notebooks`: executes notebooks in place, so that their outputs can be committed. */
import { existsSync } from "node:fs";
import path from "node:path";
import { duration, UserError } from "../base/mod.ts";
import { executeNotebooks, findNotebooks, formatNotebooks } from "../jupyter/mod.ts";
import { defineCommand } from "./command.ts";
import { flag, oneOf } from "./options.ts";
import { print } from "./output.ts";

export default defineCommand({
  name: "notebooks",
  summary: "Execute the notebooks in place",
  operands: { value: "[FILE …]", help: "notebooks; without any, all of the project" },
  options: {
    tier: oneOf(["smoke", "laptop"], "how much notebooks compute", { default: "laptop" }),
    fetch: flag("first fetch what notebook 02 shows: TREC's judgements from NIST, and public runs"),
  },
  examples: [
    { does: "all notebooks", args: "" },
    { does: "one notebook", args: "notebooks/01-the-method.ipynb" },
    { does: "notebook 02 with the data it measures", args: "--fetch notebooks/02-evaluation.ipynb" },
  ],
  details: () => "A notebook with an error is not changed; the exit code is then 1.",
  async run({ tier, fetch }, named) {
    const absent = named.find((file) => !existsSync(file) || !file.endsWith(".ipynb"));
    if (absent) throw new UserError(`Expected a notebook (.ipynb) but found none at ${absent}`);
    const files = named.length > 0 ? named.map((file) => path.resolve(file)) : findNotebooks();
    if (fetch) await (await import("../data/mod.ts")).fetchTrecDL();
    await formatNotebooks(files);
    let failed = 0;
    for await (const done of executeNotebooks(files, { tier, inPlace: true, timeout: 0 })) {
      const outcome = done.problems.length > 0 ? "FAILED" : "ok";
      print(`${path.basename(done.notebook)}  ${outcome}  ${duration(done.seconds)}\n`);
      for (const problem of done.problems) print(`${problem}\n`);
      failed += done.problems.length > 0 ? 1 : 0;
    }
    return failed > 0 ? 1 : 0;
  },
});
