import assert from "node:assert/strict";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { compareCommand } from "./compare.ts";
import { evaluateCommand } from "./evaluate.ts";
import { type DifferencesOfSystem } from "../evaluation/mod.ts";

const folder = await mkdtemp(path.join(tmpdir(), "commands-"));
async function file(name: string, text: string): Promise<string> {
  await writeFile(path.join(folder, name), text);
  return path.join(folder, name);
}

const qrels = await file("qrels", "q1 0 a 1\nq2 0 b 1\nq3 0 c 0\nq4 0 d 1\n");
const first = await file(
  "first.run",
  "q1 Q0 a 1 2 x\nq2 Q0 x 1 2 x\nq2 Q0 b 2 1 x\nq3 Q0 c 1 1 x\nq9 Q0 c 1 1 x\n",
);
const second = await file("second.run", "q1\tx\t1\nq1\ta\t2\nq2\tb\t1\nq3\tc\t1\nq4\td\t1\n");

/** What a command prints. */
async function printed(step: () => Promise<number>): Promise<{ out: string; err: string }> {
  const said = { out: "", err: "" };
  const { write } = process.stdout, { write: writeError } = process.stderr;
  process.stdout.write = (text: string | Uint8Array) => (said.out += text, true);
  process.stderr.write = (text: string | Uint8Array) => (said.err += text, true);
  try {
    assert.equal(await step(), 0);
  } finally {
    process.stdout.write = write;
    process.stderr.write = writeError;
  }
  return said;
}

const evaluated = (...args: string[]) =>
  printed(() => evaluateCommand(["--qrels", qrels, "--run", first, ...args]));

let drawn: readonly DifferencesOfSystem[] = [];
const draw = (_: string, systems: readonly DifferencesOfSystem[]) => {
  drawn = systems;
  return Promise.resolve();
};
const compared = (...args: string[]) =>
  printed(() => compareCommand(["--qrels", qrels, "--measures", "RR", ...args], { draw }));

Deno.test("evaluate gives records of queries and means, as trec_eval counts them", async () => {
  const { out, err } = await evaluated("--measures", "RR P@1", "--per-query", "--format", "json");
  const records = JSON.parse(out);
  assert.equal(records.length, 8);
  assert.deepEqual(records[1], { run: "first.run", measure: "RR", query: "q2", value: 0.5 });
  assert.deepEqual(records[3], { run: "first.run", measure: "RR", query: "all", value: 0.5 });
  assert.match(err, /first\.run: 1 queries that the qrels do not judge are ignored\.\n/);
  assert.match(err, /first\.run: 1 judged queries are not in the run; they are left out/);
});

Deno.test("--complete counts queries that a run lacks with 0", async () => {
  const { out } = await evaluated(second, "--complete", "--measures", "RR");
  assert.equal(out, "run             RR\nfirst.run   0.3750\nsecond.run  0.6250\n");
});

Deno.test("the format trec is that of trec_eval", async () => {
  const { out } = await evaluated("--measures", "RR", "--format", "trec");
  assert.equal(out, `runid${" ".repeat(17)}\tall\tfirst.run\nRR${" ".repeat(20)}\tall\t0.5000\n`);
});

Deno.test("compare tests systems on the queries that all runs answer", async () => {
  const { out, err } = await compared(
    "--baseline",
    first,
    "--run",
    second,
    "--format",
    "json",
    "--figure",
    "x.svg",
  );
  const [record] = JSON.parse(out);
  assert.deepEqual(
    [
      record.system,
      record.baseline,
      record.queries,
      record.difference,
      record.wins,
      record.ties,
      record.losses,
    ],
    ["second.run", "first.run", 3, 0, 1, 1, 1],
  );
  assert.deepEqual(record.tests.t, { p: 1, holm: 1, bonferroni: 1 });
  assert.match(err, /^1 judged queries are left out, as not all runs answer them/);
  assert.deepEqual(Array.from(drawn[0].differences), [-0.5, 0.5, 0]);
});

Deno.test("several runs of a system are averaged, and their seeds drawn", async () => {
  const { out } = await compared("--baseline", first, "--system", "both", first, second, "--complete");
  assert.match(out, /^RR over 4 queries against first\.run, 0\.3750\n/);
  assert.match(out, /queries and seeds/);
  assert.match(out, /both +0\.5000 +\+0\.1250 /);
});

Deno.test("compare --reproduction tells how close rankings, values and effects are", async () => {
  const pair = ["--reproduction", first, second, "--complete"];
  const { out } = await compared(...pair, "--baseline", second, first, "--format", "json");
  const value = (statistic: string) =>
    JSON.parse(out).find((record: { statistic: string }) => record.statistic === statistic).value;
  // Differences -0.5, 0.5, 0, 1; the original effect is -0.25, the reproduced 0.25.
  assert.equal(value("rootMeanSquareError"), Math.sqrt(1.5 / 4));
  assert.equal(value("effectRatio"), -1);
  assert.equal(value("deltaRelativeImprovement"), -0.25 / 0.625 - 0.25 / 0.375);
  const same = await compared("--reproduction", first, first, "--baseline", first);
  assert.match(same.out, /KTU 1\.0000 {2}RBO 1\.0000/);
  assert.match(same.out, /–: Effect ratio: .* found no difference/);
});

Deno.test("what cannot be compared is refused", async () => {
  const refused = (args: string[], message: RegExp) =>
    assert.rejects(compareCommand(["--qrels", qrels, ...args], { draw }), { name: "UserError", message });
  const other = await file("other.run", "q7 Q0 a 1 1 x\nq1 Q0 a 1 1 x\n");
  await refused(
    ["--baseline", first, "--run", other],
    /at least two judged queries that all 2 runs answer but found 1/,
  );
  await refused(["--baseline", first], /expected --baseline FILE and --run FILE/);
  await refused(["--baseline", first, "--run", first], /different names but found ".*first\.run" twice/);
  await refused(["--baseline", first, "--system", "x"], /--system NAME FILE/);
  await refused(["--reproduction", first], /ORIGINAL REPRODUCED .* found 1 runs/);
  await refused(["--baseline", first, "--run", second, "--figure", "a.png"], /end with \.svg or \.html/);
  await refused(
    ["--baseline", first, "--run", second, "--resamples", "0"],
    /--resamples to be an integer above 0/,
  );
  await assert.rejects(evaluateCommand(["--run", first]), /expected --qrels FILE/);
  await assert.rejects(evaluateCommand(["--qrels", qrels]), /expected --run FILE/);
  await assert.rejects(
    evaluateCommand(["--qrels", qrels, "--run", first, "--measures", "nope"]),
    /Unknown measure/,
  );
  await assert.rejects(
    evaluateCommand(["--qrels", qrels, "--run", first, "--format", "xml"]),
    /--format to be one/,
  );
});

Deno.test("both commands explain themselves", async () => {
  const { out } = await printed(() => evaluateCommand(["--help"]));
  assert.match(out, /--complete/);
  assert.match(out, /nDCG\(/);
  assert.match((await printed(() => compareCommand(["--help"], { draw }))).out, /--reproduction/);
});
