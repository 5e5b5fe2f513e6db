/** Results without a run behind them, for tests. */
import { generator } from "../base/mod.ts";
import type { RunConfig } from "./config.ts";
import { hashOf } from "./hash.ts";
import type { RunResult } from "./result.ts";

/** A complete result with numbers that depend on the configuration alone; `lift` is added to every measure. */
export function fakeResult(
  config: RunConfig,
  options: Partial<RunResult> & { lift?: number } = {},
): RunResult {
  const { lift = 0, ...fields } = options;
  const hash = hashOf(config);
  const random = generator(parseInt(hash.slice(0, 8), 16));
  const draw = () => Float64Array.from({ length: 20 }, () => random.uniform() * 0.5 + lift);
  const steps = config.training?.steps ?? 0;
  return {
    hash,
    config,
    history: Array.from({ length: steps }, (_, i) => ({
      step: i + 1,
      triples: (i + 1) * config.training!.batchSize,
      loss: 1 / (i + 1),
      learningRate: 1e-3,
      marginMean: 0.25,
      marginStd: 0.125,
      targetMean: config.method.kind === "margin" ? 0.5 : NaN,
      targetStd: config.method.kind === "margin" ? 0 : NaN,
      tokens: 100,
      seconds: 0.5,
    })),
    validations: (config.training?.validateAt ?? []).map((step) => ({
      step,
      triples: step * config.training!.batchSize,
      measures: { "nDCG@10": 0.125 + step / 1024, "RR@10": 0.25 },
    })),
    queries: Array.from({ length: 20 }, (_, i) => `q${i}`),
    measures: { "nDCG@10": draw(), "RR@10": draw(), "R@100": draw(), "RR@10, reranked": draw() },
    top10: { positions: new Int32Array(200).fill(7), scores: new Float32Array(200).fill(0.5) },
    seconds: 12.5,
    machine: "a machine, 2 cores",
    software: "0123456789ab",
    weights: "",
    source: "local",
    ...fields,
  };
}

/** Runs with the results folder `KIT_RESULTS` set to a temporary one, which is removed afterwards. */
export async function withResults(body: (folder: string) => Promise<void>): Promise<void> {
  const before = Deno.env.get("KIT_RESULTS");
  const folder = await Deno.makeTempDir();
  Deno.env.set("KIT_RESULTS", folder);
  try {
    await body(folder);
  } finally {
    if (before === undefined) Deno.env.delete("KIT_RESULTS");
    else Deno.env.set("KIT_RESULTS", before);
    await Deno.remove(folder, { recursive: true });
  }
}
