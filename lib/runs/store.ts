/**
 * The store of results: a folder a run, named by the hash of its configuration.
 *
 * A folder is filled under a temporary name and then renamed: one that exists is complete. `SHA256SUMS` in it says whether
 * its files are still as they were written.
 */
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import {
  faultOfSums,
  inProject,
  messageOf,
  replaceFolder,
  temporaryName,
  UserError,
  whileReplaced,
  writeAtomically,
  writeSums,
} from "../base/mod.ts";
import { type Columns, readArrow, writeArrow } from "../data/mod.ts";
import { columnsOf, rowsOf } from "./columns.ts";
import { type RunConfig, runLabel } from "./config.ts";
import { hashOf } from "./hash.ts";
import { RERANKED, type RunResult } from "./result.ts";
import { HISTOGRAMS, readHistory, writeHistory } from "./stored_history.ts";

export type Source = RunResult["source"];

/** What the column {@linkcode RERANKED} of `queries.arrow` is called in the first stored runs. */
const OLD_RERANKED = "rerank RR@10";

/** A path among the results: `results` in the project, or the folder that `KIT_RESULTS` names. */
export function inResults(...parts: string[]): string {
  return path.join(process.env.KIT_RESULTS || inProject("results"), ...parts);
}

/** The folder of a run: ours are committed, a user's own are local, where git ignores them. */
export function runFolder(source: Source, hash: string): string {
  return source === "committed" ? inResults("runs", hash) : inResults("local", "runs", hash);
}

/** The files of every run. */
const FILES = ["config.json", "history.arrow", "validations.arrow", "queries.arrow", "top10.arrow"];

/**
 * Whether a run is stored whole; a line says, once a process, where it is damaged.
 */
export async function isWhole(config: RunConfig, source: Source): Promise<boolean> {
  if (!isStored(config, source)) return false;
  const folder = runFolder(source, hashOf(config));
  const fault = await faultOfSums(folder, FILES, { others: true });
  if (fault === undefined) return true;
  if (!warned.has(folder)) console.warn(`The run in ${folder} counts as missing: ${fault}.`);
  warned.add(folder);
  return false;
}

const warned = new Set<string>();

/** @throws UserError where a file of a run is missing or not as it was stored. */
async function checkFiles(hash: string, source: Source, needed: readonly string[]): Promise<void> {
  const fault = await faultOfSums(runFolder(source, hash), needed);
  if (fault !== undefined) throw damaged(hash, source, fault);
}

function damaged(hash: string, source: Source, fault: string): UserError {
  const folder = runFolder(source, hash);
  const restore = source === "committed" && !process.env.KIT_RESULTS
    ? `Restore it (\`git restore ${folder}\`), or delete that folder`
    : "Delete that folder";
  return new UserError(
    `Expected run ${hash} as it was stored but ${fault} in ${folder}. ` +
      `${restore}: \`deno task reproduce\` computes the run again.`,
  );
}

/** Whether a run is stored. */
export function isStored(config: RunConfig, source: Source): boolean {
  return existsSync(runFolder(source, hashOf(config)));
}

/**
 * Stores a run, whole or not at all; one that is there is replaced.
 *
 * @param extra Writes further files into the folder before it takes its name.
 */
export async function storeResult(
  result: RunResult,
  extra?: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = runFolder(result.source, result.hash);
  const temporary = temporaryName(folder);
  await mkdir(temporary, { recursive: true });
  try {
    const { hash, config, relevantFrom, seconds, cost, machine, software, weights } = result;
    const facts = {
      hash,
      config,
      relevantFrom,
      seconds: Math.round(seconds * 100) / 100,
      cost,
      machine,
      software,
      weights,
    };
    await writeAtomically(path.join(temporary, "config.json"), JSON.stringify(facts, null, 2) + "\n");
    await writeHistory(temporary, result.history);
    await writeArrow(path.join(temporary, "validations.arrow"), validationColumns(result));
    await writeArrow(path.join(temporary, "queries.arrow"), queryColumns(result));
    await writeArrow(path.join(temporary, "top10.arrow"), { ...result.top10 });
    await extra?.(temporary);
    await writeSums(temporary);
    await replaceFolder(temporary, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * Reads a stored run.
 *
 * @throws UserError where it is not there, or one of its files is missing, damaged or malformed.
 */
export function readResult(config: RunConfig, source: Source): Promise<RunResult> {
  return whileReplaced(runFolder(source, hashOf(config)), () => readResultOnce(config, source));
}

async function readResultOnce(config: RunConfig, source: Source): Promise<RunResult> {
  const hash = hashOf(config);
  const folder = runFolder(source, hash);
  const file = (name: string) => path.join(folder, name);
  if (!existsSync(folder)) throw missing([config], source);
  const { relevantFrom, seconds, cost, machine, software, weights } = await readFactsOnce(hash, source);
  await checkFiles(hash, source, existsSync(file(HISTOGRAMS)) ? [...FILES, HISTOGRAMS] : FILES);
  const [history, validations, queries, top10] = await Promise.all([
    readHistory(folder),
    readArrow(file("validations.arrow")),
    readArrow(file("queries.arrow")),
    readArrow(file("top10.arrow"), { positions: "int32", scores: "float32" }),
  ]);
  const { query, [RERANKED]: current, [OLD_RERANKED]: old, ...measures } = queries;
  return {
    hash,
    config,
    history,
    validations: rowsOf(validations).map(({ step, triples, ...measures }) => ({ step, triples, measures })),
    queries: query as string[],
    measures: measures as Record<string, Float64Array>,
    reranked: (current ?? old) as Float64Array,
    ...(relevantFrom !== undefined && { relevantFrom }),
    top10,
    seconds,
    ...(cost && { cost }),
    machine,
    software,
    weights,
    source,
  };
}

/** What `config.json` of a stored run says. */
export type RunFacts = Pick<
  RunResult,
  "hash" | "config" | "relevantFrom" | "seconds" | "cost" | "machine" | "software" | "weights"
>;

/**
 * Reads what is known of a stored run besides its numbers.
 *
 * @throws UserError where the file is missing or malformed, or a file of the run is damaged.
 */
export function readFacts(hash: string, source: Source): Promise<RunFacts> {
  return whileReplaced(runFolder(source, hash), () => readFactsOnce(hash, source));
}

async function readFactsOnce(hash: string, source: Source): Promise<RunFacts> {
  const file = path.join(runFolder(source, hash), "config.json");
  let facts: RunFacts;
  try {
    facts = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new UserError(
      `Expected a run's facts in ${file} but could not read them: ${messageOf(error)}. ` +
        "Delete the folder, and run `deno task reproduce` again.",
    );
  }
  await checkFiles(hash, source, ["config.json"]);
  return facts;
}

/**
 * The configurations of all stored runs, by hash.
 *
 * @throws UserError where a run was stored by another version, whose hashes have another meaning.
 */
export async function storedConfigs(source: Source): Promise<RunConfig[]> {
  const folder = runFolder(source, "");
  if (!existsSync(folder)) return [];
  const hashes = (await readdir(folder)).filter((name) => /^[0-9a-f]{16}$/.test(name)).sort();
  return await Promise.all(hashes.map(async (hash) => {
    const { config } = await readFacts(hash, source);
    if (isHashOf(hash, config)) return config;
    throw new UserError(
      `Expected run "${runLabel(config)}" under its own hash but found it under ${hash} in ${folder}: ` +
        "it was made with other sizes or by another version. Delete that folder.",
    );
  }));
}

/** Whether a run has this hash; one of another version may have none. */
function isHashOf(hash: string, config: RunConfig): boolean {
  try {
    return hashOf(config) === hash;
  } catch {
    return false;
  }
}

export interface LoadOptions {
  /** Which of the two is read where both are stored; default "committed". */
  readonly prefer?: Source;
  /** Told of a run that is damaged, which is then left out; without it, the first one ends all. */
  readonly onDamaged?: (error: UserError) => void;
}

/**
 * Loads stored runs, in the order of their configurations.
 *
 * @throws UserError that names the runs which are stored neither with the project nor locally.
 */
export async function loadResults(configs: RunConfig[], options: LoadOptions = {}): Promise<RunResult[]> {
  const { prefer = "committed" } = options;
  const order: Source[] = prefer === "committed" ? ["committed", "local"] : ["local", "committed"];
  const sources = configs.map((config) => order.find((source) => isStored(config, source)));
  const absent = configs.filter((_, i) => sources[i] === undefined);
  if (absent.length > 0) throw missing(absent);
  const results = await Promise.all(configs.map(async (config, i) => {
    try {
      return await readResult(config, sources[i]!);
    } catch (error) {
      if (!options.onDamaged || !(error instanceof UserError)) throw error;
      options.onDamaged(error);
      return [];
    }
  }));
  return results.flat();
}

/** Loads all stored runs, each once: the project's where a run is stored locally, too. */
export async function loadStoredResults(): Promise<RunResult[]> {
  const configs = [...await storedConfigs("committed"), ...await storedConfigs("local")];
  const distinct = [...new Map(configs.map((config) => [hashOf(config), config])).values()];
  return await loadResults(distinct);
}

function missing(configs: RunConfig[], source?: Source): UserError {
  const names = configs.slice(0, 3).map((config) => `"${runLabel(config)}" (${hashOf(config)})`).join(", ");
  const more = configs.length > 3 ? ` and ${configs.length - 3} more` : "";
  const places = (source ? [source] : ["committed", "local"] as Source[]).map((source) =>
    runFolder(source, "")
  );
  return new UserError(
    `Expected stored results of ${names}${more} but found none in ${places.join(" or ")}. ` +
      "`deno task reproduce` computes what is missing.",
  );
}

function validationColumns({ validations }: RunResult): Columns {
  const names = Object.keys(validations[0]?.measures ?? {});
  const rows = validations.map(({ step, triples, measures }) => ({ ...measures, step, triples }));
  return columnsOf(rows, ["step", "triples", ...names]);
}

/** @throws TypeError where a measure's name is taken, so that one column would replace another. */
function queryColumns({ queries, measures, reranked }: RunResult): Columns {
  const taken = Object.keys(measures).find((name) =>
    name === "query" || name === RERANKED || name === OLD_RERANKED
  );
  if (taken !== undefined) throw new TypeError(`Expected measures of other names but found "${taken}"`);
  return { query: queries, ...measures, [RERANKED]: reranked };
}
