/** The kinds of options that commands have. */
import { didYouMean } from "../base/mod.ts";
import type { NumberRule } from "./number_rules.ts";
import { type Choices, namesOf, type Option, type Refuse, type Settings } from "./option.ts";

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

/** Some of several names, each after another `--name`; undefined where there is none. */
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

async function choose<T extends string>(found: string, choices: Choices<T>, refuse: Refuse): Promise<T> {
  const names = await namesOf(choices);
  const name = names.find((each) => each === found);
  if (name === undefined) throw refuse(`one of ${names.join(", ")}`, found, didYouMean(found, names));
  return name;
}
