/// <reference lib="dom" />
/** A query: its text, what is relevant, and the best ten of two runs side by side. */
import { fixed, signed } from "../../base/mod.ts";
import { type RunResult, valuesByMeasure } from "../../runs/mod.ts";
import type { CollectionTexts } from "../data/collection_texts.ts";
import { element } from "./element.ts";
import type { TwoRuns } from "./two_runs.ts";

/** @param query Its number. */
export function queryDetail(two: TwoRuns, query: number, names: readonly [string, string]): HTMLElement {
  const { run, other, measure, texts, missing } = two;
  const [value, otherValue] = [run, other].map((each) => valuesByMeasure(each)[measure][query]);
  const head = `${measure} ${fixed(value, 3)} less ${fixed(otherValue, 3)}: ${signed(value - otherValue)}`;
  if (!texts) {
    return element(
      "div",
      {},
      element("h3", {}, `Query ${run.queries[query]}`),
      element("p", {}, head),
      element("p", { class: "note" }, `No texts are shown. ${missing}`),
    );
  }
  const { text, relevant } = texts.queries[query];
  const grades = new Map(relevant);
  const [mine, theirs] = [run, other].map((each) => bestOf(each, query));
  return element(
    "div",
    {},
    element("h3", {}, text),
    element("p", { class: "note" }, `${run.queries[query]}; ${head}`),
    element(
      "details",
      { open: relevant.length <= 3 },
      element(
        "summary",
        {},
        relevant.length === 1 ? "1 relevant passage" : `${relevant.length} relevant passages`,
      ),
      element(
        "ul",
        {},
        ...relevant.map(([place, grade]) =>
          element(
            "li",
            {},
            element("b", {}, `grade ${grade} `),
            passage(texts, place),
            ranks(place, mine, theirs),
          )
        ),
      ),
    ),
    element(
      "div",
      { class: "side-by-side" },
      ranking(names[0], mine, theirs, { texts, grades }),
      ranking(names[1], theirs, mine, { texts, grades }),
    ),
  );
}

/** The places of a run's best passages for a query, best first. */
function bestOf({ top10 }: RunResult, query: number): number[] {
  return [...top10.positions.subarray(10 * query, 10 * query + 10)].filter((place) => place >= 0);
}

function passage({ passages }: CollectionTexts, place: number): HTMLElement {
  const [id, text] = passages[place];
  return element("span", {}, text, element("small", {}, ` ${id}`));
}

function ranks(place: number, mine: readonly number[], theirs: readonly number[]): HTMLElement {
  const [a, b] = [mine, theirs].map((list) =>
    list.includes(place) ? `rank ${list.indexOf(place) + 1}` : "not in 10"
  );
  return element("small", {}, ` (${a}; ${b})`);
}

function ranking(
  name: string,
  places: readonly number[],
  others: readonly number[],
  { texts, grades }: { texts: CollectionTexts; grades: ReadonlyMap<number, number> },
): HTMLElement {
  return element(
    "section",
    {},
    element("h4", {}, name),
    element(
      "ol",
      {},
      ...places.map((place, i) => {
        const grade = grades.get(place);
        return element(
          "li",
          { class: grade === undefined ? undefined : "relevant" },
          grade === undefined ? undefined : element("b", {}, `✓ grade ${grade} `),
          passage(texts, place),
          element("small", {}, ` ${moved(i, others.indexOf(place))}`),
        );
      }),
    ),
  );
}

/** Where the other run has it, seen from here. */
function moved(rank: number, other: number): string {
  if (other < 0) return "only here";
  if (other === rank) return "same rank there";
  return other > rank ? `▼ ${other + 1} there` : `▲ ${other + 1} there`;
}
