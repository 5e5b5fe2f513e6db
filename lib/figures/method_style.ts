/** How methods are drawn. */
import { canonicalJSON, familyOf, type Method } from "../runs/mod.ts";
import { colourOf } from "./theme.ts";
import { usesInBatch } from "../studies/mod.ts";

/** How a method is drawn. */
export interface MethodStyle {
  /** plotly's line. */
  readonly line: Record<string, unknown>;
  /** plotly's marker. */
  readonly marker: Record<string, unknown>;
}

/** How a method is drawn: its family's colour; in-batch open and dashed; the paper's reading as diamonds, dotted. */
export function styleOf(method: Method): MethodStyle {
  const color = colourOf(familyOf(method));
  const inBatch = usesInBatch(method);
  const paper = method.kind === "margin" && method.orientation === "paper";
  return {
    line: { color, width: 1.8, dash: inBatch ? (paper ? "dashdot" : "dash") : paper ? "dot" : "solid" },
    marker: {
      size: paper ? 8 : 7,
      symbol: paper ? "diamond" : "circle",
      color: inBatch ? "#ffffff" : color,
      line: { color, width: 1.6 },
    },
  };
}

/** Of methods that would look the same, such as static margins, the second and later ones. */
const OTHER_SYMBOLS = ["square", "triangle-up", "star"];

/** How methods are drawn beside each other: those that would look the same have another symbol each. */
export function stylesOf(methods: readonly Method[]): MethodStyle[] {
  const seen = new Map<string, number>();
  return methods.map((method) => {
    const style = styleOf(method), look = canonicalJSON(style);
    const before = seen.get(look) ?? 0;
    seen.set(look, before + 1);
    if (before === 0) return style;
    return {
      ...style,
      marker: { ...style.marker, symbol: OTHER_SYMBOLS[(before - 1) % OTHER_SYMBOLS.length] },
    };
  });
}
