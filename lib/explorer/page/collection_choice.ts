/** The collection whose runs a view shows. */
import type { RunResult } from "../../runs/mod.ts";
import { choice, type Named } from "./controls.ts";
import type { Library } from "./library.ts";
import type { ViewContext } from "./view.ts";

/** The number of the chosen collection; default the one with most runs. */
export function chosenCollection(
  { collections, runs, collectionOf }: Library,
  options: URLSearchParams,
): number {
  const found = collections.findIndex(({ label }) => label === options.get("collection"));
  if (found >= 0) return found;
  const count = (number: number) => runs.filter((run) => collectionOf(run) === number).length;
  return collections.map((_, number) => number).sort((a, b) => count(b) - count(a))[0];
}

export function runsOf({ runs, collectionOf }: Library, collection: number): RunResult[] {
  return runs.filter((run) => collectionOf(run) === collection);
}

/** @param others Options that have another meaning in another collection. */
export function collectionChoice(
  { library: { collections }, change }: ViewContext,
  collection: number,
  others: readonly string[],
): HTMLElement {
  const labels = [...new Set(collections.map(({ label }) => label))].map((label): Named => [label, label]);
  return choice("collection", "collection", labels, {
    value: collections[collection].label,
    change: (label) =>
      change({ collection: label, ...Object.fromEntries(others.map((name) => [name, undefined])) }),
  });
}
