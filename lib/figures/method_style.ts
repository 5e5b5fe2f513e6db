/** How methods are drawn. */
import type { Method } from "../runs/mod.ts";
import { colourOf } from "./theme.ts";
import { usesInBatch } from "../studies/mod.ts";
import { familyOf } from "../runs/mod.ts";

/** How a method is drawn: its family's colour; in-batch open and dashed; the paper's reading as diamonds, dotted. */
export function styleOf(method: Method): { line: Record<string, unknown>; marker: Record<string, unknown> } {
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
