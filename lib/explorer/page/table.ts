/// <reference lib="dom" />
/** Tables of the page. */
import { type Child, element } from "./element.ts";

/** A cell: a text, a number as it is printed, or an element. */
export type Cell = Child;

/**
 * A table that scrolls where it is wider than the page.
 *
 * @param options.left Columns of texts, by number; the others are numbers, aligned at the right. Default the first.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  { left = [0], caption }: { left?: readonly number[]; caption?: string } = {},
): HTMLElement {
  const side = (column: number) => left.includes(column) ? "left" : undefined;
  const scrolling = element(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": caption ?? head.join(", ") },
    element(
      "table",
      {},
      element(
        "thead",
        {},
        element("tr", {}, ...head.map((name, i) => element("th", { scope: "col", class: side(i) }, name))),
      ),
      element(
        "tbody",
        {},
        ...rows.map((cells) =>
          element("tr", {}, ...cells.map((cell, i) => element("td", { class: side(i) }, cell)))
        ),
      ),
    ),
  );
  return caption === undefined
    ? scrolling
    : element("div", {}, element("p", { class: "caption", "aria-hidden": "true" }, caption), scrolling);
}
