import assert from "node:assert/strict";
import { lazyList } from "../base/mod.ts";
import { inventedResults } from "../runs/results_for_tests.ts";
import { drawnSteps } from "./drawn_steps.ts";
import { trainingCourse } from "./training_course.ts";
import { lossCurves, marginTrajectories } from "./trajectories.ts";

Deno.test("every step of a short training is drawn, and some 4,000 of a long one", () => {
  const steps = (length: number) => Array.from({ length }, (_, i) => i + 1);
  assert.deepEqual(drawnSteps(steps(4096)), steps(4096));
  const drawn = drawnSteps(steps(100_000));
  assert.equal(drawn.length, 4000);
  assert.deepEqual(drawn.slice(0, 3), [1, 26, 51]);
});

Deno.test("no figure has more points for more steps", () => {
  const [run] = inventedResults().filter(({ history }) => history.length > 0);
  const { history: [record], validations } = run;
  const history = lazyList(100_000, (i) => ({ ...record, step: i + 1 }));
  const long = { ...run, history };
  const course = trainingCourse({ steps: history, validations, measure: "nDCG@10", bestStep: 0 }, {
    title: "",
  });
  for (const { data } of [course, lossCurves([long]), marginTrajectories([long], { title: "" })]) {
    assert.ok(data.length > 0);
    for (const { x } of data) assert.ok((x as number[]).length <= 2 * 4096);
  }
});
