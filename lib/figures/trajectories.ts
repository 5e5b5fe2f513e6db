/** What training does to margins, targets and the loss, step by step. */
import { encoderLabel, familyOf, methodLabel, runLabel, type RunResult } from "../runs/mod.ts";
import { drawnSteps } from "./drawn_steps.ts";
import { escaped } from "./markup.ts";
import type { Figure, Trace } from "./figure.ts";
import { styleOf } from "./method_style.ts";
import { axesOf, colourOf, INK, type LayoutOptions, themed } from "./theme.ts";
import { encodersOf, staticMargin } from "../studies/mod.ts";

const TARGET_COLOUR = INK;

/**
 * Mean margin and mean target of each batch over the steps, with bands of one standard deviation over the batch.
 *
 * @param results A panel each, two to four; results without a history are left out.
 */
export function marginTrajectories(
  results: readonly RunResult[],
  options: Pick<LayoutOptions, "title" | "width" | "height">,
): Figure {
  const trained = results.filter((result) => result.history.length > 0);
  const data = trained.flatMap(({ config, history: all }, panel) => {
    const history = drawnSteps(all);
    const steps = history.map((record) => record.step);
    const colour = colourOf(familyOf(config.method));
    const line = (name: "margin" | "target", color: string, dash: string): Trace[] => {
      const means = history.map((record) => record[`${name}Mean`]);
      const spread = history.map((record) => record[`${name}Std`]);
      if (!means.every(Number.isFinite)) return [];
      const shared = { type: "scatter" as const, legendgroup: name, ...axesOf(panel) };
      return [
        {
          ...shared,
          mode: "lines",
          x: [...steps, ...steps.toReversed()],
          y: [...means.map((m, i) => m + spread[i]), ...means.map((m, i) => m - spread[i]).toReversed()],
          fill: "toself",
          fillcolor: color + "26",
          line: { width: 0 },
          hoverinfo: "skip",
          showlegend: false,
        },
        {
          ...shared,
          mode: "lines",
          name,
          x: steps,
          y: means,
          line: { color, width: 2, dash },
          showlegend: panel === 0,
          hovertemplate: `step %{x:,d}: ${name} %{y:.3f}<extra></extra>`,
        },
      ];
    };
    return [...line("target", TARGET_COLOUR, "dash"), ...line("margin", colour, "solid")];
  });
  return {
    data,
    layout: themed({
      ...options,
      subtitle: "mean of each batch, with a band of one standard deviation over its pairs",
      legend: ["margin", "target"],
      gap: 0.04,
      panels: trained.map(({ config }, i) => ({
        title: escaped(methodLabel(config.method)),
        x: "step",
        y: i ? undefined : "cosine margin, target",
        yaxis: i ? { matches: "y", showticklabels: false } : {},
      })),
    }),
  };
}

/**
 * Training loss over the steps, encoder by encoder; of several static margins the larger is the darker.
 *
 * The losses of different methods are not comparable.
 */
export function lossCurves(results: readonly RunResult[], { title = "Training loss" } = {}): Figure {
  const trained = results.filter((result) => result.history.length > 0);
  const encoders = encodersOf(trained);
  const margins = [...new Set(trained.flatMap((result) => staticMargin(result) ?? []))].sort((a, b) => a - b);
  const named = new Set<string>();
  const data = trained.map((result): Trace => {
    const { config } = result;
    const history = drawnSteps(result.history);
    const rank = margins.length > 1 ? margins.indexOf(staticMargin(result) ?? NaN) : -1;
    const name = methodLabel(config.method);
    const showlegend = !named.has(name);
    named.add(name);
    return {
      type: "scatter",
      mode: "lines",
      name,
      legendgroup: name,
      showlegend,
      x: history.map((record) => record.step),
      y: history.map((record) => record.loss),
      line: styleOf(config.method).line,
      ...(rank >= 0 && { opacity: 0.3 + 0.7 * rank / (margins.length - 1) }),
      ...axesOf(encoders.indexOf(config.encoder)),
      hovertemplate: `step %{x:,d}: loss %{y:.3f}<extra>${escaped(runLabel(config))}</extra>`,
    };
  });
  return {
    data,
    layout: themed({
      title,
      legend: named,
      panels: encoders.map((encoder, i) => ({
        title: escaped(encoderLabel({ encoder })),
        x: "step",
        y: i ? undefined : "loss",
        yaxis: { rangemode: "tozero" },
      })),
    }),
  };
}
