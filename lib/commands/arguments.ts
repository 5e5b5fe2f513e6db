/** Command-line options that take lists: `--run A B C`. */
import { UserError } from "../base/mod.ts";

/** What an option takes: nothing, one value, or as many as follow it. */
export type Takes = "nothing" | "one" | "many";

/** The options that were given. */
export interface Arguments {
  /** Whether an option was given. */
  has(name: string): boolean;
  /** The value of an option that takes one; undefined where it was not given. */
  one(name: string): string | undefined;
  /** The values of all its occurrences, in order. */
  all(name: string): string[];
  /** The values of each of its occurrences. */
  each(name: string): string[][];
  /**
   * The value of an option that takes a number.
   *
   * @throws UserError where it is not a number that is accepted.
   */
  number(name: string, rule: NumberRule): number;
}

export interface NumberRule {
  readonly default: number;
  /** In words: "an integer above 0". */
  readonly rule: string;
  accepts(value: number): boolean;
}

/**
 * Reads the arguments of a command.
 *
 * @param args Options as `--name`, `--name value …` or `--name=value`; `-h` is `--help`.
 * @param options.command The command's name, for messages.
 * @param options.takes What each option takes.
 * @throws UserError for an unknown option, a value that belongs to none, a missing value, or an option given twice
 * that takes one.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const found = parseArguments(["--run", "a", "b", "--run=c", "--complete"], {
 *   command: "evaluate",
 *   takes: { run: "many", complete: "nothing" },
 * });
 * assert.deepEqual(found.each("run"), [["a", "b"], ["c"]]);
 * assert.ok(found.has("complete"));
 * ```
 */
export function parseArguments(
  args: readonly string[],
  options: { command: string; takes: Readonly<Record<string, Takes>> },
): Arguments {
  const { command, takes } = options;
  const wrong = (text: string) =>
    new UserError(`${command}: ${text}. \`deno task ${command} --help\` lists the options.`);
  const found = new Map<string, string[][]>();
  let open: { name: string; values: string[] } | undefined;
  for (const argument of args.map((each) => each === "-h" ? "--help" : each)) {
    if (!argument.startsWith("--")) {
      const full = open && takes[open.name] === "one" && open.values.length > 0;
      if (!open || takes[open.name] === "nothing" || full) {
        throw wrong(`expected an option but found "${argument}"`);
      }
      open.values.push(argument);
      continue;
    }
    const [, name, , value] = /^--([^=]*)(=(.*))?$/s.exec(argument)!;
    if (!Object.hasOwn(takes, name)) throw wrong(`unknown option "--${name}"`);
    if (value !== undefined && takes[name] === "nothing") throw wrong(`expected no value after --${name}`);
    if (takes[name] === "one" && found.has(name)) throw wrong(`expected --${name} once but found it again`);
    open = { name, values: value === undefined ? [] : [value] };
    found.set(name, [...found.get(name) ?? [], open.values]);
  }
  for (const [name, occurrences] of found) {
    if (takes[name] !== "nothing" && occurrences.some((values) => values.length === 0)) {
      throw wrong(`expected a value after --${name} but found none`);
    }
  }
  const one = (name: string) => found.get(name)?.[0][0];
  return {
    has: (name) => found.has(name),
    one,
    all: (name) => found.get(name)?.flat() ?? [],
    each: (name) => found.get(name) ?? [],
    number(name, { default: otherwise, rule, accepts }) {
      const text = one(name);
      if (text === undefined) return otherwise;
      const value = text.trim() === "" ? NaN : Number(text);
      if (!accepts(value)) throw wrong(`expected --${name} to be ${rule} but found "${text}"`);
      return value;
    },
  };
}
