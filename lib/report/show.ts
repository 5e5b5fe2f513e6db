/** Figures, tables and text as a notebook's output; elsewhere a line on the console. */
import type { DataFrame } from "danfojs-node";
import { altText, type Figure, interactive, renderSVG } from "../figures/mod.ts";
import { htmlTable, type TableOptions, type TableRow, textTable } from "./table.ts";

interface Kernel {
  display(
    bundle: Record<string, unknown>,
    options: { raw: boolean; display_id?: string; update?: boolean },
  ): Promise<void>;
}

function kernel(): Kernel | undefined {
  // Reading `Deno.jupyter` outside the kernel throws.
  try {
    return (Deno as { jupyter?: Kernel }).jupyter;
  } catch {
    return undefined;
  }
}

async function display(
  bundle: Record<string, unknown>,
  place: { display_id?: string; update?: boolean } = {},
): Promise<void> {
  const jupyter = kernel();
  if (jupyter) await jupyter.display(bundle, { raw: true, ...place });
  else console.log(bundle["text/plain"]);
}

/**
 * Shows a figure: interactive where the viewer has plotly (JupyterLab), as an SVG picture elsewhere (GitHub).
 *
 * Await it: outputs stand in the order in which they are shown.
 */
export async function showFigure(figure: Figure): Promise<void> {
  await display(await bundleOf(figure));
}

let places = 0;

/** A place for a figure that changes while a cell runs: each call shows one, instead of the one before. */
export function liveFigure(): (figure: Figure) => Promise<void> {
  const id = `figure-${Date.now()}-${++places}`;
  let update = false;
  return async (figure) => {
    const bundle = await bundleOf(figure);
    await display(bundle, { display_id: id, update });
    update = true;
  };
}

async function bundleOf(figure: Figure): Promise<Record<string, unknown>> {
  return {
    "application/vnd.plotly.v1+json": ofFixedWidth(figure),
    "image/svg+xml": await renderSVG(figure),
    "text/plain": `[${altText(figure)}]`,
  };
}

/**
 * A figure for JupyterLab. It draws the figures that are in view before their place has a width, and one that takes its
 * width from there would stay empty.
 */
function ofFixedWidth(figure: Figure) {
  const { layout, ...others } = interactive(figure);
  return { ...others, layout: { ...layout, width: figure.layout.width, autosize: false } };
}

/**
 * Shows a table, numbers right-aligned and rounded.
 *
 * @param table Rows, whose keys are the columns, or a danfojs DataFrame.
 */
export async function showTable(
  table: readonly TableRow[] | DataFrame,
  options: TableOptions = {},
): Promise<void> {
  await display({
    "text/html": htmlTable(table, options),
    "text/plain": textTable(table, options),
  });
}

/**
 * Shows a part of a page where scripts run, as in JupyterLab.
 *
 * @param instead Shown where HTML is not: a figure, as a picture, or a text.
 */
export async function showHTML(
  html: string,
  instead: { readonly figure: Figure } | { readonly text: string },
): Promise<void> {
  const others = "figure" in instead
    ? { "image/svg+xml": await renderSVG(instead.figure), "text/plain": `[${altText(instead.figure)}]` }
    : { "text/plain": instead.text };
  await display({ "text/html": html, ...others });
}

/** Shows Markdown, such as a verdict. */
export async function showMarkdown(markdown: string): Promise<void> {
  await display({ "text/markdown": markdown, "text/plain": markdown });
}
