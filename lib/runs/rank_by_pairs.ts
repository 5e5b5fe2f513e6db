/** A run whose method is a cross-encoder: it is trained on the triples as lists of two, and reorders BM25's candidates. */
import { lazyList } from "../base/mod.ts";
import { collectionFingerprint } from "../data/mod.ts";
import { loadCrossEncoder, saveCrossEncoder } from "../encoders/mod.ts";
import { crossEncoderScorer } from "../retrieval/mod.ts";
import {
  type CrossEncoderHistory,
  type History,
  type ListLoss,
  listsOfTriples,
  trainCrossEncoder,
} from "../training/mod.ts";
import { type RunConfig, searchLengths } from "./config.ts";
import { checkpointOf } from "./encoders/registry.ts";
import { hashOf } from "./hash.ts";
import { keepEncoder } from "./kept_encoder.ts";
import { type Outcome, secondsOf } from "./outcome.ts";
import type { PreparedData } from "./prepare_data.ts";
import { measure } from "./search_set.ts";
import type { Phase } from "./time_left.ts";
import { rerankDepth } from "./sizes.ts";
import { validationOf } from "./validation.ts";
import { rerankCandidates } from "./teachers/rerank_candidates.ts";

export interface RankByPairsOptions {
  /** Of the run's checkpoint. */
  readonly folder: string;
  /** The fingerprint of the weights that training begins from. */
  readonly weights: string;
  readonly signal?: AbortSignal;
  /** Told of each step: the texts trained on, and how long that took. */
  readonly onWork?: (phase: Phase, texts: number, seconds?: number) => void;
  readonly onNote?: (note: string) => void;
  /** Whether the trained cross-encoder is kept; default false. */
  readonly keepsEncoder?: boolean;
}

/**
 * Trains and reranks.
 *
 * @throws The signal's reason where it is aborted; UserError where training diverges.
 */
export async function rankByPairs(
  config: RunConfig,
  loss: ListLoss,
  data: PreparedData,
  { folder, weights, signal, onWork, onNote, keepsEncoder }: RankByPairsOptions,
): Promise<Outcome> {
  const { training, triples, test, candidates } = data;
  const { validateAt, keepBest, dropout, ...budget } = config.training!;
  const { set, candidates: given, measures } = await validationOf(config.training!, data, rerankDepth);
  const { maxQueryLength: query, maxPassageLength: passage } = searchLengths(config);
  const encoder = await loadCrossEncoder(checkpointOf(config.encoder), {
    headSeed: config.seed,
    layers: config.encoderOptions?.layers,
    precision: config.encoderOptions?.precision,
  });
  const scorer = crossEncoderScorer(encoder, { query, passage });
  let validation = 0, fresh = 0;
  try {
    const lists = listsOfTriples(triples, 1);
    const { queries, passages } = training;
    const history = await trainCrossEncoder(encoder, { queries, passages, lists }, {
      loss,
      steps: budget.steps,
      batchSize: budget.batchSize,
      learningRate: budget.learningRate,
      warmupSteps: budget.warmupSteps,
      decay: budget.decay,
      weightDecay: budget.weightDecay,
      chunkTokens: budget.chunkTokens,
      dropout: dropout ? { hidden: dropout, attention: dropout } : undefined,
      seed: config.seed,
      maxQueryLength: query,
      maxLength: query + passage,
      validateAt: [...validateAt],
      keepBest: keepBest && { ...keepBest, folder },
      checkpoint: {
        folder,
        every: Math.ceil(budget.steps / 3),
        of: { run: hashOf(config), dev: collectionFingerprint(set.collection) },
        ifOther: "start over",
        ifDamaged: "start over",
      },
      signal,
      async validate() {
        onNote?.("reranking for the dev queries");
        const started = performance.now();
        const { means } = measure(
          set,
          await rerankCandidates(scorer, set, given ?? candidates.dev),
          measures,
        );
        validation += (performance.now() - started) / 1000;
        return means;
      },
      onStep({ step, loss, seconds }) {
        fresh++;
        onWork?.("train", 3 * budget.batchSize, seconds);
        onNote?.(`step ${step} of ${budget.steps}, loss ${loss.toFixed(4)}`);
      },
    });
    onNote?.("reranking");
    const started = performance.now();
    const found = await rerankCandidates(
      scorer,
      test,
      candidates.test,
      (done, all) => onNote?.(`reranking: ${done} of ${all} pairs`),
    );
    const search = (performance.now() - started) / 1000;
    if (keepsEncoder) await keepEncoder(config, { weights, save: (to) => saveCrossEncoder(encoder, to) });
    return {
      history: asHistory(history),
      found,
      reranked: found,
      restored: secondsOf(history.steps, history.steps.length - fresh),
      cost: { validation, search },
    };
  } finally {
    encoder.dispose();
  }
}

/** A list of two is a triple; there are no margins of embeddings. */
function asHistory({ steps, validations }: CrossEncoderHistory): History {
  const none = { marginMean: NaN, marginStd: NaN, targetMean: NaN, targetStd: NaN, twins: 0 };
  const stepAt = (i: number) => {
    const { lists, ...record } = steps[i];
    return { ...record, triples: lists, ...none };
  };
  return { steps: lazyList(steps.length, stepAt), validations };
}
