/** MS MARCO's passages with the queries that a part of it trains on, is validated on and is tested on. */
import { type Collection, didYouMean, type Qrels, type Texts, UserError } from "../../base/mod.ts";
import { MS_MARCO } from "./files.ts";
import { msMarcoPassages } from "./passages.ts";
import {
  type JudgedQueries,
  type QuerySetName,
  querySets,
  readEvalQueries,
  readJudgedQueries,
} from "./queries.ts";

/** Which queries are dev and test queries. */
export interface MSMarcoSplits {
  readonly dev: readonly QuerySetName[];
  readonly test: readonly QuerySetName[];
}

/** By name. A year of TREC's Deep Learning track is validated on the other one. */
export const msMarcoSplits: Readonly<Record<string, MSMarcoSplits>> = {
  whole: { dev: ["dev"], test: ["dl19", "dl20"] },
  dl19: { dev: ["dl20"], test: ["dl19"] },
  dl20: { dev: ["dl19"], test: ["dl20"] },
  dev: { dev: ["dl19"], test: ["dev"] },
};

/** NIST's judgements of the passage task: grade 1 is "related", and no answer. */
const RELEVANT_IN_TREC = 2;

/** From which grade a passage is relevant to the queries of some sets. */
function relevantFrom(names: readonly QuerySetName[]): number {
  return names.every((name) => name.startsWith("dl")) ? RELEVANT_IN_TREC : 1;
}

/**
 * Loads the collection: 8,841,823 passages, the judged train queries, and the judged dev and test queries of some splits.
 *
 * @throws UserError where a file is missing or malformed, or judges a query or passage that is not there.
 */
export async function loadMSMarco(splits: MSMarcoSplits = msMarcoSplits.whole): Promise<Collection> {
  // First what is small, so that what is missing is found at once.
  const names: QuerySetName[] = ["train", ...splits.dev, ...splits.test];
  const sets = new Map<QuerySetName, JudgedQueries>();
  for (const name of names) sets.set(name, await readJudgedQueries(name));
  const { passages, file } = await msMarcoPassages();
  const ids: string[] = [], texts: string[] = [];
  const qrels: Qrels = new Map();
  const positions = new Map<QuerySetName, number[]>();
  for (const [name, set] of sets) {
    checkJudgements(set, passages.ids.length, file);
    positions.set(name, []);
    set.queries.ids.forEach((id, i) => {
      const grades = set.qrels.get(id)!;
      if (qrels.has(id) || ![...grades.values()].some((grade) => grade > 0)) return;
      qrels.set(id, grades);
      positions.get(name)!.push(ids.push(id) - 1);
      texts.push(set.queries.texts[i]);
    });
  }
  const split = (names: readonly QuerySetName[]) =>
    Int32Array.from(names.flatMap((name) => positions.get(name)!));
  return {
    name: MS_MARCO,
    passages,
    queries: { ids, texts },
    qrels,
    split: { train: split(["train"]), dev: split(splits.dev).sort(), test: split(splits.test).sort() },
    relevantFrom: { dev: relevantFrom(splits.dev), test: relevantFrom(splits.test) },
  };
}

/** Passages have their positions as ids: a judgement of another is one of a passage that is not there. */
function checkJudgements({ qrels, file: qrelsFile }: JudgedQueries, passages: number, file: string): void {
  for (const [query, grades] of qrels) {
    for (const passage of grades.keys()) {
      if (/^\d+$/.test(passage) && Number(passage) < passages) continue;
      throw new UserError(
        `Expected passage "${passage}", which ${qrelsFile} judges for query "${query}", in ${file} but it ends after ` +
          `passage ${passages - 1}, line ${passages}. Was it cut?`,
      );
    }
  }
}

/**
 * The passages, and the queries of one split: `train`, `dev` and `test` of the splits given, or a set by its own name:
 * `dl19`, `dl20`, or `eval`, the hidden test set.
 *
 * @throws UserError as `loadMSMarco`, or for a split that there is not.
 */
export async function readMSMarcoSplit(
  splits: MSMarcoSplits,
  split: string,
): Promise<{ passages: Texts; queries: Texts }> {
  const queries = await queriesOf(splits, split);
  const { passages } = await msMarcoPassages();
  return { passages, queries };
}

async function queriesOf(splits: MSMarcoSplits, split: string): Promise<Texts> {
  if (split === "eval") return await readEvalQueries();
  const sets: Readonly<Record<string, readonly QuerySetName[]>> = {
    ...Object.fromEntries(querySets.map((name) => [name, [name]])),
    ...splits,
  };
  if (!Object.hasOwn(sets, split)) {
    const names = [...new Set([...Object.keys(sets), "eval"])];
    throw new UserError(
      `Expected the split of ${MS_MARCO} to be ${names.join(", ")} but found "${split}".${
        didYouMean(split, names)
      }`,
    );
  }
  const ids: string[] = [], texts: string[] = [];
  for (const name of sets[split]) {
    const { queries } = await readJudgedQueries(name);
    for (const id of queries.ids) ids.push(id);
    for (const text of queries.texts) texts.push(text);
  }
  return { ids, texts };
}
