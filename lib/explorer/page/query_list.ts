/// <reference lib="dom" />
/** The queries of two runs: those that gained or lost most, or those with a word. */
import { signed } from "../../base/mod.ts";
import { cutText } from "../../report/mod.ts";
import { valuesByMeasure } from "../../runs/mod.ts";
import { segments } from "./controls.ts";
import { element } from "./element.ts";
import { table } from "./table.ts";
import type { TwoRuns } from "./two_runs.ts";

/** Rows at a time. */
const MOST = 20;

type Side = "gains" | "losses";

/** @param choose Told of the number of the query that is chosen. */
export function queryList(two: TwoRuns, choose: (query: number) => void): HTMLElement {
  let side: Side = "gains", words = "";
  const place = element("div");
  const fill = () => place.replaceChildren(listed(two, { side, words }, choose));
  fill();
  return element(
    "div",
    {},
    element(
      "div",
      { class: "controls" },
      segments("side", "queries", [["gains", "largest gains"], ["losses", "largest losses"]], {
        value: side,
        change(found) {
          side = found as Side;
          fill();
        },
      }),
      element(
        "label",
        { class: "control" },
        element("span", {}, "with the words"),
        element("input", {
          type: "text",
          id: "find",
          input(event) {
            words = (event.target as HTMLInputElement).value;
            fill();
          },
        }),
      ),
    ),
    place,
  );
}

function listed(
  { run, other, measure, differences, order, texts }: TwoRuns,
  { side, words }: { side: Side; words: string },
  choose: (query: number) => void,
): HTMLElement {
  const textOf = (query: number) => texts?.queries[query].text ?? run.queries[query];
  const sought = words.trim().toLowerCase();
  const sorted = side === "gains" ? order : order.toReversed();
  const found = sorted.filter((query) => textOf(query).toLowerCase().includes(sought));
  const [values, others] = [run, other].map((each) => valuesByMeasure(each)[measure]);
  const rows = found.slice(0, MOST).map((query) => [
    element(
      "button",
      { type: "button", class: "link", click: () => choose(query) },
      cutText(textOf(query), 90),
    ),
    signed(differences[query]),
    values[query].toFixed(3),
    others[query].toFixed(3),
  ]);
  return table(["query", "difference", "run", "less"], rows, {
    caption: `${Math.min(MOST, found.length)} of ${found.length.toLocaleString("en")} queries`,
  });
}
