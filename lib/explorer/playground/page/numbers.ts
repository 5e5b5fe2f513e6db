/// <reference lib="dom" />
/** Numbers that change while they are looked at. */
import { element } from "../../page/element.ts";

/** A number as it is shown, with all its digits in `value`. */
export function shownNumber(): { readonly element: HTMLDataElement; set(value: number): void } {
  const made = element("data");
  return {
    element: made,
    set(value) {
      made.value = String(value);
      made.textContent = inDigits(value);
    },
  };
}

/** Three digits after the point. */
export function inDigits(value: number): string {
  const text = Math.abs(value).toFixed(3);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

export interface NumberTable {
  readonly element: HTMLElement;
  /**
   * Rows of numbers; the table is made again only where their count changes.
   *
   * @param tints Of each number, from -1 (orange) over 0 (none) to 1 (blue).
   */
  set(rows: readonly (readonly number[])[], tints?: readonly (readonly number[])[]): void;
}

/**
 * A table of numbers that scrolls where it is wider than its place.
 *
 * @param options.head Names of the column of row numbers and of the others; default numbers.
 */
export function numberTable(
  id: string,
  caption: string,
  { head }: { head?: readonly string[] } = {},
): NumberTable {
  const table = element("table", { id });
  const place = element(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    table,
  );
  let cells: ReturnType<typeof shownNumber>[][] = [];
  const build = (rows: readonly (readonly number[])[]): void => {
    cells = rows.map((row) => row.map(() => shownNumber()));
    const names = head ?? ["", ...rows[0].map((_, column) => String(column + 1))];
    table.replaceChildren(
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)))),
      element(
        "tbody",
        {},
        ...cells.map((row, i) =>
          element(
            "tr",
            {},
            element("th", { scope: "row", class: "left" }, String(i + 1)),
            ...row.map((cell) => element("td", {}, cell.element)),
          )
        ),
      ),
    );
  };
  return {
    element: place,
    set(rows, tints) {
      if (rows.length !== cells.length || rows[0].length !== cells[0].length) build(rows);
      rows.forEach((row, i) => row.forEach((value, k) => cells[i][k].set(value)));
      tints?.forEach((row, i) =>
        row.forEach((tint, k) => cells[i][k].element.parentElement!.style.background = colourOf(tint))
      );
    },
  };
}

/**
 * A background, from orange at -1 over none at 0 to blue at 1.
 *
 * @param strongest Percent of the colour at 1; default 50, on which texts are read well.
 */
export function colourOf(tint: number, strongest = 50): string {
  const share = Math.round(strongest * Math.min(1, Math.abs(tint)));
  return `color-mix(in srgb, var(--${tint < 0 ? "negative" : "positive"}) ${share}%, transparent)`;
}
