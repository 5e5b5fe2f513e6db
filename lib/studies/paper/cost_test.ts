import assert from "node:assert/strict";
import { type EncoderConfig, weightShapes } from "../../encoders/mod.ts";
import { encoderNamed, type RunConfig } from "../../runs/mod.ts";
import { ourRuns } from "../tiers.ts";
import { trialOf } from "../trial.ts";
import { cards, reckonedSeconds } from "./cards.ts";
import { coreSeconds, paperWork, runFlops, trainingFlops } from "./cost.ts";
import { gpuHoursInWords } from "./estimate_in_words.ts";
import { encoderSizes, forwardFlops, parametersOf, textFlops } from "./flops.ts";
import { measuredSteps, STEP_TRIPLES } from "./measured_step.ts";
import { distilbert, mpnet, roberta } from "./setting.ts";

Deno.test("operations are those of every product, counted by hand", () => {
  // Three tokens of width 2: four products with 2 x 2, two with 2 x 8; scores and context of 3 x 3 x 2 each.
  const byHand = 3 * (4 * 2 * (2 * 2) + 2 * 2 * (2 * 8)) + 2 * 2 * (3 * 3 * 2);
  assert.equal(forwardFlops({ layers: 5, width: 2, inner: 8 }, 3), 5 * byHand);
});

Deno.test("parameters are those of the architectures, but for types and a table of distances", () => {
  const types: Record<string, EncoderConfig["model_type"]> = {
    [mpnet]: "mpnet",
    [distilbert]: "distilbert",
    [roberta]: "roberta",
  };
  for (const [name, size] of Object.entries(encoderSizes)) {
    const shapes = weightShapes({
      model_type: types[name],
      vocab_size: size.words,
      hidden_size: size.width,
      num_hidden_layers: size.layers,
      num_attention_heads: 12,
      intermediate_size: size.inner,
      hidden_act: "gelu",
      max_position_embeddings: size.positions,
      type_vocab_size: name === roberta ? 1 : 0,
      layer_norm_eps: 1e-5,
    });
    const values = [...shapes.values()].reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0);
    const others = name === roberta ? size.width : name === mpnet ? 32 * 12 : 0;
    assert.equal(values, parametersOf(size) + others, name);
  }
});

const runs = await ourRuns(["paper-static"]);
const [final] = await ourRuns(["paper-final"], { triplesOf: () => Promise.resolve(128_000) });

Deno.test("a run's cost is its step, as often as it has triples, and what it embeds", () => {
  const run = runs.find(({ encoder, training }) => encoder === mpnet && training!.batchSize === 32)!;
  const work = paperWork(run);
  assert.deepEqual(work, {
    triples: 20_000 * 32,
    // 43 queries with 1,000 candidates, 21 times; the test's part: 54 queries with their best 1,000 and their own.
    passages: 21 * 43 * 1001 + 54 * 1002,
  });
  // A final model: TREC 2020's 54 judged queries, at the start and after 500 and 1,000 steps; the test is of all passages.
  assert.equal(paperWork(final).passages, 3 * 54 * 1001 + 8_842_000);
  const { seconds, passagesPerSecond } = measuredSteps().of("12 layers", "packed");
  const expected = 20_000 * 32 / STEP_TRIPLES * seconds + work.passages / passagesPerSecond;
  assert.ok(Math.abs(coreSeconds(run) - expected) < 1e-6 * expected);
  const { query, passage } = textFlops(encoderSizes[mpnet], "packed");
  assert.equal(trainingFlops(run), work.triples * 3 * (query + 2 * passage));
  assert.equal(runFlops(run), trainingFlops(run) + work.passages * passage);
  assert.ok(runFlops(run, "padded") > 2 * runFlops(run));
});

Deno.test("twice the arithmetic takes twice as long on a card, and a trial a share of it", () => {
  const flops = (config: RunConfig) => reckonedSeconds(trainingFlops(config), cards[0]);
  const [run] = runs;
  assert.equal(flops(trialOf(run, 0.01)), 0.01 * flops(run));
  assert.match(gpuHoursInWords(run), /^≈ 0\.\d+ GPU h$/);
});

Deno.test("the first guess of an encoder's speed is that of the step that was measured", () => {
  for (const [name, size] of [[distilbert, "6 layers"], [mpnet, "12 layers"]] as const) {
    const { seconds, passagesPerSecond } = measuredSteps().of(size, "packed");
    // On two cores.
    const measured = { train: seconds / STEP_TRIPLES / 3 / 2, encode: 1 / passagesPerSecond / 2 };
    const guess = encoderNamed(name)!.secondsPerText;
    for (const phase of ["train", "encode"] as const) {
      assert.ok(Math.abs(guess[phase] / measured[phase] - 1) < 0.35, `${name}, ${phase}`);
    }
  }
});
