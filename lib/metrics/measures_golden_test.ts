/** Against pytrec_eval, gdeval.pl, cwl_eval and ir_measures on generated runs; see goldens/measures.py. */
import assert from "node:assert/strict";
import { type Generator, generator, type Qrels, type Run, shuffle } from "../base/mod.ts";
import golden from "../../goldens/measures.json" with { type: "json" };
import { type EvaluationOptions, evaluator } from "./evaluate.ts";

const prefixes = ["", "d", "D", "é", "\uff01", "\u{1f600}"];
const passages = Array.from({ length: 48 }, (_, i) => `${prefixes[i % 6]}${Math.floor(i / 6)}`);
const grades = [-1, 0, 0, 1, 1, 2, 3, 4];
const scorers: ((random: Generator) => number)[] = [
  (random) => random.below(4),
  (random) => -random.below(1000) / 8,
  (random) => (random.below(2001) - 1000) * 1e300,
  (random) => 1 + random.below(5) * 1e-9,
  (random) => random.uniform(),
  (random) => (random.below(3) - 1) * 1e-46,
];

/** Adds to a run and its qrels a query with ties, gaps and unjudged passages, or one that either of them lacks. */
function draw(id: string, random: Generator, run: Run, qrels: Qrels): void {
  const score = scorers[random.below(scorers.length)];
  const judged = shuffle([...passages], random).slice(0, random.below(25));
  const judgements = new Map(judged.map((passage) => [passage, grades[random.below(grades.length)]]));
  if ([...judgements.values()].every((grade) => grade < 0) && judged.length) judgements.set(judged[0], 0);
  const ids = shuffle([...passages], random).slice(0, 1 + random.below(40));
  const scores = Float64Array.from(ids, () => score(random));
  const missing = random.below(12);
  if (judged.length > 0 && missing !== 0) qrels.set(id, judgements);
  if (missing !== 1) run.set(id, { ids, scores });
}

const weights = golden.measures.map((_, k) => Math.sqrt(2 + k));
const mixture = (values: number[]) => values.reduce((sum, value, k) => sum + weights[k] * value, 0);
const close = (found: number, expected: number, what: string) =>
  assert.ok(Math.abs(found - expected) <= 1e-9, `${what}: expected ${expected}, found ${found}`);

Deno.test("values and means of generated runs equal those of other evaluators", () => {
  const random = generator(golden.seed);
  const { values: spelledOut, mixtures, means } = golden.generated;
  let compared = 0;
  for (let r = 0; r < golden.runs; r++) {
    const run: Run = new Map(), qrels: Qrels = new Map();
    for (let i = 0; i < golden.queries; i++) draw(String(1000 + r * golden.queries + i), random, run, qrels);
    const options: EvaluationOptions = {
      measures: golden.measures,
      withoutRelevant: "zero",
      precision: r % 2 === 0 ? "single" : "double",
    };
    const expectedMeans = means[r];
    if (expectedMeans === null) {
      compared += [...qrels.keys()].filter((query) => run.has(query)).length;
      assert.throws(() => evaluator(qrels, options)(run), { name: "UserError" });
      continue;
    }
    const inBoth = evaluator(qrels, { ...options, missing: "leave out" })(run);
    const complete = evaluator(qrels, options)(run);
    inBoth.queries.forEach((query, i) => {
      const found = golden.measures.map((name) => inBoth.values[name][i]);
      if (r < golden.spelledOut) {
        golden.measures.forEach((name, k) =>
          close(found[k], spelledOut[compared][k], `${name} of query ${query}`)
        );
      } else {
        close(mixture(found), mixtures[compared - spelledOut.length], `mixture of query ${query}`);
      }
      compared++;
    });
    [inBoth, complete].forEach(({ means }, k) =>
      close(mixture(golden.measures.map((name) => means[name])), expectedMeans[k], `means of run ${r}`)
    );
  }
  assert.equal(compared, spelledOut.length + mixtures.length);
  assert.ok(compared > 4000, `${compared} queries`);
});
