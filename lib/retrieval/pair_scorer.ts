/** Scores pairs of queries and passages with a cross-encoder, or with the embeddings of a bi-encoder. */
import {
  type CrossEncoder,
  crossEncoderFingerprint,
  type Encoder,
  encoderFingerprint,
  encodeTokens,
  isCrossEncoder,
  loadCrossEncoder,
  loadEncoder,
  type PairScores,
  prompted,
  scorePairs,
} from "../encoders/mod.ts";
import { packTexts, type TextPairs } from "../text/mod.ts";

export type PairScorer = CrossEncoderScorer | BiEncoderScorer;

interface Scorer {
  /** The encoder's name. */
  readonly name: string;
  /** A hash of what its scores depend on. */
  fingerprint(): Promise<string>;
  /**
   * Scores pairs of a query and a passage; higher is more relevant.
   *
   * @param pairs The queries are the first texts.
   * @param onProgress Told how many of the pairs are done, about.
   */
  score(pairs: TextPairs, onProgress?: (done: number) => void): Promise<PairScores>;
  /** Frees the encoder. */
  dispose(): void;
}

export interface CrossEncoderScorer extends Scorer {
  readonly kind: "cross-encoder";
}

export interface BiEncoderScorer extends Scorer {
  readonly kind: "bi-encoder";
  /** Columns of an embedding. */
  readonly width: number;
  /**
   * Embeds texts so that the score of a query and a passage is the inner product of their embeddings.
   *
   * @returns `[texts, width]` and the tokens that were encoded.
   */
  embed(
    texts: readonly string[],
    as: "query" | "passage",
    onProgress?: (done: number) => void,
  ): Promise<{ vectors: Float32Array; tokens: number }>;
}

/** Tokens that texts are cut at, with the special tokens around them. */
export interface ScorerLengths {
  readonly query: number;
  /** What a short query leaves free is the passage's in a cross-encoder. */
  readonly passage: number;
}

/**
 * Loads an encoder to score pairs with: a cross-encoder where its folder says that it is one, else a bi-encoder.
 *
 * @param name What `loadEncoder` and `loadCrossEncoder` take.
 */
export async function loadPairScorer(name: string, lengths: ScorerLengths): Promise<PairScorer> {
  return await isCrossEncoder(name)
    ? crossEncoderScorer(await loadCrossEncoder(name), lengths)
    : biEncoderScorer(await loadEncoder(name), lengths);
}

/** The scores of a cross-encoder: both texts in one sequence. */
export function crossEncoderScorer(encoder: CrossEncoder, lengths: ScorerLengths): CrossEncoderScorer {
  const maxFirst = Math.max(2, Math.min(lengths.query, Math.floor(encoder.positions / 2)));
  const maxLength = Math.min(maxFirst + lengths.passage, encoder.positions);
  return {
    name: encoder.name,
    kind: "cross-encoder",
    fingerprint: async () => `${await crossEncoderFingerprint(encoder)} ${maxFirst} ${maxLength}`,
    score: (pairs, onProgress) => scorePairs(encoder, pairs, { maxFirst, maxLength, onProgress }),
    dispose: () => encoder.dispose(),
  };
}

/** The similarity of two embeddings that the encoder is made for: their cosine, or their inner product. */
export function biEncoderScorer(encoder: Encoder, lengths: ScorerLengths): BiEncoderScorer {
  const { similarity, width } = encoder;
  const most = {
    query: Math.min(lengths.query, encoder.maxLength),
    passage: Math.min(lengths.passage, encoder.maxLength),
  };
  const embed: BiEncoderScorer["embed"] = async (texts, as, onProgress) => {
    const tokens = packTexts(encoder.tokenizer, prompted(encoder, texts, as), { maxLength: most[as] });
    const vectors = await encodeTokens(encoder, tokens, { normalize: similarity === "cosine", onProgress });
    return { vectors, tokens: tokens.ids.length };
  };
  return {
    name: encoder.name,
    kind: "bi-encoder",
    width,
    embed,
    fingerprint: async () => `${await encoderFingerprint(encoder)} ${most.query} ${most.passage}`,
    async score({ firsts, seconds, first, second }, onProgress = () => {}) {
      // Each text once.
      const queries = rows(first), passages = rows(second);
      const all = queries.chosen.length + passages.chosen.length;
      const share = (done: number) => onProgress(Math.floor(done / all * first.length));
      const q = await embed(queries.chosen.map((i) => firsts[i]), "query", share);
      const p = await embed(
        passages.chosen.map((i) => seconds[i]),
        "passage",
        (done) => share(queries.chosen.length + done),
      );
      const scores = Float32Array.from({ length: first.length }, (_, pair) => {
        const from = queries.row.get(first[pair])! * width, to = passages.row.get(second[pair])! * width;
        let sum = 0;
        for (let d = 0; d < width; d++) sum += q.vectors[from + d] * p.vectors[to + d];
        return sum;
      });
      return { scores, tokens: q.tokens + p.tokens };
    },
    dispose: () => encoder.dispose(),
  };
}

/** The different positions of a list, and the row of each. */
function rows(positions: ArrayLike<number>): { chosen: number[]; row: Map<number, number> } {
  const chosen = [...new Set(Array.from(positions))];
  return { chosen, row: new Map(chosen.map((position, row) => [position, row])) };
}
