/** What a bench gave, as a table in Markdown. */
import { counted, markdownTable } from "../../lib/base/mod.ts";
import { type BenchResult, foundFor, medianOf, ratioOf, slopeOf } from "./bench.ts";

/** The table of a result, with where it was measured below it; derived from the result alone. */
export function report(result: BenchResult): string {
  const { contestants, measures, goals, threads, machine, software, date } = result;
  const [ours] = contestants;
  const head = ["", ...measures.flatMap(({ title, ratio }) => ratio ? [title, ratio] : [title])];
  const rows = contestants.map((contestant) => [
    contestant.name,
    ...measures.flatMap(({ field, scale = 1, ratio }) => {
      const value = number(scale * medianOf(contestant, field));
      if (!ratio) return [value];
      return [value, contestant === ours ? "" : number(ratioOf(result, field, contestant.name))];
    }),
  ]);
  if (contestants.filter(({ size }) => size !== undefined).length > 1) {
    const slopes = measures.flatMap(({ field, ratio }) => {
      const slope = number(slopeOf(result, field));
      return ratio ? [slope, ""] : [slope];
    });
    rows.push(["slope of log over log of size", ...slopes]);
  }
  const checked = goals.map((goal) => {
    const found = foundFor(result, goal);
    const reached = found >= (goal.atLeast ?? -Infinity) && found <= (goal.atMost ?? Infinity);
    const { title, ratio } = measures.find(({ field }) => field === goal.field)!;
    const wanted = goal.atLeast === undefined ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`;
    const verdict = Number.isNaN(found) ? "not measured" : reached ? "reached" : "missed";
    const what = goal.peer === undefined
      ? `${title}, ${goal.of}`
      : `${title}, ${ratio}, against ${goal.peer}`;
    return `- ${what}: goal ${wanted}, found ${number(found)}: ${verdict}`;
  });
  const versions = new Map(contestants.flatMap((contestant) => Object.entries(contestant.versions)));
  const rounds = Math.max(...contestants.map(({ rounds }) => rounds.length));
  return [
    `## ${result.bench}`,
    "",
    result.about,
    "",
    markdownTable([head, ...rows]),
    ...(checked.length ? [...checked, ""] : []),
    `${rounds === 1 ? "One round" : `Medians of ${rounds} interleaved rounds`}, ` +
    `${counted(threads, "thread")} each. ${machine}; ${
      [...versions].map((pair) => pair.join(" ")).join(", ")
    }. ` +
    `Commit ${software}, ${date}.`,
    "",
  ].join("\n");
}

/** Three digits that count; whole numbers from a hundred on. */
function number(value: number): string {
  if (Number.isNaN(value)) return "–";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en");
  return value.toPrecision(3);
}
