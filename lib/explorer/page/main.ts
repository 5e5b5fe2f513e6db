/// <reference lib="dom" />
/** The explorer: its views, one at a time, as the address says. */
import { addressOf, changed, hashOf } from "./address.ts";
import { claimsView } from "./claims_view.ts";
import { curvesView } from "./curves_view.ts";
import { element } from "./element.ts";
import { type Library, openLibrary } from "./library.ts";
import { runView } from "./run_view.ts";
import { sweepView } from "./sweep_view.ts";
import { twoRunsView } from "./two_runs_view.ts";
import type { View, ViewContext } from "./view.ts";

const allViews: readonly View[] = [curvesView, runView, twoRunsView, claimsView, sweepView];

/** In a notebook, the one that the page names: the data of the others are not there, and it has no address of its own. */
const { view: only } = document.body.dataset;
const views = allViews.filter(({ name }) => only === undefined || name === only);

const place = document.querySelector("main")!;
let address = addressOf(location.hash);

void start();

async function start(): Promise<void> {
  try {
    const library = await openLibrary();
    const tabs = views.map(({ name, title }) => element("a", { href: `#${name}`, id: `tab-${name}` }, title));
    document.querySelector("nav")?.append(...tabs);
    addEventListener("hashchange", () => {
      address = addressOf(location.hash);
      show(library);
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show(library));
    show(library);
  } catch (error) {
    place.replaceChildren(element("p", { class: "note", role: "alert" }, (error as Error).message));
  }
}

function show(library: Library): void {
  const view = views.find(({ name }) => name === address.view) ?? views[0];
  for (const tab of document.querySelectorAll("nav a")) {
    if (tab.id === `tab-${view.name}`) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  const note: ViewContext["note"] = (changes) => {
    address = { view: view.name, options: changed(address.options, changes) };
    if (only === undefined) history.replaceState(null, "", hashOf(address));
  };
  const focused = document.activeElement?.id;
  const shown = view.show({
    library,
    options: address.options,
    note,
    change(changes) {
      note(changes);
      show(library);
    },
  });
  place.replaceChildren(shown);
  // The control that was used is made again, at once or when its data are there.
  const refocus = () => document.getElementById(focused ?? "")?.focus();
  refocus();
  setTimeout(refocus);
}
