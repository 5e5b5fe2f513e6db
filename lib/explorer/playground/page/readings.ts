/// <reference lib="dom" />
/** The numbers of a scene: loss, cosines, margins, targets and slopes. */
import { element } from "../../page/element.ts";
import type { Evaluation } from "../evaluate.ts";
import { roles, type Scene, type Triple } from "../scene.ts";
import { numberTable, shownNumber } from "./numbers.ts";

export interface Readings {
  /** The loss alone, which stands elsewhere. */
  readonly loss: HTMLElement;
  readonly element: HTMLElement;
  show(scene: Scene, evaluation: Evaluation): void;
}

/** Nearer than this, a margin is on its target. */
const ON_TARGET = 5e-4;

export function readings(): Readings {
  const loss = shownNumber();
  const formula = element("p", { class: "note" });
  const summary = element("p", { class: "summary" });
  const slopes = numberTable("slopes", "slopes: loss per radian that a point turns counter-clockwise", {
    head: ["triple", ...roles],
  });
  const compared = numberTable("compared", "what the loss compares", {
    head: ["triple", "margin", "target", "margin − target"],
  });
  const margins = numberTable("margins", "margins: orange below their target, blue above");
  const targets = numberTable("targets", "targets: i in rows, j in columns");
  const tables = element("div", { class: "side-by-side", hidden: true }, margins.element, targets.element);
  const triples = numberTable("cosines", "cosines, margin s(q, p) − s(q, n), and T = (s(p, n) + 1) / 2", {
    head: ["triple", "s(q, p)", "s(q, n)", "s(p, n)", "margin", "T"],
  });
  return {
    loss: element("p", { class: "loss" }, "loss ", loss.element),
    element: element(
      "section",
      { class: "readings" },
      ...[formula, summary, slopes.element, compared.element, tables, triples.element],
    ),
    show({ kind, settings, triples: points }, { loss: value, slopes: found, margins: m, targets: t }) {
      loss.set(value);
      formula.textContent = kind.formula(settings);
      summary.textContent = t ? inWords(m.flat(), t.flat()) : "";
      slopes.set(points.map((_, i) => roles.map((role) => found[role][i])));
      triples.set(points.map(cosines));
      const isTable = t !== undefined && m[0].length > 1;
      compared.element.hidden = t === undefined || isTable;
      tables.hidden = !isTable;
      if (t === undefined) return;
      if (isTable) {
        margins.set(m, m.map((row, i) => row.map((margin, k) => margin - t[i][k])));
        targets.set(t);
      } else {
        compared.set(m.map(([margin], i) => [margin, t[i][0], margin - t[i][0]]));
      }
    },
  };
}

function cosines({ query, positive, negative }: Triple): number[] {
  const cosine = (a: number, b: number) => Math.cos((a - b) * Math.PI / 180);
  const [qp, qn, pn] = [cosine(query, positive), cosine(query, negative), cosine(positive, negative)];
  return [qp, qn, pn, qp - qn, (pn + 1) / 2];
}

function inWords(margins: readonly number[], targets: readonly number[]): string {
  const below = margins.filter((margin, i) => margin < targets[i] - ON_TARGET).length;
  const above = margins.filter((margin, i) => margin > targets[i] + ON_TARGET).length;
  return `Of ${margins.length} margins, ${below} are below their target, ${above} above it.`;
}
