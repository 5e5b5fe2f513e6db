/** The experiments, as data: which runs each one consists of. */
import { UserError } from "../base/mod.ts";
import { encoderRank, hashOf, type Method, NO_ENCODER, type RunConfig } from "../runs/mod.ts";
import { bm25, inBatchSoftmax, margin } from "./methods.ts";
import { paperTierError } from "./reference.ts";
import { margins, runSeed, temperature, type Tier, tierEncoders, trainingBudgets } from "./sizes.ts";

export type ExperimentName = "static" | "adaptive" | "distributed" | "data-efficiency" | "baselines";

const softmax = inBatchSoftmax({ temperature });

const methods = {
  static: (tier: "smoke" | "laptop") =>
    margins[tier].flatMap((tau) => [margin(tau), margin(tau, { inBatch: true })]),
  adaptive: () => [
    margin("adaptive"),
    margin("adaptive", { inBatch: true }),
    margin("adaptive", { inBatch: true, orientation: "paper" }),
  ],
  distributed: () => [margin("distributed"), margin("distributed", { orientation: "paper" })],
};

/**
 * The runs of each experiment at a tier.
 *
 * Experiments share runs: the same configuration is the same run, and is computed once. `data-efficiency` uses
 * the validations of all trained runs, so it needs no run of its own.
 */
export const experiments: Record<ExperimentName, (tier: Tier) => RunConfig[]> = {
  static: (tier) => trained(tier, methods.static(small(tier))),
  adaptive: (tier) => trained(tier, methods.adaptive()),
  distributed: (tier) => trained(tier, methods.distributed()),
  baselines: (tier) => [
    { ...base(tier), encoder: NO_ENCODER, method: bm25() },
    ...tierEncoders[small(tier)].map((encoder) => untrained(tier, encoder)),
    ...trained(tier, [softmax]),
  ],
  "data-efficiency": (tier) => [
    ...tierEncoders[small(tier)].map((encoder) => untrained(tier, encoder)),
    ...trained(tier, [
      softmax,
      ...methods.adaptive(),
      ...methods.distributed(),
      ...methods.static(small(tier)),
    ]),
  ],
};

export const experimentNames = Object.keys(experiments) as ExperimentName[];

export interface PlanOptions {
  /** Default: all of them. */
  readonly experiments?: readonly ExperimentName[];
  /** Keeps only the runs of these encoders; `none` is BM25's. Default: all. */
  readonly encoders?: readonly string[];
  /** What is searched, where it is not the tier's own subset. */
  readonly subset?: string;
}

/**
 * The distinct runs of a tier, baselines first, then encoder by encoder.
 *
 * @throws UserError at tier `paper`, whose data this project does not load, and where no run passes the filters.
 */
export function plan(tier: Tier, options: PlanOptions = {}): RunConfig[] {
  const names = new Set<ExperimentName>(options.experiments ?? experimentNames);
  const order: ExperimentName[] = ["baselines", "adaptive", "distributed", "static", "data-efficiency"];
  const distinct = new Map<string, RunConfig>();
  for (const name of order.filter((name) => names.has(name))) {
    for (const config of experiments[name](tier)) {
      if (options.encoders && !options.encoders.includes(config.encoder)) continue;
      const moved = options.subset
        ? { ...config, collection: { ...config.collection, subset: options.subset } }
        : config;
      distinct.set(hashOf(moved), moved);
    }
  }
  if (distinct.size === 0) {
    throw new UserError(
      `Expected at least one run but found none for encoder ${options.encoders?.join(", ")} in ` +
        `${[...names].join(", ")} at tier ${tier}. Its encoders are ${
          tierEncoders[small(tier)].join(", ")
        }; ` +
        "`none` is for BM25, in baselines.",
    );
  }
  return [...distinct.values()].sort((a, b) => encoderRank(a.encoder) - encoderRank(b.encoder));
}

function small(tier: Tier): "smoke" | "laptop" {
  if (tier === "paper") throw paperTierError();
  return tier;
}

function base(tier: Tier) {
  return { collection: { name: "wordnet", subset: small(tier) }, seed: runSeed } as const;
}

function untrained(tier: Tier, encoder: string): RunConfig {
  return { ...base(tier), encoder, method: { kind: "untrained" } };
}

function trained(tier: Tier, methods: readonly Method[]): RunConfig[] {
  return tierEncoders[small(tier)].flatMap((encoder) =>
    methods.map((method) => ({
      ...base(tier),
      encoder,
      method,
      training: trainingBudgets[small(tier)][encoder],
    }))
  );
}
