/** Which triples a run trains on, where not its collection's own. */
import { type Collection, type Triples, UserError } from "../base/mod.ts";
import { readTriples } from "../data/mod.ts";
import { entryWithList } from "./collections/registry.ts";
import { fingerprintOfFile } from "./encoders/file_fingerprint.ts";
import { dataSeed } from "./sizes.ts";

/** Triples of ids in a file, as `mine` writes them. Where the file lies does not count as a part of what a run is. */
export interface TripleFile {
  readonly file: string;
  /** Of its content. */
  readonly fingerprint: string;
}

/** A list of triples that the collection publishes besides its own, by its name. */
export interface ListedTriples {
  readonly list: string;
}

/** Negatives that are drawn for the positives of the train queries. */
export interface DrawnTriples {
  /** The first and the last rank that a negative may have among BM25's passages, counted from 1. */
  readonly ranks: readonly [first: number, last: number];
  /** Share of the negatives that is drawn from the whole collection instead, in [0, 1]. */
  readonly random: number;
  /** Positives taken of a query at most. */
  readonly positives: number;
  /** Negatives of each positive. */
  readonly negatives: number;
}

export type TripleChoice = TripleFile | ListedTriples | DrawnTriples;

/** What is drawn where nothing is said. */
export const drawnTriples: DrawnTriples = { ranks: [1, 50], random: 0, positives: 1, negatives: 1 };

/**
 * The triples of a choice, as positions in the texts of what is trained on.
 *
 * @throws UserError where the file has changed or is malformed, or a negative cannot be drawn.
 */
export async function chosenTriples(training: Collection, choice: TripleChoice): Promise<Triples> {
  if ("list" in choice) {
    const { list } = choice;
    return await entryWithList(list)!.triples(training, { seed: dataSeed, list });
  }
  if (!("file" in choice)) {
    const { bm25Candidates, drawNegatives } = await import("../retrieval/mod.ts");
    const { ranks, random } = choice;
    const candidates = random < 1 ? bm25Candidates(training, ranks[1]) : undefined;
    return drawNegatives(training, { ...choice, candidates, seed: dataSeed }).triples;
  }
  const { file, fingerprint } = choice;
  const found = fingerprintOfFile(file);
  if (found === fingerprint) return await readTriples(file, training);
  throw new UserError(
    `Expected the triples of fingerprint ${fingerprint} in ${file} but found ${
      found || "no file"
    }: it has changed ` +
      "since. Run the study again from its file.",
  );
}
