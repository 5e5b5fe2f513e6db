/** Every grid of the paper, from MS MARCO's files to stored results, at a scale of seconds. */
import assert from "node:assert/strict";
import { type RunConfig, runExperiment, type RunResult, runSettings } from "../../runs/mod.ts";
import { withResults } from "../../runs/results_for_tests.ts";
import { judgeClaims } from "../claims/mod.ts";
import { ourRuns } from "../tiers.ts";
import { trialOf } from "../trial.ts";
import { FIXTURE_TRIPLES, withPaperFixture } from "./fixture_for_tests.ts";
import { type PaperExperiment, paperExperiments } from "./mod.ts";

/** Two steps of experiment 1; half an epoch of the others, which is one of five steps with batches of 128. */
const scaleOf = (name: PaperExperiment, { training }: RunConfig) =>
  name.startsWith("paper-static") || training!.steps === 20_000 ? 1e-4 : 0.5;

/** As few of some runs as have every value that a setting has in any of them. */
function covering(runs: readonly RunConfig[]): RunConfig[] {
  const factsOf = (config: RunConfig) =>
    Object.entries({ ...runSettings(config), encoder: config.encoder }).map((fact) => JSON.stringify(fact));
  const missing = new Set(runs.flatMap(factsOf));
  const chosen: RunConfig[] = [];
  while (missing.size > 0) {
    const gain = (config: RunConfig) => factsOf(config).filter((fact) => missing.has(fact)).length;
    const best = runs.reduce((a, b) => gain(b) > gain(a) ? b : a);
    for (const fact of factsOf(best)) missing.delete(fact);
    chosen.push(best);
  }
  return chosen;
}

Deno.test("every value of every grid runs from MS MARCO's published files to a stored result", () =>
  withPaperFixture(() =>
    withResults(async () => {
      const all: RunResult[] = [];
      for (const name of paperExperiments) {
        const runs = covering(await ourRuns([name])).map((run) => trialOf(run, scaleOf(name, run)));
        const results = await runExperiment(runs, { onProgress: () => {} });
        assert.equal(results.length, runs.length, name);
        for (const { config, history, validations, queries, top10 } of results) {
          assert.ok(history.length >= 1 && history.length <= config.training!.steps, name);
          assert.ok(history.every(({ loss }) => Number.isFinite(loss)));
          assert.equal(Object.keys(validations[0].measures).length, 2 + 11, "the reference's measures");
          assert.equal(queries.length, 6);
          assert.ok(
            top10.positions.every((position) => position >= 0),
            "ten passages are found of each query",
          );
        }
        all.push(...results);
      }
      const epoch = all.find(({ config }) =>
        config.method.kind === "margin" && config.method.target === "adaptive"
      )!;
      const { steps, batchSize } = epoch.config.training!;
      assert.equal(steps, Math.round(0.5 * Math.ceil(FIXTURE_TRIPLES / batchSize)));
      assert.ok(judgeClaims(all).every(({ evidence }) => evidence.length === 0), "trials are never judged");
    })
  ));
