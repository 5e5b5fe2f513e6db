/** A user's own results beside ours, as text. */
import { counted, markdownTable } from "../base/mod.ts";
import { comparedMeasures, type ComparisonRow, type Verdict } from "../studies/mod.ts";

/** The comparison as text, with a closing line that says how many agree. */
export function comparisonTable(rows: readonly ComparisonRow[]): string {
  const number = (value?: number) => value === undefined ? "" : value.toFixed(4);
  const header = ["run", "searched", ...comparedMeasures.flatMap((name) => [name, "yours"]), "tolerance", ""];
  const body = rows.map(({ run, collection, ours, yours, tolerance, verdict }) => [
    run,
    collection,
    ...comparedMeasures.flatMap((name) => [number(ours?.[name]), number(yours?.[name])]),
    String(tolerance),
    verdict,
  ]);
  const count = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length;
  const both = count("OK") + count("DIFFERS");
  const lines = [
    both === 0
      ? "No run is stored on both sides."
      : `${count("OK")} of ${counted(both, "run agrees within its", "runs agree within their")} tolerance.`,
  ];
  if (count("DIFFERS") > 0) {
    const worst = rows.filter(({ verdict }) => verdict === "DIFFERS").map(({ run }) => run).join("; ");
    lines.push(`Beyond it: ${worst}.`);
  }
  if (count("other weights") > 0) {
    lines.push(
      `${
        counted(count("other weights"), "run")
      } began from other weights than ours: the encoder was trained again.`,
    );
  }
  if (count("only ours") > 0) {
    lines.push(`${counted(count("only ours"), "of ours was", "of ours were")} not run here.`);
  }
  if (count("only yours") > 0) {
    lines.push(`${counted(count("only yours"), "of yours has", "of yours have")} no counterpart of ours.`);
  }
  const table = body.length === 0
    ? ""
    : markdownTable([header, ...body], { left: [0, 1, header.length - 1] });
  return `${table}${lines.join("\n")}\n`;
}
