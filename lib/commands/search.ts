/** `deno task search`: ranks a collection's passages for the queries of a split and writes the run. */
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Run, type SplitName, startProgress, type Texts, UserError } from "../base/mod.ts";
import { loadWordNet, readBeirPassages, readBeirQueries } from "../data/mod.ts";
import { type SearchTask } from "../retrieval/mod.ts";
import { readQrels, toRanking, writeRun } from "../trec/mod.ts";
import {
  type BM25,
  type BM25Options,
  bm25Options,
  buildBM25,
  loadBM25,
  saveBM25,
  VARIANTS,
} from "../retrieval/bm25/mod.ts";

const HELP = `deno task search --data FOLDER --method bm25|ENCODER --output FILE.run [options]

Ranks the passages of a collection for the queries of one split, exactly, and writes a TREC run.
  --data FOLDER       corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv, as BEIR has them; or: wordnet
  --split NAME        whose queries (default test)
  --method NAME       bm25, or an encoder: minilm, tiny, a hub's id, a checkpoint's folder
  --output FILE       the run
  --k N               passages of a ranking (default 1000)
  --tag NAME          the run's last column (default: the method)
BM25:
  --variant NAME      ${VARIANTS.join(", ")} (default lucene)
  --k1 X, --b X       default 0.9 and 0.4
  --delta X           for bm25l and bm25+ (default 0.5)
  --stop-words LIST   english or none (default none)
  --stem NAME         porter or none (default none)
  --index FILE        keep the index there: read it where it is, else write it
Encoders (embeddings are kept in the cache, and an interrupted search goes on from them):
  --query-length N    tokens a query is cut at (default 200, or what the encoder takes)
  --passage-length N  tokens a passage is cut at (default 200, or what the encoder takes)`;

const OPTIONS = {
  data: { type: "string" },
  split: { type: "string", default: "test" },
  method: { type: "string" },
  output: { type: "string" },
  k: { type: "string", default: "1000" },
  tag: { type: "string" },
  variant: { type: "string", default: "lucene" },
  k1: { type: "string", default: "0.9" },
  b: { type: "string", default: "0.4" },
  delta: { type: "string", default: "0.5" },
  "stop-words": { type: "string", default: "none" },
  stem: { type: "string", default: "none" },
  index: { type: "string" },
  "query-length": { type: "string", default: "200" },
  "passage-length": { type: "string", default: "200" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Runs the command; returns the exit code. */
export async function search(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const { data, split, method, output } = values;
  if (!data || !method || !output) {
    const missing = Object.entries({ data, method, output }).filter(([, value]) => !value);
    throw new UserError(
      `Expected ${missing.map(([name]) => `--${name}`).join(" and ")} but found none\n\n${HELP}`,
    );
  }
  const k = count("k", values.k);
  const tag = values.tag ?? (path.basename(method) || method);
  // All options are checked before anything is read.
  const bm25 = method === "bm25" ? bm25OptionsOf(values) : undefined;
  const lengths = {
    query: count("query-length", values["query-length"]),
    passage: count("passage-length", values["passage-length"]),
  };

  const { passages, queries } = data === "wordnet" ? await wordnet(split) : await beir(data, split);
  const started = performance.now();
  const run = bm25
    ? searchBM25(await indexOf(passages, bm25, values.index), { passages, queries, k })
    // Only here: BM25 needs no tensor engine.
    : await (await import("../retrieval/dense_run.ts")).denseRun(method, { passages, queries, k, lengths });
  await writeRun(output, run, tag);
  let lines = 0;
  for (const { ids } of run.values()) lines += ids.length;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const number = (n: number) => n.toLocaleString("en");
  console.log(
    `Wrote ${output}: ${number(lines)} passages for ${number(queries.ids.length)} queries ` +
      `from ${number(passages.ids.length)}, in ${seconds} s.`,
  );
  return 0;
}

async function wordnet(split: string): Promise<Omit<SearchTask, "k">> {
  const { passages, queries, split: splits } = await loadWordNet();
  if (!Object.hasOwn(splits, split)) {
    throw new UserError(
      `Expected --split of wordnet to be ${Object.keys(splits).join(", ")} but found "${split}"`,
    );
  }
  const chosen = splits[split as SplitName];
  return {
    passages,
    queries: {
      ids: Array.from(chosen, (query) => queries.ids[query]),
      texts: Array.from(chosen, (query) => queries.texts[query]),
    },
  };
}

async function beir(folder: string, split: string): Promise<Omit<SearchTask, "k">> {
  const file = path.join(folder, "qrels", `${split}.tsv`);
  const qrels = await readQrels(file);
  const queries = await readBeirQueries(folder);
  const judged = queries.ids.flatMap((id, query) => qrels.has(id) ? [query] : []);
  if (judged.length < qrels.size) {
    const known = new Set(queries.ids);
    const missing = [...qrels.keys()].find((id) => !known.has(id));
    throw new UserError(
      `Expected every query of ${file} in ${
        path.join(folder, "queries.jsonl")
      } but did not find "${missing}"`,
    );
  }
  return {
    passages: await readBeirPassages(folder),
    queries: {
      ids: judged.map((query) => queries.ids[query]),
      texts: judged.map((query) => queries.texts[query]),
    },
  };
}

async function indexOf(passages: Texts, options: Required<BM25Options>, file?: string): Promise<BM25> {
  if (!file || !existsSync(file)) {
    const bm25 = buildBM25(passages.texts, options);
    if (file) await saveBM25(file, bm25);
    return bm25;
  }
  const bm25 = await loadBM25(file);
  const described = (options: Required<BM25Options>, size: number) =>
    `${size} passages, ${Object.entries(options).map(([name, value]) => `${name} ${value}`).join(", ")}`;
  const [expected, found] = [
    described(options, passages.ids.length),
    described(bm25Options(bm25.index.options), bm25.size),
  ];
  if (expected !== found) {
    throw new UserError(
      `Expected an index of ${expected} but found one of ${found} in ${file}. Delete it, or name another file.`,
    );
  }
  return bm25;
}

function searchBM25(bm25: BM25, { passages, queries, k }: SearchTask): Run {
  const progress = startProgress("Searching with BM25", { total: queries.ids.length });
  const run: Run = new Map();
  queries.texts.forEach((text, query) => {
    run.set(queries.ids[query], toRanking(passages.ids, bm25.search(text, k)));
    progress.update(query + 1);
  });
  progress.finish();
  return run;
}

function bm25OptionsOf(values: Record<"variant" | "k1" | "b" | "delta" | "stop-words" | "stem", string>) {
  const { variant, "stop-words": stopWords, stem } = values;
  return {
    variant: oneOf("variant", variant, VARIANTS),
    k1: number("k1", values.k1),
    b: number("b", values.b, 1),
    delta: number("delta", values.delta),
    stopWords: oneOf("stop-words", stopWords, ["none", "english"] as const),
    stemmer: oneOf("stem", stem, ["none", "porter"] as const),
  };
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new UserError(`Expected --${name} to be one of ${allowed.join(", ")} but found "${value}"`);
}

function number(name: string, value: string, most = Infinity): number {
  const found = value.trim() === "" ? NaN : Number(value);
  if (found >= 0 && found <= most && found < Infinity) return found;
  const range = most === 1 ? "between 0 and 1" : "0 or more";
  throw new UserError(`Expected --${name} to be a number ${range} but found "${value}"`);
}

function count(name: string, value: string): number {
  const found = Number(value);
  if (Number.isSafeInteger(found) && found > 0) return found;
  throw new UserError(`Expected --${name} to be a whole number above 0 but found "${value}"`);
}
