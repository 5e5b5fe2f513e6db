/** Joins the values of options to the options, for `parseArgs`, which knows one value per option. */
import type { UserError } from "../base/mod.ts";
import type { Spelling } from "./spelling.ts";

/** Makes the error for a wrong argument; a hint follows with a space before it. */
export type Wrong = (text: string, hint?: string) => UserError;

/**
 * Joins values to their options: `--run a b` becomes `--run=a --run=b`.
 *
 * All that follows an option and does not begin with two dashes is its value, also `-b` or `-1`.
 *
 * @returns The arguments, and the places of those that belong to the same occurrence as the one before.
 */
export function joinValues(args: readonly string[], spellings: Map<string, Spelling>, wrong: Wrong) {
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
