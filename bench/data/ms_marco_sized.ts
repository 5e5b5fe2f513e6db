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
import { type Generator, generator, type Write, writePieces, writeWhole } from "../../lib/base/mod.ts";

const VOCABULARY = 3_000_000, COMMON = 10_000;
const MEAN_WORDS = 56, SIGMA = 0.45;
/** Letters of a word at most. */
const LONGEST = 11;
/** Bytes that are written at once. */
const BLOCK = 1 << 20;
const LINE_FEED = 10, SPACE = 32, COMMA = 44, FULL_STOP = 46, SMALL_A = 97;
/** Published numbers of queries for the published number of passages. */
const PASSAGES = 8_841_823, TRAIN = 502_939, DEV = 6_980;

/** Writes the passages, and judged queries of train, dev.small and TREC 2019 in proportion, unless they are there. */
export async function writeMSMarcoSized(folder: string, size: number): Promise<void> {
  const at = (name: string) => path.join(folder, "msmarco-passage", name);
  const last = at("2019qrels-pass.txt");
  if (existsSync(last)) return;
  const words = vocabulary();
  await writeWhole(at("collection.tsv"), (write) => writePassages(write, size, words));
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

/** Words by rank, counted from 1, each once: the letters of word r are those from `starts[r]` to `starts[r + 1]`. */
interface Vocabulary {
  readonly letters: Uint8Array;
  readonly starts: Int32Array;
}

function vocabulary(): Vocabulary {
  const letters = new Uint8Array(LONGEST * VOCABULARY), starts = new Int32Array(VOCABULARY + 2);
  let end = 0;
  for (let rank = 1; rank <= VOCABULARY; rank++) {
    const length = Math.round(2 + 0.4 * Math.log2(rank));
    // A number that has no factor in common with 26 mixes the words of one length, none of which comes twice.
    let number = ((rank - 1) * 1_000_003) % 26 ** length;
    for (let i = 0; i < length; i++, number = Math.floor(number / 26)) letters[end++] = SMALL_A + number % 26;
    starts[rank + 1] = end;
  }
  return { letters, starts };
}

/** The share of words of the first regime, whose chances are those of 1 / r from 1 to COMMON; the rest adds up to 1. */
const FIRST = Math.log(COMMON) / (Math.log(COMMON) + 1 - COMMON / VOCABULARY);
const GROWTH = Math.log(COMMON) / FIRST, TAIL = (1 - COMMON / VOCABULARY) / (1 - FIRST);

/** The rank of a word drawn by Zipf's law, as the inverse of the ranks' distribution function. */
function draw(random: Generator): number {
  const u = random.uniform();
  const rank = u < FIRST ? Math.exp(u * GROWTH) : COMMON / (1 - (u - FIRST) * TAIL);
  return Math.min(VOCABULARY, Math.floor(rank));
}

function query({ letters, starts }: Vocabulary, random: Generator): string {
  const word = () => {
    const rank = draw(random);
    return String.fromCharCode(...letters.subarray(starts[rank], starts[rank + 1]));
  };
  return Array.from({ length: 6 }, word).join(" ");
}

/** Lines of a number and a passage, as bytes: strings would take several times as long. */
async function writePassages(write: Write, size: number, { letters, starts }: Vocabulary): Promise<void> {
  const random = generator(8), encoder = new TextEncoder();
  const mean = Math.log(MEAN_WORDS) - SIGMA ** 2 / 2;
  const block = new Uint8Array(BLOCK), apostrophe = encoder.encode("’s");
  let end = 0;
  for (let i = 0; i < size; i++) {
    const count = Math.max(1, Math.round(Math.exp(mean + SIGMA * random.normal())));
    if (end + (LONGEST + 2) * count + 30 > BLOCK) {
      await write(block.subarray(0, end));
      end = 0;
    }
    end += encoder.encodeInto(`${i}\t`, block.subarray(end)).written;
    let mark = random.below(22);
    const apostrophes = random.below(10) === 0;
    for (let k = 0; k < count; k++) {
      if (k > 0) block[end++] = SPACE;
      const rank = draw(random);
      for (let at = starts[rank]; at < starts[rank + 1]; at++) block[end++] = letters[at];
      if (k === 0 && apostrophes) {
        block.set(apostrophe, end);
        end += apostrophe.length;
      }
      if (k !== mark) continue;
      block[end++] = k % 2 ? COMMA : FULL_STOP;
      mark += 11;
    }
    block[end++] = LINE_FEED;
  }
  await write(block.subarray(0, end));
}
