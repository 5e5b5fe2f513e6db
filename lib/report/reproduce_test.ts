import assert from "node:assert/strict";
import { smokeConfigs } from "../runs/configs_for_tests.ts";
import { withResults } from "../runs/results_for_tests.ts";
import { reproduceRuns } from "./reproduce.ts";

/** The first line, said before there is a place for the runs. */
async function firstLine(onCards: boolean): Promise<string> {
  const said: string[] = [];
  const nowhere = new Error("nowhere");
  await assert.rejects(
    reproduceRuns(smokeConfigs, {
      source: "local",
      onCards,
      place: () => Promise.reject(nowhere),
      signal: new AbortController().signal,
      onFailure() {},
      say: (line) => said.push(line),
    }),
    nowhere,
  );
  return said[0];
}

Deno.test("what runs take on two cores is said where cores perform them, and not where cards do", () =>
  withResults(async () => {
    assert.match(await firstLine(false), /^2 of 2 runs to compute: ≈ .* on two cores/);
    assert.match(await firstLine(true), /^2 of 2 runs to compute\. The estimate is updated/);
  }));
