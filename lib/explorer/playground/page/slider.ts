/// <reference lib="dom" />
/** A number chosen from a range. */
import { element } from "../../page/element.ts";

export interface Range {
  readonly label: string;
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

/** A native slider with its value beside it. */
export function slider(
  id: string,
  { label, least, most, step }: Range,
  options: { value: number; change: (value: number) => void },
): HTMLElement {
  const digits = String(step).split(".")[1]?.length ?? 0;
  const shown = element("output", { for: id }, options.value.toFixed(digits));
  const input = element("input", {
    ...{ type: "range", id, min: least, max: most, step, value: options.value },
    input: () => {
      shown.textContent = input.valueAsNumber.toFixed(digits);
      options.change(input.valueAsNumber);
    },
  });
  return element(
    "label",
    { class: "control slider" },
    element("span", {}, label, " ", shown),
    input,
  );
}
