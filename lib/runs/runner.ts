/** Runs what is missing of an experiment, and stores it. */
import { duration, type Progress, startProgress } from "../base/mod.ts";
import { type RunConfig, runLabel } from "./config.ts";
import { type Phase, type SearchedTexts, startEstimate, workOf } from "./time_left.ts";
import { hashOf } from "./hash.ts";
import { isKept } from "./kept_encoder.ts";
import type { RunResult } from "./result.ts";
import type { RunHooks } from "./perform_run.ts";
import { isWhole, readFacts, readResult, type Source } from "./store.ts";
import { encoderWeights } from "./encoders/registry.ts";

export interface RunnerOptions {
  /** Ends the work as soon as the present step is done; what is finished, and a run's checkpoint, stay. */
  readonly signal?: AbortSignal;
  /** Where results go, and where what is stored already is looked for; default "local". */
  readonly source?: Source;
  /** Whether trained encoders are kept as well, and a run without its own counts as missing; default false. */
  readonly keepsEncoder?: boolean;
  /** Whether stored runs are computed again; default false. */
  readonly again?: boolean;
  /** Called with every result as it is there. */
  readonly onResult?: (result: RunResult, state: { readonly stored: boolean }) => void;
  /** What a run is called in the progress; default its encoder and method. */
  readonly labelOf?: (config: RunConfig) => string;
  /** Called whenever there is progress; without it, a live line or bar shows it. */
  readonly onProgress?: (state: RunnerProgress) => void;
  /** Computes and stores one run; default `performRun`, in this process. */
  readonly perform?: (config: RunConfig, hooks: RunHooks) => Promise<RunResult>;
  /** How many runs are performed at a time, where `perform` can do several; default 1. */
  readonly jobs?: number;
  /** How many of them have cores of their own right now; default: all `jobs` share this machine's. */
  readonly atOnce?: () => number;
  /** Called with a run that cannot be done, and why; the others then go on. Without it, the first failure ends all. */
  readonly onFailure?: (config: RunConfig, error: unknown) => void;
}

export interface RunnerProgress {
  /** Share of the expected time that has passed, in [0, 1]. */
  readonly fraction: number;
  readonly secondsLeft: number;
  /** What is being done, in a few words. */
  readonly note: string;
}

/**
 * Runs configurations, except those that are stored already; each once.
 *
 * @returns Their results in the same order.
 * @throws The signal's reason where it is aborted; UserError where a run cannot be done, once those beside it have
 *   saved their checkpoints.
 */
export async function runExperiment(
  configs: readonly RunConfig[],
  options: RunnerOptions = {},
): Promise<RunResult[]> {
  const { source = "local", again = false, keepsEncoder = false, jobs = 1, onResult, onFailure } = options;
  const failure = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, failure.signal]) : failure.signal;
  const queue = new Map(configs.map((config) => [hashOf(config), config]));
  const stored = new Set<string>();
  const isDone = (config: RunConfig) => isCurrent(config, source, { keepsEncoder });
  for (const [hash, config] of again ? [] : queue) if (await isDone(config)) stored.add(hash);
  const missing = [...queue].filter(([hash]) => !stored.has(hash)).map(([, config]) => config);
  const show = missing.length > 0 ? progressOf(missing, { ...options, jobs }) : undefined;
  // Loaded on first need: results can be read without a tensor engine.
  const perform = options.perform ??
    (missing.length > 0 ? (await import("./perform_run.ts")).performRun : undefined);
  const results = new Map<string, RunResult>();
  const waiting = queue.entries();
  const work = async () => {
    for (const [hash, config] of waiting) {
      signal.throwIfAborted();
      try {
        // Another process may have computed it meanwhile.
        if (!again && !stored.has(hash) && await isDone(config)) stored.add(hash);
        const result = stored.has(hash) ? await readResult(config, source) : await perform!(config, {
          ...show!.start(config, missing.indexOf(config)),
          signal,
          source,
          keepsEncoder,
        });
        results.set(hash, result);
        onResult?.(result, { stored: stored.has(hash) });
      } catch (error) {
        if (!onFailure || signal.aborted) throw error;
        onFailure(config, error);
      }
    }
  };
  const ends = await Promise.allSettled(
    Array.from({ length: jobs }, () =>
      work().catch((error) => {
        failure.abort(error); // the first one is the reason of all
        throw error;
      })),
  );
  if (ends.some(({ status }) => status === "rejected")) throw signal.reason;
  // Only here: after an interruption the bar must not claim to be done.
  show?.finish();
  return configs.flatMap((config) => results.get(hashOf(config)) ?? []);
}

/**
 * Whether a run is stored whole, and began from the weights that its encoder has now.
 *
 * @param options.keepsEncoder Whether its trained encoder, where it has one, must have been kept too; default false.
 */
export async function isCurrent(
  config: RunConfig,
  source: Source,
  { keepsEncoder = false }: { keepsEncoder?: boolean } = {},
): Promise<boolean> {
  if (keepsEncoder && config.training && !await isKept(config)) return false;
  if (!await isWhole(config, source)) return false;
  return (await readFacts(hashOf(config), source)).weights === encoderWeights(config.encoder);
}

/** Turns work done into a share of the expected time. */
function progressOf(
  missing: readonly RunConfig[],
  { jobs, atOnce, onProgress, labelOf = runLabel }: Pick<
    RunnerOptions,
    "jobs" | "atOnce" | "onProgress" | "labelOf"
  >,
) {
  const estimate = startEstimate({ jobs, atOnce });
  for (const config of missing) estimate.plan(config.encoder, workOf(config));
  const started = performance.now();
  const resolution = 1e6;
  let counted = false;
  const bar: Progress | undefined = onProgress
    ? undefined
    : startProgress(missing.length === 1 ? labelOf(missing[0]) : `${missing.length} runs`, {
      total: resolution,
      logEvery: 30_000,
    });
  const update = (note: string) => {
    const elapsed = (performance.now() - started) / 1000;
    const secondsLeft = estimate.secondsLeft();
    // The bar computes the time left from this share, so that it shows the estimate's.
    const fraction = elapsed / (elapsed + secondsLeft);
    bar?.update(resolution * fraction, note);
    onProgress?.({ fraction, secondsLeft, note });
  };
  return {
    start(config: RunConfig, index: number): Pick<RunHooks, "onTexts" | "onWork" | "onNote"> {
      const prefix = `run ${index + 1} of ${missing.length}: ${labelOf(config)}`;
      update(prefix);
      return {
        onTexts(texts: SearchedTexts) {
          if (counted) return;
          counted = true;
          // The plan counted an upper bound: subtract the difference.
          for (const each of missing.slice(index)) {
            estimate.record(each.encoder, "encode", workOf(each).encode - workOf(each, texts).encode);
          }
        },
        onWork(phase: Phase, texts: number, seconds?: number) {
          estimate.record(config.encoder, phase, texts, seconds);
          update(prefix);
        },
        onNote(note: string) {
          update(`${prefix}, ${note}`);
        },
      };
    },
    finish() {
      bar?.finish(`${duration((performance.now() - started) / 1000)} in all`);
    },
  };
}
