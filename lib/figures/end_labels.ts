/** Names where lines end, in place of a legend. */
import { escaped } from "./markup.ts";
import { INK } from "./theme.ts";

/** The end of a line. */
export interface LineEnd {
  readonly name: string;
  /** On the vertical axis. */
  readonly value: number;
  /** plotly's marker of the line. */
  readonly marker: Record<string, unknown>;
}

/** Pixels between two names. */
const STEP = 15;

/**
 * plotly's annotations right of the plot, one a line, moved apart where ends are close.
 *
 * @param options.range The vertical axis, in its unit.
 * @param options.height The plot's, in pixels.
 */
export function endLabels(
  ends: readonly LineEnd[],
  { range: [low, high], height }: { range: readonly [number, number]; height: number },
): Record<string, unknown>[] {
  const perUnit = height / (high - low);
  const sorted = [...ends].sort((a, b) => b.value - a.value);
  const places = apart(sorted.map(({ value }) => (high - value) * perUnit), height);
  return sorted.map(({ name, value, marker }, i) => ({
    text: `<span style="color:${colourOf(marker)}">${signOf(marker)}</span> ${escaped(name)}`,
    x: 1,
    xref: "x domain",
    xanchor: "left",
    xshift: 4,
    y: value,
    yref: "y",
    yanchor: "middle",
    yshift: (high - value) * perUnit - places[i],
    showarrow: false,
    font: { size: 11, color: INK },
  }));
}

/** Pixels that the longest name takes. */
export function widthOfEndLabels(names: readonly string[]): number {
  return 30 + 6.9 * Math.max(0, ...names.map(({ length }) => length));
}

/** Ascending places at least a step apart, each as near to its own as the others let it, inside the plot where they fit. */
function apart(wanted: readonly number[], height: number): number[] {
  const places = [...wanted];
  for (let i = 1; i < places.length; i++) places[i] = Math.max(places[i], places[i - 1] + STEP);
  let limit = height;
  for (let i = places.length - 1; i >= 0; i--, limit -= STEP) places[i] = Math.min(places[i], limit);
  return places;
}

function colourOf({ line }: Record<string, unknown>): string {
  return (line as { color: string }).color;
}

/** Symbols as letters, filled and open. */
const signs: Readonly<Record<string, readonly [string, string]>> = {
  "circle": ["●", "○"],
  "diamond": ["◆", "◇"],
  "square": ["■", "□"],
  "triangle-up": ["▲", "△"],
  "star": ["★", "☆"],
};

/** The marker as a letter. */
function signOf({ symbol, color, line }: Record<string, unknown>): string {
  const [filled, open] = signs[symbol as string] ?? signs.circle;
  return color === (line as { color: string }).color ? filled : open;
}
