/** A run of a study's method with another seed, trained in a notebook's cell and drawn while it trains. */
import { duration, UserError } from "../base/mod.ts";
import { liveCurve, type LiveCurveOptions } from "../figures/mod.ts";
import type { RunConfig, RunResult } from "../runs/mod.ts";
import { bestSoFar, type SeedGroup } from "../studies/mod.ts";
import { liveFigure, showMarkdown } from "./show.ts";

export interface LiveRunOptions {
  /** Another than those that are stored shows what a seed does; one of them is a reproduction. */
  readonly seed: number;
  /** Steps to train, of those that the stored runs have; default all. */
  readonly steps?: number;
}

/**
 * Trains one more seed of a stored setting, without the search for the test queries; draws its dev curve over the band of
 * the stored seeds after each validation, and says at the end whether it lies inside.
 *
 * @throws UserError where there are fewer steps than up to the first validation.
 */
export async function showLiveRun(stored: SeedGroup, options: LiveRunOptions): Promise<void> {
  const { seed } = options;
  const config = liveConfig(stored.config, options);
  const { trainedEncoder } = await import("../runs/fine_tuning/mod.ts");
  const draw = liveFigure();
  const validations: RunResult["validations"] = [];
  const drawn = (): LiveCurveOptions => ({ name: `seed ${seed}, now`, validations });
  await draw(liveCurve(stored, drawn()));
  let drawing = Promise.resolve();
  const started = performance.now();
  const { encoder, history } = await trainedEncoder(config, {
    onValidation(validation) {
      validations.push(validation);
      drawing = drawing.then(() => draw(liveCurve(stored, drawn())));
    },
  });
  encoder.dispose();
  await drawing;
  // Where a checkpoint was found, the first ones come out of it.
  await draw(liveCurve(stored, { ...drawn(), validations: history.validations }));
  const seconds = (performance.now() - started) / 1000;
  await showMarkdown(
    `${insideInWords(stored, { seed, validations: history.validations })} It took ${duration(seconds)}.`,
  );
}

function liveConfig(config: RunConfig, { seed, steps = Infinity }: LiveRunOptions): RunConfig {
  const training = config.training!;
  const validateAt = training.validateAt.filter((step) => step <= steps);
  if (validateAt.some((step) => step > 0)) {
    return { ...config, seed, training: { ...training, validateAt, steps: Math.min(steps, training.steps) } };
  }
  const first = training.validateAt.find((step) => step > 0);
  throw new UserError(
    `Expected at least ${first} steps, the first of which the stored runs have a value, but found ${steps}.`,
  );
}

/**
 * Whether a run ends inside the range of the stored seeds after as many triples.
 *
 * Of n + 1 seeds that nothing tells apart, the new one is the lowest or the highest in 2 of n + 1 cases.
 */
export function insideInWords(
  { results }: SeedGroup,
  { seed, validations }: { seed: number; validations: RunResult["validations"] },
): string {
  const { triples, value } = bestSoFar({ validations }).at(-1)!;
  const others = results.map((run) => bestSoFar(run).find((point) => point.triples === triples)!.value);
  const [low, high] = [Math.min(...others), Math.max(...others)];
  const n = others.length;
  const reached = `After ${triples.toLocaleString("en")} triples the best dev nDCG@10 of seed ${seed} is ${
    value.toFixed(3)
  }`;
  if (results.some(({ config }) => config.seed === seed)) {
    const own = others[results.findIndex(({ config }) => config.seed === seed)];
    return `**${reached}; the stored run of that seed has ${own.toFixed(3)}**, with the same configuration.`;
  }
  const range = `the range of the ${n} stored seeds, ${low.toFixed(3)} to ${high.toFixed(3)}`;
  const place = value < low ? "below" : value > high ? "above" : "inside";
  return `**${reached}: ${place} ${range}.** A new seed is expected outside the range of ${n} in 2 of ${
    n + 1
  } cases, ` +
    "if nothing tells it from them.";
}
