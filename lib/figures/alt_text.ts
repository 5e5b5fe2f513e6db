/** A figure in words, for those who do not see it. */
import { escaped } from "./markup.ts";
import type { Figure } from "./figure.ts";

/**
 * What a figure shows: its title, its subtitle, the titles of its axes and panels, and the names of what is drawn.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const layout = { width: 9, height: 9, title: { text: "<b>Loss</b>" }, xaxis: { title: { text: "step" } } };
 * assert.equal(altText({ data: [{ name: "adaptive" }], layout }), "Loss. Axes: step. Shows adaptive.");
 * ```
 */
export function altText({ data, layout }: Figure): string {
  const { title, subtitle } = titleOf({ data, layout });
  const axes = Object.entries(layout).filter(([key]) => /^[xy]axis\d*$/.test(key))
    .map(([, axis]) => textOf((axis as { title?: unknown }).title));
  const panels = (layout.annotations as unknown[] | undefined ?? []).map(textOf);
  const sentences = [
    title || "Figure",
    subtitle,
    listed("Axes: ", axes),
    listed("Panels: ", panels),
    listed("Shows ", data.map(({ name }) => plain(name ?? ""))),
  ];
  return sentences.filter((text) => text !== "").map((text) => `${text}.`).join(" ");
}

/** The title and subtitle of a figure as texts. */
export function titleOf({ layout: { title } }: Figure): { title: string; subtitle: string } {
  return { title: textOf(title), subtitle: textOf((title as { subtitle?: unknown } | undefined)?.subtitle) };
}

/** A figure in words as it stands in markup, in an attribute too. */
export function altMarkup(figure: Figure): string {
  return escaped(altText(figure)).replaceAll('"', "&quot;");
}

function listed(before: string, names: readonly string[]): string {
  const distinct = [...new Set(names)].filter((name) => name !== "");
  return distinct.length > 0 ? before + distinct.join("; ") : "";
}

function textOf(titled: unknown): string {
  return plain((titled as { text?: string } | undefined)?.text ?? "");
}

/** Without plotly's markup. */
function plain(text: string): string {
  return text.replace(/<br>/g, ", ").replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&").trim();
}
