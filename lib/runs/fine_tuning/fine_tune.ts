/** Fine-tunes an encoder on a collection: negatives, training, and what it changed on the test queries. */
import path from "node:path";
import { type Collection, type Triples, UserError } from "../../base/mod.ts";
import { type Encoder, prompted } from "../../encoders/mod.ts";
import { bm25Candidates, drawNegatives, type MinedNegatives } from "../../retrieval/mod.ts";
import { packTexts } from "../../text/mod.ts";
import { bestValidation, type History, train } from "../../training/mod.ts";
import { batchNumbersOf } from "../methods/batch_numbers_of.ts";
import { kindOf } from "../methods/registry.ts";
import { statisticsOf } from "../methods/statistics_of.ts";
import { embedSearchSet, nearest } from "../search.ts";
import { measure } from "../search_set.ts";
import { wrongSimilarity } from "../wrong_similarity.ts";
import { type Effect, effectsOf, type Values, valuesOf } from "./effect.ts";
import { type NamedSearchSet, searchSetOf } from "./search_sets.ts";
import type { FineTuningSettings } from "./settings.ts";
import type { State } from "./state.ts";

/** The measure that decides which weights are kept. */
export const DECIDING = "nDCG@10";

export interface FineTuningHooks {
  readonly state: State;
  readonly signal?: AbortSignal;
  /** Told the share of the work that is done, in [0, 1], and what is being done. */
  readonly onProgress?: (share: number, note: string) => void;
}

export interface FineTuned {
  readonly history: History;
  /** The step whose weights are kept. */
  readonly bestStep: number;
  readonly effects: readonly Effect[];
  /** What was searched: queries and passages, in words. */
  readonly dev: string;
  readonly test: string;
}

/** Draws the negatives of a fine-tuning: from BM25's ranks and, for a share, from the whole collection. */
export function minedTriples(collection: Collection, settings: FineTuningSettings): MinedNegatives {
  const { firstRank, lastRank, random, count } = settings.negatives;
  return drawNegatives(collection, {
    candidates: bm25Candidates(collection, lastRank),
    ranks: [firstRank, lastRank],
    random,
    negatives: count,
    seed: settings.seed,
  });
}

/**
 * Fine-tunes an encoder in place: it ends with the weights of the best validation.
 *
 * @param collection With train, dev and test queries.
 * @throws The signal's reason where it is aborted; the state then holds what is done. UserError where training diverges,
 *   or the encoder is made for another similarity than the losses.
 */
export async function fineTune(
  encoder: Encoder,
  collection: Collection,
  triples: Triples,
  settings: FineTuningSettings,
  hooks: FineTuningHooks,
): Promise<FineTuned> {
  const { state, signal } = hooks;
  const { seed, whole, method } = settings;
  const loss = await kindOf(method).loss?.(method);
  if (!loss) {
    throw new UserError(`Expected a loss to train with but found "${method.kind}", which trains nothing.`);
  }
  if (encoder.similarity !== "cosine") throw wrongSimilarity(encoder);
  const dev = searchSetOf(collection, { split: "dev", seed, whole: false });
  const test = searchSetOf(collection, { split: "test", seed, whole });
  const validateAt = Array.from(
    { length: Math.ceil(settings.steps / settings.validateEvery) },
    (_, i) => i * settings.validateEvery,
  );
  validateAt.push(settings.steps);
  const work = startWork(encoder, {
    collection,
    triples,
    dev,
    test,
    settings,
    validations: validateAt.length,
  }, hooks);

  const search = async (set: NamedSearchSet, depth: number, note: string) => {
    const vectors = await embedSearchSet(encoder, set, {
      lengths: settings,
      signal,
      keep: path.join(state.folder, "search"),
      onChunk: (texts) => work.embedded(set, texts, note),
    });
    return nearest(vectors, depth);
  };

  let before = await state.read<Values>("before");
  if (!before) {
    await state.write(
      "before",
      before = valuesOf(test, await search(test, 100, "searching before training")),
    );
  } else work.skip(test);
  const given = await batchNumbersOf(method, encoder);
  const history = await train(encoder, { ...collection, triples }, {
    ...settings,
    dropout: settings.dropout > 0 ? { hidden: settings.dropout, attention: settings.dropout } : undefined,
    loss,
    given,
    statistics: statisticsOf(method, loss),
    validateAt,
    validate: async () =>
      measure(dev, await search(dev, 10, "searching for the dev queries"), [DECIDING, "RR@10"]).means,
    keepBest: { measure: DECIDING, patience: settings.patience, folder: state.folder },
    checkpoint: {
      folder: state.folder,
      every: Math.max(1, Math.round(settings.steps / 6)),
      of: { method },
      ifDamaged: "start over",
    },
    signal,
    onStep: ({ step, loss }) => work.step(step, `step ${step} of ${settings.steps}, loss ${loss.toFixed(4)}`),
  }).finally(() => {
    given?.dispose?.();
    loss.learned?.dispose();
  });
  signal?.throwIfAborted();
  const after = valuesOf(test, await search(test, 100, "searching after training"));
  return {
    history,
    bestStep: bestValidation(history.validations, DECIDING)!.step,
    effects: effectsOf(before, after, seed),
    dev: dev.label,
    test: test.label,
  };
}

/** What a token costs in training, against one that is only embedded: a forward and a backward pass. */
const TRAINING_COST = 3;

interface Parts {
  readonly collection: Collection;
  readonly triples: Triples;
  readonly dev: NamedSearchSet;
  readonly test: NamedSearchSet;
  readonly settings: FineTuningSettings;
  readonly validations: number;
}

/** Counts the work in tokens, which is what takes time. */
function startWork(encoder: Encoder, parts: Parts, { onProgress }: FineTuningHooks) {
  const { collection, triples, settings, dev, test, validations } = parts;
  const tokens = (texts: readonly string[], as: "query" | "passage") => {
    const maxLength = as === "query" ? settings.maxQueryLength : settings.maxPassageLength;
    return packTexts(encoder.tokenizer, prompted(encoder, texts, as), { maxLength }).ids.length;
  };
  const sizes = new Map([dev, test].map((set) => {
    const queries = Array.from(set.queries, (query) => set.collection.queries.texts[query]);
    const passages = set.collection.passages.texts;
    return [set, {
      texts: queries.length + passages.length,
      tokens: tokens(queries, "query") + tokens(passages, "passage"),
    }];
  }));
  // The first triples stand for all.
  const some = Math.min(200, triples.queries.length);
  const textsAt = (positions: Int32Array, { texts }: { texts: readonly string[] }) =>
    Array.from(positions.subarray(0, some), (i) => texts[i]);
  const triple = (tokens(textsAt(triples.queries, collection.queries), "query") +
    tokens(textsAt(triples.positives, collection.passages), "passage") +
    tokens(textsAt(triples.negatives, collection.passages), "passage")) / some;
  const step = TRAINING_COST * triple * settings.batchSize;
  const total = 2 * sizes.get(test)!.tokens + validations * sizes.get(dev)!.tokens + settings.steps * step;
  let done = 0, steps = 0;
  const tell = (note: string) => onProgress?.(Math.min(1, done / total), note);
  return {
    embedded(set: NamedSearchSet, texts: number, note: string) {
      const size = sizes.get(set)!;
      done += size.tokens * texts / size.texts;
      tell(note);
    },
    skip(set: NamedSearchSet) {
      done += sizes.get(set)!.tokens;
    },
    step(taken: number, note: string) {
      // After a resumption, the steps before are done too.
      done += (taken - steps) * step;
      steps = taken;
      tell(note);
    },
  };
}
