/** The playground in a notebook. */
import { readFile } from "node:fs/promises";
import { inProject } from "../../base/mod.ts";
import { showHTML } from "../../report/mod.ts";
import { bundleLosses } from "../bundle_losses.ts";
import { frame } from "../frame.ts";

export interface ShowPlaygroundOptions {
  /** What it starts with, as in the address of the page after `?`, such as `loss=triplet&margin=0.4`. */
  readonly scene?: string;
  /** Pixels, until it is drawn; default 1400. */
  readonly height?: number;
}

const INSTEAD = "The playground of losses runs in JupyterLab, and as results/report/playground.html, " +
  "which `deno task report` makes.";

/**
 * Shows the playground of losses where scripts run, and says where it is elsewhere.
 *
 * The output takes about 0.2 MB in the notebook. Await it: outputs stand in the order in which they are shown.
 */
export async function showPlayground(options: ShowPlaygroundOptions = {}): Promise<void> {
  await showHTML(await playgroundCell(options), { text: INSTEAD });
}

/** What {@linkcode showPlayground} shows. */
export async function playgroundCell({ scene = "", height = 1400 }: ShowPlaygroundOptions): Promise<string> {
  const style = (...place: string[]) => readFile(inProject("lib", "explorer", ...place), "utf8");
  const css = [
    await style("page", "explorer.css"),
    await style("playground", "page", "playground.css"),
  ].join("\n");
  // URLSearchParams writes no character that HTML knows.
  const start = new URLSearchParams(scene).toString().replaceAll("&", "&amp;");
  return frame({
    title: "Playground of losses",
    css,
    body: `<body data-scene="${start}"><main id="main"></main>`,
    scripts: [await bundleLosses("playground")],
    instead: `<p>${INSTEAD}</p>`,
    height,
  });
}
