/// <reference lib="dom" />
/** Saves what is shown: figures as pictures, numbers as CSV. */
import type { Figure } from "../../figures/mod.ts";
import { csv, type FlatRecord } from "../../report/mod.ts";
import { element } from "./element.ts";
import { plotly } from "./plotly.ts";

/** Saves a figure as it is in a notebook, with its title; a PNG is white and twice as large. */
export async function saveFigure(
  name: string,
  { data, layout }: Figure,
  format: "png" | "svg",
): Promise<void> {
  const { width, height } = layout;
  const background = format === "png" ? { paper_bgcolor: "#ffffff" } : {};
  const scale = format === "png" ? 2 : 1;
  const url = await plotly().toImage({ data, layout: { ...layout, ...background } }, {
    ...{ format, width, height, scale },
  });
  save(`${name}.${format}`, url);
}

/** Saves records as CSV. */
export function saveRecords(name: string, records: readonly FlatRecord[]): void {
  const url = URL.createObjectURL(new Blob([csv(records)], { type: "text/csv" }));
  save(`${name}.csv`, url);
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function save(name: string, url: string): void {
  element("a", { download: name, href: url }).click();
}
