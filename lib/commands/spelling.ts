/** Options as they are spelled on the command line. */
import type { Options } from "./command.ts";
import type { Option } from "./option.ts";

/** An option, and what its occurrence means. */
export interface Spelling {
  readonly option: Option<unknown>;
  /** Its name in the description. */
  readonly key: string;
  /** Whether this is `--no-name`. */
  readonly negated: boolean;
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
export function spellingsOf(options: Options): Map<string, Spelling> {
  const spellings = new Map<string, Spelling>();
  for (const [key, option] of Object.entries(options)) {
    const name = spelled(key).slice(2);
    spellings.set(name, { option, key, negated: false });
    if (option.negative) spellings.set(`no-${name}`, { option, key, negated: true });
  }
  return spellings;
}
