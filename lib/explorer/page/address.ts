/// <reference lib="dom" />
/** What is shown stands in the page's address, so that a link shows the same. */

/** A view and its options, each with one value or several. */
export interface Address {
  readonly view: string;
  readonly options: URLSearchParams;
}

/**
 * Reads the part of an address after `#`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const { view, options } = addressOf("#curves?method=adaptive&method=static+0.5");
 * assert.deepEqual([view, options.getAll("method")], ["curves", ["adaptive", "static 0.5"]]);
 * ```
 */
export function addressOf(hash: string): Address {
  const [, view = "", options = ""] = /^#?([^?]*)\??(.*)$/s.exec(hash) ?? [];
  return { view, options: new URLSearchParams(options) };
}

/** The part of an address after `#`. */
export function hashOf({ view, options }: Address): string {
  const text = options.toString();
  return `#${view}${text === "" ? "" : `?${text}`}`;
}

/** New values of options; `undefined` takes an option away, so that it has its default. */
export type Changes = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Options with some changed.
 *
 * @example None is not the default
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(changed(new URLSearchParams("a=1&b=2"), { a: [], b: undefined }).toString(), "a=");
 * ```
 */
export function changed(options: URLSearchParams, changes: Changes): URLSearchParams {
  const result = new URLSearchParams(options);
  for (const [name, value] of Object.entries(changes)) {
    result.delete(name);
    if (value === undefined) continue;
    const values = typeof value === "string" ? [value] : value.length === 0 ? [""] : value;
    for (const each of values) result.append(name, each);
  }
  return result;
}

/** One of several values: the option's where it is one of them, else the default. */
export function oneOf<T extends string>(
  options: URLSearchParams,
  name: string,
  choices: readonly T[],
  initial: T,
): T {
  return choices.find((each) => each === options.get(name)) ?? initial;
}

/** Some of several values, in the option's order; the default where the option is absent. */
export function someOf<T extends string>(
  options: URLSearchParams,
  name: string,
  choices: readonly T[],
  initial: readonly T[],
): T[] {
  if (!options.has(name)) return [...initial];
  return options.getAll(name).flatMap((value) => choices.find((each) => each === value) ?? []);
}
