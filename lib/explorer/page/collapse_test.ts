import assert from "node:assert/strict";
import { inventedResults } from "../../runs/results_for_tests.ts";
import { changesOf } from "./collapse.ts";

const { history } = inventedResults().find(({ config }) => config.method.kind === "in-batch softmax")!;

Deno.test("start and end are means over the first and last steps, of what is recorded alone", () => {
  const collapsing = history.map((record, i) => ({ ...record, marginStd: i < 8 ? 0.2 : i < 32 ? 9 : 0.01 }));
  const changes = changesOf(collapsing);
  assert.deepEqual(changes.map(({ field }) => field), ["marginStd", "marginMean"]);
  assert.ok(Math.abs(changes[0].start - 0.2) < 1e-12 && Math.abs(changes[0].end - 0.01) < 1e-12);
  const [short] = changesOf(collapsing.slice(0, 2));
  assert.equal(short.start, 0.2);
});
