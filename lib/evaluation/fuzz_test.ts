/** Damaged files: a value or an error that says what is wrong, never a crash, a hang or NaN. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { type Generator, generator, type Qrels, type Run, UserError } from "../base/mod.ts";
import { readQrels, readRun } from "../trec/mod.ts";
import { compareSystems } from "./comparison.ts";
import { compareReproduction } from "./reproduction.ts";

const FILES = 10_500;
const MEASURES = [
  "nDCG@10",
  "nDCG(dcg='exp-log2')",
  "RR(rel=2)@10",
  "AP",
  "R@100",
  "Bpref",
  "RBP(p=0.8)",
  "ERR@10",
];

const qrelsTexts = [
  "q1 0 a 1\nq1 0 b 0\nq1 0 c 3\nq2 0 a 2\nq2 0 d -1\nq3 0 e 1\n",
  "q1\t0\ta\t1\r\nq2\t0\ta\t2\r\nq3\t0\tc\t1\r\n",
  "query-id\tcorpus-id\tscore\nq1\ta\t1\nq1\tc\t2\nq2\ta\t1\nq2\tb\t0\n",
];
const runTexts = [
  "q1 Q0 a 1 3.25 x\nq1 Q0 b 2 1.5e0 x\nq1 Q0 z 3 1.5 x\nq2 Q0 a 1 -0.1 x\nq2 Q0 d 2 -7 x\n# c\nq3 Q0 e 1 0 x\n",
  "query-id\tcorpus-id\tscore\nq1\tb\t0.75\nq1\ta\t.5\nq2\ta\t1\nq2\td\t1\n",
  "q1\tc\t1\nq1\ta\t2\nq2\tb\t1\nq2\ta\t2\n",
];
const tokens = [
  "NaN",
  "inf",
  "-Infinity",
  "1e999",
  "-1e308",
  "1e308",
  "1e-320",
  "0x1",
  "999999999",
  "-999999999",
  "12345678901234567890123",
  "__proto__",
  "é\u{1f600}",
  "\ufeff",
  "\u00a0",
  "\t",
  " ",
  "\n",
  "\r",
  "\0",
  "#",
  "-",
  "q1",
  "a",
  "",
].map((token) => new TextEncoder().encode(token));

function mutated(text: string, random: Generator): Uint8Array {
  let bytes = new TextEncoder().encode(text);
  const place = () => random.below(bytes.length + 1);
  const splice = (from: number, to: number, put: Uint8Array) => {
    bytes = Uint8Array.of(...bytes.subarray(0, from), ...put, ...bytes.subarray(to));
  };
  for (let k = random.below(2); k >= 0; k--) {
    const from = place(), to = Math.min(bytes.length, from + random.below(6));
    const token = tokens[random.below(tokens.length)];
    [
      () => splice(from, from, token),
      () => splice(from, to, token),
      () => splice(from, to, new Uint8Array(0)),
      () => splice(from, from, Uint8Array.of(random.below(256))),
      () => splice(from, Math.min(bytes.length, from + 1), Uint8Array.of(random.below(256))),
      () => splice(from, from, bytes.slice(from, from + random.below(30))),
      () => splice(from, bytes.length, new Uint8Array(0)),
      () => {
        // a column of a line exchanged
        const words = new TextDecoder().decode(bytes).split(/([ \t\n]+)/);
        words[2 * random.below(words.length + 1 >> 1)] = new TextDecoder().decode(token);
        bytes = new TextEncoder().encode(words.join(""));
      },
    ][random.below(8)]();
  }
  if (random.below(20) > 0) return bytes;
  const packed = new Uint8Array(gzipSync(bytes, { level: 1 }));
  if (random.below(2) === 0) packed[random.below(packed.length)] = random.below(256);
  return packed;
}

async function attempt<T>(step: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof UserError && error.message.length > 20) return undefined;
    throw error;
  }
}

function finite(value: unknown, at: string): void {
  if (typeof value === "number") assert.ok(!Number.isNaN(value), `NaN at ${at}`);
  else if (ArrayBuffer.isView(value)) finite([...value as Float64Array], at);
  else if (typeof value === "object" && value !== null) {
    for (const [key, each] of Object.entries(value)) finite(each, `${at}.${key}`);
  }
}

/** Reads many files at a time, as each waits for the disk. */
const BATCH = 50;

Deno.test(`${FILES} damaged runs and qrels give values or errors`, async () => {
  const random = generator(166613);
  const folder = await mkdtemp(path.join(tmpdir(), "fuzz-"));
  const allQrels: Qrels[] = [], runs: Run[] = [];
  for (let i = 0; i < FILES; i += BATCH) {
    const batch = await Promise.all(Array.from({ length: BATCH }, async (_, k) => {
      const file = path.join(folder, String(k));
      writeFileSync(file, mutated((k % 3 === 0 ? qrelsTexts : runTexts)[random.below(3)], random));
      const found = await attempt<Qrels | Run>(() => k % 3 === 0 ? readQrels(file) : readRun(file));
      for (const [query, row] of found ?? []) {
        finite(row instanceof Map ? [...row.values()] : row.scores, query);
      }
      return found;
    }));
    batch.forEach((found, k) => {
      if (found && k % 3 === 0) allQrels.push(found as Qrels);
      else if (found) runs.push(found as Run);
    });
  }
  let compared = 0;
  const one = <T>(list: readonly T[]) => list[random.below(list.length)];
  for (let k = 0; k < 500; k++) {
    const options = { measures: MEASURES, complete: k % 2 === 0, permutations: 5, resamples: 5 };
    const [a, b, qrels] = [one(runs), one(runs), one(allQrels)];
    const systems = await attempt(() =>
      compareSystems([{ name: "a", runs: [a] }, { name: "b", runs: [b, a] }], qrels, options)
    );
    const again = await attempt(() =>
      compareReproduction(
        { original: a, reproduced: b, baseline: { original: b, reproduced: b } },
        qrels,
        options,
      )
    );
    finite([systems, again], "comparison");
    if (systems && again) compared++;
  }
  // Enough of each kind that something was tried.
  const told = `${allQrels.length} qrels and ${runs.length} runs read, ${compared} comparisons`;
  assert.ok(allQrels.length > 500 && allQrels.length < 3000, told);
  assert.ok(runs.length > 1000 && runs.length < 6500, told);
  assert.ok(compared > 100, told);
});
