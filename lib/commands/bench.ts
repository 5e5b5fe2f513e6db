/** `bench`: measures this project against other systems that do the same work. */
import { didYouMean, UserError } from "../base/mod.ts";
import { defineCommand } from "./command.ts";
import { positiveInteger } from "./number_rules.ts";
import { flag, number, text } from "./options.ts";
import { print } from "./output.ts";

export default defineCommand({
  name: "bench",
  summary: "Measure this project against other systems that do the same work",
  operands: { value: "[NAME …]", help: "benches; without any, all" },
  needsPackages: true,
  options: {
    rounds: number("N", "how often each contestant runs", { rule: positiveInteger, default: 3 }),
    threads: number("N", "threads of each contestant", { rule: positiveInteger, default: 2 }),
    only: text("TEXT", "only contestants whose names contain this; not with --commit"),
    commit: flag("write results/bench/NAME.json and NAME.md"),
    list: flag("print the names of the benches, and what they measure"),
  },
  examples: [
    { does: "the benches", args: "--list" },
    { does: "one bench, five rounds", args: "bm25 --rounds 5" },
  ],
  details: () =>
    "Contestants take turns, each in a separate process. Results are medians over the rounds.\n" +
    "The first call installs the other systems into .cache/bench (4 GB).",
  async run({ rounds, threads, only, commit, list }, named) {
    if (commit && only) throw new UserError("Expected all contestants with --commit but found --only");
    const { benchNames, commitResult, contest, loadBench, report } = await import(
      "../../bench/harness/mod.ts"
    );
    const known = benchNames();
    const unknown = named.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      throw new UserError(
        `Expected a bench (${known.join(", ")}) but found "${unknown}".${didYouMean(unknown, known)}`,
      );
    }
    for (const name of named.length > 0 ? named : known) {
      const bench = await loadBench(name);
      if (list) {
        print(`${name.padEnd(16)} ${bench.about}\n`);
        continue;
      }
      const result = await contest(name, bench, { rounds, threads, only });
      print(`\n${report(result)}\n`);
      if (commit) await commitResult(result);
      // What the paper's experiments would cost is reckoned from these two.
      if (commit && (name === "paper_step" || name === "scale")) {
        await (await import("../report/mod.ts")).writeScale();
      }
    }
    return 0;
  },
});
