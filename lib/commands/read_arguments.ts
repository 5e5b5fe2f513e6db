/** Reads the arguments of a command by its description, with `parseArgs` of `node:util`. */
import path from "node:path";
import { parseArgs } from "node:util";
import { didYouMean, UserError } from "../base/mod.ts";
import type { Command, Options, Values } from "./command.ts";
import { joinValues, type Wrong } from "./join_values.ts";
import { spelled, type Spelling, spellingsOf } from "./spelling.ts";

/** What a command line says. */
export interface Arguments<O extends Options> {
  readonly options: Values<O>;
  readonly operands: string[];
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
  await checkOutputs(command.options, values, wrong);
  return { options: values as Values<O>, operands };
}

/** Checks what the command is to write, once it is clear that it takes the arguments. */
async function checkOutputs(options: Options, values: Record<string, unknown>, wrong: Wrong) {
  const written = new Map<string, string>();
  for (const [key, option] of Object.entries(options)) {
    await option.check?.(values[key]);
    for (const file of option.writes?.(values[key]) ?? []) {
      const [at, other] = [path.resolve(file), written.get(path.resolve(file))];
      if (other !== undefined) {
        throw wrong(`expected different files for ${other} and ${spelled(key)} but found "${file}" for both`);
      }
      written.set(at, spelled(key));
    }
  }
}

/** Whether the arguments ask for help. */
export function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).some((each) => each === "--help" || each === "-h");
}

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
