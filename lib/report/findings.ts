/** What all findings share: Markdown made of stored results, never typed in. */
import { collectionLabel, type RunResult } from "../runs/mod.ts";
import { encodersOf } from "../studies/mod.ts";

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

/** A Markdown list. */
export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

/** `a, b and c` */
export function enumerated(names: readonly (string | number)[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
