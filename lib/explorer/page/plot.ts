/// <reference lib="dom" />
/** A figure on the page: its title as text, the plot as wide as its place, and buttons that save it. */
import { altText, type Figure, INK, interactive, titleOf } from "../../figures/mod.ts";
import type { FlatRecord } from "../../report/mod.ts";
import { element } from "./element.ts";
import { type Drawn, plotly } from "./plotly.ts";
import { saveFigure, saveRecords } from "./save.ts";

export interface PlotOptions {
  /** Of saved files. */
  readonly name: string;
  /** The numbers of the figure. */
  readonly records: () => readonly FlatRecord[];
  /** Pixels below which the plot scrolls sideways; default 300. */
  readonly least?: number;
  /** More of plotly's settings. */
  readonly config?: object;
  /** Called whenever plotly has drawn. */
  readonly drawn?: (plot: Drawn) => void;
}

/** The page saves pictures itself, and nothing is selected. */
const CONFIG = { responsive: false, modeBarButtonsToRemove: ["toImage", "select2d", "lasso2d"] };

/** Pixels above a plot, and for the titles of its panels. */
const BUTTONS = 28, PANEL_TITLE = 20;

/** Pixels of a saved picture. */
const SAVED_WIDTH = 720;

/** @param figureOf The figure at a width in pixels. */
export function plot(figureOf: (width: number) => Figure, options: PlotOptions): HTMLElement {
  const { name, records, least = 300 } = options;
  // About as wide as it will be, so that its height is reserved.
  const first = figureOf(Math.min(SAVED_WIDTH, document.documentElement.clientWidth - 32));
  const { title, subtitle } = titleOf(first);
  const place = element("div", { class: "plot", role: "figure", "aria-label": altText(first) });
  place.style.height = `${withoutTitle(first).layout.height}px`;
  const button = (label: string, click: () => void) =>
    element("button", { type: "button", click, "aria-label": `save ${title} as ${label}` }, label);
  let width = 0;
  new ResizeObserver(() => {
    const found = Math.max(least, Math.floor(frame.clientWidth));
    if (found === width || frame.clientWidth === 0) return;
    width = found;
    void draw(place as unknown as Drawn, figureOf(width), { ...options, width });
  }).observe(place);
  const frame = element("div", { class: "scroll" }, place);
  return element(
    "figure",
    {},
    element(
      "figcaption",
      {},
      element("strong", {}, title),
      element("span", {}, subtitle),
      element(
        "span",
        { class: "save" },
        button("PNG", () => void saveFigure(name, figureOf(SAVED_WIDTH), "png")),
        button("SVG", () => void saveFigure(name, figureOf(SAVED_WIDTH), "svg")),
        button("CSV", () => saveRecords(name, records())),
      ),
    ),
    frame,
  );
}

async function draw(place: Drawn, figure: Figure, { width, config, drawn }: PlotOptions & { width: number }) {
  const { data, layout, config: usual } = interactive(withoutTitle(figure));
  place.style.width = `${width}px`;
  place.style.height = `${layout.height}px`;
  const fixed = inInk({ ...layout, width, autosize: false, margin: figureMargin(layout.margin) });
  await plotly().newPlot(place, data, fixed, { ...usual, ...CONFIG, ...config });
  drawn?.(place);
}

/** A layout in the page's colours, which depend on whether it is dark: texts are read better than on either. */
function inInk<T>(layout: T): T {
  const style = getComputedStyle(document.documentElement);
  const texts = JSON.stringify(layout).replaceAll(INK, style.getPropertyValue("--figure-ink"));
  return {
    ...JSON.parse(texts),
    hoverlabel: {
      bgcolor: style.getPropertyValue("--ground-now"),
      font: { color: style.getPropertyValue("--figure-ink") },
    },
  };
}

function figureMargin(margin: unknown): object {
  return { ...margin as object, autoexpand: false };
}

/** The figure without the title and the room for it, which the page shows as text. */
function withoutTitle({ data, layout }: Figure): Figure {
  const { title: _, ...others } = layout;
  const margin = layout.margin as { t: number };
  // plotly's buttons stand above the plot.
  const top = BUTTONS + (others.annotations ? PANEL_TITLE : 0);
  const height = layout.height - margin.t + top;
  return { data, layout: { ...others, height, margin: { ...margin, t: top } } };
}
