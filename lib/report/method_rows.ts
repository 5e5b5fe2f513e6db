/** Methods side by side, as the rows of a table: means over queries and seeds, with intervals. */
import { mean } from "../base/mod.ts";
import {
  collectionLabel,
  encoderLabel,
  encoderRank,
  NO_ENCODER,
  RERANKED,
  type RunResult,
} from "../runs/mod.ts";
import { comparisonsOf, means, seedEstimate, type SeedGroup, seedGroups } from "../studies/mod.ts";
import type { TableRow } from "./table.ts";

/**
 * A row a method: those that were trained at the learning rate that dev picked, those that were not as they are; by
 * collection and encoder, then by nDCG@10. Intervals are over queries, clustered by passage, and seeds.
 */
export function methodRows(results: readonly RunResult[]): TableRow[] {
  const groups = [
    ...seedGroups(results.filter(({ config }) => !config.training)),
    ...comparisonsOf(results).flatMap(({ methods, condition }) =>
      methods.map(({ picked }) =>
        condition === "" ? picked : { ...picked, label: `${picked.label}, ${condition}` }
      )
    ),
  ];
  const rows = groups.map((group) => ({ group, ...rowOf(group) }));
  const place = ({ group: { config } }: typeof rows[number]) => collectionLabel(config);
  rows.sort((a, b) =>
    place(a).localeCompare(place(b)) ||
    encoderRank(a.group.config.encoder) - encoderRank(b.group.config.encoder) ||
    b.ndcg - a.ndcg
  );
  return rows.map(({ row }) => row);
}

function rowOf(group: SeedGroup): { ndcg: number; row: TableRow } {
  const { config, label, results } = group;
  const { mean: ndcg, low, high } = seedEstimate(group);
  const meanOf = (name: string) => mean(results.map((result) => means(result)[name]));
  return {
    ndcg,
    row: {
      searched: collectionLabel(config),
      encoder: config.encoder === NO_ENCODER ? "–" : encoderLabel(config),
      method: label,
      rate: config.training ? String(config.training.learningRate) : "–",
      seeds: config.training ? String(results.length) : "–",
      "nDCG@10": ndcg,
      "95 % interval": `${low.toFixed(3)} to ${high.toFixed(3)}`,
      "RR@10": meanOf("RR@10"),
      [RERANKED]: meanOf(RERANKED),
      triples: results[0].history.at(-1)?.triples ?? 0,
      "seconds a run": Math.round(mean(results.map(({ seconds }) => seconds))),
    },
  };
}
