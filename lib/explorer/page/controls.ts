/// <reference lib="dom" />
/** Controls: native ones, so that keyboards and screen readers know them. Ids keep the focus when a view is shown again. */
import { element } from "./element.ts";

/** A value and what it is called. */
export type Named = readonly [value: string, label: string];

/** A choice of one, from a list that opens; entries may stand under headings. */
export function choice(
  id: string,
  label: string,
  groups: readonly (Named | { readonly heading: string; readonly entries: readonly Named[] })[],
  options: { value: string; change: (value: string) => void },
): HTMLElement {
  const entry = ([value, text]: Named) =>
    element("option", { value, selected: value === options.value }, text);
  const select = element(
    "select",
    { id, change: (event) => options.change((event.target as HTMLSelectElement).value) },
    ...groups.map((each) =>
      "heading" in each
        ? element("optgroup", { label: each.heading }, ...each.entries.map(entry))
        : entry(each)
    ),
  );
  return element("label", { class: "control" }, element("span", {}, label), select);
}

/** A choice of one of few, all in view. */
export function segments(
  id: string,
  label: string,
  entries: readonly Named[],
  options: { value: string; change: (value: string) => void },
): HTMLElement {
  return element(
    "fieldset",
    { class: "control segments" },
    element("legend", {}, label),
    element(
      "span",
      { class: "row" },
      ...entries.map(([value, text]) =>
        element(
          "label",
          {},
          element("input", {
            type: "radio",
            id: `${id}-${value}`,
            name: id,
            value,
            checked: value === options.value,
            change: () => options.change(value),
          }),
          element("span", {}, text),
        )
      ),
    ),
  );
}

/** A switch. */
export function toggle(
  id: string,
  label: string,
  options: { value: boolean; change: (value: boolean) => void },
): HTMLElement {
  const box = element("input", {
    type: "checkbox",
    id,
    checked: options.value,
    change: (event) => options.change((event.target as HTMLInputElement).checked),
  });
  return element("label", { class: "control toggle" }, box, element("span", {}, label));
}

/** Some of many: those taken as chips, each with a button that removes it, and a list of the others by group. */
export function chips(
  id: string,
  label: string,
  groups: readonly { readonly heading: string; readonly entries: readonly string[] }[],
  options: { values: readonly string[]; change: (values: readonly string[]) => void },
): HTMLElement {
  const { values, change } = options;
  const left = groups
    .map(({ heading, entries }) => ({ heading, entries: entries.filter((each) => !values.includes(each)) }))
    .filter(({ entries }) => entries.length > 0);
  const all = (entries: readonly string[]): Named => [JSON.stringify(entries), `all ${entries.length}`];
  return element(
    "div",
    { class: "control chips", role: "group", "aria-label": label },
    element("span", {}, label),
    ...values.map((value) =>
      element(
        "button",
        {
          type: "button",
          id: `${id}-${value}`,
          class: "chip",
          "aria-label": `remove ${value}`,
          click: () => change(values.filter((each) => each !== value)),
        },
        value,
        element("span", { "aria-hidden": "true" }, " ×"),
      )
    ),
    left.length === 0 ? undefined : element(
      "select",
      {
        id: `${id}-add`,
        "aria-label": `add ${label}`,
        change: (event) => change([...values, ...JSON.parse((event.target as HTMLSelectElement).value)]),
      },
      element("option", { value: "", selected: true }, "add …"),
      ...left.map(({ heading, entries }) =>
        element(
          "optgroup",
          { label: heading },
          ...entries.map((each) => element("option", { value: JSON.stringify([each]) }, each)),
          ...(entries.length > 1 ? [element("option", { value: all(entries)[0] }, all(entries)[1])] : []),
        )
      ),
    ),
  );
}
