/// <reference lib="dom" />
/** The claims of the paper and our questions: what was found, what it rests on, and what would change it. */
import { fixed } from "../../base/mod.ts";
import { claimMarks, forestPlot, type ForestRow } from "../../figures/mod.ts";
import { expectedInWords, type FlatRecord, pOrNone } from "../../report/mod.ts";
import { verdictWords } from "../../studies/mod.ts";
import type { JudgedRow } from "../data/claims.ts";
import { oneOf } from "./address.ts";
import { segments } from "./controls.ts";
import { element } from "./element.ts";
import { plot } from "./plot.ts";
import { table } from "./table.ts";
import type { View, ViewContext } from "./view.ts";

export const claimsView: View = { name: "claims", title: "Claims", show };

const ALL = "all";

function show({ library: { claims }, options, change }: ViewContext): HTMLElement {
  const verdict = oneOf(options, "verdict", [ALL, ...verdictWords], ALL);
  const shown = claims.filter((each) => verdict === ALL || each.verdict.word === verdict);
  const count = (word: string) => claims.filter((each) => word === ALL || each.verdict.word === word).length;
  return element(
    "div",
    {},
    element(
      "div",
      { class: "controls" },
      segments(
        "verdict",
        "verdict",
        [ALL, ...verdictWords].map((word) => [word, `${word} (${count(word)})`]),
        {
          value: verdict,
          change: (verdict) => change({ verdict }),
        },
      ),
    ),
    ...[...Map.groupBy(claimMarks(shown), ({ panel }) => panel)].map(([place, marks]) =>
      element("div", { class: "wide" }, forest(place, marks, shown))
    ),
    ...shown.map(card),
  );
}

/** One place: side by side, several would leave none of them room. */
function forest(place: string, marks: readonly ForestRow[], claims: readonly JudgedRow[]): HTMLElement {
  return plot((width) =>
    forestPlot(marks, {
      title: `What the claims rest on: ${place}`,
      subtitle:
        "differences with 95 % intervals; green supported, blue equivalent, orange contradicted, grey undecided",
      x: "difference of nDCG@10",
      differences: true,
      width,
    }), { name: "claims", records: () => claims.flatMap(recordsOf), least: 620 });
}

function card({ claim, evidence, verdict, notebook, address }: JudgedRow): HTMLElement {
  const rows = evidence.map((found, i) => [
    found.label,
    found.place,
    fixed(found.mean, 3),
    `${fixed(found.low, 3)} to ${fixed(found.high, 3)}`,
    String(found.seeds),
    found.queries === 0 ? "dev" : found.queries.toLocaleString("en"),
    pOrNone(verdict.ps[i]),
    verdict.each[i],
  ]);
  const facts: [string, string | Node][] = [
    ["from", claim.source],
    ["measured", claim.quantity],
    ["expected", expectedInWords(claim.expectation)],
    ["would change it", prose(claim.wouldChange)],
    ...(evidence.length === 0 ? [["why", prose(verdict.why)] as [string, Node]] : []),
    ["notebook", element("a", { href: address }, notebook)],
  ];
  return element(
    "article",
    { id: `claim-${claim.id}` },
    element(
      "h2",
      {},
      `${claim.id}: ${claim.statement} `,
      element("span", { class: `verdict ${verdict.word.split(" ")[0]}` }, verdict.word),
    ),
    element("dl", {}, ...facts.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)])),
    rows.length === 0
      ? undefined
      : table(["", "where", "observed", "95 % interval", "seeds", "queries", "p", "verdict"], rows, {
        left: [0, 1, 7],
      }),
  );
}

/** A text with its names of code, which stand between backticks. */
function prose(text: string): HTMLElement {
  return element(
    "span",
    {},
    ...text.split("`").map((part, i) => i % 2 === 1 ? element("code", {}, part) : part),
  );
}

function recordsOf({ claim, evidence, verdict }: JudgedRow): FlatRecord[] {
  return evidence.map(({ label, place, mean, low, high, seeds, queries }, i) => ({
    ...{ claim: claim.id, label, place, mean, low, high, seeds, queries },
    ...{ p: verdict.ps[i], verdict: verdict.each[i] },
  }));
}
