import assert from "node:assert/strict";
import { type BenchResult, median } from "./bench.ts";
import { report } from "./report.ts";

const RESULT: BenchResult = {
  bench: "sorting",
  about: "Sorts numbers.",
  date: "2026-01-02",
  software: "abc",
  machine: "a machine",
  threads: 2,
  measures: [
    { field: "seconds", title: "time, s", ratio: "peer / ours" },
    { field: "bytes", title: "memory, MB", scale: 1e-6, ratio: "ours / peer" },
    { field: "loss", title: "loss" },
  ],
  goals: [{ field: "seconds", peer: "theirs", atLeast: 1.5 }, {
    field: "bytes",
    peer: "theirs",
    atMost: 0.5,
  }, { field: "bytes", of: "ours", atMost: 8 }],
  contestants: [
    {
      name: "ours",
      rounds: [{ seconds: 3, bytes: 8e6, loss: 1 }, { seconds: 1, bytes: 6e6, loss: 1 }, {
        seconds: 2,
        bytes: 7e6,
        loss: 1,
      }],
      versions: { deno: "2" },
    },
    { name: "theirs", rounds: [{ seconds: 4, bytes: 10e6, loss: 1 }], versions: { python: "3" } },
  ],
};

Deno.test("a report shows medians, ratios between ours and a peer, and which goals are reached", () => {
  assert.equal(
    report(RESULT),
    `## sorting

Sorts numbers.

|        | time, s | peer / ours | memory, MB | ours / peer | loss |
| :----- | ------: | ----------: | ---------: | ----------: | ---: |
| ours   |    2.00 |             |       7.00 |             | 1.00 |
| theirs |    4.00 |        2.00 |       10.0 |       0.700 | 1.00 |

- time, s, peer / ours, against theirs: goal at least 1.5, found 2.00: reached
- memory, MB, ours / peer, against theirs: goal at most 0.5, found 0.700: missed
- memory, MB, ours: goal at most 8, found 7.00: reached

Medians of 3 interleaved rounds, 2 threads each. a machine; deno 2, python 3. Commit abc, 2026-01-02.
`,
  );
});

Deno.test("what was measured once is not called a median", () => {
  const once = { ...RESULT, contestants: RESULT.contestants.slice(1) };
  assert.match(report({ ...once, goals: [] }), /^One round, 2 threads each\. a machine;/m);
  assert.match(report({ ...once, goals: [], threads: 1 }), /^One round, 1 thread each\. a machine;/m);
});

Deno.test("the median of an even number is the mean of the middle two, and of none is not a number", () => {
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.ok(Number.isNaN(median([])));
});

Deno.test("where the same work has several sizes, the last row says how measures grow with them", () => {
  const of = (size: number, seconds: number) => ({
    name: `${size}`,
    size,
    rounds: [{ seconds, bytes: 8e6, ...(size === 10 && { loss: 1 }) }],
    versions: {},
  });
  const measures = RESULT.measures.map(({ ratio: _, ...measure }) => measure);
  const grown = { ...RESULT, measures, goals: [], contestants: [of(10, 2), of(100, 20), of(1000, 200)] };
  assert.match(report(grown), /^\| slope of log over log of size \| +1\.00 \| +0\.00 \| +– \|$/m);
});
