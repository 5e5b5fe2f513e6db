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

const views: readonly View[] = [curvesView, runView, twoRunsView, claimsView, sweepView];

const place = document.querySelector("main")!;
const tabs = document.querySelector("nav")!;

void start();

async function start(): Promise<void> {
  try {
    const library = await openLibrary();
    tabs.append(
      ...views.map(({ name, title }) => element("a", { href: `#${name}`, id: `tab-${name}` }, title)),
    );
    addEventListener("hashchange", () => show(library));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show(library));
    show(library);
  } catch (error) {
    place.replaceChildren(element("p", { class: "note", role: "alert" }, (error as Error).message));
  }
}

function show(library: Library): void {
  const { view: name, options } = addressOf(location.hash);
  const view = views.find((each) => each.name === name) ?? views[0];
  for (const tab of tabs.children) {
    if (tab.id === `tab-${view.name}`) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  document.title = `${view.title} · adaptive relevance margins`;
  let current = options;
  const note: ViewContext["note"] = (changes) => {
    current = changed(current, changes);
    history.replaceState(null, "", hashOf({ view: view.name, options: current }));
  };
  const focused = document.activeElement?.id;
  const shown = view.show({
    library,
    options,
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
