/** The queries that a fine-tuning trains on, is validated on and is tested on. */
import { type Collection, counted, generator, shuffle, type SplitName, UserError } from "../base/mod.ts";

export interface Splits {
  readonly split: Record<SplitName, Int32Array>;
  /** What was put aside, in sentences; empty where the collection has all three splits. */
  readonly notes: readonly string[];
}

/** Share of the train queries that is put aside for a split that is missing, and how many at most. */
const SHARE = 0.1, MOST = 300;

/**
 * Completes a collection's splits: where there is no dev or test split, some train queries are put aside for it, drawn by
 * the seed.
 *
 * @throws UserError where there are too few train queries.
 */
export function completeSplits({ name, split }: Collection, seed: number): Splits {
  const notes: string[] = [];
  let { train, dev, test } = split;
  const random = generator(seed);
  const putAside = (what: "dev" | "test"): Int32Array => {
    const count = Math.min(MOST, Math.max(1, Math.round(SHARE * train.length)));
    const mixed = shuffle(train.slice(), random);
    const aside = mixed.slice(0, count).sort();
    train = mixed.slice(count).sort();
    notes.push(
      `There is no ${what} split: ${
        counted(count, "of the train queries is", "of the train queries are")
      } put aside for it.`,
    );
    return aside;
  };
  if (train.length >= 2 && test.length === 0) test = putAside("test");
  if (train.length >= 2 && dev.length === 0) dev = putAside("dev");
  if (train.length < 2 || dev.length === 0 || test.length === 0) {
    throw new UserError(
      `Expected collection "${name}" to have at least two train queries with a relevant passage, besides those for ` +
        `validation and test, but found ${split.train.length}. Put judgements of training queries into qrels/train.tsv.`,
    );
  }
  return { split: { train, dev, test }, notes };
}
