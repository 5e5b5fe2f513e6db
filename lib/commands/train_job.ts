/** The work of `train`: the collection, the encoder and the triples; the training; and the folder that it leaves. */
import path from "node:path";
import { type Collection, counted, type Triples, writeAtomically, writePieces } from "../base/mod.ts";
import { collectionFingerprint, openCollection, readTriples, writeArrow } from "../data/mod.ts";
import { type Encoder, encoderFingerprint, loadEncoder, saveEncoder } from "../encoders/mod.ts";
import { trainingCourse, writeFigure } from "../figures/mod.ts";
import { effectInWords, effectRows, modelCard } from "../report/mod.ts";
import {
  chooseSteps,
  completeSplits,
  DECIDING,
  fineTune,
  type FineTuned,
  type FineTuningSettings,
  machineInWords,
  minedTriples,
  openState,
  softwareVersion,
  type State,
} from "../runs/fine_tuning/mod.ts";
import { withoutContradictions } from "../retrieval/mod.ts";
import { methodLabel } from "../runs/mod.ts";
import { tripleTexts, twinFreeSampler } from "../training/mod.ts";
import { historyLines } from "./history_lines.ts";
import type { TrainOptions } from "./train_options.ts";

/** A training that is ready to begin, or to go on. */
export interface TrainingJob {
  readonly options: TrainOptions;
  readonly settings: FineTuningSettings;
  readonly collection: Collection;
  readonly encoder: Encoder;
  readonly triples: Triples;
  readonly state: State;
  /** The loss in words. */
  readonly label: string;
  /** What the model card has to say besides. */
  readonly notes: readonly string[];
  dispose(): void;
}

/**
 * Prepares a training: everything that can be wrong is found here, before any of the long work.
 *
 * @param settingsOf The settings from the options and the number of steps.
 * @param say Told what was chosen and left out.
 */
export async function prepareTraining(
  options: TrainOptions,
  settingsOf: (options: TrainOptions, steps: { steps: number; batchSize: number }) => FineTuningSettings,
  say: (line: string) => void,
): Promise<TrainingJob> {
  const { data, encoder: name, pooling, similarity, layers, precision, seed } = options;
  const opened = await openCollection(data);
  const { split, notes } = completeSplits(opened.collection, seed);
  const collection: Collection = { ...opened.collection, split };
  for (const note of [...opened.notes, ...notes]) say(note);
  const encoder = await loadEncoder(name, { pooling, similarity, layers, precision });
  try {
    // Negatives do not depend on the number of steps, which depends on theirs.
    const provisional = settingsOf(options, { steps: 1, batchSize: 1 });
    const mined = options.triples === undefined ? minedTriples(collection, provisional) : undefined;
    const given = mined
      ? undefined
      : withoutContradictions(await readTriples(options.triples!, collection), collection);
    const triples = mined?.triples ?? given!.triples;
    const chosen = chooseSteps(triples.queries.length, options);
    const settings = settingsOf(options, chosen);
    // Whether a batch can be filled, which is not to be found out after the first search.
    if (settings.sampling === "without twins") {
      twinFreeSampler(tripleTexts({ ...collection, triples }), settings)(0);
    }
    say(
      `${counted(triples.queries.length, "triple")}; ${
        counted(settings.steps, "step")
      } of ${settings.batchSize}, ` +
        `a validation every ${settings.validateEvery}, learning rate ${settings.learningRate}.`,
    );
    const left = mined
      ? [
        `Judged, and no negatives: ${counted(mined.judged, "candidate")}.`,
        "With the text of a positive or of the query, and no negatives: " +
        `${counted(mined.sameTextAsPositive + mined.sameTextAsQuery, "candidate")}.`,
      ]
      : [`The triples are those of ${path.basename(options.triples!)}.`];
    const contradicting = given ? given.sameTextAsPositive + given.sameTextAsQuery : 0;
    if (contradicting > 0) {
      left.push(
        `Left out, as the negative has the text of the positive or of the query: ${
          counted(contradicting, "triple")
        }.`,
      );
      say(left[1]);
    }
    const { state, resumed } = await openState(options.output, {
      ...settings,
      collection: collectionFingerprint(collection),
      encoder: await encoderFingerprint(encoder),
      triples: fingerprintOf(triples),
    }, { restart: options.restart });
    if (resumed) say(`Continuing what ${options.output} holds.`);
    return {
      options,
      settings,
      collection,
      encoder,
      triples,
      state,
      label: methodLabel(settings.method),
      notes: [...notes, ...left],
      dispose() {
        encoder.dispose();
        state.close();
      },
    };
  } catch (error) {
    encoder.dispose();
    throw error;
  }
}

/** A short fingerprint of triples: their number, and a sum that their order changes. */
function fingerprintOf({ queries, positives, negatives }: Triples): string {
  let hash = 0x811c9dc5;
  for (const column of [queries, positives, negatives]) {
    for (const position of column) hash = Math.imul(hash ^ position, 0x01000193);
  }
  return `${queries.length}-${(hash >>> 0).toString(16)}`;
}

const UNIMPROVED =
  "No validation was better than the one before training: the encoder is written as it came.";

/** What came of a training. */
export interface TrainingResult {
  readonly rows: string[][];
  readonly verdict: string;
  readonly test: string;
  readonly bestStep: number;
}

/**
 * Trains, tests, and writes the folder.
 *
 * @throws The signal's reason where it is aborted; the output folder then holds what is done.
 */
export async function performTraining(
  job: TrainingJob,
  hooks: { signal: AbortSignal; onProgress: (share: number, note: string) => void },
): Promise<TrainingResult> {
  const { encoder, collection, triples, settings, state } = job;
  const started = performance.now();
  const earlier = await state.read<number>("seconds") ?? 0;
  const seconds = () => earlier + (performance.now() - started) / 1000;
  let tuned: FineTuned;
  try {
    tuned = await fineTune(encoder, collection, triples, settings, { ...hooks, state });
  } catch (error) {
    await state.write("seconds", seconds());
    throw error;
  }
  await writeOutput(job, tuned, seconds());
  await state.remove();
  return {
    rows: effectRows(tuned.effects),
    verdict: [...(tuned.bestStep === 0 ? [UNIMPROVED] : []), effectInWords(tuned.effects)].join(" "),
    test: tuned.test,
    bestStep: tuned.bestStep,
  };
}

async function writeOutput(job: TrainingJob, tuned: FineTuned, seconds: number): Promise<void> {
  const { options, settings, encoder, label } = job;
  const { history, bestStep, effects, dev, test } = tuned;
  const at = (name: string) => path.join(options.output, name);
  const name = path.basename(path.resolve(options.output));
  await saveEncoder(encoder, options.output, { maxLength: settings.maxPassageLength });
  // Histograms are in the lines alone.
  const { histograms: _, ...first } = history.steps[0] ?? {};
  const columns = (Object.keys(first) as (keyof typeof first)[]).map((field) => {
    const { length } = history.steps;
    return [field, Float64Array.from({ length }, (_, i) => history.steps[i][field] ?? NaN)] as const;
  });
  await writeArrow(at("history.arrow"), Object.fromEntries(columns));
  await writePieces(at("history.jsonl"), () => historyLines(history));
  await writeAtomically(at("effect.json"), `${JSON.stringify({ test, dev, bestStep, effects }, null, 2)}\n`);
  const course = { ...history, measure: DECIDING, bestStep };
  await writeFigure(
    at("training.svg"),
    trainingCourse(course, { title: `${options.encoder}, ${label}`, subtitle: dev }),
  );
  const { method: _method, negatives, ...plain } = settings;
  const card = modelCard({
    name,
    base: options.encoder,
    collection: job.collection.name,
    loss: label,
    settings: {
      ...plain,
      negatives: options.triples ??
        `${negatives.count} of BM25's ranks ${negatives.firstRank} to ${negatives.lastRank}`,
      pooling: encoder.pooling,
    },
    triples: job.triples.queries.length,
    dev,
    test,
    bestStep,
    effects,
    notes: [...job.notes, ...(bestStep === 0 ? [UNIMPROVED] : [])],
    command:
      `deno task train --data ${job.collection.name} --encoder ${options.encoder} --loss ${options.loss}`,
    machine: machineInWords(),
    software: softwareVersion(),
    seconds,
  });
  await writeAtomically(at("README.md"), card);
}
