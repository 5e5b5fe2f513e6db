/** Runs what is missing of an experiment, and stores it. */
import { duration, type Progress, startProgress } from "../base/mod.ts";
import { type RunConfig, runLabel } from "./config.ts";
import { type BenchTexts, type Phase, startEstimate, workOf } from "./estimate.ts";
import { hashOf } from "./hash.ts";
import type { RunResult } from "./result.ts";
import type { RunHooks } from "./run.ts";
import { isStored, readFacts, readResult, type Source } from "./store.ts";
import { encoderWeights } from "./weights.ts";

export interface RunnerOptions {
  /** Ends the work as soon as the present step is done; what is finished, and a run's checkpoint, stay. */
  readonly signal?: AbortSignal;
  /** Where results go, and where what is stored already is looked for; default "local". */
  readonly source?: Source;
  /** Whether stored runs are computed again; default false. */
  readonly again?: boolean;
  /** Called with every result, in order: those that were stored already come first within their turn. */
  readonly onResult?: (result: RunResult, state: { readonly stored: boolean }) => void;
  /** Called whenever there is progress; without it, a live line or bar shows it. */
  readonly onProgress?: (state: RunnerProgress) => void;
  /** Computes and stores one run; default `performRun`. Tests put another in its place. */
  readonly perform?: (config: RunConfig, hooks: RunHooks) => Promise<RunResult>;
}

export interface RunnerProgress {
  /** Share of the expected time that has passed, in [0, 1]. */
  readonly fraction: number;
  readonly secondsLeft: number;
  /** What is being done, in a few words. */
  readonly note: string;
}

/**
 * Runs configurations one after another, except those that are stored already.
 *
 * @returns Their results in the same order.
 * @throws The signal's reason where it is aborted; UserError where a run cannot be done.
 */
export async function runExperiment(
  configs: readonly RunConfig[],
  options: RunnerOptions = {},
): Promise<RunResult[]> {
  const { signal, source = "local", again = false, onResult } = options;
  const done = new Set<string>();
  for (const config of again ? [] : configs) if (await isCurrent(config, source)) done.add(hashOf(config));
  const missing = configs.filter((config) => !done.has(hashOf(config)));
  const show = missing.length > 0 ? progressOf(missing, options.onProgress) : undefined;
  const results: RunResult[] = [];
  for (const config of configs) {
    const hash = hashOf(config);
    if (done.has(hash)) {
      results.push(await readResult(config, source));
      onResult?.(results.at(-1)!, { stored: true });
      continue;
    }
    signal?.throwIfAborted();
    // Loaded on first need: results can be read without a tensor engine.
    const perform = options.perform ?? (await import("./run.ts")).performRun;
    const hooks = show!.start(config, missing.findIndex((each) => hashOf(each) === hash));
    results.push(await perform(config, { ...hooks, signal, source }));
    done.add(hash);
    onResult?.(results.at(-1)!, { stored: false });
  }
  // A bar that was not finished stays where it was: after an interruption it does not claim to be done.
  show?.finish();
  return results;
}

/** Whether a run is stored, and began from the weights that its encoder has now. */
export async function isCurrent(config: RunConfig, source: Source): Promise<boolean> {
  if (!isStored(config, source)) return false;
  return (await readFacts(hashOf(config), source)).weights === encoderWeights(config.encoder);
}

/** Turns work done into a share of the expected time. */
function progressOf(missing: readonly RunConfig[], onProgress?: RunnerOptions["onProgress"]) {
  const estimate = startEstimate();
  for (const config of missing) estimate.plan(config.encoder, workOf(config));
  const started = performance.now();
  const resolution = 1e6;
  let counted = false;
  const bar: Progress | undefined = onProgress
    ? undefined
    : startProgress(missing.length === 1 ? runLabel(missing[0]) : `${missing.length} runs`, {
      total: resolution,
      logEvery: 30_000,
    });
  const update = (note: string) => {
    const elapsed = (performance.now() - started) / 1000;
    const secondsLeft = estimate.secondsLeft();
    // The bar reckons time left from the share done: this share makes it say what the estimate says.
    const fraction = elapsed / (elapsed + secondsLeft);
    bar?.update(resolution * fraction, note);
    onProgress?.({ fraction, secondsLeft, note });
  };
  return {
    start(config: RunConfig, index: number): Pick<RunHooks, "onTexts" | "onWork" | "onNote"> {
      const prefix = `run ${index + 1} of ${missing.length}: ${runLabel(config)}`;
      update(prefix);
      return {
        onTexts(texts: BenchTexts) {
          if (counted) return;
          counted = true;
          // Takes off what the bound had too much.
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
