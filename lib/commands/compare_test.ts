import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import compare from "./compare.ts";
import { printed } from "./printed_for_tests.ts";
import { runCommand } from "./run_command.ts";
import { file, first, qrels, second } from "./runs_for_tests.ts";

const compared = (...args: string[]) => printed(compare, ["--qrels", qrels, "--measures", "RR", ...args]);

Deno.test("compare tests systems on the queries that all runs answer", async () => {
  const { out, err } = await compared(
    "--baseline",
    first,
    "--run",
    second,
    "--format",
    "json",
    "--per-query",
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
  assert.match(err, /^1 judged query is left out, as not all runs answer such queries/);
  assert.deepEqual(Object.values(record.differences), [-0.5, 0.5, 0]);
});

Deno.test("several runs of a system are averaged, and their seeds resampled", async () => {
  const { out } = await compared("--baseline", first, "--system", "both", first, second, "--complete");
  assert.match(out, /^RR over 4 queries against first\.run, 0\.3750\n/);
  assert.match(out, /queries and seeds/);
  assert.match(out, /both +0\.5000 +\+0\.1250 /);
});

Deno.test("compare --reproduction measures how close rankings, values and effects are", async () => {
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
  assert.match(same.out, /n\/a: Effect ratio: .* found no difference/);
});

Deno.test("infinite and undefined values are written as such, in words and in JSON", async () => {
  // RR 1 against 1/3 for both queries: the same difference everywhere.
  const judged = await file("same.tsv", "query-id\tcorpus-id\tscore\nq1\ta\t1\nq2\ta\t1\n");
  const run = (name: string, rank: number) =>
    file(
      name,
      ["q1", "q2"].map((query) =>
        Array.from({ length: rank }, (_, i) => `${query}\t${i + 1 === rank ? "a" : `x${i}`}\t${i + 1}\n`)
          .join("")
      ).join(""),
    );
  const [worse, better] = [await run("worse.run", 3), await run("better.run", 1)];
  const args = ["--qrels", judged, "--measures", "RR", "--baseline", worse];
  const [record] = JSON.parse((await printed(compare, [...args, "--run", better, "--format", "json"])).out);
  assert.deepEqual([record.cohen, record.tests.t.p], ["inf", 0]);
  assert.match((await printed(compare, [...args, "--run", better])).out, /better\.run .* \+inf {2}2\/0\/0/);
  const same = ["--reproduction", better, worse, "--baseline", better];
  const json = await printed(compare, ["--qrels", judged, "--measures", "RR", ...same, "--format", "json"]);
  const ratio = JSON.parse(json.out).find((row: { statistic: string }) => row.statistic === "effectRatio");
  assert.equal(ratio.value, "n/a");
  assert.match(ratio.reason, /^Effect ratio: expected .* no difference/);
});

Deno.test("what cannot be compared is refused", async () => {
  const refused = (args: string[], message: RegExp) =>
    assert.rejects(runCommand(compare, ["--qrels", qrels, ...args]), { name: "UserError", message });
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
});

Deno.test("the same run as two seeds, or as a run and its reproduction, is said", async () => {
  const copy = await file("copy.run", await readFile(first, "utf8"));
  const seeds = await compared("--baseline", second, "--system", "margin", first, copy, second);
  assert.match(
    seeds.err,
    /^.*first\.run and .*copy\.run have the same content: of margin a seed counts twice\.\n/,
  );
  const twice = await compared("--baseline", second, second, "--run", first);
  assert.match(twice.err, /^.*second\.run is given twice: of second\.run a seed counts twice\.\n/);
  const pair = await compared("--reproduction", first, first);
  assert.match(pair.err, /^.*first\.run is given twice: a run is compared with itself\.\n/);
  assert.doesNotMatch((await compared("--baseline", first, "--run", second)).err, /twice|same content/);
});

Deno.test("p is never printed as 0, and never 0 in JSON where the differences are not all the same", async () => {
  const queries = Array.from({ length: 2000 }, (_, i) => `q${i}`);
  const lines = (of: (query: string, i: number) => string) => queries.map(of).join("");
  const judged = await file("many.qrels", lines((query) => `${query} 0 a 1\n`));
  const worse = await file("poor.run", lines((query) => `${query} Q0 b 1 1 x\n`));
  const better = await file("good.run", lines((query, i) => `${query} Q0 ${i === 0 ? "b" : "a"} 1 1 x\n`));
  const args = ["--qrels", judged, "--measures", "RR", "--baseline", worse, "--run", better];
  const few = [...args, "--permutations", "99", "--resamples", "99"];
  const [{ tests }] = JSON.parse((await printed(compare, [...few, "--format", "json"])).out);
  assert.ok(tests.t.p > 0 && tests.t.p < 1e-300, tests.t.p);
  assert.ok(tests.wilcoxon.p > 0, tests.wilcoxon.p);
  const same = await file("same.run", lines((query) => `${query} Q0 a 1 1 x\n`));
  const { out } = await printed(compare, [
    ...few.slice(0, -5),
    same,
    "--permutations",
    "99",
    "--resamples",
    "9",
  ]);
  assert.match(out, /< 0\.0001/);
  assert.doesNotMatch(out, /0\.0000 /);
});

Deno.test("options without an effect are refused by name", async () => {
  const refused = (args: string[], message: RegExp) =>
    assert.rejects(runCommand(compare, ["--qrels", qrels, ...args]), { name: "UserError", message });
  const pair = ["--baseline", first, "--run", second];
  await refused(
    [...pair, "--per-query"],
    /expected no --per-query with --format table, where it has no effect/,
  );
  await refused([...pair, "--depth", "5"], /expected no --depth with --run or --system/);
  await refused([...pair, "--persistence", "0.5"], /expected no --persistence with --run or --system/);
  await refused(
    ["--reproduction", first, second, "--resamples", "9", "--confidence", "0.9"],
    /expected no --resamples or --confidence with --reproduction/,
  );
});

Deno.test("a measure whose parameters do not fit the grades is said", async () => {
  const { err } = await printed(compare, [
    ...["--qrels", qrels, "--baseline", first, "--run", second, "--measures", "RR(rel=2)"],
  ]);
  assert.match(err, /^RR\(rel=2\): no grade is 2 or more, the highest is 1, so that all values are 0\.\n/);
});

Deno.test("--figure draws the differences by query on the first measure", async () => {
  const figure = await file("differences.svg", "");
  const { out, err } = await compared("--baseline", first, "--run", second, "--figure", figure);
  assert.match(await readFile(figure, "utf8"), /<svg[^]*second\.run/);
  assert.match(out, /^RR over 3 queries/);
  assert.match(err, /Wrote .*differences\.svg\.\n$/);
});

Deno.test("the help of compare names both ways to call it", async () => {
  const { out } = await printed(compare, ["--help"]);
  assert.match(out, /--reproduction/);
  assert.match(out, /deno task compare --qrels FILE --reproduction/);
});
