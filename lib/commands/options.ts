/** The kinds of options that commands have. */
import { didYouMean, type UserError } from "../base/mod.ts";
import type { NumberRule } from "./number_rules.ts";

/**
 * The error for a value that an option does not accept.
 *
 * @param rule What the value must be, to follow "expected --name to be".
 * @param found The value.
 * @param hint A sentence that follows, with a space before it.
 */
export type Refuse = (rule: string, found: string, hint?: string) => UserError;

/** An option that reads a value of type `T`. */
export interface Option<T> {
  /** What it means, in a line. */
  readonly help: string;
  /** What stands for its value in the help, such as `FILE`; absent where it takes none. */
  readonly value?: string;
  /** How many values follow each `--name`. */
  readonly takes: "nothing" | "one" | "many";
  /** Whether it may occur more than once. */
  readonly repeatable: boolean;
  readonly required: boolean;
  /** Whether `--no-name` is how it is used. */
  readonly negative?: boolean;
  /** The default as the help shows it. */
  readonly shownDefault?: string;
  /** The heading above it in the help. */
  readonly group?: string;
  /** The values that it accepts, where they can be listed. */
  readonly choices?: Choices<string>;
  /** Its value, from the values of each occurrence; those of a switch are none, or `no`. */
  read(occurrences: readonly (readonly string[])[], refuse: Refuse): T | Promise<T>;
}

/** The type of an option's value. */
export type OptionValue<O> = O extends Option<infer T> ? T : never;

/** Accepted values: a list, or a function that loads the code that has the list. */
export type Choices<T extends string> = readonly T[] | (() => readonly T[] | Promise<readonly T[]>);

/** What any option may have. */
export interface Settings {
  /** The heading above it in the help; options of the same heading stand together. */
  group?: string;
  /** The default in words, where it is not one value. */
  shownDefault?: string;
}

/** A switch, off by default. With default true, `--no-name` turns it off. */
export function flag(help: string, settings: Settings & { default?: boolean } = {}): Option<boolean> {
  const { default: initial = false, group } = settings;
  return {
    ...{ help, takes: "nothing", repeatable: true, required: false, negative: initial, group },
    read: (occurrences) => occurrences.length === 0 ? initial : occurrences.at(-1)![0] !== "no",
  };
}

/** A text, such as the name of a file. */
export function text(
  value: string,
  help: string,
  settings: Settings & ({ required: true } | { default: string }),
): Option<string>;
export function text(value: string, help: string, settings?: Settings): Option<string | undefined>;
export function text(
  value: string,
  help: string,
  settings: Settings & { required?: boolean; default?: string } = {},
): Option<string | undefined> {
  const { required = false, default: initial, shownDefault = initial, group } = settings;
  return {
    ...{ value, help, takes: "one", repeatable: false, required, shownDefault, group },
    read: ([values]) => values?.[0] ?? initial,
  };
}

/** A number that follows a rule. */
export function number(
  value: string,
  help: string,
  settings: Settings & { rule: NumberRule; default: number },
): Option<number>;
export function number(
  value: string,
  help: string,
  settings: Settings & { rule: NumberRule },
): Option<number | undefined>;
export function number(
  value: string,
  help: string,
  settings: Settings & { rule: NumberRule; default?: number },
): Option<number | undefined> {
  const { rule, default: initial, shownDefault = initial?.toString(), group } = settings;
  return {
    ...{ value, help, takes: "one", repeatable: false, required: false, shownDefault, group },
    read([values], refuse) {
      if (values === undefined) return initial;
      const [found] = values;
      const read = found.trim() === "" ? NaN : Number(found);
      if (!rule.accepts(read)) throw refuse(rule.words, found);
      return read;
    },
  };
}

/** One of several names. */
export function oneOf<T extends string>(
  choices: Choices<T>,
  help: string,
  settings: Settings & { default: T },
): Option<T>;
export function oneOf<T extends string>(
  choices: Choices<T>,
  help: string,
  settings?: Settings,
): Option<T | undefined>;
export function oneOf<T extends string>(
  choices: Choices<T>,
  help: string,
  settings: Settings & { default?: T } = {},
): Option<T | undefined> {
  const { default: initial, shownDefault = initial, group } = settings;
  return {
    ...{
      value: "NAME",
      help,
      takes: "one",
      repeatable: false,
      required: false,
      choices,
      shownDefault,
      group,
    },
    read: async ([values], refuse) => values ? await choose(values[0], choices, refuse) : initial,
  };
}

/** Some of several names, each after an option of its own; undefined where there is none. */
export function someOf<T extends string>(
  choices: Choices<T>,
  help: string,
  settings: Settings = {},
): Option<T[] | undefined> {
  return {
    ...{ value: "NAME", help, takes: "one", repeatable: true, required: false, choices, ...settings },
    async read(occurrences, refuse) {
      if (occurrences.length === 0) return undefined;
      return await Promise.all(occurrences.map(([found]) => choose(found, choices, refuse)));
    },
  };
}

/** A list: all values of all occurrences, in order; empty where there is none. */
export function list(
  value: string,
  help: string,
  settings: Settings & { required?: boolean } = {},
): Option<string[]> {
  return {
    ...{ value, help, takes: "many", repeatable: true, required: false, ...settings },
    read: (occurrences) => occurrences.flat(),
  };
}

/** A list of lists: the values of each occurrence. */
export function lists(value: string, help: string, settings: Settings = {}): Option<string[][]> {
  return {
    ...{ value, help, takes: "many", repeatable: true, required: false, ...settings },
    read: (occurrences) => occurrences.map((values) => [...values]),
  };
}

/** The accepted values of an option. */
export async function namesOf<T extends string>(choices: Choices<T>): Promise<readonly T[]> {
  return typeof choices === "function" ? await choices() : choices;
}

async function choose<T extends string>(found: string, choices: Choices<T>, refuse: Refuse): Promise<T> {
  const names = await namesOf(choices);
  const name = names.find((each) => each === found);
  if (name === undefined) throw refuse(`one of ${names.join(", ")}`, found, didYouMean(found, names));
  return name;
}
