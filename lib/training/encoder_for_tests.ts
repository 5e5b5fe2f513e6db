/** A very small encoder and its data, for the tests of this folder. */
import { generator } from "../base/mod.ts";
import { smallConfig } from "../encoders/config_for_tests.ts";
import { type Encoder, makeEncoder, makeWeights, weightShapes } from "../encoders/mod.ts";
import { specialTokens, wordPiece } from "../text/mod.ts";
import type { TrainingData } from "./training_data.ts";

const WORDS = "red green blue black white cat dog bird fish cow runs sleeps eats sings swims".split(" ");

export const SMALL = smallConfig({ vocab_size: 5 + WORDS.length });

export const smallTokenizer = () => wordPiece([...specialTokens, ...WORDS]);

/** The same weights at every call. */
export function smallEncoder(): Encoder {
  const random = generator(11);
  const weights = makeWeights(weightShapes(SMALL), (name, size) => {
    const centre = name.includes("LayerNorm.weight") ? 1 : 0;
    return Float32Array.from({ length: size }, () => centre + 0.3 * random.normal());
  });
  return makeEncoder({ name: "small", config: SMALL, tokenizer: smallTokenizer(), pooling: "mean", weights });
}

export const smallTexts: string[] = Array.from(
  { length: 40 },
  (_, i) =>
    `${WORDS[i % 5]} ${WORDS[5 + i % 4]} ${WORDS[10 + i % 3]} ${i % 2 ? WORDS[(7 * i) % 15] : ""}`.trim(),
);

export function smallData(): TrainingData {
  const texts = { ids: smallTexts.map((_, i) => `${i}`), texts: smallTexts };
  const positions = (shift: number) => Int32Array.from({ length: 40 }, (_, i) => (i + shift) % 40);
  return {
    queries: texts,
    passages: texts,
    triples: { queries: positions(0), positives: positions(5), negatives: positions(1) },
  };
}
