/** What all findings share: Markdown made of stored results, never typed in. */
import { collectionLabel, type RunResult } from "../experiments/mod.ts";
import { encodersOf } from "./methods.ts";

/** Whether results speak for a claim, against it, or neither. */
export type Outcome = "agrees" | "disagrees" | "mixed" | "undecided";

const inWords: Record<Outcome, string> = {
  agrees: "our results agree",
  disagrees: "our results disagree",
  mixed: "our results are mixed",
  undecided: "our results do not decide",
};

/** One line that puts an outcome before its reasons. */
export function verdictLine(claim: string, outcome: Outcome, reason: string): string {
  return `**${claim}: ${inWords[outcome]}.** ${reason}`.trim();
}

/** An outcome from cases: all for, all against, some of each, or none that says anything. */
export function outcomeOf(cases: readonly ("for" | "against" | "neither")[]): Outcome {
  const [pro, contra] = [cases.includes("for"), cases.includes("against")];
  if (pro && contra) return "mixed";
  if (!pro && !contra) return "undecided";
  if (cases.includes("neither")) return "mixed";
  return pro ? "agrees" : "disagrees";
}

/** What was searched, with what training, and how far the intervals reach: stands above every list of findings. */
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
    }, so they say nothing of the chance in training.`;
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
