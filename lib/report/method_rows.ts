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
import {
  comparisonsOf,
  means,
  seedEstimate,
  type SeedGroup,
  seedGroups,
  studyLabels,
} from "../studies/mod.ts";
import type { TableRow } from "./table.ts";

/**
 * A row a method, with every setting in which rows of a collection differ: those that were trained at the learning rate that dev picked, those that were not as they are; by
 * collection and encoder, then by nDCG@10. Intervals are over queries, clustered by passage, and seeds.
 */
export function methodRows(results: readonly RunResult[]): TableRow[] {
  const groups = [
    ...seedGroups(results.filter(({ config }) => !config.training)),
    ...comparisonsOf(results).flatMap(({ methods }) => methods.map(({ picked }) => picked)),
  ];
  const labels = labelsOf(groups);
  const rows = groups.map((group) => ({ group, ...rowOf(group, labels.get(group)!) }));
  const place = ({ group: { config } }: typeof rows[number]) => collectionLabel(config);
  rows.sort((a, b) =>
    place(a).localeCompare(place(b)) ||
    encoderRank(a.group.config.encoder) - encoderRank(b.group.config.encoder) ||
    b.ndcg - a.ndcg
  );
  return rows.map(({ row }) => row);
}

/** The rate and the seeds have columns of their own. */
function labelsOf(groups: readonly SeedGroup[]): Map<SeedGroup, string> {
  const places = Map.groupBy(groups, ({ config }) => collectionLabel(config));
  return new Map([...places.values()].flatMap((here) => {
    const labels = studyLabels(here.map(({ config }) => config), { without: ["learningRate", "seed"] });
    return here.map((group, i) => [group, labels[i]] as const);
  }));
}

function rowOf(group: SeedGroup, label: string): { ndcg: number; row: TableRow } {
  const { config, results } = group;
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
