import assert from "node:assert/strict";
import evaluate from "./evaluate.ts";
import { printed } from "./printed_for_tests.ts";
import { runCommand } from "./run_command.ts";
import { first, qrels, second } from "./runs_for_tests.ts";

const evaluated = (...args: string[]) => printed(evaluate, ["--qrels", qrels, "--run", first, ...args]);

Deno.test("evaluate prints records of queries and means, as trec_eval counts them", async () => {
  const { out, err } = await evaluated("--measures", "RR P@1", "--per-query", "--format", "json");
  const records = JSON.parse(out);
  assert.equal(records.length, 8);
  assert.deepEqual(records[1], { run: "first.run", measure: "RR", query: "q2", value: 0.5 });
  assert.deepEqual(records[3], { run: "first.run", measure: "RR", query: "all", value: 0.5 });
  assert.match(err, /first\.run: ignored 1 query that the qrels do not judge\.\n/);
  assert.match(
    err,
    /first\.run: 1 judged query is not in the run, and left out \(--complete counts such queries with 0\): .* other 3\.\n/,
  );
});

Deno.test("--complete counts queries that a run lacks with 0", async () => {
  const { out } = await evaluated(second, "--complete", "--measures", "RR");
  assert.equal(out, "run             RR\nfirst.run   0.3750\nsecond.run  0.6250\n");
});

Deno.test("the format trec is that of trec_eval", async () => {
  const { out } = await evaluated("--measures", "RR", "--format", "trec");
  assert.equal(out, `runid${" ".repeat(17)}\tall\tfirst.run\nRR${" ".repeat(20)}\tall\t0.5000\n`);
});

Deno.test("what cannot be evaluated is refused", async () => {
  const refused = (args: string[], message: RegExp) =>
    assert.rejects(runCommand(evaluate, args), { name: "UserError", message });
  await refused(["--run", first], /expected --qrels FILE/);
  await refused(["--qrels", qrels], /expected --run FILE/);
  await refused([], /expected --qrels FILE and --run FILE … but found none/);
  await refused(["--qrels", qrels, "--run", first, "--measures", "nope"], /Unknown measure/);
  await refused(["--qrels", qrels, "--run", first, first], /each run once after --run but found/);
  await refused(["--qrels", qrels, "--run", first, "--format", "xml"], /--format to be one/);
});

Deno.test("a mistyped measure is refused with the nearest one", async () => {
  const refused = (measure: string, message: RegExp) =>
    assert.rejects(
      runCommand(evaluate, ["--qrels", qrels, "--run", first, "--measures", measure]),
      { name: "UserError", message },
    );
  await refused("nDGC@10", /Unknown measure "nDGC@10".* Did you mean "nDCG@10"\?/);
  await refused("ndcg(dcg='exp-log2')@5", /Did you mean "nDCG\(dcg='exp-log2'\)@5"\?/);
  await refused("Precison@5", /Did you mean "Precision@5"\?/);
});

Deno.test("a measure whose parameters do not fit the grades is said", async () => {
  const { err } = await evaluated("--measures", "RR RR(rel=2)@10");
  assert.match(err, /^RR\(rel=2\)@10: no grade is 2 or more, the highest is 1, so that all values are 0\.\n/);
});

Deno.test("the help of evaluate lists options and measures", async () => {
  const { out } = await printed(evaluate, ["--help"]);
  assert.match(out, /--complete/);
  assert.match(out, /nDCG\(/);
});
