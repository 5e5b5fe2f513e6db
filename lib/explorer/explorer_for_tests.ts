/** An explorer of invented results over a collection whose every text is an attack, for tests. */
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { choiceOf, type Method, type RunResult } from "../runs/mod.ts";
import { fakeResult, marginMethod, recorded } from "../runs/results_for_tests.ts";
import { judgeClaims } from "../studies/mod.ts";
import { writeExplorer } from "./write_explorer.ts";

/** Sets `hacked` where it is taken for markup. */
export const attack = (name: string) => `<img/src=x/onerror=hacked=1>${name}`;

const QUERIES = 20, PASSAGES = 30;
const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const lines = (records: readonly object[]) => records.map((record) => JSON.stringify(record)).join("\n");
const judged = (ids: readonly number[]) =>
  ["query-id\tcorpus-id\tscore", ...ids.map((i) => `${attack(`q${i}`)}\t${attack(`p${i}`)}\t1`)].join("\n");

const files = {
  "collection/corpus.jsonl": lines(
    range(PASSAGES).map((i) => ({ _id: attack(`p${i}`), title: "", text: attack(`passage ${i}`) })),
  ),
  "collection/queries.jsonl": lines(
    range(QUERIES + 4).map((i) => ({ _id: attack(`q${i}`), text: attack(`query ${i}`) })),
  ),
  "collection/qrels/test.tsv": judged(range(QUERIES)),
  "collection/qrels/train.tsv": judged(range(QUERIES + 4).slice(QUERIES)),
};

const training = {
  ...{ steps: 40, batchSize: 64, learningRate: 2e-5, warmupSteps: 0, weightDecay: 0, decay: 1 },
  ...{ validateAt: [0, 10, 20, 40], maxQueryLength: 20, maxPassageLength: 200 },
};

/** The level of the method whose runs have no histograms. */
const EARLIER = 0.4;

const methods: readonly (readonly [Method, number])[] = [
  [marginMethod("adaptive"), 0.5],
  [{ kind: "in-batch softmax", temperature: 0.05 }, 0.6],
  [marginMethod(0.2), 0.45],
  [marginMethod(0.5), EARLIER],
];

/** Runs with an explorer in a folder, and the results that it shows. */
export async function withExplorer(
  use: (folder: string, results: readonly RunResult[], said: readonly string[]) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const collection = await choiceOf(path.join(folder, "collection"));
    const results = methods.flatMap(([method, level]) =>
      [1, 2, 3].map((seed): RunResult => {
        const run = fakeResult({ collection, encoder: attack("encoder"), method, training, seed });
        return {
          // One method's runs are of an earlier version.
          ...(level === EARLIER ? run : recorded(run)),
          queries: range(QUERIES).map((i) => attack(`q${i}`)),
          top10: {
            positions: Int32Array.from({ length: 10 * QUERIES }, (_, i) => (i + seed) % PASSAGES),
            scores: new Float32Array(10 * QUERIES),
          },
          validations: training.validateAt.map((step) => ({
            step,
            triples: 64 * step,
            measures: { "nDCG@10": 0.2 + (level - 0.2 + seed / 100) * step / 40, "RR@10": 0.1 + step / 1000 },
          })),
        };
      })
    );
    const said: string[] = [];
    const page = path.join(folder, "report");
    await writeExplorer(page, { results, claims: judgeClaims(results) }, { say: (line) => said.push(line) });
    await use(page, results, said);
  }, { files });
}
