/**
 * A generated MS MARCO: the published layout and the published distribution of lengths, in any size, without its texts.
 *
 * A passage has a log-normal number of words with mean 56 and sigma 0.45. Words are drawn by Zipf's law in its two regimes: the
 * word of rank r has a chance proportional to 1 / r up to rank 10,000, and to 1 / r^2 from there to rank 3,000,000. It has
 * 2 + 0.4 · log2(r) letters, rounded, which makes 5 on average. After one word in eleven stands a comma or a full stop; one
 * passage in ten has a `’`, so that it is not ASCII. That makes some 340 bytes a passage.
 *
 * @see Ferrer i Cancho and Solé, Two Regimes in the Frequency of Words and the Origins of Complex Lexicons, 2001.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { type Generator, generator, writePieces } from "../../lib/base/mod.ts";

const VOCABULARY = 3_000_000, COMMON = 10_000;
const MEAN_WORDS = 56, SIGMA = 0.45;
/** Published numbers of queries for the published number of passages. */
const PASSAGES = 8_841_823, TRAIN = 502_939, DEV = 6_980;

/** Writes the passages, and judged queries of train, dev.small and TREC 2019 in proportion, unless they are there. */
export async function writeMSMarcoSized(folder: string, size: number): Promise<void> {
  const at = (name: string) => path.join(folder, "msmarco-passage", name);
  const last = at("2019qrels-pass.txt");
  if (existsSync(last)) return;
  const words = vocabulary();
  await writePieces(at("collection.tsv"), function* () {
    const random = generator(8);
    for (let i = 0; i < size; i++) yield `${i}\t${passage(words, random)}\n`;
  });
  const share = size / PASSAGES;
  const sets = [["train", TRAIN * share, 0], ["dev.small", DEV * share, 1], ["2019", 43, 2]] as const;
  for (const [name, count, seed] of sets) {
    const queries = Math.ceil(count), first = 1_000_000 * seed;
    const trec = name === "2019";
    await writePieces(at(trec ? "msmarco-test2019-queries.tsv" : `queries.${name}.tsv`), function* () {
      const random = generator(seed);
      for (let i = 0; i < queries; i++) yield `${first + i}\t${query(words, random)}\n`;
    });
    await writePieces(trec ? last : at(`qrels.${name}.tsv`), function* () {
      const random = generator(10 + seed), between = trec ? " " : "\t";
      for (let i = 0; i < queries; i++) yield [first + i, 0, random.below(size), 1].join(between) + "\n";
    });
  }
}

/** The words by rank, each once. */
function vocabulary(): string[] {
  return Array.from({ length: VOCABULARY }, (_, i) => {
    const rank = i + 1, letters = Math.round(2 + 0.4 * Math.log2(rank));
    // An odd number that has no factor in common with 26 mixes the words of one length, none of which comes twice.
    let number = (rank * 1_000_003) % 26 ** letters, word = "";
    for (let i = 0; i < letters; i++, number = Math.floor(number / 26)) {
      word += String.fromCharCode(97 + number % 26);
    }
    return word;
  });
}

/** The share of words of the first regime, whose chances are those of 1 / r from 1 to COMMON; the rest adds up to 1. */
const FIRST = Math.log(COMMON) / (Math.log(COMMON) + 1 - COMMON / VOCABULARY);

/** A word drawn by Zipf's law, as the inverse of the rank's distribution function. */
function draw(words: readonly string[], random: Generator): string {
  const u = random.uniform();
  const rank = u < FIRST
    ? COMMON ** (u / FIRST)
    : COMMON / (1 - (u - FIRST) / (1 - FIRST) * (1 - COMMON / VOCABULARY));
  return words[Math.min(VOCABULARY, Math.floor(rank)) - 1];
}

function query(words: readonly string[], random: Generator): string {
  return Array.from({ length: 6 }, () => draw(words, random)).join(" ");
}

function passage(words: readonly string[], random: Generator): string {
  const mean = Math.log(MEAN_WORDS) - SIGMA ** 2 / 2;
  const count = Math.max(1, Math.round(Math.exp(mean + SIGMA * random.normal())));
  let text = draw(words, random), mark = random.below(22);
  if (random.below(10) === 0) text += "’s";
  for (let i = 1; i < count; i++) {
    if (i === mark) {
      text += i % 2 ? "," : ".";
      mark += 11;
    }
    text += " " + draw(words, random);
  }
  return text;
}
