/** `mine`: negatives for the queries of a collection, written as training triples. */
import {
  type Collection,
  counted,
  isStream,
  outputName,
  type SplitName,
  textsAt,
  UserError,
} from "../base/mod.ts";
import type { Candidates, MinedNegatives } from "../retrieval/mod.ts";
import { collectionHelp } from "./collection_help.ts";
import { defineCommand, type Values } from "./command.ts";
import { refuseWithoutEffect } from "./no_effect.ts";
import { naturalNumber, positiveInteger, share } from "./number_rules.ts";
import { number, oneOf, text } from "./options.ts";
import { say } from "./output.ts";
import { outputFiles } from "./output_options.ts";

const mineOptions = {
  data: text("FOLDER", collectionHelp("corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv"), {
    required: true,
  }),
  output: outputFiles(
    "triples of ids: .tsv (query, positive, negative), .tsv.gz or .arrow; - is standard output, as TSV; several may be named",
    {
      required: true,
    },
  ),
  method: text("NAME", "what ranks the candidates: bm25, random, or an encoder (name, hub id, folder)", {
    shownDefault: "bm25",
  }),
  run: text(
    "FILE",
    "take the candidates from this run instead, over the queries of the split; plain or gzipped",
  ),
  split: oneOf<SplitName>(["train", "dev", "test"], "the split whose queries get triples", {
    default: "train",
  }),
  firstRank: number("N", "first rank of a negative", { rule: positiveInteger, shownDefault: "1" }),
  lastRank: number("N", "last rank of a negative", { rule: positiveInteger, shownDefault: "50" }),
  positives: number("N", "positives taken of a query at most, from the highest grade down", {
    rule: positiveInteger,
    default: 1,
  }),
  negatives: number("N", "negatives of each positive", { rule: positiveInteger, default: 1 }),
  random: number("X", "share of the negatives that is drawn from the whole collection instead", {
    rule: share,
    shownDefault: "0",
  }),
  seed: number("N", "seed of all draws", { rule: naturalNumber, default: 1 }),
};

type MineOptions = Values<typeof mineOptions>;

export default defineCommand({
  name: "mine",
  summary: "Draw negatives for a collection's queries, and write training triples",
  needsPackages: true,
  options: mineOptions,
  examples: [
    { does: "one negative a query, from BM25's best 50", args: "--data FOLDER --output triples.tsv" },
    {
      does: "four negatives a query from ranks 10 to 100 of an encoder, as TSV and Arrow",
      args:
        "--data FOLDER --method minilm --first-rank 10 --last-rank 100 --negatives 4 --output t.tsv t.arrow",
    },
    {
      does: "from a run over the train queries, every second one at random",
      args: "--data FOLDER --run train.run --random 0.5 --output triples.tsv",
    },
  ],
  details: () =>
    "A passage that the qrels judge is never a negative, nor one whose text equals a positive's or the query's own.",
  async run(options) {
    const { data, output, method, run, split, positives, negatives, seed } = options;
    const { firstRank = 1, lastRank = 50, random = 0 } = options;
    const wrong = output.find((file) => !/\.(tsv|tsv\.gz|arrow)$/.test(file) && !isStream(file));
    if (wrong) {
      throw new UserError(
        `mine: expected --output to end with .tsv, .tsv.gz or .arrow but found "${wrong}".`,
      );
    }
    if (firstRank > lastRank) {
      throw new UserError(
        `mine: expected --first-rank to be at most --last-rank but found ${firstRank} and ${lastRank}.`,
      );
    }
    if (run !== undefined && method !== undefined) {
      throw new UserError("mine: expected one of --method and --run but found both.");
    }
    refuseWithoutEffect("mine", options, [
      {
        when: method === "random",
        beside: "--method random",
        options: ["firstRank", "lastRank", "random"],
      },
      { when: random === 1, beside: "--random 1", options: ["method", "run", "firstRank", "lastRank"] },
    ]);
    const { checkIds, openCollection, TABBED_IDS, writeTriplesArrow, writeTriplesTSV } = await import(
      "../data/mod.ts"
    );
    const { collection, notes } = await openCollection(data);
    for (const note of notes) say(note);
    if (output.some((file) => !file.endsWith(".arrow"))) await checkIds(data, collection, TABBED_IDS);
    const { drawNegatives } = await import("../retrieval/mod.ts");
    const mined = drawNegatives(collection, {
      candidates: await candidatesOf(options, collection),
      ranks: [firstRank, lastRank],
      random,
      positives,
      negatives,
      split,
      seed,
    });
    for (const file of output) {
      const write = file.endsWith(".arrow") ? writeTriplesArrow : writeTriplesTSV;
      await write(file, mined.triples, collection);
    }
    report(mined, output);
    return 0;
  },
});

/** Undefined where all negatives are drawn from the whole collection. */
async function candidatesOf(
  { method = "bm25", run, lastRank = 50, split }: MineOptions,
  collection: Collection,
): Promise<Candidates | undefined> {
  const { bm25Candidates, denseRun, runCandidates } = await import("../retrieval/mod.ts");
  if (run !== undefined) {
    const { readRun } = await import("../trec/mod.ts");
    return runCandidates(collection, await readRun(run), { split });
  }
  if (method === "random") return undefined;
  if (method === "bm25") return bm25Candidates(collection, lastRank);
  const lengths = { query: 200, passage: 200 };
  const found = await denseRun(method, {
    passages: collection.passages,
    queries: textsAt(collection.queries, collection.split[split]),
    k: lastRank,
    lengths,
  });
  return runCandidates(collection, found, { split });
}

function report(mined: MinedNegatives, output: readonly string[]): void {
  say(
    `Wrote ${output.map(outputName).join(" and ")}: ${counted(mined.triples.queries.length, "triple")} for ${
      counted(mined.queries - mined.withoutPositive, "query", "queries")
    }.`,
  );
  const left: [number, string, string][] = [
    [mined.withoutPositive, "query has no relevant passage", "queries have no relevant passage"],
    [mined.judged, "candidate is judged", "candidates are judged"],
    [
      mined.sameTextAsPositive,
      "candidate has the text of a positive",
      "candidates have the text of a positive",
    ],
    [mined.sameTextAsQuery, "candidate has the text of its query", "candidates have the text of their query"],
  ];
  for (const [number, one, many] of left) if (number > 0) say(`Left out: ${counted(number, one, many)}.`);
  if (mined.fallbacks > 0) {
    const drawn = counted(mined.fallbacks, "negative is", "negatives are");
    say(`${drawn} drawn from the whole collection, as no candidate was left.`);
  }
}
