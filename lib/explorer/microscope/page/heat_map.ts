/// <reference lib="dom" />
/** A table as coloured cells, of which one is selected: by pointer, or with the arrow keys. */
import { element } from "../../page/element.ts";
import { colourOf, inDigits } from "../../playground/page/numbers.ts";

/** Row and column, counted from 0. */
export type Place = readonly [row: number, column: number];

export interface HeatMap {
  readonly element: HTMLElement;
  /**
   * @param full The value of full colour, blue; minus it is orange.
   * @param marked Cells with a mark.
   */
  show(rows: readonly (readonly number[])[], full: number, marked: (place: Place) => boolean): void;
  select(place: Place): void;
}

const ways: Readonly<Record<string, Place>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** @param pick Told of the cell that is pointed at or moved to. */
export function heatMap(name: string, title: string, pick: (place: Place) => void): HeatMap {
  const grid = element("div", { class: "cells", role: "grid", "aria-label": title, id: name });
  let cells: HTMLElement[][] = [];
  let selected: Place = [0, 0];
  const place = (target: EventTarget | null): Place | undefined => {
    const row = cells.findIndex((row) => row.includes(target as HTMLElement));
    return row < 0 ? undefined : [row, cells[row].indexOf(target as HTMLElement)];
  };
  for (const event of ["pointerover", "pointerdown", "focusin"]) {
    grid.addEventListener(event, ({ target }) => {
      const found = place(target);
      if (found) pick(found);
    });
  }
  grid.addEventListener("keydown", (event) => {
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    cells[selected[0] + way[0]]?.[selected[1] + way[1]]?.focus();
  });
  const build = (rows: number, columns: number): void => {
    cells = Array.from(
      { length: rows },
      () => Array.from({ length: columns }, () => element("span", { role: "gridcell", tabindex: -1 })),
    );
    grid.classList.toggle("single", columns === 1);
    grid.style.setProperty("--columns", String(columns));
    grid.replaceChildren(...cells.map((row) => element("div", { role: "row" }, ...row)));
  };
  const select = (next: Place): void => {
    const old = cells[selected[0]]?.[selected[1]];
    old?.setAttribute("aria-selected", "false");
    old?.setAttribute("tabindex", "-1");
    selected = next;
    const now = cells[next[0]][next[1]];
    now.setAttribute("aria-selected", "true");
    now.setAttribute("tabindex", "0");
  };
  return {
    element: element("section", { class: "map" }, element("h3", {}, title), grid),
    select,
    show(rows, full, marked) {
      if (rows.length !== cells.length || rows[0].length !== cells[0].length) {
        build(rows.length, rows[0].length);
      }
      rows.forEach((row, i) =>
        row.forEach((value, k) => {
          const cell = cells[i][k];
          cell.style.background = colourOf(full > 0 ? value / full : 0, 95);
          cell.textContent = marked([i, k]) ? "✕" : "";
          cell.setAttribute("aria-label", `row ${i + 1}, column ${k + 1}: ${inDigits(value)}`);
          cell.dataset.value = String(value);
        })
      );
    },
  };
}
