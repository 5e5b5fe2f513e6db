/** `search`: ranks a collection's passages for the queries of a split and writes the run. */
import { existsSync } from "node:fs";
import path from "node:path";
import type { BM25Options, Variant } from "../retrieval/bm25/mod.ts";
import type { SearchTask } from "../retrieval/mod.ts";
import type { Rankings } from "../trec/mod.ts";
import { counted, nearest, outputName, UserError } from "../base/mod.ts";
import { collectionHelp } from "./collection_help.ts";
import { defineCommand, type Values } from "./command.ts";
import { interruptible } from "./interruptible.ts";
import { refuseWithoutEffect } from "./no_effect.ts";
import { notNegative, positiveInteger, share } from "./number_rules.ts";
import { flag, number, oneOf, text } from "./options.ts";
import { say } from "./output.ts";
import { keptFile, outputFile } from "./output_options.ts";
import { precisionOption } from "./precision_option.ts";

const BM25 = "BM25",
  ENCODERS = "Encoders (embeddings are kept in the cache, so that an interrupted search continues)";

const variants = async (): Promise<readonly Variant[]> => (await import("../retrieval/bm25/mod.ts")).VARIANTS;

const searchOptions = {
  data: text("FOLDER", collectionHelp("corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv"), {
    required: true,
  }),
  method: text(
    "NAME",
    "bm25, or an encoder: minilm, minilm-1 to minilm-5 (first layers), tiny, mpnet, an id of the model hub, a folder",
    {
      required: true,
    },
  ),
  output: outputFile("the run, in TREC's format, gzipped where it ends with .gz; - is standard output", {
    required: true,
  }),
  split: text("NAME", "the split whose judged queries are searched for", { default: "test" }),
  k: number("N", "passages per ranking", { rule: positiveInteger, default: 1000 }),
  keepSelf: flag("keep a passage that is the query itself, by id and text; otherwise it is left out"),
  tag: text("NAME", "last column of the run", { shownDefault: "the method" }),
  variant: oneOf<Variant>(variants, "variant", { shownDefault: "lucene", group: BM25 }),
  k1: number("X", "saturation of word counts", { rule: notNegative, shownDefault: "0.9", group: BM25 }),
  b: number("X", "influence of a passage's length", { rule: share, shownDefault: "0.4", group: BM25 }),
  delta: number("X", "lower bound of a word's weight, for bm25l and bm25+", {
    rule: notNegative,
    shownDefault: "0.5",
    group: BM25,
  }),
  stopWords: oneOf(["none", "english"], "stop words that are ignored", { shownDefault: "none", group: BM25 }),
  stem: oneOf(["none", "porter"], "stemmer", { shownDefault: "none", group: BM25 }),
  index: keptFile(
    "keep the index in this file: read where it is of this collection and these options, else written",
    { group: BM25 },
  ),
  queryLength: number("N", "tokens that a query is cut to, or fewer where the encoder takes fewer", {
    rule: positiveInteger,
    shownDefault: "200",
    group: ENCODERS,
  }),
  passageLength: number("N", "tokens that a passage is cut to, or fewer where the encoder takes fewer", {
    rule: positiveInteger,
    shownDefault: "200",
    group: ENCODERS,
  }),
  precision: precisionOption({ group: ENCODERS }),
  approximate: text(
    "FACTORY",
    "search with an index of FAISS, by its factory string such as HNSW32, and say what it misses",
    {
      shownDefault: "none: the search is exact",
      group: ENCODERS,
    },
  ),
  probes: number("N", "lists of an inverted index that are looked into (nprobe)", {
    rule: positiveInteger,
    shownDefault: "64",
    group: ENCODERS,
  }),
};

type SearchOptions = Values<typeof searchOptions>;

/** Writes a run and says so; the exit code. */
type Write = (rankings: () => Rankings) => Promise<number>;

export default defineCommand({
  name: "search",
  summary: "Rank a collection's passages for its queries, with BM25 or an encoder",
  needsPackages: true,
  options: searchOptions,
  examples: [
    {
      does: "BM25 with Porter's stemmer",
      args: "--data FOLDER --method bm25 --stem porter --output bm25.run",
    },
    {
      does: "an encoder, the queries of the split dev",
      args: "--data FOLDER --split dev --method minilm --output minilm.run",
    },
    {
      does: "the paper's approximate index, and what it misses",
      args: "--data msmarco-passage#dl19 --method FOLDER --approximate OPQ32,IVF262144_HNSW32,PQ32,RFlat " +
        "--output approximate.run",
    },
    {
      does: "an index that is kept for the next search",
      args: "--data wordnet --method bm25 --index wordnet.bm25 --output wordnet.run --k 100",
    },
  ],
  details: () =>
    "The search is exact, unless --approximate names an index of FAISS, a Python package (faiss-cpu) that set-up does not\n" +
    "install: then the exact search is made too, and the share of its best passages that the index found is said.\n" +
    "A passage is its title and its text. For encoders, special tokens count too. For BM25, words are runs of letters and\n" +
    "digits of any script, of which case and way of writing accents do not count; Chinese, Japanese, Thai, Lao, Khmer and\n" +
    "Burmese are split by dictionaries.",
  async run(options) {
    const { data, split, method, output, k, tag, keepSelf, variant } = options;
    if (method !== "bm25" && nearest(method, ["bm25"]) && !existsSync(method)) {
      throw new UserError(
        `search: expected --method to be bm25 or an encoder but found "${method}". Did you mean "bm25"?`,
      );
    }
    const { writeRun } = await import("../trec/mod.ts");
    refuseWithoutEffect("search", options, [
      {
        when: method !== "bm25",
        beside: `--method ${method}`,
        options: ["variant", "k1", "b", "delta", "stopWords", "stem", "index"],
      },
      {
        when: method === "bm25",
        beside: "--method bm25",
        options: ["queryLength", "passageLength", "precision", "approximate", "probes"],
      },
      { when: options.approximate === undefined, beside: "an exact search", options: ["probes"] },
      {
        when: variant !== "bm25l" && variant !== "bm25+",
        beside: `--variant ${variant ?? "lucene"}`,
        options: ["delta"],
      },
    ]);
    const name = tagOf(tag || path.basename(method) || method);
    const { checkIds, readSplit, TREC_IDS } = await import("../data/mod.ts");
    const { passages, queries, notes: missing } = await readSplit(data, split);
    missing.forEach(say);
    await checkIds(data, { passages, queries }, TREC_IDS);
    const started = performance.now();
    const notes: string[] = [];
    const task: SearchTask = {
      passages,
      queries,
      k,
      keepSelf,
      onOwnPassages(own) {
        if (own === 0) return;
        const what = counted(own, "passage that is the query itself", "passages that are the query itself");
        notes.push(`Left out: ${what}, by id and text (--keep-self keeps such passages).`);
      },
    };
    const write = async (rankings: () => Rankings) => {
      let ranked = 0, without = 0;
      await writeRun(output, function* () {
        ranked = without = 0;
        for (const [query, ranking] of rankings()) {
          ranked += ranking.ids.length;
          if (ranking.ids.length === 0) without++;
          yield [query, ranking];
        }
      }, name);
      if (without > 0) {
        notes.push(
          counted(without, "query found nothing and is", "queries found nothing and are") +
            " not in the run: " +
            "`evaluate --complete` counts such queries with 0, and without it they are left out of the means.",
        );
      }
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      say(
        `Wrote ${outputName(output)}: ${counted(ranked, "passage")} for ` +
          `${counted(queries.ids.length, "query", "queries")} from ${
            passages.ids.length.toLocaleString("en")
          }, ` +
          `in ${seconds} s.`,
      );
      notes.forEach(say);
      return 0;
    };
    return await (method === "bm25" ? searchBM25 : searchDense)(options, task, write);
  },
});

/** A run's name as its column wants it: without white space. */
function tagOf(name: string): string {
  const tag = name.trim().replaceAll(/\s+/g, "-") || "run";
  if (tag !== name) say(`The run's tag is "${tag}", as white space would end it.`);
  return tag;
}

/** Needs no tensor engine, and leaves no time to handle a signal: the system ends it, at once. */
async function searchBM25(options: SearchOptions, task: SearchTask, write: Write): Promise<number> {
  const { variant, k1, b, delta, stopWords, stem, index } = options;
  const { bm25Rankings, openBM25 } = await import("../retrieval/bm25/mod.ts");
  const settings: BM25Options = { variant, k1, b, delta, stopWords, stemmer: stem };
  const bm25 = await openBM25(task.passages, { ...settings, file: index, onRebuild: say });
  return await write(bm25Rankings(bm25, task));
}

async function searchDense(options: SearchOptions, task: SearchTask, write: Write): Promise<number> {
  const { method, queryLength = 200, passageLength = 200, approximate: factory, probes = 64 } = options;
  const { loadEncoder } = await import("../encoders/mod.ts");
  const { denseRunOf, startFaissSearch } = await import("../retrieval/mod.ts");
  const approximate = factory === undefined ? undefined : {
    ...{ factory, probes, python: (await import("../setup/mod.ts")).inPython("python") },
    onLoss: (shares: ReadonlyMap<number, number>) =>
      say(
        `${factory}: of the exact best ${
          [...shares].map(([k, share]) => `${k}, ${(100 * share).toFixed(1)} %`).join("; ")
        } are found.`,
      ),
  };
  // Where FAISS is missing, that is said before anything is embedded.
  if (approximate) await (await startFaissSearch(approximate, 1)).dispose();
  const encoder = await loadEncoder(method, { precision: options.precision });
  const lengths = { query: queryLength, passage: passageLength };
  const kept = "Interrupted. Embeddings that are done are kept; the same command continues.";
  try {
    return await interruptible(
      kept,
      async (signal) => {
        const run = await denseRunOf(encoder, { ...task, lengths, signal, approximate });
        return await write(() => run);
      },
    );
  } finally {
    encoder.dispose();
  }
}
