/** What all findings share: Markdown made of stored results, never typed in. */
import { collectionLabel, type PartSize, type RunResult, sizesOf } from "../runs/mod.ts";
import { type Difference, encodersOf } from "../studies/mod.ts";

/** Whether results speak for a claim, against it, or neither. */
export type Outcome =
  | "agrees"
  | "agrees in part"
  | "disagrees"
  | "disagrees in part"
  | "mixed"
  | "undecided";

const inWords: Record<Outcome, string> = {
  "agrees": "our results agree",
  "agrees in part": "our results agree where they say anything",
  "disagrees": "our results disagree",
  "disagrees in part": "our results disagree where they say anything",
  "mixed": "our results are mixed",
  "undecided": "our results do not decide",
};

/** One line that puts an outcome before its reasons. */
export function verdictLine(claim: string, outcome: Outcome, reason: string): string {
  return `**${claim}: ${inWords[outcome]}.** ${reason}`.trim();
}

/** An outcome from cases that speak for a claim, against it, or not at all. */
export function outcomeOf(cases: readonly ("for" | "against" | "neither")[]): Outcome {
  const [pro, contra, silent] = (["for", "against", "neither"] as const).map((side) => cases.includes(side));
  if (pro && contra) return "mixed";
  if (!pro && !contra) return "undecided";
  return pro ? (silent ? "agrees in part" : "agrees") : (silent ? "disagrees in part" : "disagrees");
}

/** A difference of means that is of no interest. */
const SMALL = 0.02;

/**
 * What a difference says: higher, lower, about the same (the whole interval is within 0.02 of zero), or nothing, as
 * too few queries leave a wide interval around zero.
 */
export function relation({ verdict, low, high }: Difference): "higher" | "lower" | "same" | "unclear" {
  if (verdict !== "no significant difference") return verdict;
  return low > -SMALL && high < SMALL ? "same" : "unclear";
}

/** What was searched, after what training, and what the intervals cover: the first line of all findings. */
export function scope(results: readonly RunResult[]): string {
  const collections = [...new Set(results.map(({ config }) => collectionLabel(config)))].join(", ");
  const queries = [...new Set(results.map((result) => result.queries.length))].join(" or ");
  const budgets = encodersOf(results).flatMap((encoder) => {
    const budget = results.find(({ config }) => config.encoder === encoder && config.training)?.config
      .training;
    return budget ? [`${encoder} after ${budget.steps} steps of ${budget.batchSize} triples`] : [];
  });
  const seeds = new Set(results.map(({ config }) => config.seed)).size;
  return `Measured on ${collections} with ${queries} test queries` +
    (budgets.length ? `, ${budgets.join(", ")}` : "") +
    `. Brackets are 95 % bootstrap intervals over queries; ${
      seeds === 1 ? "one seed was trained" : `${seeds} seeds were trained`
    }, so they do not show the variance between trainings.`;
}

/** What dev values are, and why they do not compare with test values. */
export function devScope(results: readonly RunResult[]): string {
  const parts = [
    ...new Map(results.map(({ config }) => [collectionLabel(config), sizesOf(config.collection)])),
  ];
  const passages = (size: "all" | PartSize) =>
    size === "all"
      ? "all passages"
      : `the judged passages and BM25's best ${size.depth} of each query${
        size.random > 0 ? `, and ${size.random} others` : ""
      }`;
  const sizes = parts.map(([name, { dev, test }]) => {
    const easier = test === "all" ||
      dev.queries * dev.depth + dev.random < test.queries * test.depth + test.random;
    return `${parts.length > 1 ? `${name}: ` : ""}${dev.queries} queries over ${
      passages(dev)
    }; test queries over ${passages(test)}${easier ? ", so that dev values are higher" : ""}`;
  });
  return "Dev values are means without intervals, linear between validations: read them as a direction. They come from " +
    `another sub-collection than test values, with which they do not compare (${sizes.join("; ")}).`;
}

/** A Markdown list. */
export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

/** `a, b and c` */
export function enumerated(names: readonly (string | number)[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
