/** The audit: where the reference departs from its own text, what that is in this code, and what it changes here. */
import { markdownTable, mean, withInterval } from "../base/mod.ts";
import type { RunResult } from "../runs/mod.ts";
import {
  comparedMethod,
  type Comparison,
  comparisonsOf,
  seedDifference,
  type SeedGroup,
} from "../studies/mod.ts";

export interface AuditRow {
  readonly departure: string;
  /** How it is had, or left out, in this project. */
  readonly here: string;
  /** What it changes, from the committed runs; empty where there are none. */
  readonly changes: string;
}

/** The departures of the reference, with what they change in the runs of the study. */
export function auditRows(results: readonly RunResult[]): AuditRow[] {
  const comparisons = comparisonsOf(results).filter(({ collection }) => collection === COLLECTION);
  const usual = comparisons.find(({ encoder, condition }) => encoder === STUDENT && condition === "");
  const undropped = comparisons.find(({ encoder, condition }) =>
    encoder === STUDENT && condition === NO_DROPOUT
  );
  const pickedIn = (comparison: Comparison | undefined, label: string) =>
    comparison && comparedMethod(comparison, label)?.picked;
  const group = (label: string) => pickedIn(usual, label);
  const pooled = (encoder: string) =>
    pickedIn(comparisons.find((each) => each.encoder === encoder), "adaptive");
  const adaptive = group("adaptive");
  return [
    {
      departure:
        "In a batch, row i has the margin of positive j, where the text has that of its own positive i.",
      here: '`orientation: "reference"` or `"paper"`; all studies name theirs.',
      changes: joined(
        change("adaptive, in-batch, reference less paper", group(READINGS[0]), group(READINGS[1])),
        change("distributed, reference less paper", group(READINGS[2]), group(READINGS[3])),
      ),
    },
    {
      departure: "The target is not detached: gradients flow through the similarity of the passages.",
      here: "As the reference; `detachTarget: true` stops them.",
      changes: change("detached less not", group("adaptive, target detached"), adaptive),
    },
    {
      departure:
        "RoBERTa is trained through a pooler that its checkpoint lacks, and evaluated by the raw CLS state.",
      here:
        'One pooling for both, unless `testUse` names another; `pooling: "pooler"` with `poolerSeed` starts one at random.',
      changes: joined(
        change("CLS less mean", pooled(`${STUDENT} (cls)`), adaptive),
        change("random pooler less mean", pooled(`${STUDENT} (pooler, pooler seed 1)`), adaptive),
      ),
    },
    {
      departure: "Queries are cut at 20 tokens in training, and at 200 in evaluation.",
      here:
        "One length for both, `maxQueryLength`, unless `testUse` names another; a trained folder keeps it.",
      changes: "",
    },
    {
      departure: "Which learning rate was used cannot be told: config files and the sweep script differ.",
      here: "Each loss has the best of three on dev.",
      changes: usual ? `between the rates, first seed: ${rates(usual)}` : "",
    },
    {
      departure: "Every text is padded to the maximum, 20 and 200 tokens.",
      here: "Texts are packed one after another: no padding.",
      changes: adaptive ? padding(adaptive) : "",
    },
    {
      departure: "The final models are measured through an approximate, quantised index.",
      here: "Exact search; `search --approximate` says what such an index loses.",
      changes: "",
    },
    {
      departure: "The published evaluation script cannot load the published checkpoints.",
      here:
        "A trained folder is loaded by transformers, sentence-transformers and this project, which tests compare.",
      changes: "",
    },
    {
      departure: "Whether dropout is on depends on the version of Lightning.",
      here: "`dropout: 0.1` in all studies, as with the pinned version.",
      changes: joined(
        change("adaptive, without less with", pickedIn(undropped, "adaptive"), adaptive),
        change(
          "in-batch softmax, without less with",
          pickedIn(undropped, "in-batch softmax"),
          group("in-batch softmax"),
        ),
      ),
    },
  ];
}

/** The rows as a Markdown table, numbered as in the audit. */
export function auditTable(rows: readonly AuditRow[]): string {
  const cells = rows.map(({ departure, here, changes }, i) => [`${i + 1}`, departure, here, changes || "–"]);
  return markdownTable([["", "the reference", "here", "nDCG@10 changes by"], ...cells], { left: [1, 2, 3] });
}

const COLLECTION = "wordnet-study";
const STUDENT = "minilm-2";
const NO_DROPOUT = "no dropout";
const READINGS = [
  "adaptive, in-batch (reference)",
  "adaptive, in-batch (paper)",
  "distributed (reference)",
  "distributed (paper)",
] as const;

function change(label: string, a?: SeedGroup, b?: SeedGroup): string {
  return a && b ? `${label}: ${withInterval(seedDifference(a, b))}` : "";
}

function joined(...changes: string[]): string {
  return changes.filter((change) => change !== "").join("; ");
}

/** How far the rates of a search are apart on the test queries, for the first seed. */
function rates({ methods }: Comparison): string {
  return methods.filter(({ searched }) => searched.length >= 3).map(({ label, searched }) => {
    const values = searched.map(({ results }) => mean(results[0].measures["nDCG@10"]));
    return `${label}: ${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)}`;
  }).join("; ");
}

/** The share of tokens that would be padding. */
function padding({ results, config }: SeedGroup): string {
  const { batchSize, maxQueryLength, maxPassageLength } = config.training!;
  const tokens = mean(results.flatMap(({ history }) => history.map((step) => step.tokens)));
  const padded = batchSize * (maxQueryLength + 2 * maxPassageLength);
  return `${(100 * (1 - tokens / padded)).toFixed(0)} % of the tokens would be padding`;
}
