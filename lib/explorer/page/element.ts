/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** Elements of the page. Texts are set as texts, and never as markup. */

export type Child = Node | string | undefined;

/** Attributes; a function is a listener for the event of its name. */
export type Attributes = Readonly<
  Record<string, string | number | boolean | undefined | ((event: Event) => void)>
>;

/**
 * An element with its attributes and children.
 *
 * @param attributes `true` sets one without a value; `false` and `undefined` leave it out.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? "" : String(value));
    }
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}
