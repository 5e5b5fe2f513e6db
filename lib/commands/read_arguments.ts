/** Reads the arguments of a command by its description, with `parseArgs` of `node:util`. */
import { parseArgs } from "node:util";
import { didYouMean, UserError } from "../base/mod.ts";
import type { Command, Options, Values } from "./command.ts";
import type { Option } from "./options.ts";

/** What a command line says. */
export interface Arguments<O extends Options> {
  readonly options: Values<O>;
  readonly operands: string[];
}

/** An option, and what its occurrence means. */
interface Spelling {
  readonly option: Option<unknown>;
  /** Its name in the description. */
  readonly key: string;
  /** Whether this is `--no-name`. */
  readonly negated: boolean;
}

/**
 * Reads the arguments of a command.
 *
 * @param args Options as `--name`, `--name value …` or `--name=value`, and operands.
 * @throws UserError for an unknown option, a missing or wrong value, an option that occurs again but takes one value, a
 *   required option that is missing, or an argument that belongs to no option.
 */
export async function readArguments<O extends Options>(
  command: Command<O>,
  args: readonly string[],
): Promise<Arguments<O>> {
  const wrong = (text: string, hint = "") =>
    new UserError(
      `${command.name}: ${text}.${hint} \`deno task ${command.name} --help\` lists the options.`,
    );
  const spellings = spellingsOf(command.options);
  const { occurrences, operands } = command.operands?.passThrough
    ? { occurrences: new Map(), operands: [...args] }
    : sortArguments(args, spellings, wrong);
  if (operands.length > 0 && !command.operands) {
    throw wrong(`expected an option but found "${operands[0]}"`);
  }
  const missing = Object.entries(command.options)
    .filter(([key, { required }]) => required && !occurrences.has(key))
    .map(([key, { value }]) => `${spelled(key)} ${value}`);
  if (missing.length > 0) throw wrong(`expected ${missing.join(" and ")} but found none`);
  const values: Record<string, unknown> = {};
  for (const [key, option] of Object.entries(command.options)) {
    values[key] = await option.read(
      occurrences.get(key) ?? [],
      (rule, found, hint) => wrong(`expected ${spelled(key)} to be ${rule} but found "${found}"`, hint),
    );
  }
  return { options: values as Values<O>, operands };
}

/** Whether the arguments ask for help. */
export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).some((each) => each === "--help" || each === "-h");
}

/**
 * An option's name on the command line.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(spelled("perQuery"), "--per-query");
 * ```
 */
export function spelled(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** All options by their names on the command line, without the dashes. */
function spellingsOf(options: Options): Map<string, Spelling> {
  const spellings = new Map<string, Spelling>();
  for (const [key, option] of Object.entries(options)) {
    const name = spelled(key).slice(2);
    spellings.set(name, { option, key, negated: false });
    if (option.negative) spellings.set(`no-${name}`, { option, key, negated: true });
  }
  return spellings;
}

type Wrong = (text: string, hint?: string) => UserError;

/** The values of each occurrence of each option, by the option's key; and what belongs to no option. */
function sortArguments(args: readonly string[], spellings: Map<string, Spelling>, wrong: Wrong) {
  const { joined, sameOccurrence } = joinValues(args, spellings, wrong);
  const types = [...spellings].map(([name, { option }]) =>
    [name, { type: option.takes === "nothing" ? "boolean" : "string" }] as const
  );
  const { tokens } = parseArgs({
    args: joined,
    options: Object.fromEntries(types),
    // What is wrong is said below, with the nearest name.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const occurrences = new Map<string, string[][]>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const spelling = spellings.get(token.name);
    if (!spelling) {
      const hint = didYouMean(token.name, [...spellings.keys()]).replace('"', '"--');
      throw wrong(`unknown option "${token.rawName}"`, hint);
    }
    const { option, key, negated } = spelling;
    const of = occurrences.get(key) ?? [];
    occurrences.set(key, of);
    if (option.takes === "nothing") {
      if (token.value !== undefined) throw wrong(`expected no value after ${token.rawName}`);
      of.push(negated ? ["no"] : []);
    } else if (token.value === undefined) {
      throw wrong(`expected a value after ${token.rawName} but found none`);
    } else if (sameOccurrence.has(token.index)) {
      of.at(-1)!.push(token.value);
    } else {
      if (of.length > 0 && !option.repeatable) {
        throw wrong(`expected ${token.rawName} once but found it again`);
      }
      of.push([token.value]);
    }
  }
  return { occurrences, operands };
}

/**
 * Joins values to their options: `--run a b` becomes `--run=a --run=b`, as `parseArgs` knows one value per option.
 *
 * All that follows an option and does not begin with two dashes is its value, also `-b` or `-1`.
 *
 * @returns The arguments, and the places of those that belong to the same occurrence as the one before.
 */
function joinValues(args: readonly string[], spellings: Map<string, Spelling>, wrong: Wrong) {
  const joined: string[] = [];
  const sameOccurrence = new Set<number>();
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "--") {
      joined.push(...args.slice(i));
      break;
    }
    const [, name, , inline] = /^--([^=]+)(=(.*))?$/s.exec(args[i]) ?? [];
    const takes = spellings.get(name)?.option.takes ?? "nothing";
    const values = inline === undefined ? [] : [inline];
    const wants = () => takes === "many" || takes === "one" && values.length === 0;
    while (wants() && i + 1 < args.length && !args[i + 1].startsWith("--")) values.push(args[++i]);
    if (takes === "nothing") joined.push(args[i]);
    else if (values.length === 0) throw wrong(`expected a value after --${name} but found none`);
    else {
      values.forEach((value, k) => {
        if (k > 0) sameOccurrence.add(joined.length);
        joined.push(`--${name}=${value}`);
      });
    }
  }
  return { joined, sameOccurrence };
}
