/// <reference lib="dom" />
/** Elements of drawings. */

/** Attributes; a number is rounded to a hundredth. */
export type SvgAttributes = Readonly<Record<string, string | number>>;

/** An SVG element with its attributes and children. */
export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: SvgAttributes = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  set(made, attributes);
  made.append(...children);
  return made;
}

/** Changes attributes of an element. */
export function set(target: Element, attributes: SvgAttributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    target.setAttribute(name, typeof value === "number" ? String(Math.round(100 * value) / 100) : value);
  }
}
